"""The sheets of a project as a workbook: what stands where, for writing it and reading it back.

The first row of each sheet is hidden and names its columns for programs, so that a sheet is read
whatever its language, and after columns were moved. People change the rows below the headers.
"""

from dataclasses import dataclass, replace
from functools import cache

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from assessments.domain.exercise.kinds import Field, Sort, Thing
from assessments.domain.exercise.naming import USUAL_CRITERIA
from assessments.domain.exercise.things import THINGS

MARK = "aula:"  # The first cell of a sheet that is ours: aula:stakeholder.
MATRIX, PROFILE = "matrix", "project"
# Records that people call by a code.
CODED = ("problem", "objective", "assumption", "means")
# The columns of the official matrix, in its order; what else a row holds stands to their right.
OFFICIAL_ROW = ("level", "code", "narrative")
OFFICIAL_INDICATOR = (
    "name",
    "definition",
    "formula",
    "unit",
    "frequency",
    "indicator_type",
    "dimension",
    "direction",
    "baseline_value",
    "baseline_year",
    "target_value",
    "target_year",
)
# Lines of the matrix that have a sheet of their own for the rest that is known about them.
IN_LINES = {"means": "source_name", "assumption": "text"}
WIDTHS = {Sort.TEXT: 44, Sort.LINE: 30, Sort.MANY: 16, Sort.CHOICES: 22, Sort.LIST: 30}
NARROW = 14
# The official matrix fits on one sheet of 11 by 17 inches, and can be read there.
OFFICIAL_WIDTHS = {
    "row.level": 12,
    "row.code": 8,
    "row.narrative": 36,
    "indicator.definition": 34,
    "indicator.formula": 15,
    "indicator.unit": 13,
    "indicator.frequency": 11,
    "indicator.indicator_type": 12,
    "indicator.dimension": 12,
    "indicator.direction": 12,
    "indicator.baseline_value": 10,
    "indicator.baseline_year": 9,
    "indicator.target_value": 10,
    "indicator.target_year": 9,
}


@dataclass(frozen=True)
class Column:
    """A column; ``name`` is that of the machine, as ``row.narrative`` or ``id``."""

    name: str
    label: str | Promise
    field: Field | None = None
    width: int = NARROW
    is_hidden: bool = False


@dataclass(frozen=True)
class SheetPlan:
    """A sheet of the records of one kind, or of the lines of one of their lists (``part``)."""

    name: str
    title: str | Promise
    thing: Thing
    columns: tuple[Column, ...]
    part: Field | None = None


def is_list_of_its_own(field: Field) -> bool:
    """Say whether the lines of a field have a sheet: those that are more than one word each."""
    return field.sort == Sort.LIST and len(field.parts) > 1


def column_of(field: Field, name: str = "") -> Column:
    name = name or field.name
    width = OFFICIAL_WIDTHS.get(name) or WIDTHS.get(field.sort, NARROW)
    return Column(name, field.label, field, width)


def _key(name: str = "id") -> Column:
    return Column(name, _("Key"), is_hidden=True)


def _code(name: str = "code") -> Column:
    return Column(name, _("Code"), width=8)


# The usual criteria are stored by a word for programs; people read their names.
_USUAL = replace(
    THINGS["criterion"].field("key"),
    sort=Sort.CHOICE,
    label=THINGS["criterion"].name,
    choices=tuple(USUAL_CRITERIA.items()),
)


@cache
def matrix_columns() -> tuple[Column, ...]:
    """Return the columns of the matrix: one row an indicator, the official ones first."""
    row, indicator = THINGS["row"], THINGS["indicator"]
    first = (
        _key("row.id"),
        _key("indicator.id"),
        column_of(row.field("level"), "row.level"),
        _code("row.code"),
        column_of(row.field("narrative"), "row.narrative"),
    )
    official = tuple(
        column_of(indicator.field(name), f"indicator.{name}") for name in OFFICIAL_INDICATOR
    )
    lines = tuple(
        Column(
            f"{kind}.lines",
            THINGS[kind].plural,
            THINGS[kind].field(name),
            WIDTHS[Sort.LINE],
        )
        for kind, name in IN_LINES.items()
    )
    return first + official + lines + _rest_of("row") + _rest_of("indicator")


def _rest_of(kind: str) -> tuple[Column, ...]:
    told = {"row": OFFICIAL_ROW, "indicator": OFFICIAL_INDICATOR}[kind]
    return tuple(
        column_of(field, f"{kind}.{field.name}")
        for field in THINGS[kind].fields
        if field.name not in told and not is_list_of_its_own(field)
    )


OFFICIAL_COLUMNS = 2 + len(OFFICIAL_ROW) + len(OFFICIAL_INDICATOR) + len(IN_LINES)


@cache
def table_sheets() -> tuple[SheetPlan, ...]:
    """Return the sheets with one record a row, in the order of the steps; then those of lists."""
    own = [thing for kind, thing in THINGS.items() if kind not in {"project", "row", "indicator"}]
    lists = [
        (thing, field)
        for thing in THINGS.values()
        for field in thing.fields
        if is_list_of_its_own(field)
    ]
    return (
        *(
            SheetPlan(thing.kind, _TITLES.get(thing.kind, thing.plural), thing, _columns(thing))
            for thing in own
        ),
        *(
            SheetPlan(
                f"{thing.kind}.{field.name}",
                _TITLES.get(field.name, field.label),
                thing,
                (
                    _key(),
                    Column("owner", thing.name, width=WIDTHS[Sort.LINE]),
                    *map(column_of, field.parts),
                ),
                field,
            )
            for thing, field in lists
        ),
    )


# Where the name of the kind says too little, or is longer than the 31 signs of a tab.
_TITLES = {
    "left_behind": pgettext_lazy("sheet", "Leaving no one behind"),
    "scores": pgettext_lazy("sheet", "Points of the alternatives"),
    "activities": pgettext_lazy("sheet", "Activities of the class"),
}


def _columns(thing: Thing) -> tuple[Column, ...]:
    fields = (*thing.place, *thing.fields)
    if thing.kind == "criterion":
        fields = (_USUAL, *fields[1:])
    code = (_code(),) if thing.kind in CODED else ()
    return (_key(), *code, *(column_of(each) for each in fields if not is_list_of_its_own(each)))
