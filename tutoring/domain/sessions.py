"""Giving the sessions that an edition plans a date, a venue and facilitators in a cohort."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models import Cohort, PlannedSession
from lms.lib.errors import RuleViolation
from lms.lib.events import announce
from people.domain.records import record
from people.models import Membership, Territory, User
from tutoring.models import InPersonSession, SessionFacilitator, Venue
from tutoring.signals import session_changed

CHANGED = (
    "starts_at",
    "ends_at",
    "venue",
    "municipality",
    "registered_venue",
    "capacity",
    "sequence",
    "moved_from",
    "changed_at",
)

# How people in Mexico call their time zones; a session says the hour of its place.
ZONES = {
    "America/Mexico_City": _("central time"),
    "America/Merida": _("central time"),
    "America/Monterrey": _("central time"),
    "America/Cancun": _("south-eastern time"),
    "America/Chihuahua": _("central time"),
    "America/Mazatlan": _("Pacific time"),
    "America/Hermosillo": _("Sonora time"),
    "America/Tijuana": _("north-western time"),
}


def zone_called(zone_name: str) -> Any:
    """Return what people call a time zone, or its technical name."""
    return ZONES.get(zone_name, zone_name)


def team_facilitators(cohort: Cohort) -> QuerySet[User]:
    """Return whom staff may choose: facilitators and staff on the team of the cohort's host."""
    on_the_team = Membership.objects.current().filter(
        organisation=cohort.host_id,
        role__in=[Membership.Role.FACILITATOR, Membership.Role.STAFF],
    )
    return User.objects.filter(pk__in=on_the_team.values("person"))


def municipalities_of(cohort: Cohort) -> QuerySet[Territory]:
    """Return the municipalities in which a session of the cohort may take place."""
    municipalities = Territory.objects.municipalities()
    return municipalities.filter(parent=cohort.territory_id) | municipalities.filter(
        pk=cohort.territory_id
    )


@dataclass(frozen=True)
class TimetableRow:
    """A session of the plan, and when and by whom it is held in one cohort, if that is known."""

    planned: PlannedSession
    session: InPersonSession | None
    facilitators: list[User]


def seats_needed(cohort: Cohort) -> int:
    """Count who may come to a session of the cohort."""
    return cohort.enrolments.holding_a_seat().count()


def timetable_of(cohort: Cohort) -> list[TimetableRow]:
    """Return every session that the cohort's edition plans, in four queries."""
    scheduled = {
        session.planned_id: session
        for session in cohort.sessions.scheduled()
        .select_related("municipality", "registered_venue")
        .with_recorded()
        .prefetch_related("session_facilitators__person")
    }
    rows = []
    for planned in PlannedSession.objects.filter(edition=cohort.edition_id):
        session = scheduled.get(planned.pk)
        people = [row.person for row in session.session_facilitators.all()] if session else []
        rows.append(TimetableRow(planned, session, people))
    return rows


@transaction.atomic
def schedule(
    cohort: Cohort,
    planned: PlannedSession,
    *,
    starts_at: datetime,
    venue: str,
    by: User,
    municipality: Territory | None = None,
    registered_venue: Venue | None = None,
    capacity: int | None = None,
    facilitators: Iterable[User] = (),
) -> InPersonSession:
    """Schedule a session that the cohort's edition plans, once. It lasts and counts as planned.

    In place of a cancelled one people are told: announces ``session_changed``.
    """
    cohort = Cohort.objects.select_for_update().get(pk=cohort.pk)
    if cohort.is_closed:
        raise RuleViolation(_("This cohort is closed."), code="closed")
    if planned.edition_id != cohort.edition_id:
        raise RuleViolation(
            _("This session is not part of the cohort's edition."), code="other_edition"
        )
    if cohort.sessions.scheduled().filter(planned=planned).exists():
        raise RuleViolation(_("This session has a date already."), code="twice")
    ends_at = starts_at + timedelta(minutes=planned.minutes)
    _refuse_overlap(cohort, starts_at, ends_at)
    session = InPersonSession.objects.create(
        cohort=cohort,
        planned=planned,
        starts_at=starts_at,
        ends_at=ends_at,
        minutes=planned.minutes,
        venue=_checked_venue(venue),
        municipality=municipality,
        registered_venue=registered_venue,
        capacity=capacity,
    )
    _set_facilitators(session, facilitators)
    record(by, "schedule", session)
    if cohort.sessions.filter(planned=planned, sequence__gt=0).exists():
        _tell_of_change(session)
        session.save(update_fields=["sequence", "changed_at"])
    return session


