"""What is agreed with a partner: writing it down, sending the letter, and its answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.domain.partner_links import make_link, refuse_unless_open
from courses.models import PartnerLink, Partnership, PartnershipQuota
from courses.signals import letter_answered
from lms.lib.errors import RuleViolation
from lms.lib.events import announce
from lms.lib.text import clean, clean_lines
from people.domain.people import find_or_make_person
from people.domain.records import record
from people.domain.team import Newcomer, invite_to_team
from people.models import DataAgreement, Membership, Organisation, Territory, User
from people.signals import invitation_renewed

State = Partnership.State


@dataclass(frozen=True)
class QuotaLine:
    """Seats for one level, in one territory or (None) wherever the partner's people work."""

    level: str
    territory: Territory | None
    seats: int


@dataclass(frozen=True)
class DataTerms:
    """Since when a partner may see the names of its people, and who signed that."""

    since: date
    signed_by: str = ""
    includes_grades: bool = False


@transaction.atomic
def save_partnership(
    partnership: Partnership,
    *,
    focal: Newcomer,
    quotas: Sequence[QuotaLine],
    data_terms: DataTerms | None,
    by: User,
    **facts: Any,
) -> Partnership:
    """Write down what was agreed with a partner for a cohort, new or changed.

    ``facts`` are the plain fields. The focal point is found by address, or made without an
    account. Raises RuleViolation for a closed cohort, a partner that the cohort has already, a
    host as partner, and two quotas for the same people.
    """
    is_new = partnership.pk is None
    for name, value in facts.items():
        setattr(partnership, name, value)
    _check(partnership, quotas)
    partnership.focal_position = clean(partnership.focal_position)
    partnership.focal_point, _is_new_person = find_or_make_person(**focal._asdict())
    partnership.data_agreement = _agreement(partnership.partner, data_terms)
    try:
        with transaction.atomic():
            partnership.save()
    except IntegrityError as twice:
        raise RuleViolation(
            _("This cohort has an agreement with this partner already."), code="twice"
        ) from twice
    partnership.quotas.all().delete()
    PartnershipQuota.objects.bulk_create(
        PartnershipQuota(
            partnership=partnership, level=each.level, territory=each.territory, seats=each.seats
        )
        for each in quotas
    )
    record(by, "add" if is_new else "edit", partnership, reason=partnership.cohort.code)
    return partnership


def _check(partnership: Partnership, quotas: Sequence[QuotaLine]) -> None:
    if partnership.cohort.is_closed:
        raise RuleViolation(
            _("A closed cohort does not change. Open it again first."), code="closed"
        )
    if partnership.partner.is_host:
        raise RuleViolation(
            _("The host runs the programme: choose the organisation that names people."),
            code="host",
        )
    if partnership.amount_usd and not partnership.sponsor:
        raise RuleViolation(_("Choose who gives this amount."), code="no_sponsor")
    kinds = {(each.level, each.territory) for each in quotas}
    if len(kinds) < len(quotas):
        raise RuleViolation(
            _("Two lines of seats are for the same level and territory. Join them."),
            code="same_quota",
        )


def _agreement(partner: Organisation, terms: DataTerms | None) -> DataAgreement | None:
    """Return the agreement on data that was signed on that day, made or corrected."""
    if terms is None:
        return None
    agreement, _is_new = DataAgreement.objects.update_or_create(
        partner=partner,
        since=terms.since,
        defaults={
            "signed_by": clean(terms.signed_by),
            "includes_grades": terms.includes_grades,
        },
    )
    return agreement


@transaction.atomic
def send_letter(partnership: Partnership, *, by: User, now: datetime | None = None) -> PartnerLink:
    """Have the letter written and mailed to the focal point; an earlier link stops working.

    A partner that declined may be asked again. Refused without seats to offer and once accepted.
    """
    now = now or timezone.now()
    locked = Partnership.objects.select_for_update().get(pk=partnership.pk)
    if locked.cohort.is_closed:
        raise RuleViolation(_("This cohort is closed."), code="closed")
    if locked.state == State.ACCEPTED:
        raise RuleViolation(_("The partner has accepted already."), code="accepted")
    if not locked.quotas.exists():
        raise RuleViolation(
            _("Write how many seats are offered before the letter goes out."), code="no_seats"
        )
    locked.state = State.SENT
    locked.sent_at = now
    locked.sent_by = by
    locked.reply, locked.replied_at = "", None
    locked.save(update_fields=["state", "sent_at", "sent_by", "reply", "replied_at"])
    record(by, "send letter", locked, reason=locked.focal_point.email or "")
    return make_link(locked, by=by, now=now)


@transaction.atomic
def answer_letter(
    link: PartnerLink, *, accepts: bool, message: str = "", now: datetime | None = None
) -> Partnership:
    """Use the link up with a yes or a no. With a yes the focal point becomes coordinator.

    Of two people who answer at once the second is refused. Announces ``letter_answered``.
    """
    now = now or timezone.now()
    partnership = Partnership.objects.select_for_update().get(pk=link.partnership_id)
    link = PartnerLink.objects.select_related("partnership").get(pk=link.pk)
    refuse_unless_open(link, now=now)
    link.used_at = now
    link.opened_at = link.opened_at or now
    link.save(update_fields=["used_at", "opened_at"])
    partnership.state = State.ACCEPTED if accepts else State.DECLINED
    partnership.reply = clean_lines(message)[:1000]
    partnership.replied_at = now
    partnership.save(update_fields=["state", "reply", "replied_at"])
    record(link.person, f"letter {partnership.state}", partnership)
    if accepts:
        make_coordinator(partnership.focal_point, partnership, by=link.made_by)
    announce(letter_answered, partnership=partnership)
    return partnership


def make_coordinator(person: User, partnership: Partnership, *, by: User) -> Membership | None:
    """Let somebody name people for the partner; whoever has no account is invited to open one."""
    partner, role = partnership.partner, Membership.Role.COORDINATOR
    if Membership.objects.current().filter(person=person, organisation=partner, role=role).exists():
        return None
    newcomer = Newcomer(person.email, person.given_names, person.surname_1, person.surname_2)
    membership = invite_to_team(newcomer, organisation=partner, role=role, by=by)
    if membership.invitation:
        announce(invitation_renewed, invitation=membership.invitation)
    return membership
