"""The facts of a project, as the checker, the exports and the pages read them, from its tables."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from typing import Any, TypeVar

from assessments.domain.checker import facts as of
from assessments.domain.checker.codes import numbered, numbered_tree
from assessments.domain.exercise.kinds import Sort
from assessments.domain.exercise.tables import Line, read_tables
from assessments.domain.exercise.things import THINGS
from assessments.models import LogframeProject

Fact = TypeVar("Fact")
MATRIX = ("row", "assumption", "indicator", "means")
_UNANSWERED = of.Answer()
# Fields that the facts call by another name.
RENAMED = {
    "stakeholder": {"stance": "position"},
    "row": {"objective_node": "objective"},
    "objective": {"problem_node": "problem"},
}


def facts_of(project: LogframeProject, only: Iterable[str] = tuple(THINGS)) -> of.ProjectFacts:
    """Read the project in one query; ``only`` some kinds of records, and the rest stays empty.

    Keys are public ids. Everything stands in reading order, so that the same project always
    gives the same facts.
    """
    kinds = {*only, "project"} | ({"criterion"} if "alternative" in only else set())
    kinds |= {"row"} if kinds & {"budget_line", "monitoring"} else set()
    tables = defaultdict(list, read_tables(project, sorted(kinds)))
    rows = _rows(tables)
    places = {row.key: place for place, row in enumerate(rows)}
    indicators = {
        each.key: place for place, each in enumerate(i for r in rows for i in r.indicators)
    }
    return of.ProjectFacts(
        key=str(project.public_id),
        **_profile(tables["project"][0]),
        evidence_sources=_each(of.EvidenceSource, "evidence_source", tables, keyed=False),
        stakeholders=_each(of.Stakeholder, "stakeholder", tables),
        problems=_tree(_each(of.ProblemNode, "problem", tables)),
        objectives=_tree(_each(of.ObjectiveNode, "objective", tables)),
        criteria=_criteria(tables["criterion"]),
        alternatives=_alternatives(tables["alternative"], tables["criterion"]),
        rows=rows,
        budget_lines=_budget(tables["budget_line"], places),
        sdg_links=_each(of.SdgLink, "sdg_link", tables),
        interactions=_each(of.Interaction, "interaction", tables, keyed=False),
        plans=_each(of.PlanAlignment, "plan", tables),
        left_behind=_each(of.LeftBehindGroup, "left_behind", tables),
        approaches=_approaches(tables),
        monitoring=_monitoring(tables, indicators),
        evaluations=_each(of.PlannedEvaluation, "evaluation", tables, keyed=False),
        class_plan=_class_plan(tables["class_plan"]),
    )


def matrix_facts_of(project: LogframeProject) -> of.ProjectFacts:
    """Read the profile and the matrix alone."""
    return facts_of(project, MATRIX)


def said(kind: str, line: Line, **other: Any) -> dict[str, Any]:
    """Return the values of a record as its facts have them: months, empty references, names."""
    months, references = _special(kind)
    values = line.values | other
    for name in months:
        if values[name] is not None:
            values[name] = of.Month(values[name].year, values[name].month)
    for name in references:
        values[name] = values[name] or ""
    for name, fact in RENAMED.get(kind, {}).items():
        values[fact] = values.pop(name)
    return values


@cache
def _special(kind: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the names of the months and of the references of a kind."""
    fields = (*THINGS[kind].place, *THINGS[kind].fields)
    return (
        tuple(each.name for each in fields if each.sort == Sort.MONTH),
        tuple(each.name for each in fields if each.sort == Sort.ONE and each.to != "goal"),
    )


def _part(kind: str, line: Line, above: str) -> dict[str, Any]:
    """Return the values of what stands inside its row or indicator, which it need not name."""
    values = said(kind, line, key=line.key)
    del values[above]
    return values


def _made(kind: type[Fact], values: dict[str, Any]) -> Fact:
    """Do what ``kind(**values)`` does, at a third of its cost: a long matrix has thousands."""
    fact = object.__new__(kind)
    fact.__dict__.update(values)
    return fact


def _each(
    fact: Callable[..., Any], kind: str, tables: dict[str, list[Line]], *, keyed: bool = True
) -> tuple[Any, ...]:
    return tuple(
        fact(**said(kind, line), **({"key": line.key} if keyed else {})) for line in tables[kind]
    )


def _profile(line: Line) -> dict[str, Any]:
    values = said("project", line)
    return {
        "state": values.pop("state_name"),
        "municipalities": tuple(each["name"] for each in values.pop("municipalities")),
        "logic_checked": (
            values.pop("activities_to_components"),
            values.pop("components_to_purpose"),
            values.pop("purpose_to_goal"),
        ),
        "population": of.Population(
            **{
                name: values.pop(f"population_{name}")
                for name in ("description", "unit", "reference", "potential", "target")
            }
        ),
        **values,
    }


