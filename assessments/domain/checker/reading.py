"""From a mapping, as a YAML or JSON file holds it, to the facts of a project. It never fails."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any, TypeVar

from assessments.domain.checker import schema
from assessments.domain.checker.codes import numbered, numbered_tree
from assessments.domain.checker.facts import (
    PRINCIPLES,
    Approach,
    BudgetLine,
    ObjectiveNode,
    ProblemNode,
    ProjectFacts,
    Row,
)
from assessments.domain.checker.references import with_keys
from assessments.domain.checker.schema_matrix import ROW
from assessments.domain.checker.tolerant import (
    flag,
    items,
    mapping,
    month,
    number,
    one_or_more,
    text,
    texts,
    tick,
    whole,
    word,
)
from assessments.domain.exercise_limits import DEFAULT_CURRENCY

MOST_ROWS = 500  # Ten components of twelve activities, and the goal and the purpose, are 132.
OBJECTIVE_KINDS = {"central": "central", "cause": "means", "effect": "end"}
Part = TypeVar("Part")


def read_project(said: Any) -> ProjectFacts:
    """Read one project in the schema of the exchange format.

    Whatever is missing, misspelt, of a wrong type, huge or cyclic becomes an empty value or stays
    text; rows, indicators and nodes without a key get their code as key.
    """
    said = mapping(said)
    logframe, sdg = mapping(said.get("logframe")), mapping(said.get("sdg"))
    rows, lines = _read_rows(logframe)
    problems = _read_problems(mapping(said.get("problem_tree")))
    facts = with_keys(
        ProjectFacts(
            **_read_profile(said),
            **_read_strategy(said),
            stakeholders=schema.STAKEHOLDER.read_each(said.get("stakeholders")),
            problems=problems,
            objectives=_read_objectives(said.get("objective_tree"), problems),
            rows=rows,
            budget_lines=lines + schema.CROSS_BUDGET.read_each(said.get("cross_budget")),
            primary_goal=whole(sdg.get("primary_goal")),
            sdg_links=schema.LINK.read_each(sdg.get("links")),
            interactions=schema.INTERACTION.read_each(sdg.get("interactions")),
            plans=schema.PLAN.read_each(said.get("plans")),
            left_behind=schema.GROUP.read_each(said.get("left_behind")),
            approaches=_read_approaches(mapping(said.get("integrated"))),
            monitoring=schema.MONITORING.read_each(said.get("monitoring")),
            evaluations=schema.EVALUATION.read_each(said.get("evaluations")),
            class_plan=schema.CLASS_PLAN.read(mapping(said["class_plan"]))
            if mapping(said.get("class_plan"))
            else None,
        )
    )
    # Only now do parents name keys, from which the codes of nodes without one follow.
    return replace(
        facts,
        problems=numbered_tree(facts.problems),
        objectives=numbered_tree(facts.objectives),
    )


def _read_profile(said: dict) -> dict[str, Any]:
    municipalities = texts(said.get("municipalities")) or (text(said.get("municipality")),)
    return {
        "key": text(said.get("id")),
        "title": text(said.get("title")),
        "audience": word(said.get("audience")),
        "project_kind": word(said.get("project_kind")),
        "language": word(said.get("language"))[:2] or "es",
        "government_level": word(said.get("government_level")),
        "is_fictitious": tick(said.get("fictitious")),
        "started_from": word(said.get("started_from")),
        "state": text(said.get("state")),
        "municipalities": tuple(filter(None, municipalities)),
        "responsible_unit": text(said.get("responsible_unit")),
        "summary": text(said.get("summary")),
        "problem_context": text(said.get("problem_context")),
        "evidence_sources": schema.SOURCE.read_each(said.get("evidence_sources")),
        "population": schema.POPULATION.read(mapping(said.get("population"))),
        "period_start": month(said.get("period_start")),
        "period_end": month(said.get("period_end")),
        "currency": text(said.get("currency")).upper() or DEFAULT_CURRENCY,
        "declared_total": number(said.get("declared_total")),
        "logic_checked": _read_checks(said.get("logic_checked")),
    }


def _read_checks(said: Any) -> tuple[bool, bool, bool]:
    """Read one answer for the three steps, or a list of three."""
    answers = items(said) or [said] * 3
    first, second, third, *_more = [*map(flag, answers), None, None, None]
    return bool(first), bool(second), bool(third)


def _read_strategy(said: dict) -> dict[str, Any]:
    chosen = [
        item for item in items(said.get("alternatives")) if tick(mapping(item).get("selected"))
    ]
    reasons = [said, *chosen]
    return {
        "criteria": schema.CRITERION.read_each(said.get("criteria")),
        "alternatives": schema.ALTERNATIVE.read_each(said.get("alternatives")),
        "selection_rationale": next(
            filter(None, (text(each.get("selection_rationale")) for each in reasons)), ""
        ),
    }


def _read_problems(tree: dict) -> tuple[ProblemNode, ...]:
    nodes = []
    for kind, name in (("central", "central"), ("cause", "causes"), ("effect", "effects")):
        found = schema.PROBLEM.read_each(tree.get(name))
        nodes += [
            replace(node, key=node.key or node.code or f"{kind}-{place}", kind=node.kind or kind)
            for place, node in enumerate(found, start=1)
        ]
    return tuple(nodes)


def _read_objectives(said: Any, problems: Iterable[ProblemNode]) -> tuple[ObjectiveNode, ...]:
    kinds = {problem.code: OBJECTIVE_KINDS.get(problem.kind, "means") for problem in problems}
    return tuple(
        replace(
            node,
            key=node.key or node.code or f"objective-{place}",
            kind=node.kind or kinds.get(node.problem, "means"),
        )
        for place, node in enumerate(schema.OBJECTIVE.read_each(said), start=1)
    )


def _read_approaches(said: dict) -> tuple[Approach, ...]:
    return tuple(
        replace(schema.APPROACH.read(said[principle]), principle=principle)
        for principle in PRINCIPLES
        if isinstance(said.get(principle), dict)
    )


def _read_rows(logframe: dict) -> tuple[tuple[Row, ...], tuple[BudgetLine, ...]]:
    """Return the rows, numbered and with keys, and the budget lines of the activities."""
    found, keys, lines = [], {}, []
    for level, component, said in _rows_in(logframe):
        # Until the rows are numbered, one without a key goes by its place in the file.
        name = f"row {len(found)}"
        row = replace(ROW.read(said), level=level, parent=keys.get(component, ""))
        row = replace(row, key=row.key or name)
        if level == "component":
            keys[component] = row.key
        found.append(row)
        lines += [
            replace(line, activity=row.key) for line in schema.BUDGET.read_each(said.get("budget"))
        ]
        if len(found) == MOST_ROWS:
            break
    rows = numbered(found)
    codes = {row.key: row.code for row in rows if row.key.startswith("row ")}
    return (
        tuple(_with_own_keys(row, lambda key: codes.get(key, key)) for row in rows),
        tuple(replace(line, activity=codes.get(line.activity, line.activity)) for line in lines),
    )


def _rows_in(logframe: dict) -> Iterator[tuple[str, int, dict]]:
    """Yield level, place of the component, and content of every row of the nested matrix."""
    for level in ("goal", "purpose"):
        for said in one_or_more(logframe.get(level)):
            if isinstance(said, dict):
                yield level, -1, said
    for place, component in enumerate(one_or_more(logframe.get("components"))):
        if isinstance(component, dict):
            yield "component", place, component
            for said in one_or_more(component.get("activities")):
                if isinstance(said, dict):
                    yield "activity", place, said


def _with_own_keys(row: Row, renamed: Callable[[str], str]) -> Row:
    """Let codes be the keys of what came without one."""

    def keyed(parts: tuple[Part, ...]) -> tuple[Part, ...]:
        return tuple(replace(part, key=part.key or part.code) for part in parts)

    return replace(
        row,
        key=renamed(row.key),
        parent=renamed(row.parent),
        indicators=tuple(replace(each, means=keyed(each.means)) for each in keyed(row.indicators)),
        assumptions=keyed(row.assumptions),
    )
