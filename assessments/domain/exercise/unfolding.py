"""What the facts of a project say, record by record, under the names of the fields."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import fields
from datetime import date
from typing import Any

from assessments.domain.checker import facts as of
from assessments.domain.exercise.facts import RENAMED
from assessments.models import ObjectiveNode

# What is known by what it is about, having no key of its own.
KEYS = {"approach": "principle", "monitoring": "indicator"}


def records_in(facts: of.ProjectFacts) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield kind, key and values of every record, each after those that it refers to."""
    yield "project", "", _profile(facts)
    yield from _plain("evidence_source", facts.evidence_sources)
    yield from _plain("stakeholder", facts.stakeholders)
    yield from _plain("problem", _from_above(facts.problems))
    yield from _plain("objective", _from_above(facts.objectives))
    yield from _plain("criterion", facts.criteria)
    keys = [criterion.key for criterion in facts.criteria]
    for each in facts.alternatives:
        scores = (
            {"criterion": key, "score": score}
            for key, score in zip(keys, each.scores, strict=False)
            if score in range(1, 6)
        )
        yield "alternative", each.key, _said("alternative", each) | {"scores": tuple(scores)}
    for row in facts.rows:
        yield "row", row.key, _said("row", row)
        for each in row.assumptions:
            yield "assumption", each.key, _said("assumption", each) | {"row": row.key}
        for each in row.indicators:
            yield "indicator", each.key, _sheet(each) | {"row": row.key}
            for means in each.means:
                yield "means", means.key, _said("means", means) | {"indicator": each.key}
    for each in facts.budget_lines:
        chapter = str(each.expenditure_chapter or "")
        yield "budget_line", each.key, _said("budget_line", each) | {"expenditure_chapter": chapter}
    yield from _plain("sdg_link", facts.sdg_links)
    yield from _plain("interaction", facts.interactions)
    yield from _plain("plan", facts.plans)
    yield from _plain("left_behind", facts.left_behind)
    yield from _plain("approach", facts.approaches)
    yield from _plain("monitoring", facts.monitoring)
    yield from _plain("evaluation", facts.evaluations)
    if facts.class_plan:
        yield "class_plan", "class_plan", _class_plan(facts.class_plan)


def _plain(kind: str, things: tuple[Any, ...]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for number, each in enumerate(things, start=1):
        said = _said(kind, each)
        yield kind, said.get(KEYS.get(kind, "key"), f"{kind} {number}"), said


def _said(kind: str, thing: Any) -> dict[str, Any]:
    names = {fact: name for name, fact in RENAMED.get(kind, {}).items()}
    said = {
        names.get(each.name, each.name): _as_value(getattr(thing, each.name))
        for each in fields(thing)
    }
    if kind == "objective" and said["kind"] not in ObjectiveNode.Kind.values:
        said["kind"] = ""
    return said


def _as_value(value: Any) -> Any:
    return date(value.year, value.month, 1) if isinstance(value, of.Month) else value


def _from_above(nodes: tuple[Any, ...]) -> tuple[Any, ...]:
    """Order a tree so that every node comes after its parent; what hangs nowhere comes last."""
    children: dict[str, list[Any]] = defaultdict(list)
    for node in nodes:
        children["" if node.kind == "central" else node.parent].append(node)
    ordered, seen = list(children.pop("", [])), set()
    for node in ordered:
        if node.key not in seen:
            seen.add(node.key)
            ordered += children.pop(node.key, [])
    return (*ordered, *(node for left in children.values() for node in left))


def _profile(facts: of.ProjectFacts) -> dict[str, Any]:
    steps = ("activities_to_components", "components_to_purpose", "purpose_to_goal")
    population = {
        f"population_{each.name}": getattr(facts.population, each.name)
        for each in fields(facts.population)
    }
    return {
        **{each.name: _as_value(getattr(facts, each.name)) for each in fields(facts)},
        **population,
        **dict(zip(steps, facts.logic_checked, strict=True)),
        "state_name": facts.state,
        "municipalities": tuple({"name": name} for name in facts.municipalities),
    }


def _sheet(indicator: of.Indicator) -> dict[str, Any]:
    met = {"yes": True, "no": False, "": None}
    answers = zip(of.CREMAA, indicator.cremaa, strict=True)
    return _said("indicator", indicator) | {
        "variables": tuple(_lines(each) for each in indicator.variables),
        "period_targets": tuple(_lines(each) for each in indicator.period_targets),
        "cremaa": tuple(
            {"criterion": criterion, "is_met": met.get(each.answer), "note": each.note}
            for criterion, each in answers
        ),
    }


def _lines(thing: Any) -> dict[str, Any]:
    return {each.name: getattr(thing, each.name) for each in fields(thing)}


def _class_plan(plan: of.ClassPlan) -> dict[str, Any]:
    return _said("class_plan", plan) | {
        "activities": tuple(_lines(each) for each in plan.activities),
        "resources": "\n".join(plan.resources),
    }
