"""The form of any record of the exercise, made from the descriptions of its fields."""

import re
from collections.abc import Collection, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.functional import lazy
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.domain.exercise.kinds import SEVERAL, TEXTS, Field, Sort, Thing
from assessments.domain.exercise.naming import Names
from assessments.forms.projects import LineField, NumberField, TextField, lines

ONE_LINE = 150  # Longer texts get a box of several lines.
MORE_LINES = 3  # Empty ones, after those of a list that are written.
MONTHS = (
    re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})"),
    re.compile(r"(?P<month>\d{1,2})/(?P<year>\d{4})"),
)


class MonthField(forms.Field):
    """A month, from the browser's own control or as people write it: 2027-03, 03/2027."""

    default_error_messages = {
        "month": gettext_lazy("Write a month, for example 2027-03."),
    }

    def to_python(self, value: Any) -> date | None:
        text = (value or "").strip()
        if not text:
            return None
        found = next(filter(None, (form.fullmatch(text) for form in MONTHS)), None)
        try:
            return date(int(found["year"]), int(found["month"]), 1)
        except (TypeError, ValueError):
            raise forms.ValidationError(self.error_messages["month"], code="month") from None

    def prepare_value(self, value: Any) -> Any:
        return value.strftime("%Y-%m") if isinstance(value, date) else value


class LinesField(forms.CharField):
    """Several short names, one a line."""

    widget = forms.Textarea

    def __init__(self, part: Field, **facts: Any) -> None:
        self.part = part
        super().__init__(**facts)

    def to_python(self, value: Any) -> tuple[dict[str, str], ...]:
        found = super().to_python(value).splitlines()
        return tuple({self.part.name: line.strip()} for line in found if line.strip())

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, str) or value is None:
            return value
        return "\n".join(line[self.part.name] for line in value)


class Ticks(forms.CheckboxSelectMultiple):
    """Boxes to tick; a long list is folded group by group."""

    template_name = "assessments/partials/_ticks_widget.html"


class TableWidget(forms.Widget):
    """A list of small things as a table with some empty lines at its end."""

    use_fieldset = True

    template_name = "assessments/partials/_lines_widget.html"

    def __init__(self, parts: Mapping[str, forms.Field]) -> None:
        super().__init__()
        self.parts = parts

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[dict[str, Any]]:
        count = sum(key.startswith(f"{name}-") for key in data)
        return [
            {part: data.get(f"{name}-{place}-{part}", "") for part in self.parts}
            for place in range(min(count, 100))
            if any(f"{name}-{place}-{part}" in data for part in self.parts)
        ]

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        said = [*(value or ()), *[{}] * MORE_LINES]
        context["labels"] = [field.label for field in self.parts.values()]
        context["lines"] = [
            [
                (field.label, field.widget.render(
                    f"{name}-{place}-{part}",
                    field.prepare_value(line.get(part)),
                    {"aria-label": f"{field.label} {place + 1}", "class": "s"},
                ))
                for part, field in self.parts.items()
            ]
            for place, line in enumerate(said)
        ]  # fmt: skip
        return context


class TableField(forms.Field):
    def __init__(self, parts: Mapping[str, forms.Field], **facts: Any) -> None:
        self.parts = parts
        super().__init__(widget=TableWidget(parts), **facts)

    def clean(self, value: Any) -> tuple[dict[str, Any], ...]:
        return tuple(
            {name: field.clean(line[name]) for name, field in self.parts.items()}
            for line in value
            if any(said.strip() for said in line.values())
        )


class RecordForm(forms.Form):
    """Everything may be left empty: what is missing is said on the page of the step."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    short: tuple[str, ...] = ()

    def values(self) -> dict[str, Any]:
        return {name: said for name, said in self.cleaned_data.items() if name not in OWN}

    @property
    def first(self) -> list[forms.BoundField]:
        """What has to be written: the short list of the page."""
        short = (self[name] for name in self.fields if name in self.short)
        return [field for field in short if not field.is_hidden]

    @property
    def rest(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name not in self.short and name not in OWN]

    @property
    def rest_is_wrong(self) -> bool:
        return any(field.errors for field in self.rest)


OWN = {"version", "key"}


def record_form(
    thing: Thing,
    *,
    names: Mapping[str, Names],
    where: str = "",
    is_new: bool,
    without: tuple[str, ...] = (),
    has_given_place: bool = False,
    offers: Mapping[str, Collection[str]] = MappingProxyType({}),
) -> type[RecordForm]:
    """Make the form of a kind of record; ``names`` is what its references can be, by kind.

    A new record also says where it stands. A kind that depends on its place shows every field
    that any place has. ``offers`` narrows the values to choose from.
    """
    own = thing.fields if is_new else thing.fields_at(where)
    place = [each for each in thing.place if is_new and each.name not in without]
    fields = [*place, *(each for each in own if each.name not in without)]
    made = {each.name: _form_field(each, names) for each in fields}
    for name, values in offers.items():
        made[name].choices = [each for each in made[name].choices if each[0] in {"", *values}]
    for each in place if has_given_place else ():
        made[each.name].widget = made[each.name].hidden_widget()
    needed = [each.name for each in fields if each.needed_for or each in place]
    facts = {"short": tuple(needed) or tuple(made)}
    return type("RecordForm", (RecordForm,), made | facts)


def references_of(thing: Thing, *, without: tuple[str, ...] = ()) -> set[str]:
    """Return the kinds of things that the fields of a record refer to."""
    fields = [each for each in (*thing.place, *thing.fields) if each.name not in without]
    parts = [part for each in fields for part in each.parts]
    return {each.to for each in (*fields, *parts) if each.to}


def initial_of(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return stored values as the widgets take them: names as text."""
    return {
        name: [str(each) for each in said]
        if isinstance(said, tuple) and not any(isinstance(each, dict) for each in said)
        else str(said) if isinstance(said, UUID) else said
        for name, said in values.items()
    }  # fmt: skip


def _form_field(field: Field, names: Mapping[str, Names]) -> forms.Field:
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
    parts = {each.name: _form_field(each, names) for each in field.parts}
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
