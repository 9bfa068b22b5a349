"""Cohorts: opening one, changing it, closing it, and where its people stand."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from django.db import IntegrityError, transaction
from django.db.models import Count, Q, Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models import Cohort, Edition, Enrolment, Partnership, PartnershipQuota
from lms.lib.errors import RuleViolation
from lms.lib.text import clean
from people.domain.records import record
from people.models import Level, Organisation, Territory, User

State = Cohort.State
SIGNATORIES = 3
# What stays as it is once somebody is enrolled: it is in their letters, or it is what they study.
FIXED_WITH_PEOPLE = ("code", "edition", "host", "partner")
CHECKED = ("edition", "host", "ends_on", "signatories")
# Addresses that stand where the code of a cohort would.
RESERVED_CODES = {"nueva"}
# From → to. A closed cohort can be opened again while its last day has not passed.
MOVES = {
    State.PLANNED: {State.OPEN, State.CLOSED},
    State.OPEN: {State.PLANNED, State.CLOSED},
    State.CLOSED: {State.OPEN},
}


@transaction.atomic
def open_cohort(
    *,
    code: str,
    name: str,
    edition: Edition,
    host: Organisation,
    partner: Organisation,
    territory: Territory,
    starts_on: date,
    ends_on: date,
    seats: int,
    by: User | None,
    state: str = State.OPEN,
    today: date | None = None,
    **facts: Any,
) -> Cohort:
    """Make a cohort of a published edition, open for enrolment or only planned.

    ``facts`` are the optional fields: sponsor, project_due_at, time_zone, release, signatories,
    exercise_note. Raises RuleViolation for a draft edition, an organisation that does not run the
    programme, dates that are over, and a code that another cohort has.
    """
    cohort = Cohort(
        code=code,
        name=clean(name),
        edition=edition,
        host=host,
        partner=partner,
        territory=territory,
        starts_on=starts_on,
        ends_on=ends_on,
        seats=seats,
        state=state,
        **facts,
    )
    _check(cohort, changed=set(CHECKED), today=today)
    _store(cohort)
    record(by, "open cohort", cohort, reason=cohort.code)
    return cohort


@transaction.atomic
def edit_cohort(cohort: Cohort, *, by: User, today: date | None = None, **facts: Any) -> Cohort:
    """Change a cohort that is not closed.

    With people enrolled its code, edition, host and partner stay, and its seats cannot go below
    those taken.
    """
    cohort = Cohort.objects.select_for_update().get(pk=cohort.pk)
    if cohort.is_closed:
        raise RuleViolation(
            _("A closed cohort does not change. Open it again first."), code="closed"
        )
    taken = cohort.enrolments.holding_a_seat().count()
    changed = {name for name, value in facts.items() if value != getattr(cohort, name)}
    fixed = changed & set(FIXED_WITH_PEOPLE)
    if fixed and cohort.enrolments.exists():
        names = sorted(str(Cohort._meta.get_field(name).verbose_name) for name in fixed)
        raise RuleViolation(
            _("There are people in this cohort, so this cannot change any more: %(names)s."),
            code="has_people",
            params={"names": ", ".join(names)},
        )
    for name, value in facts.items():
        setattr(cohort, name, value)
    if cohort.seats < taken:
        raise RuleViolation(
            _("%(taken)s seats are taken; there cannot be fewer."),
            code="seats_taken",
            params={"taken": taken},
        )
    _check(cohort, changed=changed, today=today)
    _store(cohort, fields=list(facts))
    record(by, "edit cohort", cohort, reason=cohort.code)
    return cohort


def _check(cohort: Cohort, *, changed: set[str], today: date | None) -> None:
    """Keep the rules that hold for a new cohort and for a changed one."""
    _check_who(cohort, changed)
    if cohort.code in RESERVED_CODES:
        raise RuleViolation(_("Another cohort has this code."), code="code_taken")
    if cohort.ends_on <= cohort.starts_on:
        raise RuleViolation(_("The cohort must end after it starts."), code="dates")
    if "ends_on" in changed and cohort.ends_on < (today or timezone.localdate()):
        raise RuleViolation(_("The last day is in the past."), code="past")
    if cohort.seats < 1:
        raise RuleViolation(_("A cohort has at least one seat."), code="seats")
    if cohort.time_zone not in available_timezones():
        raise RuleViolation(_("This time zone does not exist."), code="time_zone")
    if cohort.project_due_at and not _within(cohort, cohort.project_due_at):
        raise RuleViolation(
            _("The project is due between the first and the last day of the cohort."),
            code="project_due",
        )
    if "signatories" in changed:
        _check_signatories(cohort.signatories)


def _check_who(cohort: Cohort, changed: set[str]) -> None:
    if "edition" in changed and cohort.edition.state != Edition.State.PUBLISHED:
        raise RuleViolation(
            _("This edition is not published: a cohort needs a frozen one."), code="draft"
        )
    if "host" in changed and not cohort.host.is_host:
        raise RuleViolation(_("This organisation does not run the programme."), code="host")


def _check_signatories(text: str) -> None:
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) > SIGNATORIES or any(line.count("|") != 2 for line in lines):
        raise RuleViolation(
            _("Write up to three signatories, one a line: name | position | organisation."),
            code="signatories",
        )


def _within(cohort: Cohort, moment: datetime) -> bool:
    return (
        cohort.starts_on <= timezone.localdate(moment, ZoneInfo(cohort.time_zone)) <= cohort.ends_on
    )


def _store(cohort: Cohort, fields: list[str] | None = None) -> None:
    try:
        with transaction.atomic():
            cohort.save(update_fields=fields)
    except IntegrityError as twice:
        raise RuleViolation(_("Another cohort has this code."), code="code_taken") from twice


@transaction.atomic
def set_state(cohort: Cohort, state: str, *, by: User | None, today: date | None = None) -> None:
    """Plan, open or close a cohort; the state that it has already changes nothing.

    Only a cohort without people goes back to planned; one whose last day has passed stays closed.
    """
    today = today or timezone.localdate()
    locked = Cohort.objects.select_for_update().get(pk=cohort.pk)
    if locked.state == state:
        return
    if state not in MOVES[State(locked.state)]:
        raise RuleViolation(_("A closed cohort can only be opened again."), code="move")
    if state == State.PLANNED and locked.enrolments.holding_a_seat().exists():
        raise RuleViolation(
            _("There are people in this cohort: it can be closed, not planned again."),
            code="has_people",
        )
    if state == State.OPEN and locked.ends_on < today:
        raise RuleViolation(
            _("The last day of this cohort has passed: it stays closed."), code="past"
        )
    locked.state = cohort.state = state
    locked.save(update_fields=["state"])
    record(by, f"cohort {state}", locked, reason=locked.code)


def close_cohort(cohort: Cohort, *, by: User | None) -> None:
    """Close a cohort: it becomes read-only and its certificates stay. Again: no change."""
    set_state(cohort, State.CLOSED, by=by)


# Where its people stand


@dataclass(frozen=True)
class Stage:
    """One step from the plan to the certificate: people in all, and by level of government.

    Without an agreement nobody planned by level: the parts are empty.
    """

    name: str
    people: int
    municipal: int | None
    other: int | None


@dataclass(frozen=True)
class CohortFigures:
    """Where the people of a cohort stand. Enrolled are those who accepted and did not leave."""

    stages: tuple[Stage, ...]
    invited: int
    studying: int
    graduated: int
    not_completed: int
    withdrawn: int
    municipalities: int

    @property
    def planned(self) -> int:
        return self.stages[0].people

    @property
    def named(self) -> int:
        return self.stages[1].people


def figures_of_cohort(cohort: Cohort) -> CohortFigures:
    """Count the people of a cohort from the plan to graduation, in two queries."""
    status = Enrolment.Status
    municipal = Q(affiliation__organisation__level=Level.MUNICIPAL)
    seated = Q(status__in=Enrolment.HOLDING_A_SEAT)
    enrolled = Q(status__in=Enrolment.STUDYING)
    conditions = {
        "named": Q(),
        "enrolled": enrolled,
        "started": enrolled & Q(has_started=True),
        "graduated": Q(status=status.GRADUATED),
    }
    counts = {name: Count("pk", filter=condition) for name, condition in conditions.items()}
    counts |= {
        f"{name}_municipal": Count("pk", filter=condition & municipal)
        for name, condition in conditions.items()
    }
    facts = cohort.enrolments.with_start().aggregate(
        **counts,
        invited=Count("pk", filter=Q(status=status.INVITED)),
        active=Count("pk", filter=Q(status=status.ACTIVE)),
        not_completed=Count("pk", filter=Q(status=status.NOT_COMPLETED)),
        withdrawn=Count("pk", filter=Q(status=status.WITHDRAWN)),
        municipalities=Count(
            "affiliation__organisation__territory", filter=seated & municipal, distinct=True
        ),
    )
    stages = []
    for name in conditions:
        municipal_people = facts[f"{name}_municipal"]
        stages.append(Stage(name, facts[name], municipal_people, facts[name] - municipal_people))
    return CohortFigures(
        stages=(_plan_of(cohort), *stages),
        invited=facts["invited"],
        studying=facts["active"],
        graduated=facts["graduated"],
        not_completed=facts["not_completed"],
        withdrawn=facts["withdrawn"],
        municipalities=facts["municipalities"],
    )


def _plan_of(cohort: Cohort) -> Stage:
    """Return what was agreed with the partners; without that, the seats of the cohort."""
    quotas = PartnershipQuota.objects.filter(partnership__cohort=cohort)
    agreed = quotas.exclude(partnership__state=Partnership.State.DECLINED).aggregate(
        people=Sum("seats", default=0),
        municipal=Sum("seats", filter=Q(level=Level.MUNICIPAL), default=0),
    )
    if not agreed["people"]:
        return Stage("planned", cohort.seats, None, None)
    people, municipal = agreed["people"], agreed["municipal"]
    return Stage("planned", people, municipal, people - municipal)
