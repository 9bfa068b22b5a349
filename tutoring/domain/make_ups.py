"""Make-ups: the same minutes for who did something else in place of an item or a session."""

from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from courses.domain.corrections import withdraw_line
from courses.domain.hours import credit, minutes_of
from courses.domain.progress import check_open, complete_lesson
from courses.models import Enrolment, HoursEntry, PlannedSession
from lms.lib.errors import RuleViolation
from lms.lib.events import announce
from lms.lib.text import clean
from people.domain.records import record
from people.models import User
from tutoring.domain.missing import Missing, made_up_in_person, minutes_left
from tutoring.models import InPersonSession, MakeUp
from tutoring.signals import make_up_decided

Kind, State = MakeUp.Kind, MakeUp.State
IN_PERSON = HoursEntry.Modality.IN_PERSON
IN_PERSON_LIMIT = 240  # Minutes in person that can be made up, of those of the whole course.
SHORTEST = 40  # Characters of what somebody writes in place of an item.
# What is asked of whoever listens to a live session later.
THREE_QUESTIONS = (
    pgettext_lazy("recording", "What did the session settle that is useful to you?"),
    pgettext_lazy("recording", "Which advice would change something in your project, and why?"),
    pgettext_lazy("recording", "Which doubt is left?"),
)


@transaction.atomic
def ask_for_make_up(
    enrolment: Enrolment,
    missing: Missing,
    *,
    kind: str,
    body: str,
    happened_on: date,
    by: User,
    key: UUID,
    now: datetime | None = None,
) -> MakeUp:
    """Keep what a participant did or wrote in place of something; a tutor or the team decides.

    The same ``key`` returns the first result.
    """
    enrolment = _locked(enrolment)
    earlier = _earlier(enrolment, key)
    if earlier:
        return earlier
    _check(enrolment, missing, kind, happened_on, now=now)
    if len(body.strip()) < SHORTEST:
        raise RuleViolation(
            _("Write at least %(least)s characters about it."),
            code="too_short",
            params={"least": SHORTEST},
        )
    if missing.request:
        raise RuleViolation(_("You have asked for this already."), code="asked")
    return MakeUp.objects.create(
        enrolment=enrolment,
        kind=kind,
        state=State.REQUESTED,
        minutes=missing.minutes,
        happened_on=happened_on,
        body=body.strip(),
        key=key,
        **missing.place,
    )


@transaction.atomic
def grant_make_up(
    enrolment: Enrolment,
    missing: Missing,
    *,
    kind: str,
    happened_on: date,
    reason: str,
    by: User,
    key: UUID,
    minutes: int | None = None,
    session: InPersonSession | None = None,
    now: datetime | None = None,
) -> MakeUp:
    """Credit the minutes of an item or session with the evidence "made up", once.

    A request for the same thing is granted with it. An item counts its own minutes; a session
    at most those that are missing, and all sessions together at most four hours. The same ``key``
    returns the first result. Announces ``make_up_decided``.
    """
    now = now or timezone.now()
    enrolment = _locked(enrolment)
    earlier = _earlier(enrolment, key)
    if earlier:
        return earlier
    if by.pk == enrolment.participant_id:
        raise RuleViolation(_("Nobody grants a make-up to themselves."), code="own")
    if kind == Kind.SESSION:
        happened_on = _day_of(enrolment, session)
    _check(enrolment, missing, kind, happened_on, now=now)
    minutes = missing.minutes if missing.lesson else minutes or missing.minutes
    _check_minutes(enrolment, missing, minutes, session)
    make_up = missing.request or MakeUp(enrolment=enrolment, key=key, **missing.place)
    make_up.kind, make_up.minutes, make_up.happened_on = kind, minutes, happened_on
    make_up.session = session if kind == Kind.SESSION else None
    _decide(make_up, State.GRANTED, by=by, reason=reason, now=now)
    _enter_hours(make_up, by=by, now=now)
    return make_up


@transaction.atomic
def decline_make_up(make_up: MakeUp, *, by: User, reason: str, now: datetime | None = None) -> None:
    """Say no to a request, with the reason. Announces ``make_up_decided``."""
    _locked(make_up.enrolment)
    make_up = MakeUp.objects.waiting().filter(pk=make_up.pk).first()
    if make_up is None:
        raise RuleViolation(_("This request has been decided already."), code="decided")
    _decide(make_up, State.DECLINED, by=by, reason=reason, now=now or timezone.now())


@transaction.atomic
def undo_make_up(make_up: MakeUp, *, by: User, reason: str, now: datetime | None = None) -> None:
    """Take a granted make-up back with a counter-entry; its item is open again. Again: no change.

    Announces ``make_up_decided``.
    """
    enrolment = _locked(make_up.enrolment)
    make_up = MakeUp.objects.granted().filter(pk=make_up.pk).first()
    if make_up is None:
        return
    source = (
        {"source_kind": HoursEntry.Source.LESSON, "source_id": make_up.lesson_id}
        if make_up.lesson_id
        else {"source_kind": HoursEntry.Source.MAKE_UP, "source_id": make_up.pk}
    )
    _decide(make_up, State.UNDONE, by=by, reason=reason, now=now or timezone.now())
    for entry in enrolment.hours_entries.in_force().filter(
        evidence=HoursEntry.Evidence.MAKE_UP, **source
    ):
        withdraw_line(enrolment, entry, by=by, reason=make_up.reason)


