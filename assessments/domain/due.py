"""Until when everything is due, deliverables included: pages, lateness and reminders ask here."""

from collections.abc import Collection
from datetime import datetime, time
from zoneinfo import ZoneInfo

from django.db.models import F, Max, OuterRef, QuerySet, Subquery

from assessments.models import CohortDeliverable, Deliverable, Grade, LogframeProject
from courses.domain.due import Due, as_rows, dues_in, extensions_of, planned_items
from courses.models import Cohort, DueExtension, Enrolment


def due_dates_of(enrolment: Enrolment) -> dict[str, Due]:
    """Return code of the item or deliverable → due, for one person. One query.

    More time for a deliverable is time for the whole team. Load ``cohort`` with the enrolment.
    """
    cohort = enrolment.cohort
    rows = as_rows(planned_items(cohort)).union(
        as_rows(_planned_deliverables(cohort)),
        as_rows(extensions_of(enrolment), are_extensions=True),
        as_rows(_extensions_of_the_team(enrolment), are_extensions=True),
    )
    return dues_in(rows, _of_the_project(cohort))


def due_at_for(enrolment: Enrolment, what: str) -> datetime | None:
    """Return until when somebody hands in an item or a deliverable; None when nobody said."""
    due = due_dates_of(enrolment).get(what)
    return due.due_at if due else None


def days_of(enrolments: Collection[Enrolment], what: str) -> dict[int, datetime]:
    """Return key of the enrolment → until when, for people of one cohort, where there is a day.

    Two queries, however many people.
    """
    cohort = next(iter(enrolments)).cohort
    planned = planned_dues(cohort).get(what)
    extended = dict(
        DueExtension.objects.in_force()
        .filter(what=what, enrolment__in=enrolments)
        .order_by()
        .values_list("enrolment")
        .annotate(latest=Max("due_at"))
    )
    days = {}
    for enrolment in enrolments:
        mine = [day for day in (planned, extended.get(enrolment.pk)) if day]
        if mine:
            days[enrolment.pk] = max(mine)
    return days


def due_at_of(project: LogframeProject, deliverable: str = Deliverable.PROJECT) -> datetime | None:
    """Return until when a project is on time: as planned, extended, or asked for in a return.

    The latest of these days counts; more time for one of a team is time for all. One query for
    the final project, two for the others.
    """
    cohort = project.cohort
    extended = (
        DueExtension.objects.in_force()
        .filter(
            what=deliverable,
            enrolment__project_memberships__project=OuterRef("pk"),
            enrolment__project_memberships__left_at=None,
        )
        .order_by("-due_at")
    )
    returned = Grade.objects.filter(
        submission__project=OuterRef("pk"),
        submission__deliverable=deliverable,
        sent_at__isnull=False,
        replaced_at=None,
        verdict=Grade.Verdict.RETURN,
        resubmit_by__isnull=False,
    ).order_by("-sent_at")
    days, resubmit_by = (
        LogframeProject.objects.filter(pk=project.pk)
        .values_list(
            Subquery(extended.values("due_at")[:1]), Subquery(returned.values("resubmit_by")[:1])
        )
        .get()
    )
    ends = resubmit_by and datetime.combine(
        resubmit_by, time.max, tzinfo=ZoneInfo(cohort.time_zone)
    )
    if deliverable == Deliverable.PROJECT:
        planned = cohort.project_due_at
    else:
        planned = planned_dues(cohort).get(deliverable)
    return max((day for day in (planned, days, ends) if day), default=None)


def extensions_to(what: str) -> QuerySet[DueExtension]:
    """Return the extensions of the enrolment of an outer query, the longest first."""
    return (
        DueExtension.objects.in_force()
        .filter(what=what, enrolment=OuterRef("pk"))
        .order_by("-due_at")
    )


def planned_dues(cohort: Cohort) -> dict[str, datetime]:
    """Return code → day as the cohort planned it, without anybody's extension. One query."""
    rows = as_rows(planned_items(cohort)).union(as_rows(_planned_deliverables(cohort)))
    return {what: due.due_at for what, due in dues_in(rows, _of_the_project(cohort)).items()}


def _extensions_of_the_team(enrolment: Enrolment) -> QuerySet[DueExtension]:
    """Return the time that others got who work on the person's project now."""
    return DueExtension.objects.in_force().filter(
        what__in=Deliverable.values,
        enrolment__project_memberships__left_at=None,
        enrolment__project_memberships__project__members__left_at=None,
        enrolment__project_memberships__project__members__enrolment=enrolment,
    )


def _planned_deliverables(cohort: Cohort) -> QuerySet[CohortDeliverable]:
    return CohortDeliverable.objects.filter(cohort=cohort, due_at__isnull=False).annotate(
        what=F("deliverable")
    )


def _of_the_project(cohort: Cohort) -> dict[str, datetime]:
    return {Deliverable.PROJECT.value: cohort.project_due_at} if cohort.project_due_at else {}
