"""How far a project is, step by step: what is written and what is still missing.

Every kind of record is counted in one query, however many there are.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_

from django.db.models import Exists, F, Func, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Length

from assessments.domain.exercise.kinds import TEXTS, Field, Sort, Thing
from assessments.domain.exercise.listing import Value
from assessments.domain.exercise.steps import SECTIONS, Section, Step, steps_for
from assessments.domain.exercise.things import THINGS
from assessments.domain.logframe import Matrix
from assessments.models import Deliverable, LogframeProject, ProjectMunicipality
from courses.domain.due import Due

# What is written in the matrix instead of on pages of its own.
COLUMNS_OF = {
    Deliverable.NARRATIVE: ("narrative", "assumption"),
    Deliverable.INDICATORS: ("indicator", "means"),
}


@dataclass(frozen=True)
class StepState:
    """Where a step stands: how many things are written, lack something, or are not there yet."""

    step: Step
    written: int
    unfinished: int
    lacking: int

    @property
    def is_done(self) -> bool:
        return not self.unfinished and not self.lacking

    @property
    def is_begun(self) -> bool:
        return self.written > 0

    @property
    def count(self) -> int:
        return self.unfinished + self.lacking


@dataclass(frozen=True)
class Stage:
    """A deliverable with its steps, or with the columns of the matrix in which it is written."""

    deliverable: Deliverable
    steps: tuple[StepState, ...]
    due_at: datetime | None
    matrix: Matrix

    @property
    def is_done(self) -> bool:
        return not self.missing and all(state.is_done for state in self.steps)

    @property
    def has_matrix(self) -> bool:
        """Say whether it is written in the matrix instead of on pages of its own."""
        return self.deliverable in COLUMNS_OF

    @property
    def cells(self) -> tuple[int, int]:
        """How many cells of its columns are ready, of how many."""
        return self.matrix.ready_in(COLUMNS_OF[self.deliverable])

    @property
    def missing(self) -> int:
        """How many cells it still needs: a cell without an assumption keeps nobody back."""
        columns = COLUMNS_OF.get(self.deliverable, ())
        return sum(
            not cell.is_ready and not (cell.column == "assumption" and cell.is_empty)
            for cell in self.matrix.cells
            if cell.column in columns
        )

    @property
    def is_begun(self) -> bool:
        return any(
            not cell.is_empty
            for cell in self.matrix.cells
            if cell.column in COLUMNS_OF.get(self.deliverable, ())
        )

    @property
    def done(self) -> int:
        return sum(state.is_done for state in self.steps)


def stages_of(project: LogframeProject, matrix: Matrix, *, dues: dict[str, Due]) -> list[Stage]:
    """Return the deliverables with the state of their steps; one query besides the matrix."""
    counts = _counts_of(project)
    states = [_state_of(project, step, counts) for step in steps_for(project)]
    return [
        Stage(
            deliverable,
            tuple(state for state in states if state.step.deliverable == deliverable),
            dues[deliverable].due_at if deliverable in dues else None,
            matrix,
        )
        for deliverable in Deliverable
    ]


def _state_of(
    project: LogframeProject, step: Step, counts: dict[str, tuple[int, int]]
) -> StepState:
    written = unfinished = lacking = 0
    for section in step.sections:
        if section.kind == "project":
            written += bool(project.title)
            unfinished += counts["project"][1]
            continue
        total, open_ones = counts[section.kind]
        written += total
        unfinished += open_ones
        lacking += max(0, _least(section) - total)
    return StepState(step, written, unfinished, lacking)


def _missing_in_profile(project: LogframeProject, municipalities: int | None) -> int:
    """Count what the profile lacks, without loading what it refers to."""
    needed = [field for field in THINGS["project"].fields if field.needed_for]
    said = {
        field.name: municipalities or None
        if field.table
        else getattr(project, f"{field.name}_id" if field.sort == Sort.ONE else field.name)
        for field in needed
    }
    return sum(Value(field, said[field.name]).is_missing for field in needed)


def _least(section: Section) -> int:
    counts = section.thing.counts
    limits = [counts[""]] if "" in counts else counts.values()
    return sum(limit.least for limit in limits)


def _counts_of(project: LogframeProject) -> dict[str, tuple[int, int]]:
    kinds = [section.kind for _step, section in SECTIONS.values() if section.kind != "project"]
    asked = {"places": _number(ProjectMunicipality.objects.filter(project=OuterRef("pk")))}
    for kind in kinds:
        thing = THINGS[kind]
        rows = thing.model.objects.filter(**{thing.model.PATH: OuterRef("pk")})
        asked[f"{kind}_all"] = _number(rows)
        asked[f"{kind}_open"] = _number(_unfinished(thing, rows))
    found = LogframeProject.objects.filter(pk=project.pk).annotate(**asked).values(*asked).get()
    counts = {kind: (found[f"{kind}_all"] or 0, found[f"{kind}_open"] or 0) for kind in kinds}
    return counts | {"project": (1, _missing_in_profile(project, found["places"]))}


def _number(rows: QuerySet) -> Subquery:
    counted = rows.order_by().annotate(
        number=Func(F("pk"), function="COUNT", output_field=IntegerField())
    )
    return Subquery(counted.values("number"))


def _unfinished(thing: Thing, rows: QuerySet) -> QuerySet:
    """Keep the records in which something is missing that has to be written."""
    needed = [each for each in thing.fields if each.needed_for]
    lengths = {f"length_of_{each.name}": Length(each.name) for each in needed if each.sort in TEXTS}
    conditions = [_lacks(thing, each) for each in needed]
    if not conditions:
        return rows.none()
    missing = reduce(or_, conditions)
    if thing.field("is_not_applicable"):
        missing &= Q(is_not_applicable=False)
        missing |= Q(is_not_applicable=True, justification="")
    return rows.annotate(**lengths).filter(missing)


def _lacks(thing: Thing, field: Field) -> Q:
    if field.sort in TEXTS:
        least = max(1, field.length.least if field.length else 1)
        lacks = Q(**{f"length_of_{field.name}__lt": least})
    elif field.sort == Sort.CHOICE:
        lacks = Q(**{field.name: ""})
    elif field.sort == Sort.MANY:
        lacks = ~Q(Exists(_links(thing, field)))
    elif field.table:
        lines = field.table.model.objects.filter(**{field.table.owner: OuterRef("pk")})
        lacks = ~Q(Exists(lines))
    else:
        lacks = Q(**{field.name: None})
    if field.only_for:
        lacks &= Q(**{f"{thing.place[0].name}__in": field.only_for})
    return lacks


def _links(thing: Thing, field: Field) -> QuerySet:
    """Return what a record is linked to, of what still exists."""
    relation = thing.model._meta.get_field(field.name)
    own, other = relation.m2m_field_name(), relation.m2m_reverse_field_name()
    links = relation.remote_field.through.objects.filter(**{own: OuterRef("pk")})
    return links if field.to in {"goal", "target"} else links.filter(**{f"{other}__deletion": None})
