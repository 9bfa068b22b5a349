"""Moving people to another cohort of their course, with hours, grades and project."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.domain.teams import take_out_of_team
from assessments.models import LogframeProject, ProjectMember, Submission
from courses.domain.enrolment import Seats, count_seats_of, withdraw_all
from courses.domain.hours import minutes_of
from courses.domain.roster import check_seats
from courses.domain.roster_changes import (
    Plan,
    PlannedRow,
    change_made,
    lock_cohorts,
    locked,
    said,
    write_change,
)
from courses.models import Cohort, Enrolment, HoursEntry, RosterChange
from courses.signals import people_enrolled, seat_freed
from lms.lib.errors import RuleViolation
from lms.lib.events import announce
from people.domain.records import record_all
from people.models import User
from tutoring.domain.carrying import Carrying, carry, carrying_of
from tutoring.models import TutorAssignment

Status = Enrolment.Status
KEPT = ("status", "affiliation", "nominated_by", "invitation", "activated_at")


@dataclass(frozen=True)
class Work:
    """What somebody works on: alone it goes along, in a team they go on with their own draft."""

    project: int
    is_team: bool
    is_stuck: bool  # Handed in or approved: it stays as it is, with everybody in it.


def plan_move(cohort: Cohort, people: Iterable[Enrolment], to: Cohort) -> Plan:
    """Say what moving ``people`` to the cohort ``to`` would do; nothing is written.

    With the same edition everything goes along. Another edition of the course counts the hours of
    the items that it has too; the others are left out by name. Raises RuleViolation for another
    course, and when ``to`` takes nobody or has too few seats.
    """
    people = list(people)
    if to.pk == cohort.pk or to.edition.course_id != cohort.edition.course_id:
        raise RuleViolation(_("Choose another cohort of the same course."), code="other_course")
    if cohort.is_closed:
        raise RuleViolation(_("This cohort is closed."), code="closed")
    there = _places_in(to, people)
    works = _works_of(people)
    is_same = to.edition_id == cohort.edition_id
    carried = {} if is_same else carrying_of(people, to.edition)
    minutes = minutes_of([each.pk for each in people]) if is_same else {}
    rows = []
    for each in people:
        hours = carried.get(each.pk, Carrying())
        earned = sum(minutes.get((each.pk, kind), 0) for kind in HoursEntry.Modality.values)
        rows.append(
            PlannedRow(
                each,
                cohort.name,
                to.name,
                _why_not(each, there, works.get(each.pk), is_same=is_same),
                minutes=earned if is_same else hours.minutes,
                lost=hours.lost,
                left_out=[entry.label for entry in hours.left_out],
                detail=_about(works.get(each.pk)),
            )
        )
    plan = Plan(rows, [])
    seats = count_seats_of([cohort, to])
    check_seats(seats[to.pk], len(plan.going))
    anew = sum(carried[row.enrolment.pk].anew for row in plan.going) if not is_same else 0
    return Plan(rows, _notes(plan, seats[cohort.pk], seats[to.pk], anew) if plan.going else [])


def _places_in(to: Cohort, people: Iterable[Enrolment]) -> dict[int, Enrolment]:
    """Return person → the place that they have or had in the other cohort."""
    rows = to.enrolments.filter(participant__in=[each.participant_id for each in people])
    return {row.participant_id: row for row in rows}


def _why_not(
    enrolment: Enrolment, there: Mapping[int, Enrolment], work: Work | None, *, is_same: bool
) -> str:
    place = there.get(enrolment.participant_id)
    if enrolment.status == Status.WITHDRAWN:
        return _("has left: bring them back first")
    if enrolment.status == Status.GRADUATED:
        return _("has graduated: the certificate stands")
    # A place that an undone move has left behind is empty, and serves again.
    if place and (is_same or place.holds_a_seat or not place.roster_arrivals.exists()):
        return _("has or had a place there already")
    if work and work.is_team and work.is_stuck:
        return _("the project of their team is handed in or approved, and stays with the team")
    return ""


def _works_of(people: Iterable[Enrolment]) -> dict[int, Work]:
    working = ProjectMember.objects.working().filter(project=OuterRef("project"))
    handed_in = Submission.objects.exclude(state=Submission.State.WITHDRAWN).filter(
        project=OuterRef("project"), enrolment=OuterRef("enrolment")
    )
    members = (
        ProjectMember.objects.filter(enrolment__in=[each.pk for each in people], left_at=None)
        .select_related("project")
        .annotate(
            is_team=Exists(working.exclude(enrolment=OuterRef("enrolment"))),
            has_handed_in=Exists(handed_in),
        )
    )
    return {
        member.enrolment_id: Work(
            member.project_id,
            is_team=member.is_team,
            is_stuck=member.has_handed_in or not member.project.is_editable,
        )
        for member in members
    }


def _about(work: Work | None) -> str:
    if work is None:
        return ""
    if work.is_team:
        return _("Leaves the team; what they wrote alone before goes along.")
    return _("Their project goes along, with what was handed in and its grades.")


def _notes(plan: Plan, here: Seats, there: Seats, anew: int) -> list[str]:
    cohort, to = here.cohort, there.cohort
    notes = [
        _("%(cohort)s: then %(taken)s of %(seats)s seats are taken.")
        % {"cohort": place.name, "taken": place.seats - left, "seats": place.seats}
        for place, left in (
            (cohort, here.left + len(plan.going)),
            (to, there.left - len(plan.going)),
        )
    ]
    if to.edition_id == cohort.edition_id:
        notes.append(_("It is the same edition: hours, grades, questions and project go along."))
    else:
        notes.append(_("It is another edition: what both have counts, and the rest is done anew."))
        notes.append(
            ngettext(
                "%(number)s result of quizzes and tests stays where it is: they are taken anew.",
                "%(number)s results of quizzes and tests stay where they are: they are taken anew.",
                anew,
            )
            % {"number": anew}
        )
    notes.append(_("They get a tutor of the new cohort. Nobody is written to."))
    return notes


@transaction.atomic
def move_people(
    cohort: Cohort,
    people: Iterable[Enrolment],
    to: Cohort,
    *,
    by: User,
    reason: str,
    key: UUID,
    now: datetime | None = None,
) -> RosterChange:
    """Move people to another cohort of their course, see ``plan_move``; who cannot go stays.

    The same ``key`` returns the first change. Announces ``seat_freed`` and ``people_enrolled``.
    """
    now = now or timezone.now()
    lock_cohorts(cohort.pk, to.pk)
    earlier = change_made(cohort, key)
    if earlier:
        return earlier
    reason = said(reason)
    plan = plan_move(cohort, locked(people), to)
    going = [row.enrolment for row in plan.going]
    befores = _befores(going)
    for each in going:
        if befores[each]["team"]:
            take_out_of_team(each, by=by, reason=reason, now=now)
    if to.edition_id == cohort.edition_id:
        arrivals = {}
        take_along(going, to, now=now)
        announce(seat_freed, cohort=cohort)
    else:
        arrivals = _settle(going, to, befores, by=by, reason=reason, now=now)
    facts = {each: (befores[each], {"name": to.name, "cohort": to.pk}) for each in going}
    change = write_change(
        RosterChange.Kind.MOVE, cohort, facts, by=by, reason=reason, key=key, arrivals=arrivals
    )
    record_all(by, "move", going, reason=f"{cohort.code} → {to.code}: {reason}")
    announce(people_enrolled, cohort=to)
    return change


def _befores(people: list[Enrolment]) -> dict[Enrolment, dict[str, Any]]:
    """Return where people are, with their tutor and, if they work in one, their team."""
    current = TutorAssignment.objects.current().filter(enrolment__in=people)
    tutors = dict(current.values_list("enrolment", "tutor"))
    works = _works_of(people)
    return {
        each: {
            "name": each.cohort.name,
            "tutor": tutors.get(each.pk),
            "team": work.project if (work := works.get(each.pk)) and work.is_team else None,
            "lines": [],
        }
        for each in people
    }


def take_along(people: list[Enrolment], to: Cohort, *, now: datetime) -> None:
    """Change the cohort of the places themselves: all that hangs on them goes along."""
    Enrolment.objects.filter(pk__in=[each.pk for each in people]).update(cohort=to)
    _projects_of(people).update(cohort=to)
    TutorAssignment.objects.current().filter(enrolment__in=people).update(until=now)


def _projects_of(people: Iterable[Enrolment]) -> Any:
    mine = ProjectMember.objects.filter(enrolment__in=people, left_at=None)
    return LogframeProject.objects.filter(pk__in=mine.values("project"))


def _settle(
    people: list[Enrolment],
    to: Cohort,
    befores: Mapping[Enrolment, dict[str, Any]],
    *,
    by: User,
    reason: str,
    now: datetime,
) -> dict[Enrolment, Enrolment]:
    """Give people a place in a cohort of another edition, with the hours that count there."""
    carried = carrying_of(people, to.edition)
    places = _places_in(to, people)
    arrivals = {}
    for each in people:
        place = places.get(each.participant_id) or Enrolment(
            cohort=to, participant=each.participant
        )
        for name in KEPT:
            setattr(place, name, getattr(each, name))
        place.enrolled_by, place.enrolled_at, place.withdrawal_reason = by, now, ""
        arrivals[each] = place
        befores[each]["lines"] = [entry.pk for entry, _source in carried[each.pk].lines]
    known = [place for place in arrivals.values() if place.pk]
    Enrolment.objects.bulk_create([each for each in arrivals.values() if not each.pk])
    Enrolment.objects.bulk_update(known, [*KEPT, "enrolled_by", "enrolled_at", "withdrawal_reason"])
    moved = _("Moved to %(cohort)s.") % {"cohort": to.name}
    why = f"{moved} {reason}"[:300]
    carry([(carried[each.pk], place) for each, place in arrivals.items()], by=by, reason=why)
    hand_projects_on(arrivals, to, now=now)
    withdraw_all(people, by=by, reason=why)
    return arrivals


def hand_projects_on(places: Mapping[Enrolment, Enrolment], to: Cohort, *, now: datetime) -> None:
    """Let people go on with their project in another place of theirs; ``places`` is old → new."""
    _projects_of(places).update(cohort=to)
    members = ProjectMember.objects.filter(enrolment__in=places, left_at=None)
    new = {old.pk: place for old, place in places.items()}
    going = [
        ProjectMember(
            project_id=each.project_id,
            enrolment=new[each.enrolment_id],
            is_owner=each.is_owner,
            since=now,
        )
        for each in members
    ]
    members.update(left_at=now)
    ProjectMember.objects.bulk_create(going)
