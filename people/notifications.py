"""What this app writes to people: one function a message."""

from datetime import date
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from people.domain.invitations import letter_key, mark_sent, token_of
from people.domain.messages import post
from people.models import Membership, Message, User


def link(name: str, *args: Any, language: str) -> str:
    """Return the full address of a page in the language of its reader."""
    with override(language):
        return settings.SITE_URL + reverse(name, args=args)


def invitation_to_team(membership: Membership) -> Message | None:
    """Invite somebody to work in the team: the link leads to the accepting page."""
    invitation = membership.invitation
    message = post(
        "people/invitation",
        key=letter_key(invitation),
        person=invitation.person,
        to=invitation.email,
        invitation=invitation,
        membership=membership,
        expires_at=invitation.expires_at,
        link=link("courses:invitation", token_of(invitation), language=invitation.person.language),
    )
    mark_sent(invitation)
    return message


def role_given(membership: Membership) -> Message | None:
    """Tell somebody who has an account which role they have now, and until when."""
    return post(
        "people/role_given",
        key=f"role-{membership.public_id}-{membership.until or 'open'}",
        person=membership.person,
        membership=membership,
        link=link("home", language=membership.person.language),
    )


def login_code(person: User, *, code: str) -> Message | None:
    """Send the code with which somebody signs in. Its words are not kept once sent."""
    return post(
        "people/login_code",
        key=f"login-code-{uuid4()}",
        person=person,
        code=code,
        minutes=settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT // 60,
    )


def password_link(person: User, *, address: str) -> Message | None:
    """Send the link with which somebody chooses a new password."""
    return post(
        "people/password_link",
        key=f"password-link-{uuid4()}",
        person=person,
        link=address,
        days=settings.PASSWORD_RESET_TIMEOUT // 86400,
    )


def account_changed(person: User, *, change: str) -> Message | None:
    """Tell somebody that the way they sign in has changed; ``change`` is an allauth name."""
    with override(person.language):
        words = {
            "password_changed": _("Your password was changed."),
            "password_set": _("Your account has a password now."),
            "password_reset": _("Your password was changed with a link sent by e-mail."),
            "totp_activated": _("Two-step sign-in was switched on."),
            "totp_deactivated": _("Two-step sign-in was switched off."),
            "recovery_codes_generated": _("New recovery codes were made."),
        }.get(change)
    if words is None:
        return None
    return post(
        "people/account_changed",
        key=f"account-changed-{uuid4()}",
        person=person,
        what=words,
        at=timezone.now(),
        link=link("account_reset_password", language=person.language),
    )


def many_wrong_passwords(person: User, *, today: date | None = None) -> Message | None:
    """Tell somebody, once a day at most, that somebody keeps guessing their password."""
    return post(
        "people/many_wrong_passwords",
        key=f"wrong-passwords-{person.public_id}-{today or timezone.localdate()}",
        person=person,
        link=link("account_request_login_code", language=person.language),
    )


def welcome_administrator(person: User, *, address: str) -> Message | None:
    """Send the first administrator the link with which they choose a password."""
    return post(
        "people/welcome_administrator",
        key=f"welcome-{uuid4()}",
        person=person,
        link=address,
        days=settings.PASSWORD_RESET_TIMEOUT // 86400,
    )
