"""Who tutors whom: appointing tutors, spreading people among them, and handing over."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta
from heapq import heapify, heappop, heappush

from django.db import transaction
from django.db.models import Count, Exists, Max, OuterRef, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models import Cohort, Enrolment
from lms.lib.errors import RuleViolation
from people.domain.records import record
from people.models import Membership, User
from tutoring.models import CohortTutor, TutorAssignment

QUOTA = 30
MOST = 300  # Nobody answers for more people than a cohort has.
# Staff appoints the tutors of a cohort one after the other; the clock waits for the last one.
SETTLED_AFTER = timedelta(minutes=30)


def team_tutors(cohort: Cohort) -> QuerySet[User]:
    """Return the people whom staff may appoint: tutors on the team of the cohort's host."""
    on_the_team = Membership.objects.current().filter(
        organisation=cohort.host_id, role=Membership.Role.TUTOR
    )
    return User.objects.filter(pk__in=on_the_team.values("person"))


def with_team_and_load(tutors: QuerySet[CohortTutor], cohort: Cohort) -> QuerySet[CohortTutor]:
    """Annotate ``load`` and ``is_on_team``: who has left the team gets nobody any more."""
    return tutors.with_load().annotate(
        is_on_team=Exists(team_tutors(cohort).filter(pk=OuterRef("tutor")))
    )


def with_tutor(enrolments: QuerySet[Enrolment]) -> QuerySet[Enrolment]:
    """Annotate ``tutor_id``: who tutors the person now, or None."""
    current = TutorAssignment.objects.current().filter(enrolment=OuterRef("pk"))
    return enrolments.annotate(tutor_id=Subquery(current.values("tutor")[:1]))


def tutor_of(enrolment: Enrolment) -> User | None:
    """Return who tutors this person now, or None when nobody does."""
    assignment = enrolment.tutor_assignments.current().select_related("tutor").first()
    return assignment.tutor if assignment else None


def without_tutor(enrolments: QuerySet[Enrolment]) -> QuerySet[Enrolment]:
    """Narrow ``enrolments`` to those that hold a seat and have no tutor now."""
    current = TutorAssignment.objects.current().filter(enrolment=OuterRef("pk"))
    return enrolments.holding_a_seat().filter(~Exists(current))


@transaction.atomic
def appoint_tutor(
    cohort: Cohort, tutor: User, *, by: User, quota: int = QUOTA, now: datetime | None = None
) -> CohortTutor:
    """Make ``tutor`` a tutor of ``cohort`` for ``quota`` people at most; again: a new quota.

    Assigns nobody: staff appoints all tutors first, so that the load comes out equal.
    """
    if not 1 <= quota <= MOST:
        raise RuleViolation(
            _("A tutor takes from 1 to %(most)s people."), code="quota", params={"most": MOST}
        )
    cohort = Cohort.objects.select_for_update().get(pk=cohort.pk)
    if cohort.is_closed:
        raise RuleViolation(_("This cohort is closed."), code="closed")
    if not team_tutors(cohort).contains(tutor):
        raise RuleViolation(
            _("%(person)s is not a tutor on your team. Invite them in Team first."),
            code="not_on_the_team",
            params={"person": tutor.full_name},
        )
    appointed, is_new = CohortTutor.objects.get_or_create(
        cohort=cohort,
        tutor=tutor,
        until=None,
        defaults={"quota": quota, "since": now or timezone.now()},
    )
    if not is_new and appointed.quota != quota:
        appointed.quota = quota
        appointed.save(update_fields=["quota"])
    record(by, "appoint_tutor", cohort, reason=f"{tutor.public_id}: {quota}")
    return appointed


@transaction.atomic
def end_tutor(cohort_tutor: CohortTutor, *, by: User, now: datetime | None = None) -> int:
    """End somebody's tutoring of a cohort and spread their people among the other tutors.

    Returns how many people are left without a tutor, because every quota is full. The questions
    go with the people. Again: no change.
    """
    now = now or timezone.now()
    cohort = cohort_tutor.cohort
    for row in _locked_tutors(cohort):
        if row.pk == cohort_tutor.pk:
            CohortTutor.objects.filter(pk=row.pk).update(until=now)
            TutorAssignment.objects.current().filter(
                tutor=row.tutor_id, enrolment__cohort=cohort
            ).update(until=now)
            record(by, "end_tutor", cohort, reason=str(row.tutor.public_id))
            assign_missing(cohort, now=now)
    return without_tutor(cohort.enrolments.all()).count()


@transaction.atomic
def assign_missing(cohort: Cohort, *, now: datetime | None = None) -> int:
    """Give a tutor to everyone in the cohort who has none, and return how many got one.

    The tutor with the least people comes first, within the quotas; who is no longer on the
    host's team gets nobody. The same rows always give the same result. When all quotas are full
    the rest waits. Costs the same five queries for one person and for 275.
    """
    now = now or timezone.now()
    # Whoever assigns in the same cohort at the same time queues up behind these rows.
    tutors = _locked_tutors(cohort)
    people = list(
        without_tutor(cohort.enrolments.all())
        .order_by("enrolled_at", "pk")
        .values_list("pk", "participant_id")
    )
    if not tutors or not people:
        return 0
    loads = _loads(cohort)
    on_the_team = set(team_tutors(cohort).values_list("pk", flat=True))
    room = {
        row.tutor_id: (loads[row.tutor_id], row.quota)
        for row in tutors
        if row.tutor_id in on_the_team
    }
    pairs = spread(people, room)
    TutorAssignment.objects.bulk_create(
        TutorAssignment(enrolment_id=enrolment, tutor_id=tutor, since=now)
        for enrolment, tutor in pairs
    )
    return len(pairs)


