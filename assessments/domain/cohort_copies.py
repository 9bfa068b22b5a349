"""A new cohort like an earlier one: its settings, its days and its exercise, never its people."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction

from assessments.domain.adaptation import adaptation_of, save_adaptation
from assessments.domain.calendar import DueWork, due_works_of
from assessments.models import CohortDeliverable, ExerciseAdaptation
from courses.domain.cohorts import open_cohort
from courses.models import Cohort, ItemDue
from people.domain.records import record
from people.models import User

SETTINGS = ("edition", "host", "partner", "sponsor", "territory", "seats", "time_zone", "release")
TEXTS = ("signatories", "exercise_note")


@transaction.atomic
def copy_cohort(
    source: Cohort,
    *,
    code: str,
    name: str,
    starts_on: date,
    by: User,
    today: date | None = None,
) -> Cohort:
    """Plan a cohort like ``source`` that starts on another day; every day moves with the start.

    People, tutors and sessions are not copied: a venue or a tutor is free on one day and not on
    another. Raises what ``open_cohort`` does.
    """
    days = (starts_on - source.starts_on).days

    def moved(moment: datetime | None) -> datetime | None:
        # The same hour on the wall, whatever the clocks did in between.
        zone = ZoneInfo(source.time_zone)
        return moment and moment.astimezone(zone) + timedelta(days=days)

    cohort = open_cohort(
        code=code,
        name=name,
        starts_on=starts_on,
        ends_on=source.ends_on + timedelta(days=days),
        project_due_at=moved(source.project_due_at),
        state=Cohort.State.PLANNED,
        by=by,
        today=today,
        **{field: getattr(source, field) for field in (*SETTINGS, *TEXTS)},
    )
    ItemDue.objects.bulk_create(
        ItemDue(cohort=cohort, lesson_id=due.lesson_id, due_at=moved(due.due_at))
        for due in source.item_dues.all()
    )
    CohortDeliverable.objects.bulk_create(
        CohortDeliverable(
            cohort=cohort,
            deliverable=each.deliverable,
            opens_at=moved(each.opens_at),
            due_at=moved(each.due_at),
        )
        for each in source.deliverables.all()
    )
    if is_adapted(source):
        save_adaptation(cohort, replace(adaptation_of(source), version=0), by=by)
    record(by, "copy cohort", cohort, reason=f"{source.code} → {cohort.code}")
    return cohort


def is_adapted(cohort: Cohort) -> bool:
    """Say whether the exercise of a cohort was adapted, so that a copy brings that along."""
    return ExerciseAdaptation.objects.filter(cohort=cohort).exists()


def days_of_copy(source: Cohort, starts_on: date) -> list[tuple[DueWork, date]]:
    """Return what is due in a copy, each with its new day, in the order of the calendar."""
    days = timedelta(days=(starts_on - source.starts_on).days)
    works = [work for work in due_works_of(source) if work.due_on]
    return sorted(((work, work.due_on + days) for work in works), key=lambda each: each[1])
