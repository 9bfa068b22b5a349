"""What the team says when it changes the roster."""

from django import forms
from django.utils.translation import gettext_lazy as _


class RosterChangeForm(forms.Form):
    """The reason; whom it is about comes with the page. The key makes a second press harmless."""

    reason = forms.CharField(
        label=_("Why?"),
        max_length=300,
        help_text=_("It stays on record with your name. The person does not read it."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    key = forms.UUIDField(widget=forms.HiddenInput)
