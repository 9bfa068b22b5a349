"""The link of a letter of invitation: good for one answer, by whoever has it."""

from datetime import datetime, timedelta

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models import PartnerLink, Partnership
from courses.signals import letter_wanted
from lms.lib import links
from lms.lib.errors import RuleViolation
from lms.lib.events import announce
from people.domain.invitations import RENEWAL_PAUSE, Standing
from people.models import User

PURPOSE = "letter"
State = Partnership.State
REFUSALS = {
    Standing.ACCEPTED: _("This letter was answered already."),
    Standing.REPLACED: _("There is a newer letter; only the link of that one answers it."),
    Standing.EXPIRED: _("The link of this letter has expired."),
}


def token_of(link: PartnerLink) -> str:
    return links.token_of(PURPOSE, link.public_id, link.token_hash)


def find(token: str) -> PartnerLink | None:
    """Return the link that ends in ``token``, whatever its standing."""
    found = PartnerLink.objects.for_letters().filter(token_hash=links.hash_of(token))
    return found.order_by("pk").first()


def standing_of(link: PartnerLink, *, now: datetime | None = None) -> Standing:
    """Say what the link is good for now; a letter that was answered by another way is used up."""
    if link.used_at or link.partnership.replied_at:
        return Standing.ACCEPTED
    if link.replaced_at:
        return Standing.REPLACED
    if link.expires_at <= (now or timezone.now()):
        return Standing.EXPIRED
    return Standing.OPEN


def refuse_unless_open(link: PartnerLink, *, now: datetime) -> None:
    standing = standing_of(link, now=now)
    if standing is not Standing.OPEN:
        raise RuleViolation(REFUSALS[standing], code=standing.value)


def make_link(partnership: Partnership, *, by: User, now: datetime) -> PartnerLink:
    """Make the link of a new letter to the focal point; earlier ones stop working.

    Call it under the lock of the partnership. Announces ``letter_wanted``.
    """
    partnership.links.open().update(replaced_at=now)
    link = PartnerLink(
        partnership=partnership,
        person=partnership.focal_point,
        email=partnership.focal_point.email,
        made_by=by,
        made_at=now,
        expires_at=now + timedelta(days=settings.INVITATION_DAYS),
    )
    link.token_hash = links.new_hash(PURPOSE, link.public_id)
    link.save()
    announce(letter_wanted, link=link)
    return link


def mark_opened(link: PartnerLink, *, now: datetime | None = None) -> None:
    """Note when the link was first opened; again: no change."""
    if link.opened_at is None:
        PartnerLink.objects.filter(pk=link.pk, opened_at=None).update(
            opened_at=now or timezone.now()
        )


@transaction.atomic
def renew(link: PartnerLink, *, now: datetime | None = None) -> PartnerLink:
    """Send the letter again, to the focal point of today and to nobody else, and seldom."""
    now = now or timezone.now()
    partnership = Partnership.objects.select_for_update().get(pk=link.partnership_id)
    if partnership.state != State.SENT:
        raise RuleViolation(REFUSALS[Standing.ACCEPTED], code=Standing.ACCEPTED.value)
    newest = partnership.links.latest("made_at")
    if newest.made_at > now - RENEWAL_PAUSE:
        raise RuleViolation(
            _("A letter was sent a few minutes ago. Please look for it before asking again."),
            code="too_soon",
        )
    return make_link(partnership, by=partnership.sent_by or newest.made_by, now=now)


# The letter of a link


@transaction.atomic
def keep_letter(link: PartnerLink, content: bytes) -> bool:
    """Store the letter and mark it sent; False when another worker, or a newer link, was faster.

    Call it in the transaction that posts the message.
    """
    locked = PartnerLink.objects.select_for_update().unsent().filter(pk=link.pk).order_by("pk")
    current = locked.first()
    if current is None:
        return False
    storage = PartnerLink.letter.field.storage
    current.letter = storage.save(f"letters/{current.public_id}.pdf", ContentFile(content))
    current.sent_at = timezone.now()
    current.problem = ""
    current.save(update_fields=["letter", "sent_at", "problem"])
    return True


def note_problem(link: PartnerLink, problem: str) -> None:
    """Leave a letter to be made, with the reason why it is not."""
    PartnerLink.objects.filter(pk=link.pk).update(problem=problem[:300])
