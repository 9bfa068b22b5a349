"""The logical framework matrix as plain values: its rows and cells."""

from collections.abc import Collection
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from assessments.domain.logframe_parts import AssumptionFacts, IndicatorFacts, MeansFacts

GOAL, PURPOSE, COMPONENT, ACTIVITY = "goal", "purpose", "component", "activity"
COLUMNS = ("narrative", "indicator", "means", "assumption")
# Characters; domain reference 2.7 to 2.10. Shorter text can be saved and not handed in.
SHORTEST = {"narrative": 15, "indicator": 10, "means": 8, "assumption": 15}
LONGEST = {"narrative": 300, "indicator": 150, "means": 200, "assumption": 250}
MAX_COMPONENTS = 10
MOST_ROWS = 50  # On one page: of a longer matrix, one component shows its activities.
MOST_PARTS = 3  # Of a cell in such a matrix: one of nine means is no use for reading.
JOINT = " / "


@dataclass(frozen=True)
class Row:
    """One row of the matrix. ``code`` follows from the order: F, P, C1, A1.1."""

    id: UUID
    level: str
    code: str
    narrative: str = ""
    indicators: tuple[IndicatorFacts, ...] = ()
    means: tuple[MeansFacts, ...] = ()
    assumptions: tuple[AssumptionFacts, ...] = ()
    # The columns in which a record has its words, and lacks something else that is needed.
    lacking: frozenset[str] = field(default=frozenset(), compare=False)

    @cached_property
    def name(self) -> str:
        return name_of(self.code)

    @property
    def short_name(self) -> str:
        """The name where there is little room, beside the rubric."""
        match self.level:
            case "component":
                return _("Comp. %(number)s") % {"number": self.code[1:]}
            case "activity":
                return _("Act. %(number)s") % {"number": self.code[1:]}
        return self.name

    @property
    def purpose_of_level(self) -> str:
        """What the level answers, in a few words."""
        if self.level == ACTIVITY:
            return _("For component %(number)s") % {"number": self.parent_code[1:]}
        if self.level == COMPONENT:
            return _("Good or service")
        return (
            _("What changes, and for whom")
            if self.level == PURPOSE
            else _("What it contributes to")
        )

    @property
    def depth(self) -> int:
        """The place of the level, 1 for the goal to 4 for an activity."""
        return (GOAL, PURPOSE, COMPONENT, ACTIVITY).index(self.level) + 1

    @property
    def parent_code(self) -> str:
        return f"C{self.code[1:].split('.')[0]}" if self.level == ACTIVITY else ""

    @cached_property
    def cells(self) -> list["Cell"]:
        return [Cell(self, column) for column in COLUMNS]


@dataclass(frozen=True)
class Cell:
    row: Row
    column: str

    @property
    def id(self) -> str:
        return f"{self.row.id}.{self.column}"

    @cached_property
    def column_name(self) -> str:
        return column_name(self.column)

    @property
    def name(self) -> str:
        return _("%(row)s · %(column)s") % {"row": self.row.name, "column": self.column_name}

    @property
    def short_name(self) -> str:
        return f"{self.row.code} {self.column_name[:1].lower()}{self.column_name[1:]}"

    @property
    def parts(self) -> tuple[Any, ...]:
        """The indicators, means or assumptions in the cell; nothing for the narrative."""
        match self.column:
            case "indicator":
                return self.row.indicators
            case "means":
                return self.row.means
            case "assumption":
                return self.row.assumptions
        return ()

    @property
    def first_parts(self) -> tuple[Any, ...]:
        """What a long matrix has room for; ``more`` is how many are left."""
        return self.parts[:MOST_PARTS]

    @property
    def more(self) -> int:
        return max(0, len(self.parts) - MOST_PARTS)

    @property
    def text(self) -> str:
        """The words that the minimum length is about."""
        match self.column, self.parts:
            case "narrative", _parts:
                return self.row.narrative
            case "indicator", (first, *_more):
                return first.name
            case "means", (first, *_more):
                return first.source_name
            case "assumption", (first, *_more):
                return first.text
        return ""

    @property
    def is_empty(self) -> bool:
        return not self.text and not self.parts

    @property
    def is_long_enough(self) -> bool:
        return len(self.text) >= SHORTEST[self.column]

    @property
    def is_ready(self) -> bool:
        return self.is_long_enough and self.column not in self.row.lacking


@dataclass(frozen=True)
class Matrix:
    """The rows in reading order: goal, purpose, each component with its activities."""

    rows: tuple[Row, ...]

    @cached_property
    def cells(self) -> list[Cell]:
        return [cell for row in self.rows for cell in row.cells]

    @property
    def total(self) -> int:
        return len(self.rows) * len(COLUMNS)

    @property
    def ready(self) -> int:
        return sum(cell.is_ready for cell in self.cells)

    def ready_in(self, columns: Collection[str]) -> tuple[int, int]:
        """Count the cells of these columns that are ready, and all of them."""
        ready = [cell.is_ready for cell in self.cells if cell.column in columns]
        return sum(ready), len(ready)

    @cached_property
    def components(self) -> list[Row]:
        return [row for row in self.rows if row.level == COMPONENT]

    @property
    def takes_components(self) -> bool:
        return len(self.components) < MAX_COMPONENTS

    @property
    def is_long(self) -> bool:
        """Say whether it is too long for one page."""
        return len(self.rows) > MOST_ROWS

    def rows_with(self, component: str) -> list[Row]:
        """Return the rows for a page: of a long matrix, the activities of one component alone."""
        if not self.is_long:
            return list(self.rows)
        return [row for row in self.rows if row.level != ACTIVITY or row.parent_code == component]

    def activities_of(self, component: Row) -> list[Row]:
        return self._activities.get(component.code, [])

    @cached_property
    def _activities(self) -> dict[str, list[Row]]:
        found: dict[str, list[Row]] = {}
        for row in self.rows:
            if row.level == ACTIVITY:
                found.setdefault(row.parent_code, []).append(row)
        return found

    def row(self, row_id: UUID) -> Row | None:
        return next((row for row in self.rows if row.id == row_id), None)

    def cell(self, cell_id: str) -> Cell | None:
        return next((cell for cell in self.cells if cell.id == cell_id), None)

    def place_of(self, cell: Cell) -> int:
        """The number of the cell in reading order, from 1."""
        return self.cells.index(cell) + 1

    def next_unready(self, after: Cell) -> Cell | None:
        """The next cell to write, further on first; None when all are written."""
        place = self.place_of(after)
        ahead = self.cells[place:] + self.cells[: place - 1]
        return next((cell for cell in ahead if not cell.is_ready), None)


def name_of(code: str) -> str:
    """Return what people call the row with this code."""
    match code[:1]:
        case "F":
            return pgettext("matrix level", "Goal")
        case "P":
            return pgettext("matrix level", "Purpose")
        case "C":
            return _("Component %(number)s") % {"number": code[1:]}
    return _("Activity %(number)s") % {"number": code[1:]}


def column_name(column: str) -> str:
    match column:
        case "indicator":
            return _("Indicator")
        case "means":
            return _("Means of verification")
        case "assumption":
            return _("Assumptions")
    return _("Narrative summary")
