"""Invitations: a link of its own for one person, good for one acceptance."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from enum import StrEnum

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lms.lib import links
from lms.lib.errors import RuleViolation
from lms.lib.events import announce
from people.domain.messages import stop_about
from people.domain.people import confirm_email, normal_email
from people.domain.records import record
from people.models import Invitation, User
from people.signals import invitation_renewed

RENEWAL_PAUSE = timedelta(minutes=10)


class Standing(StrEnum):
    """What a link is good for now."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    REPLACED = "replaced"
    EXPIRED = "expired"


REFUSALS = {
    Standing.ACCEPTED: _("This invitation has been used already."),
    Standing.DECLINED: _("This invitation was declined."),
    Standing.REPLACED: _("There is a newer invitation; only that one opens the account."),
    Standing.EXPIRED: _("This invitation has expired."),
}


def standing_of(invitation: Invitation, *, now: datetime | None = None) -> Standing:
    if invitation.accepted_at:
        return Standing.ACCEPTED
    if invitation.declined_at:
        return Standing.DECLINED
    if invitation.replaced_at:
        return Standing.REPLACED
    if invitation.expires_at <= (now or timezone.now()):
        return Standing.EXPIRED
    return Standing.OPEN


def token_of(invitation: Invitation) -> str:
    """Return the secret part of the link. Its hash is stored; a changed key keeps old links."""
    return links.token_of("invitation", invitation.public_id, invitation.token_hash)


def find(token: str) -> Invitation | None:
    """Return the invitation whose link ends in ``token``, whatever its standing."""
    return (
        Invitation.objects.filter(token_hash=links.hash_of(token))
        .select_related("person", "invited_by")
        .first()
    )


@transaction.atomic
def invite(
    person: User, *, purpose: str, by: User, email: str | None = None, now: datetime | None = None
) -> Invitation:
    """Make a link for ``person``; an earlier open one for the same purpose stops working."""
    now = now or timezone.now()
    email = normal_email(email or person.email or "")
    User.objects.select_for_update().get(pk=person.pk)
    _replace(person.invitations.open().filter(purpose=purpose), now)
    invitation = _new(person, purpose=purpose, by=by, email=email, now=now)
    invitation.save()
    return invitation


@transaction.atomic
def invite_many(
    people: Iterable[User], *, purpose: str, by: User, now: datetime | None = None
) -> dict[User, Invitation]:
    """Do what ``invite`` does for many people who have an address, in four queries."""
    now = now or timezone.now()
    # Locked in one order, so that two lists wait for each other and never in a circle.
    locked = list(
        User.objects.select_for_update().filter(pk__in=[each.pk for each in people]).order_by("pk")
    )
    _replace(Invitation.objects.open().filter(person__in=locked, purpose=purpose), now)
    invitations = [
        _new(person, purpose=purpose, by=by, email=person.email, now=now) for person in locked
    ]
    Invitation.objects.bulk_create(invitations)
    return {invitation.person: invitation for invitation in invitations}


def _replace(links: QuerySet[Invitation], now: datetime) -> None:
    """Make open links stop working, with the letters that carry them and were not sent yet."""
    stop_about(links)
    links.update(replaced_at=now)


def _new(person: User, *, purpose: str, by: User, email: str, now: datetime) -> Invitation:
    invitation = Invitation(
        person=person,
        purpose=purpose,
        email=email,
        invited_by=by,
        created_at=now,
        expires_at=now + timedelta(days=settings.INVITATION_DAYS),
    )
    invitation.token_hash = links.new_hash("invitation", invitation.public_id)
    return invitation


def letter_key(invitation: Invitation) -> str:
    """Return the key of the letter that carries the link, in the outbox."""
    return f"invitation-{invitation.public_id}"


def take_back_many(invitations: Collection[Invitation], *, now: datetime | None = None) -> None:
    """Make links stop working, and stop the letters that carry them and were not sent yet."""
    links = Invitation.objects.open().filter(pk__in=[each.pk for each in invitations])
    _replace(links, now or timezone.now())


