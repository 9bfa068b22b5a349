"""Controls of their own for records: months, lists, tables, boxes to tick."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from assessments.domain.exercise.kinds import Field

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
