"""The file that somebody brings into a project."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ImportForm(forms.Form):
    file = forms.FileField(
        label=_("File"),
        max_length=255,
        allow_empty_file=True,  # The rule says it in a sentence of its own.
        widget=forms.FileInput(attrs={"accept": ".xlsx,.json,.yaml,.yml"}),
        help_text=_("The workbook (.xlsx) or the JSON that you downloaded here, up to 2 MB."),
    )
