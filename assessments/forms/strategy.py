"""The scores of the alternatives as one table, and the choice of a place in a tree."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.domain.exercise.strategy import BEST_SCORE, Comparison, Criterion
from assessments.domain.exercise_limits import LENGTHS
from assessments.forms.projects import TextField, lines
from assessments.forms.records import Ticks

REASON = LENGTHS["project"]["selection_rationale"]


class OneOf(forms.RadioSelect):
    template_name = Ticks.template_name


class ScoresForm(forms.Form):
    """One control for each alternative and criterion; the choice; and the reason for it."""

    def __init__(self, comparison: Comparison, *args: Any, reason: str = "", **more: Any) -> None:
        self.comparison = comparison
        super().__init__(*args, **more)
        for option in comparison.options:
            for criterion, score in zip(comparison.criteria, option.scores, strict=True):
                label = f"{criterion.name}: {option.record}"
                self.fields[_name(option, criterion)] = _score(label, score)
            self.fields[_version(option)] = forms.IntegerField(
                widget=forms.HiddenInput, required=False, initial=option.record.version
            )
        chosen = (each.record.public_id for each in comparison.options if each.record.is_selected)
        self.fields["chosen"] = forms.ChoiceField(
            label=_("Chosen alternative"),
            required=False,
            choices=[(str(e.record.public_id), str(e.record)) for e in comparison.options],
            widget=OneOf,
            initial=str(next(chosen, "")),
        )
        self.fields["reason"] = TextField(
            label=_("Why you chose it"),
            required=False,
            max_length=REASON.most,
            widget=lines(3),
            initial=reason,
            help_text=_("%(least)s to %(most)s characters. Needed when another one scores higher.")
            % {"least": REASON.least, "most": f"{REASON.most:,}"},
        )

    @property
    def rows(self) -> Iterator[tuple[Criterion, list[forms.BoundField]]]:
        for criterion in self.comparison.criteria:
            yield criterion, [self[_name(each, criterion)] for each in self.comparison.options]

    @property
    def typed(self) -> dict[str, Any]:
        """Return what was filled in, as ``save_scores`` takes it."""
        said, options = self.cleaned_data, self.comparison.options
        chosen = said["chosen"]
        return {
            "scores": {
                each.record.public_id: {
                    criterion.record.public_id: said[_name(each, criterion)]
                    for criterion in self.comparison.criteria
                }
                for each in options
            },
            "versions": {
                each.record.public_id: said[_version(each)]
                for each in options
                if said[_version(each)] is not None
            },
            "chosen": UUID(chosen) if chosen else None,
            "reason": said["reason"],
        }


def _name(option: Any, criterion: Criterion) -> str:
    return f"s-{option.record.public_id}-{criterion.record.public_id}"


def _version(option: Any) -> str:
    return f"v-{option.record.public_id}"


def _score(label: str, score: int | None) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label,
        required=False,
        choices=[("", "–"), *((each, str(each)) for each in range(1, BEST_SCORE + 1))],
        coerce=int,
        empty_value=None,
        initial=score,
        widget=forms.Select(attrs={"class": "s auto", "aria-label": label}),
    )


class PlaceForm(forms.Form):
    parent = forms.ChoiceField(label=_("Where it goes"))

    def __init__(self, places: list[tuple[Any, str]], *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["parent"].choices = [(str(name), label) for name, label in places]
