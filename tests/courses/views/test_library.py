import pytest
from django.urls import reverse
from django.utils import translation

from courses.models import GlossaryTerm, Resource
from tests.factories import EnrolmentFactory, ModuleFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def enrolment(client):
    enrolment = EnrolmentFactory()
    client.force_login(enrolment.participant)
    return enrolment


def page_of(client, name, enrolment, query=""):
    with translation.override("es-mx"):
        address = "/en" + reverse(f"courses:{name}", args=[enrolment.cohort.code])
    return client.get(address + query)


def add(edition, number, module):
    term = GlossaryTerm.objects.create(
        edition=edition,
        position=number,
        acronym="ODS",
        term_es=f"Término {number}",
        definition_es="<b>Una</b> palabra.",
    )
    work = Resource.objects.create(
        edition=edition,
        position=number,
        kind="guide",
        title=f"Guía {number}",
        language="es",
        author="CEPAL",
        year="2018",
        address="https://example.org/guia.pdf",
        size=1_500_000 if number == 1 else None,
    )
    if module:
        term.modules.add(module)
        work.modules.add(module)


def test_glossary_shows_each_term_with_its_meaning_as_text(client, enrolment):
    module = ModuleFactory(edition=enrolment.cohort.edition, code="M1")
    add(enrolment.cohort.edition, 1, module)
    add(enrolment.cohort.edition, 2, None)

    page = page_of(client, "glossary", enrolment).content.decode()

    assert "Término 1 (ODS)" in page
    assert "&lt;b&gt;Una&lt;/b&gt; palabra." in page
    of_module = page_of(client, "glossary", enrolment, "?modulo=M1").content.decode()
    assert "Término 1" in of_module
    assert "Término 2" not in of_module


def test_resources_say_what_a_download_costs(client, enrolment):
    module = ModuleFactory(edition=enrolment.cohort.edition, code="M1", title_es="Agua")
    add(enrolment.cohort.edition, 1, module)
    add(enrolment.cohort.edition, 2, None)

    page = page_of(client, "resources", enrolment).content.decode()

    assert "M1 Agua" in page
    assert "1.5 MB" in page
    assert "another site; it does not say its size" in page
    assert 'href="https://example.org/guia.pdf" rel="noopener"' in page


@pytest.mark.parametrize("name", ["glossary", "resources"])
def test_course_without_them_says_so(client, enrolment, name):
    assert "yet" in page_of(client, name, enrolment).content.decode()


@pytest.mark.parametrize("name", ["glossary", "resources"])
@pytest.mark.parametrize("count", [1, 3])
def test_pages_cost_the_same_for_any_number_of_entries(
    client, enrolment, django_assert_max_num_queries, name, count
):
    module = ModuleFactory(edition=enrolment.cohort.edition)
    for number in range(1, count + 1):
        add(enrolment.cohort.edition, number, module)

    with django_assert_max_num_queries(12):
        page_of(client, name, enrolment)


@pytest.mark.parametrize("name", ["glossary", "resources"])
def test_cohort_of_somebody_else_does_not_exist(client, enrolment, name):
    assert page_of(client, name, EnrolmentFactory()).status_code == 404
