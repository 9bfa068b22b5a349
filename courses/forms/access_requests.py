"""What somebody writes who asks for a place."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.domain.access_requests import Asked
from courses.models import Audience, Cohort


class PlaceForm(forms.Form):
    """Who asks, where they work, and why. ``website`` is a trap for machines: nobody sees it."""

    given_names = forms.CharField(label=_("Given names"), max_length=99)
    surname_1 = forms.CharField(label=_("First surname"), max_length=99, required=False)
    surname_2 = forms.CharField(label=_("Second surname"), max_length=99, required=False)
    email = forms.CharField(
        label=_("E-mail"),
        max_length=253,
        help_text=_("The answer comes to this address."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    municipality = forms.CharField(
        label=_("Municipality"),
        max_length=119,
        required=False,
        help_text=_("For example “Temoaya, México”."),
    )
    organisation = forms.CharField(
        label=_("Ministry or organisation where you work"), max_length=199, required=False
    )
    position = forms.CharField(label=_("Position"), max_length=149, required=False)
    reason = forms.CharField(
        label=_("Why you want to take the course (optional)"),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    website = forms.CharField(
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, cohort: Cohort, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if cohort.edition.course.is_international:
            place = self.fields["municipality"]
            place.label = _("Municipality, or town and country")
            place.help_text = _("For example “Temoaya, México” or “Rosario, Argentina”.")
        if cohort.edition.course.audience == Audience.PUBLIC_SERVANT:
            self.fields["organisation"].help_text = _("Only if you do not work in a town hall.")
        self.fields["website"].label = _("Leave this empty")

    @property
    def is_from_a_machine(self) -> bool:
        return bool(self.cleaned_data["website"])

    def asked(self, *, language: str) -> Asked:
        facts = {name: text for name, text in self.cleaned_data.items() if name != "website"}
        return Asked(language=language, **facts)
