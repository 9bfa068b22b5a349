"""The scores of the alternatives as one table, and the choice of a place in a tree."""

from collections.abc import Iterator
from hashlib import blake2b
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.domain.exercise.kinds import Field, Sort
from assessments.domain.exercise.listing import Value
from assessments.domain.exercise.strategy import (
    BEST_SCORE,
    CHOSEN,
    REASON,
    Comparison,
    Criterion,
    Name,
    Option,
)
from assessments.domain.exercise_limits import LENGTHS
from assessments.forms.projects import TextField, lines
from assessments.forms.record_controls import Ticks

LIMITS = LENGTHS["project"]["selection_rationale"]


class OneOf(forms.RadioSelect):
    template_name = Ticks.template_name


class ScoresForm(forms.Form):
    """One control for each alternative and criterion; the choice; and the reason for it.

    With each control goes what it showed at first, so that what somebody filled in can be told
    from what they left alone. The version changes with all of that: it is for the device, which
    keeps what was typed.
    """

    version = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, comparison: Comparison, *args: Any, reason: str = "", **more: Any) -> None:
        self.comparison = comparison
        super().__init__(*args, **more)
        answers = comparison.answers | {REASON: reason}
        self.fields["version"].initial = _version(answers)
        for criterion, line in comparison.rows:
            for option, score in line:
                label = f"{criterion.name}: {option.record}"
                self.fields[_control(_name_of(option, criterion))] = _score(label, score)
        self.fields[CHOSEN] = _choice(comparison, answers[CHOSEN])
        self.fields[REASON] = _reason(reason)
        self.controls = {_control(name): name for name in answers}

    @property
    def rows(self) -> Iterator[tuple[Criterion, list[tuple[Option, forms.BoundField]]]]:
        for criterion, line in self.comparison.rows:
            yield (
                criterion,
                [(option, self[_control(_name_of(option, criterion))]) for option, _score in line],
            )

    @property
    def said(self) -> dict[Name, Any]:
        """Return what was filled in, as ``save_scores`` takes it."""
        return {name: self.cleaned_data[control] for control, name in self.controls.items()}

    @property
    def seen(self) -> dict[Name, Any]:
        """Return what the controls showed at first."""
        return {name: self._first_value(control) for control, name in self.controls.items()}

    def _first_value(self, control: str) -> Any:
        try:
            return self.fields[control].clean(self.data.get(self.add_initial_prefix(control)))
        except forms.ValidationError:  # It is not there any more.
            return None

    def in_words(self, control: str, value: Any) -> Value:
        """Put a value into words: to show two versions of it."""
        if control == CHOSEN:
            value = dict(self.fields[CHOSEN].choices).get(str(value), "")
        sort = Sort.TEXT if control in {CHOSEN, REASON} else Sort.WHOLE
        return Value(Field(name=control, sort=sort, label=self[control].label), value)


def _name_of(option: Option, criterion: Criterion) -> Name:
    return option.record.public_id, criterion.record.public_id


def _control(name: Name) -> str:
    return name if isinstance(name, str) else f"s-{name[0]}-{name[1]}"


def _version(answers: dict[Name, Any]) -> str:
    return blake2b(repr(answers).encode(), digest_size=8).hexdigest()


def _score(label: str, score: int | None) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label,
        required=False,
        choices=[("", "–"), *((each, str(each)) for each in range(1, BEST_SCORE + 1))],
        coerce=int,
        empty_value=None,
        initial=score,
        show_hidden_initial=True,
        widget=forms.Select(attrs={"class": "s auto", "aria-label": label}),
    )


def _choice(comparison: Comparison, chosen: UUID | None) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=_("Chosen alternative"),
        required=False,
        choices=[(str(e.record.public_id), str(e.record)) for e in comparison.options],
        coerce=UUID,
        empty_value=None,
        initial=chosen and str(chosen),
        show_hidden_initial=True,
        widget=OneOf,
        error_messages={"invalid_choice": _("This was deleted in the meantime.")},
    )


def _reason(reason: str) -> TextField:
    return TextField(
        label=_("Why you chose it"),
        required=False,
        max_length=LIMITS.most,
        widget=lines(3),
        initial=reason,
        show_hidden_initial=True,
        help_text=_("%(least)s to %(most)s characters. Needed when another one scores higher.")
        % {"least": LIMITS.least, "most": f"{LIMITS.most:,}"},
    )


class PlaceForm(forms.Form):
    parent = forms.ChoiceField(label=_("Where it goes"))

    def __init__(self, places: list[tuple[Any, str]], *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["parent"].choices = [(str(name), label) for name, label in places]
