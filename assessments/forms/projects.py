"""What people fill in about their project, and the kinds of fields that all its forms share."""

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lms.lib.text import clean

MAX_WHOLE_DIGITS = 12
GROUPED = re.compile(r"[+-]?\d{1,3}([, ]\d{3})+(\.\d+)?")
NUMBER = re.compile(rf"[+-]?\d{{1,{MAX_WHOLE_DIGITS}}}(\.\d{{1,4}})?")


class LineField(forms.CharField):
    """Text of one paragraph: composed, without invisible signs, with single spaces."""

    def to_python(self, value: Any) -> str:
        return clean(super().to_python(value))


class TextField(forms.CharField):
    """Text of several paragraphs; a line break counts as one character on every system."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        return super().to_python(value).replace("\r\n", "\n")


class NumberField(forms.Field):
    """A number as people write it: 1,250.5 · 12 % · $ 300 · 1 250."""

    widget = forms.TextInput
    default_error_messages = {
        "number": _("Write a number with a point for decimals, for example 12.5 or 1,250."),
    }

    def to_python(self, value: Any) -> Decimal | None:
        text = clean(value or "").replace("−", "-").strip("%$ ")
        if not text:
            return None
        if GROUPED.fullmatch(text):
            text = text.replace(",", "").replace(" ", "")
        if not NUMBER.fullmatch(text):
            raise forms.ValidationError(self.error_messages["number"], code="number")
        return Decimal(text)


def lines(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class SubmissionForm(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput)
    declared = forms.BooleanField(
        label=_("I declare that this is my own work or that of my team."),
        error_messages={"required": _("Tick the declaration to hand it in.")},
    )
