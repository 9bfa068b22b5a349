"""What participants fill in inside the course."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ReplyForm(forms.Form):
    """The written reply that completes a forum, homework or live-session item."""

    body = forms.CharField(
        label=_("Your reply"),
        max_length=6000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("At least 40 characters. You can change it until the cohort closes."),
    )
    key = forms.UUIDField(widget=forms.HiddenInput)
