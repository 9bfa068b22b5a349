"""What is offered to anybody: each course in its latest published edition."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Min
from django.utils import timezone

from courses.domain.reading import sessions_of, structure_of
from courses.models import Cohort, Course, Edition, LessonText, Module, PlannedSession


@dataclass(frozen=True)
class Offer:
    course: Course
    edition: Edition
    goals: Sequence[int]  # Numbers of the goals that its lessons are about.
    starts_on: date | None  # When its next cohort begins, if one has a date.


def offers(*, today: date | None = None) -> list[Offer]:
    """Return the courses of the catalogue, in three queries."""
    editions = Edition.objects.published().select_related("course").order_by("course", "number")
    latest = {edition.course_id: edition for edition in editions}.values()
    goals = _goals_of(latest)
    beginnings = dict(
        Cohort.objects.filter(edition__in=latest, starts_on__gte=today or timezone.localdate())
        .exclude(state=Cohort.State.CLOSED)
        .order_by()
        .values_list("edition")
        .annotate(first=Min("starts_on"))
    )
    return [
        Offer(edition.course, edition, goals[edition.pk], beginnings.get(edition.pk))
        for edition in latest
    ]


def _goals_of(editions: Collection[Edition]) -> dict[int, list[int]]:
    """Return the numbers of the goals that the lessons of each edition are about, in order."""
    rows = (
        LessonText.objects.filter(lesson__module__edition__in=editions, goals__isnull=False)
        .order_by("goals__number")
        .values_list("lesson__module__edition", "goals__number")
        .distinct()
    )
    found: dict[int, list[int]] = defaultdict(list)
    for edition_id, number in rows:
        found[edition_id].append(number)
    return found


@dataclass(frozen=True)
class Syllabus:
    edition: Edition
    modules: Sequence[Module]
    sessions: Sequence[PlannedSession]


def syllabus_of(course: Course) -> Syllabus:
    """Return what the latest published edition of an offered course is made of."""
    edition = course.editions.published().order_by("-number")[0]
    return Syllabus(edition, structure_of(edition).modules, sessions_of(edition))


def cohorts_taking_requests(course: Course, *, today: date | None = None) -> list[Cohort]:
    """Return the cohorts of a course in which anybody may ask for a place, the next first."""
    cohorts = Cohort.objects.taking_requests_on(today or timezone.localdate())
    cohorts = cohorts.filter(edition__course=course).select_related("territory")
    return list(cohorts.order_by("starts_on", "pk"))
