"""What people fill in when they take a quiz."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.domain.quiz_numbers import read_number
from assessments.domain.quiz_paper import AskedItem, AskedPart, Paper
from assessments.domain.quiz_taking import Given
from assessments.models import Choice, QuizItem


class StartForm(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)


@dataclass(frozen=True)
class Option:
    """A choice with the value that stands for it, and whether it is marked on this page."""

    value: str
    choice: Choice
    is_marked: bool


class ItemForm(forms.Form):
    """The answer to one item of an attempt, whatever its kind.

    Values are places on this person's page, so that nothing in it tells what is right. Several
    items can share a page: each has a prefix of its own.
    """

    is_flagged = forms.BooleanField(
        label=_("Mark it, to look at it again before handing in"), required=False
    )

    def __init__(self, *args: Any, asked: AskedItem, **kwargs: Any) -> None:
        super().__init__(*args, prefix=f"q{asked.number}", **kwargs)
        self.asked = asked
        self.initial["is_flagged"] = asked.is_flagged
        if asked.item.kind == QuizItem.Kind.NUMERIC:
            self._ask_for_a_number()
        elif asked.parts:
            for place, gap in enumerate(asked.gaps, start=1):
                self._ask_for_a_part(place, gap)
        else:
            self._ask_for_choices()

    def _ask_for_a_number(self) -> None:
        unit = self.asked.item.unit
        self.fields["number"] = forms.CharField(
            label=_("Your answer in %(unit)s") % {"unit": unit} if unit else _("Your answer"),
            required=False,
            max_length=60,
            widget=forms.TextInput(
                attrs={"inputmode": "decimal", "class": "short", "autocomplete": "off"}
            ),
        )
        if self.asked.typed is not None:
            self.initial["number"] = f"{self.asked.typed.normalize():f}"

    def clean_number(self) -> Any:
        try:
            return read_number(self.cleaned_data["number"], unit=self.asked.item.unit)
        except ValueError as no_number:
            raise forms.ValidationError(
                _("Write a number, for example 1,234.5 or 1234,5."), code="number"
            ) from no_number

    def _ask_for_a_part(self, place: int, gap: AskedPart) -> None:
        is_short = self.asked.item.kind == QuizItem.Kind.ORDER
        options = [(str(value), one.text) for value, one in enumerate(gap.choices, start=1)]
        self.fields[f"part-{place}"] = forms.TypedChoiceField(
            label=gap.part.text or _("Part %(number)s") % {"number": place},
            choices=[("", _("Choose")), *options],
            coerce=int,
            empty_value=None,
            required=False,
            widget=forms.Select(attrs={"class": "auto"} if is_short else {}),
        )
        chosen = [str(gap.choices.index(choice) + 1) for choice in gap.chosen]
        self.initial[f"part-{place}"] = next(iter(chosen), "")

    def _ask_for_choices(self) -> None:
        places = range(1, len(self.asked.choices) + 1)
        self.fields["choices"] = forms.TypedMultipleChoiceField(
            label=_("Your answer"),
            choices=[(str(place), str(place)) for place in places],
            coerce=int,
            required=False,
        )
        self.initial["choices"] = [
            str(place)
            for place, choice in enumerate(self.asked.choices, start=1)
            if choice.pk in self.asked.marked
        ]

    def options(self) -> Iterator[Option]:
        """Yield the choices of an item that is not in parts."""
        marked = self["choices"].value() or []
        for place, choice in enumerate(self.asked.choices, start=1):
            yield Option(str(place), choice, str(place) in marked)

    def rows(self) -> Iterator[tuple[AskedPart, forms.BoundField | None]]:
        """Yield the parts, each with its field; text between gaps has none."""
        places = iter(range(1, len(self.asked.parts) + 1))
        for part in self.asked.parts:
            yield part, self[f"part-{next(places)}"] if part.choices else None

    @property
    def given(self) -> Given:
        """The answer, once the form is valid."""
        said = self.cleaned_data
        gaps = [
            gap.choices[said[f"part-{place}"] - 1]
            for place, gap in enumerate(self.asked.gaps, start=1)
            if said.get(f"part-{place}")
        ]
        choices = [self.asked.choices[place - 1] for place in said.get("choices", [])]
        return Given(
            choices=[*choices, *gaps],
            number=said.get("number"),
            is_flagged=said.get("is_flagged", False),
        )


def item_forms(paper: Paper, sent: Any = None) -> list[ItemForm]:
    """Return a form for each item of an attempt, for the page that asks them all."""
    return [ItemForm(sent, asked=asked) for asked in paper.asked]