def mark_sent(invitation: Invitation, *, now: datetime | None = None) -> None:
    """Note that the letter is in the outbox; again: no change."""
    mark_many_sent([invitation], now=now)


def mark_many_sent(invitations: Collection[Invitation], *, now: datetime | None = None) -> None:
    """Do what ``mark_sent`` does for many, in one query."""
    Invitation.objects.filter(pk__in=[each.pk for each in invitations], sent_at=None).update(
        sent_at=now or timezone.now()
    )


def mark_opened(invitation: Invitation, *, now: datetime | None = None) -> None:
    """Note when the link was first opened; again: no change."""
    if invitation.opened_at is None:
        Invitation.objects.filter(pk=invitation.pk, opened_at=None).update(
            opened_at=now or timezone.now()
        )


def _lock_open(invitation: Invitation, now: datetime) -> Invitation:
    """Lock the person and the link, in the order of ``invite``, and refuse a link not open."""
    User.objects.select_for_update().get(pk=invitation.person_id)
    locked = Invitation.objects.select_related("person").get(pk=invitation.pk)
    standing = standing_of(locked, now=now)
    if standing is not Standing.OPEN:
        raise RuleViolation(REFUSALS[standing], code=standing.value)
    return locked


@transaction.atomic
def accept(
    invitation: Invitation, *, password: str | None = None, now: datetime | None = None
) -> User:
    """Use the link up and activate its person, with ``password`` or with mailed codes only.

    Of two people who accept at once the second is refused. Somebody who has an account already
    keeps how they sign in.
    """
    now = now or timezone.now()
    invitation = _lock_open(invitation, now)
    person = invitation.person
    invitation.accepted_at = now
    invitation.opened_at = invitation.opened_at or now
    invitation.save(update_fields=["accepted_at", "opened_at"])
    stop_about([invitation])  # Nobody is reminded of what they did already.
    if not person.is_active:
        person.is_active = True
        if password:
            person.set_password(password)
        else:
            person.set_unusable_password()
        person.save(update_fields=["is_active", "password"])
    if person.email == invitation.email:
        confirm_email(person)
    return person


@transaction.atomic
def decline(invitation: Invitation, *, reason: str = "", now: datetime | None = None) -> None:
    """Use the link up with a no. Roles that waited for it are taken back."""
    now = now or timezone.now()
    invitation = _lock_open(invitation, now)
    invitation.declined_at = now
    invitation.save(update_fields=["declined_at"])
    stop_about([invitation])
    record(invitation.person, "decline", invitation, reason=reason)
    if not invitation.person.is_active:
        invitation.memberships.all().delete()


@transaction.atomic
def renew(
    invitation: Invitation, *, by: User | None = None, now: datetime | None = None
) -> Invitation:
    """Make a new link in place of this one, for the same person and the same address.

    Whoever holds an old link may ask for it, so it goes nowhere else, and seldom. Announces
    ``invitation_renewed``.
    """
    now = now or timezone.now()
    User.objects.select_for_update().get(pk=invitation.person_id)
    same = Invitation.objects.filter(person=invitation.person_id, purpose=invitation.purpose)
    standing = standing_of(Invitation.objects.get(pk=invitation.pk), now=now)
    if standing in {Standing.ACCEPTED, Standing.DECLINED}:
        raise RuleViolation(REFUSALS[standing], code=standing.value)
    newest = same.order_by("-created_at", "-pk").first()
    if newest.accepted_at or newest.declined_at:
        standing = standing_of(newest, now=now)
        raise RuleViolation(REFUSALS[standing], code=standing.value)
    if newest.created_at > now - RENEWAL_PAUSE:
        raise RuleViolation(
            _("An invitation was sent a few minutes ago. Please look for it before asking again."),
            code="too_soon",
        )
    renewed = invite(
        invitation.person,
        purpose=invitation.purpose,
        by=by or invitation.invited_by,
        email=invitation.email,
        now=now,
    )
    for old in same.exclude(pk=renewed.pk):
        old.memberships.update(invitation=renewed)
    announce(invitation_renewed, invitation=renewed)
    return renewed
