"""What people fill in about their project, and the kinds of fields that all its forms share."""

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.models import Target
from lms.lib.text import clean

MAX_TARGETS = 5
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


class ProjectForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    title = LineField(
        label=_("Title of the project"),
        required=False,
        max_length=150,
        help_text=_("10 to 150 characters. What will be different, and where."),
    )
    responsible_unit = LineField(
        label=_("Responsible unit"),
        required=False,
        max_length=150,
        help_text=_("The office or team that would carry it out."),
    )
    summary = TextField(
        label=_("Summary"),
        required=False,
        max_length=1000,
        widget=lines(5),
        help_text=_("Optional, up to 1,000 characters."),
    )
    targets = forms.ModelMultipleChoiceField(
        label=_("SDG targets"),
        queryset=Target.objects.all(),
        to_field_name="code",
        required=False,
        error_messages={"invalid_choice": _("There is no target with the code %(value)s.")},
    )

    def clean_targets(self) -> list[Target]:
        targets = list(self.cleaned_data["targets"])
        if len(targets) > MAX_TARGETS:
            raise forms.ValidationError(
                _("Choose at most %(most)s targets: those to which the project contributes most."),
                code="too_many",
                params={"most": MAX_TARGETS},
            )
        return targets


class SubmissionForm(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput)
    declared = forms.BooleanField(
        label=_("I declare that this project is my own work or that of my team."),
        error_messages={"required": _("Tick the declaration to hand the project in.")},
    )