def _tree(nodes: tuple[Any, ...]) -> tuple[Any, ...]:
    """Number a tree and let each branch follow its root: causes and means first."""
    children: dict[str, list[Any]] = defaultdict(list)
    for node in numbered_tree(nodes):
        children[node.parent].append(node)

    def branch(node: Any) -> list[Any]:
        below = sorted(children[node.key], key=lambda each: each.kind in {"effect", "end"})
        return [node, *(each for child in below for each in branch(child))]

    return tuple(each for root in children[""] for each in branch(root))


def _criteria(lines: list[Line]) -> tuple[of.StrategyCriterion, ...]:
    return tuple(of.StrategyCriterion(**line.values) for line in lines)


def _alternatives(lines: list[Line], criteria: list[Line]) -> tuple[of.Alternative, ...]:
    made = []
    for line in lines:
        scores = {each["criterion"]: each["score"] for each in line["scores"]}
        in_order = tuple(scores.get(criterion.key) for criterion in criteria)
        made.append(of.Alternative(**said("alternative", line, key=line.key, scores=in_order)))
    return tuple(made)


def _rows(tables: dict[str, list[Line]]) -> tuple[of.Row, ...]:
    assumptions, indicators, means = (
        _by(column, tables[kind])
        for kind, column in (("assumption", "row"), ("indicator", "row"), ("means", "indicator"))
    )

    def indicator(line: Line) -> of.Indicator:
        below = (_made(of.Means, _part("means", each, "indicator")) for each in means[line.key])
        return _made(of.Indicator, _sheet(line) | {"means": tuple(below)})

    return numbered(
        of.Row(
            **said("row", line, key=line.key),
            indicators=tuple(filter(_is_written, map(indicator, indicators[line.key]))),
            assumptions=tuple(
                _made(of.Assumption, _part("assumption", each, "row"))
                for each in assumptions[line.key]
            ),
        )
        for line in tables["row"]
    )


def _by(column: str, lines: list[Line]) -> dict[str, list[Line]]:
    found: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        found[line[column]].append(line)
    return found


def _sheet(line: Line) -> dict[str, Any]:
    answers = {each["criterion"]: each for each in line["cremaa"]}
    return _part("indicator", line, "row") | {
        "variables": tuple(_made(of.Variable, each) for each in line["variables"]),
        "period_targets": tuple(_made(of.PeriodTarget, each) for each in line["period_targets"]),
        "cremaa": tuple(_answer(answers.get(criterion)) for criterion in of.CREMAA),
    }


def _answer(stored: dict[str, Any] | None) -> of.Answer:
    return _said_to(stored["is_met"], stored["note"]) if stored else _UNANSWERED


@lru_cache(maxsize=1000)
def _said_to(is_met: bool | None, note: str) -> of.Answer:  # noqa: FBT001 -- an answer as stored
    """Most answers are a yes without a note."""
    return of.Answer({True: "yes", False: "no", None: ""}[is_met], note)


def _is_written(indicator: of.Indicator) -> bool:
    """An indicator without anything only kept the place of means that are gone."""
    return bool(indicator.name) or indicator != of.Indicator(key=indicator.key)


def _budget(lines: list[Line], places: dict[str, int]) -> tuple[of.BudgetLine, ...]:
    made = [
        of.BudgetLine(
            **said("budget_line", line, key=line.key)
            | {"expenditure_chapter": int(line["expenditure_chapter"] or 0) or None}
        )
        for line in lines
    ]
    last = len(places)
    return tuple(sorted(made, key=lambda each: places.get(each.activity, last)))


def _approaches(tables: dict[str, list[Line]]) -> tuple[of.Approach, ...]:
    made = _each(of.Approach, "approach", tables, keyed=False)
    return tuple(sorted(made, key=lambda each: of.PRINCIPLES.index(each.principle)))


def _monitoring(
    tables: dict[str, list[Line]], places: dict[str, int]
) -> tuple[of.MonitoringEntry, ...]:
    made = _each(of.MonitoringEntry, "monitoring", tables, keyed=False)
    return tuple(sorted(made, key=lambda each: places.get(each.indicator, len(places))))


def _class_plan(lines: list[Line]) -> of.ClassPlan | None:
    if not lines:
        return None
    values = said("class_plan", lines[0])
    return of.ClassPlan(
        **values
        | {
            "activities": tuple(of.ClassActivity(**each) for each in values["activities"]),
            "resources": tuple(filter(None, values["resources"].split("\n"))),
        }
    )
