"""Lists of attendance that come in as a file, or pasted."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class AttendanceListForm(forms.Form):
    file = forms.FileField(
        label=_("File"), required=False, help_text=_("Excel (.xlsx), LibreOffice (.ods) or CSV.")
    )
    pasted = forms.CharField(
        label=_("Or paste the rows here"),
        required=False,
        max_length=500_000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not cleaned.get("file") and not cleaned.get("pasted", "").strip():
            raise forms.ValidationError(_("Choose a file or paste the rows."), code="nothing")
        return cleaned