@transaction.atomic
def reschedule(
    session: InPersonSession,
    *,
    starts_at: datetime,
    venue: str,
    by: User,
    municipality: Territory | None = None,
    registered_venue: Venue | None = None,
    capacity: int | None = None,
    facilitators: Iterable[User] = (),
) -> InPersonSession:
    """Change date, venue and facilitators. Once attendance is recorded the date stays.

    Another date or place is told to the people, once: announces ``session_changed``.
    """
    cohort = Cohort.objects.select_for_update().get(pk=session.cohort_id)
    session = InPersonSession.objects.select_for_update().get(pk=session.pk)
    if cohort.is_closed:
        raise RuleViolation(_("This cohort is closed."), code="closed")
    if session.state == InPersonSession.State.CANCELLED:
        raise RuleViolation(_("This session was cancelled."), code="cancelled")
    if starts_at != session.starts_at:
        _refuse_recorded(session)
    ends_at = starts_at + timedelta(minutes=session.minutes)
    _refuse_overlap(cohort, starts_at, ends_at, apart_from=session)
    before = _when_and_where(session)
    moved_from = session.starts_at
    session.starts_at, session.ends_at = starts_at, ends_at
    session.venue, session.municipality = _checked_venue(venue), municipality
    session.registered_venue, session.capacity = registered_venue, capacity
    if _when_and_where(session) != before and ends_at > timezone.now():
        session.moved_from = moved_from
        _tell_of_change(session)
    session.save(update_fields=CHANGED)
    _set_facilitators(session, facilitators)
    record(by, "reschedule", session)
    return session


@transaction.atomic
def cancel(session: InPersonSession, *, by: User, reason: str = "") -> None:
    """Cancel a session, so that it can be scheduled anew. Not once attendance is recorded.

    What was still to come is told to the people: announces ``session_changed``.
    """
    session = InPersonSession.objects.select_for_update().get(pk=session.pk)
    if session.state == InPersonSession.State.CANCELLED:
        return
    _refuse_recorded(session)
    session.state = InPersonSession.State.CANCELLED
    if session.ends_at > timezone.now():
        _tell_of_change(session)
    session.save(update_fields=["state", "sequence", "changed_at"])
    record(by, "cancel", session, reason=reason)


def _when_and_where(session: InPersonSession) -> tuple[datetime, str, int | None]:
    return session.starts_at, session.venue, session.municipality_id


def _tell_of_change(session: InPersonSession) -> None:
    session.sequence += 1
    session.changed_at = timezone.now()
    announce(session_changed, session=session)


def _refuse_recorded(session: InPersonSession) -> None:
    if session.attendances.current().exists():
        raise RuleViolation(
            _("Attendance has been recorded for this session, so its date stays."),
            code="recorded",
        )


def _refuse_overlap(
    cohort: Cohort,
    starts_at: datetime,
    ends_at: datetime,
    *,
    apart_from: InPersonSession | None = None,
) -> None:
    others = cohort.sessions.scheduled().filter(starts_at__lt=ends_at, ends_at__gt=starts_at)
    if apart_from:
        others = others.exclude(pk=apart_from.pk)
    other = others.select_related("planned").first()
    if other:
        raise RuleViolation(
            _("At that time the cohort has another session: %(session)s."),
            code="overlap",
            params={"session": other.planned.code},
        )


def _checked_venue(venue: str) -> str:
    venue = venue.strip()
    if not venue:
        raise RuleViolation(_("Say where the session takes place."), code="venue")
    return venue


def _set_facilitators(session: InPersonSession, facilitators: Iterable[User]) -> None:
    chosen = {person.pk: person for person in facilitators}
    may_be = set(
        team_facilitators(session.cohort).filter(pk__in=chosen).values_list("pk", flat=True)
    )
    present = set(session.session_facilitators.values_list("person_id", flat=True))
    # Who facilitates already may stay, also when no longer on the team: it is history.
    stranger = next((chosen[pk] for pk in chosen if pk not in may_be | present), None)
    if stranger:
        raise RuleViolation(
            _("%(person)s is not a facilitator on your team. Invite them in Team first."),
            code="not_on_the_team",
            params={"person": stranger.full_name},
        )
    session.session_facilitators.exclude(person__in=chosen).delete()
    SessionFacilitator.objects.bulk_create(
        SessionFacilitator(session=session, person_id=pk) for pk in chosen if pk not in present
    )
