from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from courses.domain.catalogue import offers
from courses.domain.goals import load_goals
from courses.models import Goal, LessonText
from tests.factories import (
    CohortFactory,
    CourseFactory,
    EditionFactory,
    LessonFactory,
    PlannedSessionFactory,
)

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


def test_card_shows_goals_and_when_the_next_cohort_begins(client, django_assert_max_num_queries):
    load_goals()
    today = timezone.localdate()
    edition, other = EditionFactory(), EditionFactory(course__slug="cso")
    for numbers in ([6, 5], [6]):
        lesson = LessonFactory(module__edition=edition)
        text = LessonText.objects.create(lesson=lesson, language="es", markdown="x", html="x")
        text.goals.set(Goal.objects.filter(number__in=numbers))
    for days, facts in ((-9, {}), (20, {}), (10, {"state": "closed"}), (30, {})):
        starts_on = today + timedelta(days=days)
        CohortFactory(
            edition=edition, starts_on=starts_on, ends_on=starts_on + timedelta(days=90), **facts
        )

    with django_assert_max_num_queries(3):
        found = {offer.edition.pk: offer for offer in offers()}

    mine = found[edition.pk]
    assert (list(mine.goals), mine.starts_on) == ([5, 6], today + timedelta(days=20))
    assert (list(found[other.pk].goals), found[other.pk].starts_on) == ([], None)
    html = client.get("/en" + reverse("courses:catalogue")).content.decode()
    assert html.count('class="sdg g') == 2
    assert "the next cohort has no date yet" in html
