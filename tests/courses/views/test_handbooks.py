import pytest
from django.core.cache import cache
from django.urls import reverse

from courses.domain.handbooks import keep, postpone, request_handbooks
from courses.models import Handbook
from tests.courses.domain.test_handbooks import written_module
from tests.factories import (
    CohortFactory,
    CohortTutorFactory,
    EnrolmentFactory,
    HandbookFactory,
    MembershipFactory,
    ModuleFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def cohort():
    return CohortFactory()


@pytest.fixture
def module(cohort):
    return written_module(cohort.edition, code="M1", title_es="Brechas")


@pytest.fixture
def learner(client, cohort):
    client.force_login(EnrolmentFactory(cohort=cohort).participant)
    return client


@pytest.fixture
def tutor(client, cohort):
    client.force_login(CohortTutorFactory(cohort=cohort).tutor)
    return client


def own(cohort, part="list"):
    return reverse(f"courses:handbook-{part}", args=[cohort.code])


def taught(cohort, part=""):
    edition = cohort.edition
    return reverse(f"courses:edition-handbooks{part}", args=[edition.course.slug, edition.number])


def ready(edition, module=None, **facts):
    """Both formats of a handbook, made."""
    for handbook in request_handbooks(edition, module, **facts):
        size = 410_000 if handbook.format == "pdf" else 80_000
        keep(handbook, b"x" * size, content_hash="a" * 64)


def test_one_press_asks_for_both_formats_and_the_page_says_that_they_come(learner, cohort, module):
    response = learner.post(own(cohort, "request"), {"module": "M1"}, follow=True)

    assert response.redirect_chain == [(own(cohort), 302)]
    assert Handbook.objects.pending().count() == 2
    assert response.headers["Refresh"] == "5"
    assert "En preparación" in response.text
    assert response.text.count(own(cohort, "request")) == 1  # Of the whole course.


def test_pressing_twice_asks_once(learner, cohort, module):
    for _time in range(2):
        learner.post(own(cohort, "request"), {"module": "M1"})

    assert Handbook.objects.count() == 2


def test_page_can_be_held_still_and_stops_by_itself_when_all_is_ready(learner, cohort, module):
    request_handbooks(cohort.edition, module)

    held = learner.get(own(cohort), {"quieta": "1"})
    Handbook.objects.all().delete()
    ready(cohort.edition, module)
    done = learner.get(own(cohort))

    assert "Refresh" not in held.headers
    assert "Refresh" not in done.headers


def test_link_says_format_and_size(learner, cohort, module):
    ready(cohort.edition, module)

    page = learner.get(own(cohort)).text

    for said in (", 410 KB</a>", ", 80 KB</a>"):
        assert said in page


def test_page_of_the_module_offers_the_files_or_the_way_to_them(learner, cohort, module):
    address = reverse("courses:module", args=[cohort.code, "M1"])

    before = learner.get(address).text
    ready(cohort.edition, module)
    after = learner.get(address).text

    assert own(cohort) in before
    for handbook in Handbook.objects.all():
        assert handbook.get_absolute_url() in after


@pytest.mark.parametrize("format_", ["pdf", "epub"])
def test_file_comes_under_a_name_that_people_recognise(learner, cohort, module, format_):
    ready(cohort.edition, module)

    response = learner.get(Handbook.objects.get(format=format_).get_absolute_url())

    assert response.headers["Content-Disposition"] == (
        f'attachment; filename="manual-m1-brechas.{format_}"'
    )
    assert (
        response.headers["Content-Type"]
        == {
            "pdf": "application/pdf",
            "epub": "application/epub+zip",
        }[format_]
    )
    assert b"".join(response.streaming_content)[:1] == b"x"


def test_file_that_is_not_ready_is_not_there(learner, cohort, module):
    handbook = HandbookFactory(edition=cohort.edition, module=module)

    assert learner.get(handbook.get_absolute_url()).status_code == 404


def test_participants_neither_see_nor_get_nor_order_the_key(learner, cohort, module):
    ready(cohort.edition, module, with_key=True)

    page = learner.get(own(cohort)).text
    learner.post(own(cohort, "request"), {"module": "M1", "with_key": "on"})

    for handbook in Handbook.objects.filter(with_key=True):
        assert handbook.get_absolute_url() not in page
        assert learner.get(handbook.get_absolute_url()).status_code == 404
    assert learner.post(taught(cohort, "-request"), {"with_key": "on"}).status_code == 403
    assert Handbook.objects.filter(with_key=True).count() == 2


def test_those_who_teach_get_both_kinds(tutor, cohort, module):
    tutor.post(taught(cohort, "-request"), {"module": "M1", "with_key": "on"})
    tutor.post(taught(cohort, "-request"), {"module": "M1"})

    page = tutor.get(taught(cohort))

    assert Handbook.objects.filter(with_key=True).count() == 2
    assert Handbook.objects.filter(with_key=False).count() == 2
    assert [shelf.is_pending for shelf in page.context["with_key"]] == [True, False]


def test_module_of_another_course_is_refused_in_words(tutor, cohort):
    page = tutor.post(taught(cohort, "-request"), {"module": "M9"}, follow=True).text

    assert "Este curso no tiene ese módulo." in page
    assert not Handbook.objects.exists()


def test_page_says_why_files_do_not_come(learner, cohort, module):
    handbook, _other = request_handbooks(cohort.edition, module)

    away = learner.get(own(cohort)).text
    cache.set("worker_is_alive", True, 60)
    postpone(handbook, "Falta la biblioteca Pango.")
    missing = learner.get(own(cohort)).text

    assert "no está en marcha" in away
    assert "Falta la biblioteca Pango." in missing


def test_queries_are_the_same_for_one_module_and_for_three(
    learner, cohort, django_assert_max_num_queries
):
    for _number in range(3):
        ready(cohort.edition, written_module(cohort.edition))
    learner.get(own(cohort))

    with django_assert_max_num_queries(10) as three:
        learner.get(own(cohort))
    Handbook.objects.exclude(module=cohort.edition.modules.first()).delete()
    with django_assert_max_num_queries(10) as one:
        learner.get(own(cohort))

    assert len(three) == len(one)


def test_staff_reach_the_handbooks_of_an_edition_from_the_list_of_courses(client, cohort):
    client.force_login(MembershipFactory(organisation=cohort.host).person)

    page = client.get(reverse("courses:course-list")).text

    assert taught(cohort) in page


def test_a_module_that_nobody_has_written_is_not_offered(learner, cohort):
    ModuleFactory(edition=cohort.edition, code="M5")

    page = learner.get(own(cohort)).text

    assert 'value="M5"' not in page
