"""What people fill in who accept or decline an invitation."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from courses.domain.joining import Names
from lms.lib.shared_device import SharedDeviceField
from people.domain.privacy import PURPOSES, SHARES, AboutSelf, birth_years
from people.models import User


class AcceptInvitationForm(forms.ModelForm):
    """The accepting page of somebody who has no account yet."""

    PASSWORD, CODE = "password", "code"

    entry = forms.ChoiceField(
        label=_("How you want to sign in"),
        choices=[(CODE, _("With a code by e-mail")), (PASSWORD, _("With a password"))],
        initial=CODE,
        widget=forms.RadioSelect,
    )
    password = forms.CharField(
        label=_("Password"),
        required=False,
        strip=False,
        max_length=200,
        help_text=_("10 characters or more. A phrase is fine."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    shared = SharedDeviceField()
    shares_support = forms.BooleanField(label=SHARES["shares_support"], required=False)
    shares_connectivity = forms.BooleanField(label=SHARES["shares_connectivity"], required=False)
    accepts_notice = forms.BooleanField(
        label=_("I have read the privacy notice and accept it."),
        error_messages={"required": _("Please read the privacy notice and accept it.")},
    )

    class Meta:
        model = User
        fields = [
            "given_names",
            "surname_1",
            "surname_2",
            *AboutSelf.__annotations__,
        ]
        help_texts = PURPOSES

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        earliest, latest = birth_years()
        self.fields["birth_year"] = forms.IntegerField(
            label=self.fields["birth_year"].label,
            help_text=PURPOSES["birth_year"],
            required=False,
            min_value=earliest,
            max_value=latest,
            widget=forms.NumberInput(attrs={"class": "short"}),
        )
        for name in ("sex", "connectivity"):
            known = [choice for choice in self.fields[name].choices if choice[0]]
            self.fields[name].choices = [("", _("Left empty")), *known]
        for name, token in (("given_names", "given-name"), ("surname_1", "family-name")):
            self.fields[name].widget.attrs["autocomplete"] = token

    def clean(self) -> dict[str, Any]:
        facts = super().clean()
        if facts.get("entry") == self.PASSWORD:
            try:
                validate_password(facts.get("password", ""), self.instance)
            except forms.ValidationError as weak:
                self.add_error("password", weak)
        return facts

    def names(self) -> Names:
        facts = self.cleaned_data
        return Names(facts["given_names"], facts["surname_1"], facts["surname_2"])

    def chosen_password(self) -> str | None:
        """Return the password, or None for somebody who prefers a code each time."""
        if self.cleaned_data["entry"] == self.PASSWORD:
            return self.cleaned_data["password"]
        return None

    def told(self) -> AboutSelf:
        return AboutSelf(**{name: self.cleaned_data[name] for name in AboutSelf.__annotations__})


class ConfirmInvitationForm(forms.Form):
    """The accepting page of somebody who has an account and is signed in."""

    accepts_notice = AcceptInvitationForm.base_fields["accepts_notice"]


class DeclineInvitationForm(forms.Form):
    reason = forms.CharField(
        label=_("Why (optional)"),
        required=False,
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class CorrectAddressForm(forms.Form):
    email = forms.CharField(
        label=_("E-mail"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        help_text=_("Leave it as it is if it is right: the letter goes out again."),
    )
