"""One field of a form from its description: its control, what belongs there and how much."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.functional import lazy
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.domain.exercise.kinds import SEVERAL, TEXTS, Field, Sort
from assessments.domain.exercise.naming import Names
from assessments.forms.projects import LineField, NumberField, TextField, lines
from assessments.forms.record_controls import LinesField, MonthField, TableField, Ticks

ONE_LINE = 150  # Longer texts get a box of several lines.


def form_field(field: Field, names: Mapping[str, Names]) -> forms.Field:
    facts = {"label": field.label, "required": False, "help_text": lazy(_hint, str)(field)}
    return _MAKERS[field.sort](field, facts, names)


def _hint(field: Field) -> str:
    """Say what belongs there, how much of it, and an example."""
    said = [field.help, _limits(field)]
    text = format_html_join(" ", "{}", ((each,) for each in said if each))
    if field.example:
        text = format_html("{} <em>{} {}</em>", text, _("Example:"), field.example)
    return text


def _limits(field: Field) -> str:
    if field.sort in TEXTS and field.length and field.length.most:
        least, most = field.length.least, field.length.most
        words = (
            _("%(least)s to %(most)s characters.") if least > 1 else _("Up to %(most)s characters.")
        )
        return words % {"least": least, "most": f"{most:,}"}
    if field.sort in SEVERAL and field.count:
        return _("At most %(most)s.") % {"most": field.count.most}
    return ""


def _line(field: Field, facts: dict, _names: Any) -> forms.Field:
    most = field.length.most if field.length else None
    widget = lines(3) if (most or 0) > ONE_LINE else forms.TextInput()
    return LineField(max_length=most, widget=widget, **facts)


def _text(field: Field, facts: dict, _names: Any) -> forms.Field:
    return TextField(
        max_length=field.length.most if field.length else None, widget=lines(5), **facts
    )


def _choice(field: Field, facts: dict, _names: Any) -> forms.Field:
    empty = [] if field.default else [("", gettext_lazy("Choose"))]
    return forms.ChoiceField(choices=[*empty, *field.choices], **facts)


def _choices(field: Field, facts: dict, _names: Any) -> forms.Field:
    return forms.MultipleChoiceField(choices=field.choices, widget=Ticks, **facts)


def _number(field: Field, facts: dict, _names: Any) -> forms.Field:
    if field.sort == Sort.WHOLE and field.least == 1 and field.most == 5:
        return forms.TypedChoiceField(
            choices=[("", gettext_lazy("Choose")), *((n, str(n)) for n in range(1, 6))],
            coerce=int,
            empty_value=None,
            widget=forms.Select(attrs={"class": "auto"}),
            **facts,
        )
    attrs = {"inputmode": "decimal", "class": "short", "autocomplete": "off"}
    made = (_Whole if field.sort == Sort.WHOLE else NumberField)(
        widget=forms.TextInput(attrs=attrs), **facts
    )
    made.validators += [MinValueValidator(field.least), MaxValueValidator(field.most)]
    return made


class _Whole(NumberField):
    def to_python(self, value: Any) -> int | None:
        number = super().to_python(value)
        if number is None:
            return None
        if number != number.to_integral_value():
            raise forms.ValidationError(_("Write a whole number."), code="whole")
        return int(number)


def _month(_field: Field, facts: dict, _names: Any) -> forms.Field:
    attrs = {"type": "month", "class": "short", "placeholder": "2027-03"}
    return MonthField(widget=forms.TextInput(attrs=attrs), **facts)


def _tick(_field: Field, facts: dict, _names: Any) -> forms.Field:
    return forms.BooleanField(**facts)


def _answer(_field: Field, facts: dict, _names: Any) -> forms.Field:
    return forms.TypedChoiceField(
        choices=[
            ("", gettext_lazy("Choose")),
            ("True", gettext_lazy("Yes")),
            ("False", gettext_lazy("No")),
        ],
        coerce=lambda said: said == "True",
        empty_value=None,
        **facts,
    )


def _grouped(names: Names) -> list[tuple[str, Any]]:
    """Return choices for a control: what has no group stands by itself."""
    choices: list[tuple[str, Any]] = []
    for group, entries in names.items():
        named = [(str(name), label) for name, label in entries]
        choices += [(group, named)] if group else named
    return choices


def _one(field: Field, facts: dict, names: Mapping[str, Names]) -> forms.Field:
    choices = [("", gettext_lazy("Choose")), *_grouped(names[field.to])]
    return forms.TypedChoiceField(choices=choices, coerce=str, empty_value=None, **facts)


def _many(field: Field, facts: dict, names: Mapping[str, Names]) -> forms.Field:
    return forms.MultipleChoiceField(choices=_grouped(names[field.to]), widget=Ticks, **facts)


def _list(field: Field, facts: dict, names: Mapping[str, Names]) -> forms.Field:
    if len(field.parts) == 1:
        return LinesField(field.parts[0], widget=lines(3), **facts)
    parts = {each.name: form_field(each, names) for each in field.parts}
    for part in parts.values():
        if isinstance(part.widget, forms.Textarea):
            part.widget = forms.TextInput(part.widget_attrs(forms.TextInput()))
    return TableField(parts, **facts)


_MAKERS = {
    Sort.LINE: _line,
    Sort.TEXT: _text,
    Sort.CHOICE: _choice,
    Sort.CHOICES: _choices,
    Sort.WHOLE: _number,
    Sort.NUMBER: _number,
    Sort.MONTH: _month,
    Sort.TICK: _tick,
    Sort.ANSWER: _answer,
    Sort.ONE: _one,
    Sort.MANY: _many,
    Sort.LIST: _list,
}
