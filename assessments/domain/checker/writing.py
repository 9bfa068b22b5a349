"""From the facts of a project back to the mapping of the exchange format."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeVar

from assessments.domain.checker import schema
from assessments.domain.checker.facts import (
    Assumption,
    BudgetLine,
    Indicator,
    Means,
    ObjectiveNode,
    ProblemNode,
    ProjectFacts,
    Row,
)
from assessments.domain.checker.reading import OBJECTIVE_KINDS
from assessments.domain.checker.references import with_codes
from assessments.domain.checker.schema_matrix import ROW
from assessments.domain.checker.shapes import plain

Coded = TypeVar("Coded", Row, Indicator, Means, Assumption, ProblemNode, ObjectiveNode)


def to_dict(facts: ProjectFacts) -> dict[str, Any]:
    """Write a project in the schema that `reading.read_project` reads; empty values are left out.

    Reading it again gives equal facts, as long as every activity has its component.
    """
    facts = with_codes(facts)
    written = {
        **_write_profile(facts),
        "stakeholders": schema.STAKEHOLDER.write_each(facts.stakeholders),
        "problem_tree": _write_problems(facts.problems),
        "objective_tree": _write_objectives(facts),
        "criteria": schema.CRITERION.write_each(facts.criteria),
        "alternatives": schema.ALTERNATIVE.write_each(facts.alternatives),
        "selection_rationale": facts.selection_rationale,
        "logframe": _write_rows(facts),
        "cross_budget": schema.CROSS_BUDGET.write_each(_lines_of(facts, "")),
        "sdg": _without_empty(
            {
                "primary_goal": facts.primary_goal,
                "links": schema.LINK.write_each(facts.sdg_links),
                "interactions": schema.INTERACTION.write_each(facts.interactions),
            }
        ),
        "plans": schema.PLAN.write_each(facts.plans),
        "left_behind": schema.GROUP.write_each(facts.left_behind),
        "integrated": {each.principle: schema.APPROACH.write(each) for each in facts.approaches},
        "monitoring": schema.MONITORING.write_each(facts.monitoring),
        "evaluations": schema.EVALUATION.write_each(facts.evaluations),
        "class_plan": schema.CLASS_PLAN.write(facts.class_plan) if facts.class_plan else None,
    }
    return _without_empty(written)


def _without_empty(written: dict[str, Any]) -> dict[str, Any]:
    return {
        name: value for name, value in written.items() if value not in (None, "", [], {}, False)
    }


def _write_profile(facts: ProjectFacts) -> dict[str, Any]:
    places = facts.municipalities
    checks = facts.logic_checked
    return {
        "id": facts.key,
        "audience": facts.audience,
        "project_kind": facts.project_kind,
        "language": facts.language,
        "government_level": facts.government_level,
        "title": facts.title,
        "fictitious": facts.is_fictitious,
        "started_from": facts.started_from,
        "summary": facts.summary,
        "problem_context": facts.problem_context,
        "evidence_sources": schema.SOURCE.write_each(facts.evidence_sources),
        "municipality": places[0] if len(places) == 1 else None,
        "municipalities": list(places) if len(places) > 1 else None,
        "state": facts.state,
        "responsible_unit": facts.responsible_unit,
        "period_start": plain(facts.period_start),
        "period_end": plain(facts.period_end),
        "currency": facts.currency,
        "declared_total": plain(facts.declared_total),
        "logic_checked": checks[0] if len(set(checks)) == 1 else list(checks),
        "population": schema.POPULATION.write(facts.population),
    }


def _write_problems(problems: tuple[ProblemNode, ...]) -> dict[str, Any]:
    """Write the nodes under their kinds; one of an unknown kind goes with the causes."""
    written: dict[str, list[dict[str, Any]]] = {"central": [], "causes": [], "effects": []}
    for problem in problems:
        name = {"central": "central", "effect": "effects"}.get(problem.kind, "causes")
        is_plain = problem.kind in {"central", "cause", "effect"}
        node = replace(_unless_its_code(problem), kind="" if is_plain else problem.kind)
        written[name].append(schema.PROBLEM.write(node))
    central = written["central"]
    return _without_empty({**written, "central": central[0] if len(central) == 1 else central})


def _write_objectives(facts: ProjectFacts) -> list[dict[str, Any]]:
    kinds = {problem.code: OBJECTIVE_KINDS.get(problem.kind, "means") for problem in facts.problems}

    def written(node: ObjectiveNode) -> dict[str, Any]:
        is_mirrored = node.kind == kinds.get(node.problem, "means")
        return schema.OBJECTIVE.write(
            replace(_unless_its_code(node), kind="" if is_mirrored else node.kind)
        )

    return [written(node) for node in facts.objectives]


def _lines_of(facts: ProjectFacts, activity: str) -> tuple[BudgetLine, ...]:
    return tuple(line for line in facts.budget_lines if line.activity == activity)


def _write_rows(facts: ProjectFacts) -> dict[str, Any]:
    def written(row: Row) -> dict[str, Any]:
        return ROW.write(_with_written_keys(row))

    def with_money(row: Row) -> dict[str, Any]:
        lines = schema.BUDGET.write_each(_lines_of(facts, row.key))
        budget = {"budget": lines[0] if len(lines) == 1 else lines} if lines else {}
        return written(row) | budget

    def with_activities(component: Row) -> dict[str, Any]:
        own = [row for row in facts.rows if row.level == "activity" and row.parent == component.key]
        activities = {"activities": [with_money(row) for row in own]} if own else {}
        return written(component) | activities

    def at(level: str, write: Callable[[Row], dict[str, Any]]) -> list[dict[str, Any]]:
        return [write(row) for row in facts.rows if row.level == level]

    goal, purpose = at("goal", written), at("purpose", written)
    return _without_empty(
        {
            "goal": goal[0] if len(goal) == 1 else goal,
            "purpose": purpose[0] if len(purpose) == 1 else purpose,
            "components": at("component", with_activities),
        }
    )


def _with_written_keys(row: Row) -> Row:
    """Leave out the keys that say no more than the code."""
    return replace(
        _unless_its_code(row),
        indicators=tuple(
            replace(_unless_its_code(each), means=tuple(map(_unless_its_code, each.means)))
            for each in row.indicators
        ),
        assumptions=tuple(map(_unless_its_code, row.assumptions)),
    )


def _unless_its_code(thing: Coded) -> Coded:
    return replace(thing, key="") if thing.key == thing.code else thing
