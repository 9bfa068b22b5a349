from http.cookies import SimpleCookie

import pytest
from django.urls import reverse
from django.utils import translation

from tests.factories import EnrolmentFactory, LessonFactory

pytestmark = pytest.mark.django_db

ADDRESS = "/en/version-ligera/"


@pytest.fixture
def lesson(client):
    """The address of a lesson, opened by somebody who studies it."""
    enrolment = EnrolmentFactory()
    client.force_login(enrolment.participant)
    lesson = LessonFactory(module__edition=enrolment.cohort.edition)
    with translation.override("es-mx"):
        return "/en" + reverse("courses:lesson", args=[enrolment.cohort.code, lesson.public_id])


def has_rail(page):
    return '<ol class="out">' in page.content.decode()


def test_choice_is_remembered_and_leads_back_to_the_page(client, lesson):
    answer = client.post(ADDRESS, {"light": "1", "back": lesson})

    assert (answer.status_code, answer.url) == (302, lesson)
    assert not has_rail(client.get(lesson))

    client.post(ADDRESS, {"light": "0", "back": lesson})
    assert has_rail(client.get(lesson))


@pytest.mark.parametrize(
    ("cookie", "header", "is_light"),
    [("", "off", False), ("", "on", True), ("1", "off", True), ("0", "on", False)],
)
def test_browser_that_saves_data_is_heard_unless_the_person_said_otherwise(
    client, lesson, cookie, header, is_light
):
    if cookie:
        client.cookies = SimpleCookie({**client.cookies, "light": cookie})
        client.cookies["light"] = cookie

    page = client.get(lesson, headers={"Save-Data": header})

    assert has_rail(page) != is_light
    assert "Save-Data" in page.headers["Vary"]


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example/", "javascript:x", ""])
def test_it_leads_nowhere_else(client, back):
    assert client.post(ADDRESS, {"light": "1", "back": back}).url == "/en/"


def test_looking_at_the_choice_changes_nothing(client):
    page = client.get(f"{ADDRESS}?volver=/en/cursos/")

    assert "light" not in page.cookies
    assert 'name="back" value="/en/cursos/"' in page.content.decode()