def drop_overtaken(
    planned: PlannedSession, attended: dict[int, int], *, by: User, now: datetime | None = None
) -> None:
    """Undo make-ups of a session whose people turn out to have been there. One query if none.

    ``attended`` is enrolment → minutes: together they must not exceed the session.
    """
    for make_up in MakeUp.objects.granted().filter(planned=planned, enrolment__in=attended):
        if attended[make_up.enrolment_id] + make_up.minutes > planned.minutes:
            undo_make_up(make_up, by=by, reason=gettext("Attendance was recorded."), now=now)


def _locked(enrolment: Enrolment) -> Enrolment:
    """Lock the person's place: what is granted to them queues up, so that the limit holds."""
    enrolment = (
        Enrolment.objects.select_for_update(of=("self",))
        .select_related("cohort__edition", "participant")
        .get(pk=enrolment.pk)
    )
    check_open(enrolment)
    return enrolment


def _earlier(enrolment: Enrolment, key: UUID) -> MakeUp | None:
    found = MakeUp.objects.filter(key=key).first()
    if found and found.enrolment_id != enrolment.pk:
        raise RuleViolation(_("Open this page again and send the form."), code="key_used")
    return found


def _check(
    enrolment: Enrolment,
    missing: Missing,
    kind: str,
    happened_on: date,
    *,
    now: datetime | None,
) -> None:
    today = timezone.localdate(now or timezone.now(), ZoneInfo(enrolment.cohort.time_zone))
    if kind not in missing.kinds:
        raise RuleViolation(_("This is not made up in that way."), code="kind")
    if happened_on > today:
        raise RuleViolation(_("This day is still to come."), code="future")
    if happened_on < enrolment.cohort.starts_on:
        raise RuleViolation(_("The cohort had not begun on that day."), code="too_early")


def _day_of(enrolment: Enrolment, session: InPersonSession | None) -> date:
    if session is None:
        raise RuleViolation(_("Say which session it was."), code="session")
    return timezone.localdate(session.starts_at, ZoneInfo(session.cohort.time_zone))


def _check_minutes(
    enrolment: Enrolment, missing: Missing, minutes: int, session: InPersonSession | None
) -> None:
    """Ask the database again what is missing: the page that was filled in may be an hour old."""
    if missing.lesson:
        done = enrolment.lesson_progress.filter(lesson=missing.lesson, completed_at__isnull=False)
        if done.exists():
            raise RuleViolation(_("This item is completed already."), code="done")
        return
    standing = list(enrolment.make_ups.granted())
    [(_planned, left)] = minutes_left(enrolment, [missing.planned], standing)
    if not 0 < minutes <= min(left, session.minutes if session else left):
        raise RuleViolation(
            _("Of this session %(left)s minutes are missing."),
            code="minutes",
            params={"left": left},
        )
    room = IN_PERSON_LIMIT - made_up_in_person(standing)
    if minutes > room:
        raise RuleViolation(
            _("Up to %(hours)s hours in person can be made up: %(room)s minutes are left."),
            code="limit",
            params={"hours": IN_PERSON_LIMIT // 60, "room": max(room, 0)},
        )
    planned = enrolment.cohort.edition.in_person_minutes
    if minutes_of([enrolment.pk])[enrolment.pk, IN_PERSON] + minutes > planned:
        raise RuleViolation(_("The sum would be more than the course plans."), code="too_much")


def _decide(make_up: MakeUp, state: str, *, by: User, reason: str, now: datetime) -> None:
    reason = clean(reason)
    if not reason:
        raise RuleViolation(_("Say why."), code="no_reason")
    make_up.state, make_up.reason = state, reason[:300]
    make_up.decided_by, make_up.decided_at, make_up.told_at = by, now, None
    make_up.save()
    record(by, f"make-up {state}", make_up, reason=reason)
    announce(make_up_decided, make_up=make_up)


def _enter_hours(make_up: MakeUp, *, by: User, now: datetime) -> None:
    evidence = HoursEntry.Evidence.MAKE_UP
    if make_up.lesson:
        zone = ZoneInfo(make_up.enrolment.cohort.time_zone)
        noon = datetime.combine(make_up.happened_on, datetime.min.time().replace(hour=12), zone)
        complete_lesson(
            make_up.enrolment,
            make_up.lesson,
            by=by,
            now=min(now, noon),
            evidence=evidence,
            reason=make_up.reason,
        )
        return
    credit(
        make_up.enrolment,
        modality=IN_PERSON,
        minutes=make_up.minutes,
        source_kind=HoursEntry.Source.MAKE_UP,
        source_id=make_up.pk,
        label=f"{make_up.planned.code} {make_up.planned.title_es}",
        earned_on=make_up.happened_on,
        by=by,
        evidence=evidence,
        reason=make_up.reason,
    )
