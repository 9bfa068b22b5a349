"""What is offered to anybody: each course in its latest published edition."""

from collections.abc import Sequence
from dataclasses import dataclass

from courses.domain.reading import sessions_of, structure_of
from courses.models import Course, Edition, Module, PlannedSession


@dataclass(frozen=True)
class Offer:
    course: Course
    edition: Edition


def offers() -> list[Offer]:
    """Return the courses of the catalogue, in one query."""
    editions = Edition.objects.published().select_related("course").order_by("course", "number")
    latest = {edition.course_id: edition for edition in editions}
    return [Offer(edition.course, edition) for edition in latest.values()]


@dataclass(frozen=True)
class Syllabus:
    edition: Edition
    modules: Sequence[Module]
    sessions: Sequence[PlannedSession]


def syllabus_of(course: Course) -> Syllabus:
    """Return what the latest published edition of an offered course is made of."""
    edition = course.editions.published().order_by("-number")[0]
    return Syllabus(edition, structure_of(edition).modules, sessions_of(edition))
