"""What tutors fill in: the rubric with the verdict, and comments on cells."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.domain.grading.arithmetic import LEVELS, Score
from assessments.domain.logframe import Matrix
from assessments.domain.snapshots import Frozen
from assessments.forms.projects import TextField, lines
from assessments.models import CellComment, Criterion, Grade, Rubric


@dataclass(frozen=True)
class CriterionLine:
    """A criterion of the rubric with its two fields."""

    criterion: Criterion
    level: forms.BoundField
    comment: forms.BoundField
    chosen: str


class GradeForm(forms.Form):
    """The rubric with the verdict. A draft may lack anything; sending is checked by the rules."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    message = TextField(
        label=_("Message"),
        required=False,
        max_length=Grade._meta.get_field("message").max_length,
        widget=lines(4),
    )
    verdict = forms.ChoiceField(
        label=_("Verdict"), required=False, choices=Grade.Verdict, widget=forms.RadioSelect
    )
    resubmit_by = forms.DateField(
        label=_("May be handed in again until"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "short"}),
    )

    def __init__(
        self, *args: Any, rubric: Rubric, criteria: list[Criterion], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.rubric = rubric
        self.criteria = criteria
        for criterion in criteria:
            self.fields[f"level-{criterion.code}"] = forms.TypedChoiceField(
                label=str(criterion),
                required=False,
                coerce=Decimal,
                empty_value=None,
                choices=[(str(level), str(level)) for level in map(_short, LEVELS)],
                widget=forms.RadioSelect,
            )
            self.fields[f"comment-{criterion.code}"] = TextField(
                label=_("Comment"), required=False, max_length=1000, widget=lines(2)
            )

    def clean(self) -> dict[str, Any]:
        for criterion in self.criteria:
            level = self.cleaned_data.get(f"level-{criterion.code}")
            if self.cleaned_data.get(f"comment-{criterion.code}") and level is None:
                self.add_error(
                    f"level-{criterion.code}",
                    _("Choose a level too, so that the comment can be kept."),
                )
        return self.cleaned_data

    def scores(self) -> dict[str, Score]:
        levels = {
            criterion.code: self.cleaned_data.get(f"level-{criterion.code}")
            for criterion in self.criteria
        }
        return {
            code: Score(level, self.cleaned_data.get(f"comment-{code}", ""))
            for code, level in levels.items()
            if level is not None
        }

    def verdict_values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("verdict", "message", "resubmit_by")}

    def lines(self) -> Iterator[CriterionLine]:
        for criterion in self.criteria:
            level = self[f"level-{criterion.code}"]
            yield CriterionLine(
                criterion, level, self[f"comment-{criterion.code}"], str(level.value() or "")
            )


def grade_initial(grade: Grade | None, scores: dict[str, Score]) -> dict[str, Any]:
    """Return what the form of a draft begins with."""
    if grade is None:
        return {"version": 0}
    initial: dict[str, Any] = {
        "version": grade.version,
        "message": grade.message,
        "verdict": grade.verdict,
        "resubmit_by": grade.resubmit_by,
    }
    for code, score in scores.items():
        initial[f"level-{code}"] = str(_short(score.level))
        initial[f"comment-{code}"] = score.comment
    return initial


def _short(level: Decimal) -> Decimal:
    """Write 2.0 as 2."""
    return level.quantize(Decimal(1)) if level == level.to_integral_value() else level.normalize()


class CellCommentForm(forms.Form):
    cell = forms.ChoiceField(label=_("Cell"), error_messages={"required": _("Choose the cell.")})
    body = TextField(
        label=_("Comment"),
        max_length=CellComment._meta.get_field("body").max_length,
        widget=lines(3),
        error_messages={"required": _("Write the comment.")},
    )
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, handed_in: Frozen, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cell"].choices = [("", _("Choose the cell")), *_cells_by_row(handed_in.matrix)]
        for field in self.fields.values():
            # The fields stand beside the matrix and are sent together with the rubric.
            field.widget.attrs["form"] = "rubric-form"
            field.widget.is_required = False


def _cells_by_row(matrix: Matrix) -> list[tuple[str, list[tuple[str, str]]]]:
    return [(row.name, [(cell.id, cell.name) for cell in row.cells]) for row in matrix.rows]
