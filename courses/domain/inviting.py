"""Invitations of a cohort: how far each is, sent again, corrected, noted as returned, reminded."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Count, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.domain.readiness import refuse_unless_ready
from courses.models import Cohort, Enrolment, InvitationStage
from courses.models.invitation_stage import TO_WRITE_AGAIN, WAITING
from lms.lib.errors import RuleViolation
from lms.lib.text import clean
from people.domain import bounces
from people.domain.invitations import RENEWAL_PAUSE, invite_many
from people.domain.people import correct_email
from people.domain.records import record
from people.models import Invitation, User

Stage = InvitationStage


def invitation_figures(enrolments: QuerySet[Enrolment]) -> dict[str, int]:
    """Count people by ``stage``, in the order of the way and without those that nobody is in."""
    counted = dict(enrolments.order_by().values_list("stage").annotate(people=Count("pk")))
    return {stage.value: counted[stage] for stage in Stage if stage in counted}


@dataclass(frozen=True)
class SentAgain:
    """How many people get a new link, and how many were left out, with the reason."""

    sent: int
    joined: int  # Or declined, or left: nothing waits for them.
    too_soon: int
    bounced: int

    @property
    def left_out(self) -> int:
        return self.joined + self.too_soon + self.bounced


@transaction.atomic
def send_again(
    enrolments: Iterable[Enrolment],
    *,
    cohort: Cohort,
    by: User,
    tell: Callable[[list[Enrolment]], object],
    now: datetime | None = None,
) -> SentAgain:
    """Give people who have not joined a new link in place of the old one; ``tell`` writes to them.

    Refused while the cohort lacks something that is required. Left out are those who joined
    meanwhile, whose last link is some minutes old (a second click), and whose letter came back:
    they need another address first.
    """
    now = now or timezone.now()
    refuse_unless_ready(cohort, today=timezone.localdate(now))
    chosen = Enrolment.objects.filter(pk__in=[each.pk for each in enrolments])
    list(chosen.select_for_update().order_by("pk"))  # A second click waits, and finds it done.
    rows = list(chosen.with_invitation_stage(now).with_letter())
    waiting = [row for row in rows if row.stage in TO_WRITE_AGAIN]
    fresh = [row for row in waiting if row.invitation.created_at <= now - RENEWAL_PAUSE]
    _write(fresh, by=by, tell=tell, now=now)
    bounced = sum(row.stage == Stage.BOUNCED for row in rows)
    return SentAgain(
        sent=len(fresh),
        joined=len(rows) - len(waiting) - bounced,
        too_soon=len(waiting) - len(fresh),
        bounced=bounced,
    )


def _write(
    enrolments: list[Enrolment],
    *,
    by: User,
    tell: Callable[[list[Enrolment]], object],
    now: datetime,
) -> None:
    """Make new links, for every seat that waits for the same people, and have them written to."""
    if not enrolments:
        return
    people = [each.participant for each in enrolments]
    made = invite_many(people, purpose=Invitation.Purpose.ENROLMENT, by=by, now=now)
    links = {person.pk: link for person, link in made.items()}
    waiting = list(
        Enrolment.objects.filter(participant__in=people, status=Enrolment.Status.INVITED)
    )
    for each in waiting:
        each.invitation = links[each.participant_id]
    Enrolment.objects.bulk_update(waiting, ["invitation"], batch_size=500)
    for each in enrolments:
        each.invitation = links[each.participant_id]
    tell(enrolments)
    record(by, "invite again", enrolments[0].cohort, reason=str(len(enrolments)))


def _waiting(invitation: Invitation) -> Enrolment:
    """Return the seat that waits for the answer, or refuse: there is nothing to write about."""
    enrolment = (
        Enrolment.objects.filter(invitation=invitation)
        .with_invitation_stage()
        .with_letter()
        .order_by("-enrolled_at", "-pk")
        .first()
    )
    if enrolment is None or enrolment.stage not in WAITING:
        raise RuleViolation(
            _("This person has joined or answered already: no invitation waits."), code="answered"
        )
    return enrolment


@transaction.atomic
def correct_address(
    invitation: Invitation,
    email: str,
    *,
    by: User,
    tell: Callable[[list[Enrolment]], object],
    now: datetime | None = None,
) -> Enrolment:
    """Send the invitation to another address, with a new link; the old link stops working.

    The same address again means that it is right after all, and the letter goes out once more.
    """
    now = now or timezone.now()
    enrolment = _waiting(invitation)
    before = enrolment.participant.email
    enrolment.participant.email = correct_email(enrolment.participant, email)
    if enrolment.participant.email == before and not invitation.bounced_at:
        raise RuleViolation(_("This is the address that the person has."), code="same")
    record(by, "correct address", enrolment, reason=f"{before} → {enrolment.participant.email}")
    _write([enrolment], by=by, tell=tell, now=now)
    return enrolment


@transaction.atomic
def note_returned(
    invitation: Invitation, *, by: User, reason: str = "", now: datetime | None = None
) -> None:
    """Note by hand that a letter came back to somebody's mailbox. Again: no change."""
    enrolment = _waiting(invitation)
    reason = clean(reason) or str(_("Noted by hand."))
    bounces.note_returned(invitation, reason=reason, now=now)
    record(by, "invitation came back", enrolment, reason=reason)


@transaction.atomic
def remind(
    *, tell: Callable[[list[Enrolment]], object], now: datetime | None = None, most: int = 500
) -> int:
    """Remind people whose link waits for an answer, twice at most; return how many.

    Nobody is reminded who joined, whose letter came back or whose cohort takes nobody any more.
    """
    now = now or timezone.now()
    due = Invitation.objects.to_remind(now).filter(
        enrolments__status=Enrolment.Status.INVITED,
        enrolments__cohort__in=Cohort.objects.taking_enrolments_on(timezone.localdate(now)),
    )
    links = list(
        Invitation.objects.select_for_update(skip_locked=True, of=("self",))
        .filter(pk__in=due.values("pk")[:most])
        .order_by("pk")
    )
    seats = Enrolment.objects.filter(invitation__in=links, status=Enrolment.Status.INVITED)
    # Two seats that wait behind one link are one reminder.
    one_each = {each.invitation_id: each for each in seats.with_letter().order_by("-pk")}
    for link in links:
        link.reminders += 1
        one_each[link.pk].invitation = link
    Invitation.objects.bulk_update(links, ["reminders"])
    tell(list(one_each.values()))
    return len(links)
