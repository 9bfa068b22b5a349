"""How allauth works here: sign-up closed, its letters in our outbox, its words in ours."""

from io import BytesIO
from typing import Any

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.backends import ModelBackend
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lms.lib.cache import cache_answers
from people import notifications
from people.domain.credentials import check_secret, normal_name_code
from people.domain.membership import needs_second_factor
from people.domain.sign_ins import note_sign_in
from people.models import User


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("This account is not active."),
        "email_password_mismatch": _("The e-mail or name code, or the password, is not right."),
        "enter_current_password": _("This is not your current password."),
        "incorrect_code": _("The code is not right."),
        "incorrect_password": _("The password is not right."),
        "invalid_password_reset": _("The link is not valid any more."),
        "rate_limited": _("Too many attempts. Please wait a few minutes."),
        "too_many_login_attempts": _(
            "Too many attempts. Wait a few minutes, or ask for a code or a new password by e-mail."
        ),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts come from invitations only."""
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count the attempt; when an account is being guessed at, tell its owner once a day.

        The same is done for an address without an account, so that nobody learns which exist.
        """
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            email = credentials.get("email", "").lower()
            if email and cache.add(f"guessed-at:{email}", 1, timeout=3600):
                person = User.objects.filter(email=email, is_active=True).first()
                if person:
                    notifications.many_wrong_passwords(person)
            raise

    def pre_login(self, request: HttpRequest, user: User, **facts: Any) -> HttpResponse | None:
        """Keep administrators out while nobody counts wrong passwords; all others may enter."""
        if user.is_superuser and not cache_answers():
            messages.error(
                request,
                _(
                    "Administrators cannot sign in at the moment."
                    " Please try again in a few minutes."
                ),
            )
            return redirect("account_login")
        return super().pre_login(request, user, **facts)

    def post_login(self, request: HttpRequest, user: User, **facts: Any) -> HttpResponse:
        note_sign_in(user, agent=request.headers.get("User-Agent", ""))
        return super().post_login(request, user, **facts)

    def clean_password(self, password: str, user: User | None = None) -> str:
        """Let people without e-mail choose a PIN; for all others a password as before."""
        if user is None:
            return super().clean_password(password, user)
        check_secret(password, user)
        return password

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Put the letter into the outbox, in the language of its reader."""
        person = context.get("user") or User.objects.filter(email=email.lower()).first()
        if person is None:
            return
        name = template_prefix.rpartition("/")[2]
        if name == "login_code":
            notifications.login_code(person, code=context["code"])
        elif name == "password_reset_key":
            notifications.password_link(person, address=context["password_reset_url"])
        else:
            notifications.account_changed(person, change=name)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("people:profile")

    def get_reset_password_from_key_url(self, key: str) -> str:
        """Build the link on SITE_URL, so that a forged Host header does not end up in a letter."""
        uid, _dash, token = key.partition("-")
        return settings.SITE_URL + reverse("account_reset_password_from_key", args=[uid, token])


class SecondFactorAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_delete_authenticator": _("Your role requires two-step sign-in."),
        "cannot_generate_recovery_codes": _("Switch two-step sign-in on first."),
        "incorrect_code": _("The code is not right."),
        "unverified_email": _("Your e-mail has not been verified."),
    }

    def build_totp_svg(self, url: str) -> str:
        """Draw the code on white, so that it can be scanned from a dark page too."""
        drawing = BytesIO()
        segno.make(url, micro=False).save(drawing, kind="svg", light="#ffffff", scale=4)
        return drawing.getvalue().decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        return not (settings.REQUIRE_MFA and needs_second_factor(authenticator.user))


class NameCodeBackend(ModelBackend):
    """Finds people by their name code; when asked once more, by their opaque name."""

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **credentials: Any,
    ) -> User | None:
        if not username or not password or credentials.get("email"):
            return None
        code = normal_name_code(username)
        person = (
            User.objects.filter(Q(name_code=code) | Q(username=code), email=None)
            .exclude(name_code=None)
            .order_by("pk")
            .first()
        )
        if person is None:
            User().set_password(password)  # Unknown codes take as long as known ones.
            return None
        is_right = person.check_password(password)
        return person if is_right and self.user_can_authenticate(person) else None
