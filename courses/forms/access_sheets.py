"""What is filled in for people without e-mail, by others and by themselves."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.domain.without_email import Newcomer
from courses.forms.invitations import AcceptInvitationForm
from courses.models import Enrolment


class WithoutEmailForm(forms.Form):
    """Somebody whom the team enrols without an address."""

    given_names = forms.CharField(label=_("Given names"), max_length=100)
    surname_1 = forms.CharField(label=_("First surname"), max_length=100, required=False)
    surname_2 = forms.CharField(label=_("Second surname"), max_length=100, required=False)
    municipality = forms.CharField(
        label=_("Municipality"),
        max_length=120,
        required=False,
        help_text=_("For example “Temoaya, México”. Without an organisation: the town hall."),
    )
    organisation = forms.CharField(
        label=_("Organisation"),
        max_length=200,
        required=False,
        help_text=_("Only if the person does not work in the town hall."),
    )
    position = forms.CharField(label=_("Position"), max_length=150, required=False)
    is_another = forms.BooleanField(
        label=_("It is another person of the same name"),
        required=False,
        widget=forms.HiddenInput,
    )

    def clean(self) -> dict[str, Any]:
        facts = super().clean()
        if not self.errors and not (facts["municipality"] or facts["organisation"]):
            self.add_error("municipality", _("Write the municipality, or an organisation."))
        return facts

    def newcomer(self) -> Newcomer:
        return Newcomer(**self.cleaned_data)

    def ask_whether_another(self) -> None:
        """Show the box that says so: the cohort has somebody of this name."""
        self.fields["is_another"].widget = forms.CheckboxInput()


class AccessSheetForm(forms.Form):
    """For whom a page is to be printed."""

    people = forms.ModelMultipleChoiceField(
        queryset=Enrolment.objects.none(), to_field_name="public_id", required=False
    )
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, enrolments: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"].queryset = enrolments


class NewPinForm(forms.Form):
    """Somebody who entered with a printed PIN and is known already."""

    secret = forms.CharField(
        label=_("New PIN or password"),
        strip=False,
        max_length=200,
        help_text=_("A PIN of 8 digits or more, or a phrase of 10 letters or more."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )


class FirstUseForm(AcceptInvitationForm):
    """Somebody who enters for the first time, with a printed PIN."""

    entry = password = shared = None
    secret = NewPinForm.base_fields["secret"]
