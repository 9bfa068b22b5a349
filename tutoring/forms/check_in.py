"""What is filled in at the door of a session: people counted, and names that are on no list."""

from django import forms
from django.utils.translation import gettext_lazy as _


class HeadCountForm(forms.Form):
    people = forms.IntegerField(label=_("People in the room"), min_value=0, max_value=5000)


class WalkInForm(forms.Form):
    name = forms.CharField(label=_("Full name"), max_length=200)
    note = forms.CharField(
        label=_("Where from"),
        max_length=200,
        required=False,
        help_text=_("Municipality or organisation, so that they are found later."),
    )
    key = forms.UUIDField(widget=forms.HiddenInput)
