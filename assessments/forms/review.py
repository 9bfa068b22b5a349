"""Why a hint of the checker does not apply."""

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.models.dismissal import REASON_LENGTH


class DismissalForm(forms.Form):
    reason = forms.CharField(
        label=_("Why it does not apply"),
        help_text=_("One sentence. Your tutor reads it too."),
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
