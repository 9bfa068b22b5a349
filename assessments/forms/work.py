"""What people fill in for homework and for their three commitments."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.domain.commitments import Promise
from assessments.domain.homework import Upload
from assessments.models import Commitment
from assessments.models.homework import LONGEST_TEXT
from lms.lib.files import TYPES


class HomeworkForm(forms.Form):
    body = forms.CharField(
        label=_("Your text"),
        max_length=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("20,000 characters at most. Leave it empty when the file says everything."),
    )
    file = forms.FileField(
        label=_("File"),
        required=False,
        max_length=255,
        allow_empty_file=True,  # The rule says it in a sentence of its own.
        widget=forms.FileInput(attrs={"accept": ",".join(f".{kind}" for kind in TYPES) + ",.jpeg"}),
        help_text=_("PDF, Word, Excel, LibreOffice, JPG or PNG, up to 10 MB. No macros."),
    )
    drop_file = forms.BooleanField(label=_("Without the file I sent before"), required=False)
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def clean_body(self) -> str:
        """A line break counts as one character, as the browser counts it."""
        return self.cleaned_data["body"].replace("\r\n", "\n")

    @property
    def facts(self) -> dict[str, Any]:
        facts = dict(self.cleaned_data)
        file = facts.pop("file")
        facts["upload"] = Upload(file, file.name, file.size) if file else None
        return facts


class CommitmentForm(forms.ModelForm):
    class Meta:
        model = Commitment
        fields = ("action", "with_whom", "until", "evidence")
        widgets = {
            "action": forms.Textarea(attrs={"rows": 2}),
            "evidence": forms.Textarea(attrs={"rows": 2}),
            "until": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        }

    @property
    def promise(self) -> Promise:
        return Promise(**self.cleaned_data)