def spread(
    people: Iterable[tuple[int, int]], room: dict[int, tuple[int, int]]
) -> list[tuple[int, int]]:
    """Pair each (enrolment, person) with the tutor who has the least people. Pure.

    ``room`` is tutor → (people now, people at most). Nobody tutors themselves. Whoever finds no
    room is left out.
    """
    free = [(load, tutor) for tutor, (load, quota) in room.items() if load < quota]
    heapify(free)
    pairs = []
    for enrolment, person in people:
        aside = []
        while free and free[0][1] == person:
            aside.append(heappop(free))
        if free:
            load, tutor = heappop(free)
            pairs.append((enrolment, tutor))
            if load + 1 < room[tutor][1]:
                heappush(free, (load + 1, tutor))
        for own in aside:
            heappush(free, own)
    return pairs


def hand_over(
    enrolment: Enrolment, to: User, by: User, *, reason: str = "", now: datetime | None = None
) -> TutorAssignment:
    """Give one person another tutor of the same cohort; see ``hand_over_all``."""
    hand_over_all(enrolment.cohort, [enrolment], to, by=by, reason=reason, now=now)
    return enrolment.tutor_assignments.current().get()


@transaction.atomic
def hand_over_all(
    cohort: Cohort,
    people: Iterable[Enrolment],
    to: User,
    *,
    by: User,
    reason: str = "",
    now: datetime | None = None,
) -> None:
    """Give people of ``cohort`` another of its tutors, or none of them when one is refused.

    The old assignments stay as history; questions and submissions go with the people. Handing
    over to the present tutor changes nothing. The new tutor must have room in their quota.
    """
    now = now or timezone.now()
    _locked_tutors(cohort)
    rows = Enrolment.objects.select_for_update().filter(
        cohort=cohort, pk__in=[person.pk for person in people]
    )
    theirs = TutorAssignment.objects.current().filter(tutor=to, enrolment__in=rows.order_by())
    present = set(theirs.values_list("enrolment", flat=True))
    moving = [row for row in rows.order_by("pk") if row.pk not in present]
    if not moving:
        return
    check_hand_over(cohort, moving, to)
    TutorAssignment.objects.current().filter(enrolment__in=moving).update(until=now)
    TutorAssignment.objects.bulk_create(
        TutorAssignment(enrolment=row, tutor=to, since=now) for row in moving
    )
    for row in moving:
        record(by, "hand_over", row, reason=reason)


def check_hand_over(cohort: Cohort, moving: list[Enrolment], to: User) -> tuple[int, int]:
    """Refuse a hand-over that cannot be; return how many people ``to`` has, and has at most."""
    appointed = CohortTutor.objects.current().filter(cohort=cohort, tutor=to).first()
    if appointed is None:
        raise RuleViolation(
            _("%(person)s is not a tutor of this cohort."),
            code="not_a_tutor",
            params={"person": to.full_name},
        )
    if any(row.participant_id == to.pk for row in moving):
        raise RuleViolation(_("Nobody tutors themselves."), code="own_tutor")
    if not all(row.holds_a_seat for row in moving):
        raise RuleViolation(_("Somebody among these people has left the cohort."), code="withdrawn")
    load = _loads(cohort)[to.pk]
    room = max(0, appointed.quota - load)
    if len(moving) > room:
        raise RuleViolation(
            _("%(person)s has room for %(room)s more people. Raise that number first."),
            code="full",
            params={"person": to.full_name, "room": room},
        )
    return load, appointed.quota


def cohorts_to_assign(*, now: datetime | None = None) -> QuerySet[Cohort]:
    """Return the cohorts in which somebody waits for a tutor whom the tutors may have room for.

    Left out for a while: cohorts whose last tutor was appointed a moment ago, because staff may
    be appointing the next one.
    """
    now = now or timezone.now()
    waiting = without_tutor(Enrolment.objects.filter(cohort=OuterRef("pk")))
    tutors = CohortTutor.objects.current().filter(cohort=OuterRef("pk"))
    return (
        Cohort.objects.exclude(state=Cohort.State.CLOSED)
        .filter(Exists(tutors), Exists(waiting))
        .annotate(last_appointed=Max("cohort_tutors__since"))
        .filter(last_appointed__lte=now - SETTLED_AFTER)
    )


def _locked_tutors(cohort: Cohort) -> list[CohortTutor]:
    return list(
        CohortTutor.objects.current()
        .filter(cohort=cohort)
        .select_related("tutor")
        .select_for_update(of=("self",))
        .order_by("pk")
    )


def _loads(cohort: Cohort) -> Counter[int]:
    """Return tutor → how many people of the cohort they have now; who left does not count."""
    rows = (
        TutorAssignment.objects.current()
        .filter(enrolment__cohort=cohort, enrolment__status__in=Enrolment.HOLDING_A_SEAT)
        .values("tutor")
        .annotate(people=Count("pk"))
    )
    return Counter({row["tutor"]: row["people"] for row in rows})
