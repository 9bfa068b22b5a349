"""The facts of a project read through the catalogue of fields: record by record, in words.

For what is written now and for what was frozen when it was handed in.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format, number_format

from assessments.domain.checker.facts import Month, ProjectFacts
from assessments.domain.exercise.facts import RENAMED
from assessments.domain.exercise.kinds import Field, Sort, Text, Thing
from assessments.domain.exercise.steps import STEPS, Step
from assessments.models import Deliverable
from assessments.models.profile import ProjectKind

POPULATION = "population_"
# Written by checking the matrix, or shown with the record it belongs to.
UNSAID = {
    "activities_to_components",
    "components_to_purpose",
    "purpose_to_goal",
    "scores",
    "cremaa",
}


@dataclass(frozen=True)
class Said:
    label: Text
    text: str


@dataclass(frozen=True)
class Entry:
    """A record with what it says."""

    name: str
    said: tuple[Said, ...]


@dataclass(frozen=True)
class Chapter:
    """A kind of record within a step."""

    thing: Thing
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Part:
    """A step as it was handed in."""

    step: Step
    chapters: tuple[Chapter, ...]


def records_in(facts: ProjectFacts, kind: str) -> tuple[Any, ...]:
    """Return the facts of one kind of record, in reading order."""
    match kind:
        case "project":
            return (facts,)
        case "assumption":
            return tuple(each for row in facts.rows for each in row.assumptions)
        case "indicator":
            return tuple(each for row in facts.rows for each in row.indicators)
        case "means":
            return tuple(each for row in facts.rows for one in row.indicators for each in one.means)
        case "class_plan":
            return (facts.class_plan,) if facts.class_plan else ()
    return getattr(facts, _NAMES[kind])


_NAMES = {
    "evidence_source": "evidence_sources",
    "stakeholder": "stakeholders",
    "problem": "problems",
    "objective": "objectives",
    "criterion": "criteria",
    "alternative": "alternatives",
    "row": "rows",
    "budget_line": "budget_lines",
    "sdg_link": "sdg_links",
    "interaction": "interactions",
    "plan": "plans",
    "left_behind": "left_behind",
    "approach": "approaches",
    "monitoring": "monitoring",
    "evaluation": "evaluations",
}


def value_in(kind: str, fact: Any, name: str) -> Any:
    """Return a value of a record by the name that the catalogue gives to its field."""
    if kind == "project":
        if name.startswith(POPULATION):
            return getattr(fact.population, name.removeprefix(POPULATION))
        return fact.state if name == "state_name" else getattr(fact, name)
    return getattr(fact, RENAMED.get(kind, {}).get(name, name))


def where_in(thing: Thing, fact: Any) -> str:
    """Return the first of a record's place: the level of a row, the principle of an approach."""
    return str(getattr(fact, thing.place[0].name, "") or "") if thing.place else ""


def parts_of(facts: ProjectFacts, deliverables: Iterable[str]) -> tuple[Part, ...]:
    """Return what was written for these deliverables outside of the matrix, step by step."""
    deliverables = set(deliverables)
    names = _names_in(facts)
    without = "2.11" if facts.project_kind == ProjectKind.CLASS_INTEGRATION else "2.16"
    parts = []
    for step in STEPS:
        if step.deliverable not in deliverables or step.number == without:
            continue
        chapters = tuple(
            Chapter(section.thing, entries)
            for section in step.sections
            if (entries := _entries(facts, section.thing, names))
        )
        if chapters:
            parts.append(Part(step, chapters))
    return tuple(parts)


def _names_in(facts: ProjectFacts) -> dict[str, str]:
    """Return what people call each thing that others refer to, by its key."""
    rows = {row.key: row.code for row in facts.rows}
    indicators = {
        each.key: f"{each.code} {each.name}" for row in facts.rows for each in row.indicators
    }
    nodes = {node.key: f"{node.code} {node.text}" for node in (*facts.problems, *facts.objectives)}
    return rows | indicators | nodes


def _entries(facts: ProjectFacts, thing: Thing, names: dict[str, str]) -> tuple[Entry, ...]:
    entries = []
    for number, fact in enumerate(records_in(facts, thing.kind), start=1):
        fields = (*thing.place, *thing.fields_at(where_in(thing, fact)))
        said = {
            field.name: Said(
                field.label, _in_words(field, value_in(thing.kind, fact, field.name), names)
            )
            for field in fields
            if field.name not in UNSAID and _has(thing.kind, fact, field.name)
        }
        title = said.pop(thing.title, None)
        code = getattr(fact, "code", "")
        name = " ".join(filter(None, (code, title and title.text))) or f"{thing.name} {number}"
        entries.append(Entry(name, tuple(each for each in said.values() if each.text)))
    return tuple(entries)


def _has(kind: str, fact: Any, name: str) -> bool:
    try:
        value_in(kind, fact, name)
    except AttributeError:  # What the exchange format does not keep.
        return False
    return True


def _in_words(field: Field, value: Any, names: dict[str, str]) -> str:
    if value is None or value == "" or value is False:
        return ""
    if isinstance(value, Month):
        return date_format(date(value.year, value.month, 1), "F Y")
    if field.sort == Sort.LIST:
        return "; ".join(_line(field, line, names) for line in value)
    if isinstance(value, tuple):
        return "; ".join(_in_words_one(field, each, names) for each in value)
    return _in_words_one(field, value, names)


def _in_words_one(field: Field, value: Any, names: dict[str, str]) -> str:
    if field.choices:
        return str(dict(field.choices).get(str(value), value))
    if field.to:
        return names.get(str(value), str(value))
    if value is True:
        return "✓"
    if field.sort in {Sort.NUMBER, Sort.WHOLE} and "year" not in field.name:
        return number_format(value, force_grouping=True)
    return str(value)


def _line(field: Field, line: Any, names: dict[str, str]) -> str:
    if isinstance(line, str):
        return line
    said = (_in_words(part, getattr(line, part.name, None), names) for part in field.parts)
    return " · ".join(filter(None, said))


def deliverables_shown(deliverable: str) -> tuple[str, ...]:
    """Return the deliverables whose steps a submission shows: the final one shows all."""
    return tuple(Deliverable.values) if deliverable == Deliverable.PROJECT else (deliverable,)
