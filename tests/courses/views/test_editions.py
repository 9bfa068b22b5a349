import pytest
from django.urls import reverse
from django.utils import translation

from courses.domain.lesson_page import version_of
from courses.models import EditionRole, LessonText
from tests.factories import (
    CohortFactory,
    CohortTutorFactory,
    EditionFactory,
    LessonFactory,
    MembershipFactory,
    ModuleFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def lesson():
    lesson = LessonFactory(module=ModuleFactory(code="M1"), code="M1.1")
    LessonText.objects.create(
        lesson=lesson, language="es", markdown="Hola.", html="<p>Hola a todas.</p>", words=3
    )
    return lesson


@pytest.fixture
def author(client, lesson):
    person = UserFactory(given_names="Graciela", surname_1="Ponce", surname_2="")
    EditionRole.objects.create(edition=lesson.module.edition, person=person, role="reviewer")
    client.force_login(person)
    return person


def url(name, lesson):
    edition = lesson.module.edition
    place = {"slug": edition.course.slug, "number": edition.number}
    if name != "edition-detail":
        place["public_id"] = lesson.public_id
    with translation.override("es-mx"):
        return "/en" + reverse(f"courses:{name}", kwargs=place)


def approve(client, lesson, name="text-approve"):
    text = lesson.texts.get()
    return client.post(url(name, lesson), {"language": "es", "version": version_of(text)})


def test_author_reads_an_item_as_participants_see_it(client, lesson, author):
    page = client.get(url("lesson-preview", lesson)).content.decode()

    assert "<p>Hola a todas.</p>" in page
    assert "Demonstration text, not reviewed by experts." in page
    assert "Approve this text" in page


def test_approved_text_says_who_approved_it_and_no_longer_that_nobody_did(client, lesson, author):
    answer = approve(client, lesson)

    assert (answer.status_code, answer.url) == (302, url("lesson-preview", lesson))
    page = client.get(url("lesson-preview", lesson)).content.decode()
    assert "Approved by Graciela Ponce" in page
    assert "Demonstration text" not in page

    approve(client, lesson, "text-disapprove")
    assert "Demonstration text" in client.get(url("lesson-preview", lesson)).content.decode()


def test_text_that_changed_meanwhile_is_shown_again(client, lesson, author):
    answer = client.post(url("text-approve", lesson), {"language": "es", "version": "other"})

    assert answer.status_code == 422
    assert "The text has changed" in answer.content.decode()
    assert not lesson.texts.get().is_reviewed


def test_tutor_reads_the_lessons_of_the_cohort_and_approves_nothing(client, lesson):
    cohort = CohortFactory(edition=lesson.module.edition)
    client.force_login(CohortTutorFactory(cohort=cohort).tutor)

    page = client.get(url("lesson-preview", lesson))

    assert page.status_code == 200
    assert "Approve this text" not in page.content.decode()
    assert client.get(url("edition-detail", lesson)).status_code == 200
    listing = client.get("/en/gestion/cursos/").content.decode()
    assert url("edition-detail", lesson) in listing
    assert approve(client, lesson).status_code == 403


def test_author_of_another_edition_finds_nothing(client, lesson, author):
    foreign = LessonFactory(module=ModuleFactory(edition=EditionFactory()))

    assert client.get(url("lesson-preview", foreign)).status_code == 404
    assert approve_status(client, foreign) == 404


def approve_status(client, lesson):
    return client.post(url("text-approve", lesson), {"language": "es", "version": ""}).status_code


def test_item_of_another_edition_is_not_found_under_this_one(client, lesson, author):
    foreign = LessonFactory()
    edition = lesson.module.edition
    path = reverse(
        "courses:lesson-preview", args=[edition.course.slug, edition.number, foreign.public_id]
    )

    assert client.get(path).status_code == 404


@pytest.mark.parametrize("items", [1, 3])
def test_page_of_an_edition_costs_the_same_for_any_number_of_items(
    client, lesson, django_assert_max_num_queries, items
):
    client.force_login(MembershipFactory().person)
    for number in range(items - 1):
        LessonFactory(module=lesson.module, code=f"M1.{number + 2}")

    with django_assert_max_num_queries(12):
        client.get(url("edition-detail", lesson))
    with django_assert_max_num_queries(12):
        client.get(url("lesson-preview", lesson))
