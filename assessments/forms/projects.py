"""What people fill in about their project: its profile and the cells of its matrix."""

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from assessments.domain.logframe import LONGEST
from assessments.models import Assumption, Indicator
from assessments.models.indicator import Frequency
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


def _choices(choices: type) -> list[tuple[str, Any]]:
    return [("", _("Choose")), *choices.choices]


def lines(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def _number() -> forms.TextInput:
    return forms.TextInput(attrs={"inputmode": "decimal", "class": "short", "autocomplete": "off"})


def _year(label: str) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=1990,
        max_value=2100,
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "class": "short", "autocomplete": "off"}
        ),
        error_messages={
            "invalid": _("Write the year with four digits, for example 2027."),
            "min_value": _("Write a year between 1990 and 2100."),
            "max_value": _("Write a year between 1990 and 2100."),
        },
    )


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


class CellForm(forms.Form):
    """One cell of the matrix. Everything may be left empty: what is missing is said later."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}

    def typed(self) -> dict[str, Any]:
        """What was sent, as text, for putting two versions together."""
        return {name: self.data.get(name, "") for name in self.fields if name != "version"}


class NarrativeForm(CellForm):
    narrative = LineField(
        label=_("Narrative summary"),
        required=False,
        max_length=LONGEST["narrative"],
        widget=lines(4),
    )


class IndicatorForm(CellForm):
    name = LineField(
        label=_("Name of the indicator"),
        required=False,
        max_length=LONGEST["indicator"],
        widget=lines(3),
    )
    formula = LineField(
        label=_("Method of calculation"),
        required=False,
        max_length=Indicator._meta.get_field("formula").max_length,
        help_text=_("For example: households with daily water / all households × 100."),
    )
    unit = LineField(
        label=_("Unit of measurement"),
        required=False,
        max_length=40,
        help_text=_("For example: percentage, households, wells."),
    )
    frequency = forms.ChoiceField(
        label=_("Frequency of measurement"), required=False, choices=_choices(Frequency)
    )
    baseline_value = NumberField(label=_("Baseline"), required=False, widget=_number())
    baseline_year = _year(_("Year of the baseline"))
    target_value = NumberField(
        label=pgettext_lazy("indicator", "Target"),
        required=False,
        widget=_number(),
    )
    target_year = _year(_("Year of the target"))


class MeansForm(CellForm):
    source_name = LineField(
        label=_("Source"), required=False, max_length=LONGEST["means"], widget=lines(3)
    )
    responsible_unit = LineField(label=_("Who keeps it"), required=False, max_length=150)
    frequency = forms.ChoiceField(
        label=_("How often it is published"), required=False, choices=_choices(Frequency)
    )


class AssumptionForm(CellForm):
    text = LineField(
        label=_("Assumption"), required=False, max_length=LONGEST["assumption"], widget=lines(3)
    )
    likelihood = forms.ChoiceField(
        label=_("How likely it is"), required=False, choices=_choices(Assumption.Likelihood)
    )


CELL_FORMS = {
    "narrative": NarrativeForm,
    "indicator": IndicatorForm,
    "means": MeansForm,
    "assumption": AssumptionForm,
}


class SubmissionForm(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput)
    declared = forms.BooleanField(
        label=_("I declare that this project is my own work or that of my team."),
        error_messages={"required": _("Tick the declaration to hand the project in.")},
    )
