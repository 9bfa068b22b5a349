"""How the long form of a cell of the matrix is laid out: what comes first, what is folded."""

from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from assessments.domain.exercise.kinds import Text
from assessments.forms.records import RecordForm

Lines = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Group:
    """Fields under a heading, some of them side by side; without a heading, they stand on top."""

    name: Text
    lines: tuple[tuple[forms.BoundField, ...], ...]
    is_folded: bool = False

    @property
    def is_wrong(self) -> bool:
        return any(field.errors for line in self.lines for field in line)


# The fields of an indicator as people think of them.
INDICATOR: tuple[tuple[Text, Lines], ...] = (
    ("", (("name",), ("definition",))),
    (_("How it is calculated"), (("method_kind", "unit"), ("formula",), ("variables",))),
    (
        _("From where to where"),
        (("baseline_value", "baseline_year"), ("target_value", "target_year")),
    ),
    (
        pgettext_lazy("indicator", "How it is followed"),
        (("frequency", "direction"), ("indicator_type", "dimension")),
    ),
)
FOLDED: tuple[tuple[Text, Lines], ...] = (
    (_("Whom it counts"), (("counts_people",), ("disaggregations",))),
    (_("Six criteria of a good indicator"), (("cremaa",),)),
    (
        _("Baseline: where it comes from, or when it will be measured"),
        (
            ("baseline_source",),
            ("baseline_pending",),
            ("baseline_reason",),
            ("baseline_planned_date",),
        ),
    ),
    (_("Targets on the way"), (("period_targets",), ("is_cumulative",))),
    (_("Traffic light"), (("green_min", "amber_min"), ("over_max",))),
    (_("Official SDG indicator"), (("sdg_indicator_note",),)),
)


def groups_of(form: RecordForm, column: str) -> list[Group]:
    """Return the fields of the form in their groups; of every column but one, short and long."""
    if column == "indicator":
        return [
            Group(name, tuple(tuple(form[each] for each in line) for line in lines), is_folded)
            for groups, is_folded in ((INDICATOR, False), (FOLDED, True))
            for name, lines in groups
        ]
    groups = [Group("", tuple((field,) for field in form.first))]
    if form.rest:
        rest = tuple((field,) for field in form.rest)
        groups.append(Group(_("More, if it helps you"), rest, is_folded=True))
    return groups
