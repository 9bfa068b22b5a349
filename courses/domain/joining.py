"""Joining: what an invitation offers, and what happens when somebody says yes or no."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from courses.domain.enrolment import activate, withdraw
from courses.models import Enrolment
from lms.lib.errors import RuleViolation
from lms.lib.text import clean
from people.domain import invitations
from people.domain.credentials import choose_secret
from people.domain.privacy import AboutSelf, consent, tell_about_self
from people.models import DataAgreement, Invitation, Membership, User


@dataclass(frozen=True)
class Offer:
    """What the person behind a link is asked to accept."""

    enrolments: list[Enrolment]
    memberships: list[Membership]
    partner_sees_names: bool
    partner_sees_grades: bool

    @property
    def enrolment(self) -> Enrolment | None:
        return self.enrolments[0] if self.enrolments else None

    @property
    def membership(self) -> Membership | None:
        return self.memberships[0] if self.memberships else None


@dataclass(frozen=True)
class Names:
    """A name as its owner writes it."""

    given_names: str
    surname_1: str = ""
    surname_2: str = ""


def offer_of(invitation: Invitation) -> Offer:
    """Gather what the invitation is about and what others will see of the person."""
    if invitation.purpose == Invitation.Purpose.TEAM:
        roles = invitation.memberships.select_related("organisation")
        return Offer([], list(roles), partner_sees_names=False, partner_sees_grades=False)
    return _offer_of_seats(invitation.person)


def _offer_of_seats(person: User) -> Offer:
    waiting = Enrolment.objects.filter(participant=person, status=Enrolment.Status.INVITED)
    waiting = list(
        waiting.with_course().select_related("nominated_by").order_by("-enrolled_at", "-pk")
    )
    partners = {enrolment.nominated_by_id for enrolment in waiting}
    agreements = list(DataAgreement.objects.in_force().filter(partner__in=partners))
    return Offer(
        waiting,
        [],
        partner_sees_names=bool(agreements),
        partner_sees_grades=any(agreement.includes_grades for agreement in agreements),
    )


@transaction.atomic
def join(
    invitation: Invitation,
    *,
    language: str,
    names: Names | None = None,
    password: str | None = None,
    about_self: AboutSelf | None = None,
    now: datetime | None = None,
) -> User:
    """Accept an invitation: the account, the seats that waited for it, and the consent, at once.

    Somebody who has an account already keeps their name, their password and what they told.
    Raises RuleViolation with the standing of the link when it is not open any more; of two
    browsers that accept together one gets that refusal.
    """
    was_active = invitation.person.is_active
    person = invitations.accept(invitation, password=password, now=now)
    if names and not was_active:
        _rename(person, names, language=language)
    consent(person, language=language, invitation=invitation, now=now)
    if invitation.purpose == Invitation.Purpose.ENROLMENT:
        # Only participants are asked about themselves; the team is not.
        if about_self and person.told_about_self_at is None:
            tell_about_self(person, about_self, now=now)
        for enrolment in offer_of(invitation).enrolments:
            activate(enrolment, now=now)
    return person


def _rename(person: User, names: Names, *, language: str) -> None:
    person.given_names = clean(names.given_names)
    person.surname_1 = clean(names.surname_1)
    person.surname_2 = clean(names.surname_2)
    person.language = language
    person.save(update_fields=["given_names", "surname_1", "surname_2", "folded_name", "language"])


def offer_to(person: User) -> Offer:
    """Gather what waits for somebody who enters with a printed PIN."""
    return _offer_of_seats(person)


@transaction.atomic
def begin_with_pin(
    person: User,
    *,
    secret: str,
    language: str,
    names: Names | None = None,
    about_self: AboutSelf | None = None,
    now: datetime | None = None,
) -> None:
    """Replace a printed PIN; the first time, accept the notice and the seats that wait, at once.

    Raises RuleViolation when nothing is to be replaced any more, or the new one is weak.
    """
    person = User.objects.select_for_update().get(pk=person.pk)
    if not person.must_choose_pin:
        raise RuleViolation(_("The PIN was replaced already."), code="replaced")
    choose_secret(person, secret)
    if is_first_use(person):
        if names:
            _rename(person, names, language=language)
        if about_self and person.told_about_self_at is None:
            tell_about_self(person, about_self, now=now)
        consent(person, language=language, now=now)
    for enrolment in offer_to(person).enrolments:
        activate(enrolment, now=now)


def is_first_use(person: User) -> bool:
    """Say whether somebody has accepted no notice yet."""
    return not person.consents.exists()


@transaction.atomic
def turn_down(invitation: Invitation, *, reason: str = "", now: datetime | None = None) -> None:
    """Say no to an invitation and free the seats that waited for it."""
    reason = clean(reason)[:200]
    enrolments = offer_of(invitation).enrolments
    invitations.decline(invitation, reason=reason, now=now)
    why = _("Declined the invitation.")
    for enrolment in enrolments:
        withdraw(enrolment, by=invitation.person, reason=f"{why} {reason}".strip())


@transaction.atomic
def renew(
    invitation: Invitation, *, by: User | None = None, now: datetime | None = None
) -> Invitation:
    """Make a new link to the same address for the seats or roles that wait.

    Refuses with "nothing_waits" when no seat and no role waits for the person any more.
    """
    if invitation.person.is_active and invitation.purpose == Invitation.Purpose.TEAM:
        raise RuleViolation(_("This person has an account already."), code="accepted")
    offer = offer_of(invitation)
    if not offer.enrolments and invitation.purpose == Invitation.Purpose.ENROLMENT:
        raise RuleViolation(_("No seat waits for you any more."), code="nothing_waits")
    renewed = invitations.renew(invitation, by=by, now=now)
    for enrolment in offer.enrolments:
        enrolment.invitation = renewed
        enrolment.save(update_fields=["invitation"])
    return renewed
