"""What a cohort hands in and until when, in one list; setting the days, and what would suit."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.domain.due import planned_dues
from assessments.domain.exercise.lessons import lesson_for
from assessments.domain.exercise.steps import STEPS
from assessments.models import CohortDeliverable, Deliverable
from courses.domain.due import Due
from courses.domain.pace import suggested_days
from courses.models import Cohort, DueExtension, ItemDue, Lesson
from lms.lib.errors import RuleViolation
from people.domain.records import record
from people.models import User

# A day in which something is due ends here, in the time zone of the cohort.
LAST_MINUTE = time(23, 59)
# Items for which people write or answer something by themselves.
HANDED_IN = (
    Lesson.ClosedBy.HOMEWORK,
    Lesson.ClosedBy.REPLY,
    Lesson.ClosedBy.QUIZ,
    Lesson.ClosedBy.FORUM,
    Lesson.ClosedBy.PLAN,
    Lesson.ClosedBy.REVIEW,
)

# The steps of each deliverable; those of the matrix have no pages of their own.
STEPS_OF = {
    deliverable: [step.number for step in STEPS if step.deliverable == deliverable]
    for deliverable in Deliverable.values
} | {"E3": ["2.7", "2.10"], "E4": ["2.8", "2.9"]}


@dataclass(frozen=True)
class DueWork:
    """One thing that a cohort hands in: an item of the outline, or a deliverable of the project."""

    code: str
    lesson: Lesson | None  # None for a deliverable.
    due_at: datetime | None = None
    due_on: date | None = None  # The same day, in the time zone of the cohort.
    suggested_on: date | None = None
    with_more_time: int = 0  # How many people have an extension in force.

    @property
    def title(self) -> str:
        return self.lesson.title if self.lesson else str(Deliverable(self.code).label)

    @property
    def name(self) -> str:
        return f"{self.code} {self.title}"


class DaysRefused(RuleViolation):
    """Some days cannot be set: ``by_code`` says which, and why."""

    def __init__(self, by_code: dict[str, RuleViolation]) -> None:
        first = next(iter(by_code.values()))
        super().__init__(first.message, code=first.code, params=first.params)
        self.by_code = by_code


def work_called(cohort: Cohort, code: str) -> DueWork | None:
    """Return one thing to hand in by its code, without its day; None when there is no such."""
    if code in Deliverable.values:
        return DueWork(code, None)
    lesson = Lesson.objects.of_edition(cohort.edition_id).filter(code=code).first()
    return DueWork(code, lesson) if lesson else None


def works_due(cohort: Cohort, dues: Mapping[str, Due]) -> list[DueWork]:
    """Return by name what has a day for somebody, items first. One query."""
    lessons = Lesson.objects.of_edition(cohort.edition_id).filter(code__in=dues)
    deliverables = [code for code in Deliverable.values if code in dues]
    return [
        *(DueWork(lesson.code, lesson, dues[lesson.code].due_at) for lesson in lessons),
        *(DueWork(code, None, dues[code].due_at) for code in deliverables),
    ]


def due_works_of(cohort: Cohort) -> list[DueWork]:
    """Return what the cohort hands in, items first, in three queries.

    Load the edition and its course with the cohort. An item of another kind is there when it has
    a day.
    """
    lessons = list(Lesson.objects.of_edition(cohort.edition_id).select_related("module"))
    dues = planned_dues(cohort)
    more_time = dict(
        DueExtension.objects.in_force()
        .filter(enrolment__cohort=cohort)
        .order_by()
        .values_list("what")
        .annotate(people=Count("enrolment", distinct=True))
    )
    suggested = _suggestions(cohort, lessons)
    items = [each for each in lessons if each.closed_by in HANDED_IN or each.code in dues]
    named = [*((each.code, each) for each in items), *((code, None) for code in Deliverable.values)]
    return [
        DueWork(
            code,
            lesson,
            dues.get(code),
            day_in(cohort, dues[code]) if code in dues else None,
            suggested.get(code),
            more_time.get(code, 0),
        )
        for code, lesson in named
    ]


def day_in(cohort: Cohort, moment: datetime) -> date:
    """Return the day on which a moment lies where the cohort is."""
    return timezone.localdate(moment, ZoneInfo(cohort.time_zone))


def end_of(cohort: Cohort, day: date) -> datetime:
    """Return the last minute of a day where the cohort is."""
    return datetime.combine(day, LAST_MINUTE, ZoneInfo(cohort.time_zone))


def _suggestions(cohort: Cohort, lessons: list[Lesson]) -> dict[str, date]:
    """Return code → the day on which the outline would have it, deliverables included."""
    days = suggested_days(
        [lesson.minutes for lesson in lessons], starts_on=cohort.starts_on, ends_on=cohort.ends_on
    )
    by_code = dict(zip((lesson.code for lesson in lessons), days, strict=True))
    course = cohort.edition.course.slug
    latest = cohort.starts_on
    suggested = dict(by_code)
    for deliverable in Deliverable.values:
        taught = [lesson_for(number, course=course) for number in STEPS_OF[deliverable]]
        known = [by_code[code] for code in taught if code in by_code]
        if deliverable == Deliverable.PROJECT:
            project = Lesson.ClosedBy.SUBMISSION
            known += [by_code[each.code] for each in lessons if each.closed_by == project]
        if known:
            latest = suggested[deliverable] = max(latest, *known)
    return suggested


@transaction.atomic
def set_due_days(
    cohort: Cohort, days: Mapping[str, date | None], *, by: User, today: date | None = None
) -> int:
    """Say until when a cohort hands things in; None takes a day away. Return how many changed.

    Each is due at the end of its day, where the cohort is. Raises DaysRefused, and then changes
    nothing: for a day that has passed or lies outside the cohort, for a deliverable that would be
    due before the one it builds on or before it opens.
    """
    cohort = Cohort.objects.select_for_update().get(pk=cohort.pk)
    if cohort.is_closed:
        raise RuleViolation(_("This cohort is closed."), code="closed")
    works = {work.code: work for work in due_works_of(cohort)}
    unknown = days.keys() - works
    if unknown:
        raise RuleViolation(_("This is not part of the course of this cohort."), code="unknown")
    changed = {code: day for code, day in days.items() if day != works[code].due_on}
    planned = {code: changed.get(code, work.due_on) for code, work in works.items()}
    refused = {
        **_out_of_order(planned, changed),
        **_outside(cohort, changed, today or day_in(cohort, timezone.now())),
        **_not_open_yet(cohort, changed),
    }
    if refused:
        raise DaysRefused({code: refused[code] for code in works if code in refused})
    for code, day in changed.items():
        _store(cohort, works[code], day)
    if changed:
        said = "; ".join(f"{code} {day or '–'}" for code, day in changed.items())
        record(by, "set due days", cohort, reason=said)
    return len(changed)


def _outside(
    cohort: Cohort, changed: Mapping[str, date | None], today: date
) -> dict[str, RuleViolation]:
    refused = {}
    for code, day in changed.items():
        if day and day < today:
            refused[code] = RuleViolation(_("This day has passed."), code="past")
        elif day and not cohort.starts_on <= day <= cohort.ends_on:
            refused[code] = RuleViolation(
                _("The cohort lasts from %(first)s to %(last)s."),
                code="outside",
                params={
                    "first": f"{cohort.starts_on:%d/%m/%Y}",
                    "last": f"{cohort.ends_on:%d/%m/%Y}",
                },
            )
    return refused


def _out_of_order(
    planned: Mapping[str, date | None], changed: Iterable[str]
) -> dict[str, RuleViolation]:
    """Say which deliverables would be due before one that they build on."""
    refused = {}
    before: str | None = None
    for code in Deliverable.values:
        if planned.get(code) is None:
            continue
        if before and planned[code] < planned[before]:
            # Whichever of the two was changed is the one to correct.
            at = code if code in changed or before not in changed else before
            if at in changed:
                refused[at] = RuleViolation(
                    _("%(later)s builds on %(earlier)s and cannot be due before it."),
                    code="order",
                    params={"later": code, "earlier": before},
                )
        before = code
    return refused


def _not_open_yet(cohort: Cohort, changed: Mapping[str, date | None]) -> dict[str, RuleViolation]:
    opening = CohortDeliverable.objects.filter(cohort=cohort, opens_at__isnull=False)
    return {
        code: RuleViolation(_("It opens later than that."), code="opens_later")
        for code, opens_at in opening.values_list("deliverable", "opens_at")
        if changed.get(code) and end_of(cohort, changed[code]) <= opens_at
    }


def _store(cohort: Cohort, work: DueWork, day: date | None) -> None:
    due_at = end_of(cohort, day) if day else None
    if work.code == Deliverable.PROJECT:
        cohort.project_due_at = due_at
        cohort.save(update_fields=["project_due_at"])
    elif work.lesson is None:
        CohortDeliverable.objects.update_or_create(
            cohort=cohort, deliverable=work.code, defaults={"due_at": due_at}
        )
    elif due_at:
        ItemDue.objects.update_or_create(
            cohort=cohort, lesson=work.lesson, defaults={"due_at": due_at}
        )
    else:
        ItemDue.objects.filter(cohort=cohort, lesson=work.lesson).delete()
