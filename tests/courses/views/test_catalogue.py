import pytest
from django.urls import reverse

from tests.factories import CourseFactory, EditionFactory, LessonFactory, PlannedSessionFactory

pytestmark = pytest.mark.django_db


def test_visitor_sees_published_courses_with_their_hours(client):
    edition = EditionFactory()
    LessonFactory(module__edition=edition, title_es="Agua para todas las personas")
    PlannedSessionFactory(edition=edition, title_es="Apertura")

    listing = client.get(reverse("courses:catalogue")).content.decode()
    page = client.get(reverse("courses:course-detail", args=[edition.course.slug]))

    assert "La Agenda 2030 en la gestión pública local" in listing
    assert "Agua para todas las personas" in page.content.decode()
    assert "Apertura" in page.content.decode()


def test_draft_is_not_offered(client):
    edition = EditionFactory(state="draft", published_at=None)

    listing = client.get(reverse("courses:catalogue")).content.decode()

    assert edition.course.title_es not in listing
    detail = reverse("courses:course-detail", args=[edition.course.slug])
    assert client.get(detail).status_code == 404


def test_course_without_editions_is_not_offered(client):
    course = CourseFactory(slug="academia")

    detail = reverse("courses:course-detail", args=[course.slug])
    assert client.get(detail).status_code == 404
