"""The JSON Schema of the exchange format, made from what reads and writes it."""

from typing import Any

from assessments.domain.checker import schema, schema_matrix
from assessments.domain.checker.shapes import (
    CODE,
    FLAG,
    MONTH,
    NUMBER,
    TEXT,
    TEXTS,
    TICK,
    WHOLE,
    WORD,
    WORDS,
    YEAR,
    Kind,
    Shape,
)
from assessments.domain.exercise.facts import RENAMED
from assessments.domain.exercise.kinds import Sort
from assessments.domain.exercise.things import THINGS
from assessments.domain.exercise_limits import COUNTS
from assessments.models import IntegratedApproach

Schema = dict[str, Any]
STRING: Schema = {"type": "string"}
MONTH_TEXT: Schema = {"type": "string", "pattern": r"^\d{4}-\d{2}$"}
# A number with more digits than a program keeps is written as text.
DECIMAL: Schema = {"type": ["number", "string"]}
TYPES: dict[Kind, Schema] = {
    TEXT: STRING,
    WORD: STRING,
    CODE: STRING,
    TEXTS: {"type": "array", "items": STRING},
    WORDS: {"type": "array", "items": STRING},
    WHOLE: {"type": "integer"},
    YEAR: {"type": "integer"},
    NUMBER: DECIMAL,
    MONTH: MONTH_TEXT,
    TICK: {"type": "boolean"},
    FLAG: {"type": "boolean"},
    schema.SCORES: {"type": "array", "items": {"type": ["integer", "null"]}},
}
ANSWER: Schema = {
    "type": "object",
    "properties": {"answer": {"enum": ["yes", "no", ""]}, "note": STRING},
}
CREMAA: Schema = {
    "description": "Six letters y, n or -; or each criterion with its answer and a note.",
    "anyOf": [
        {"type": "string", "pattern": "^[yn-]{0,6}$"},
        {"type": "object", "additionalProperties": ANSWER},
    ],
}


def project_schema(address: str) -> Schema:
    """Return the schema of one project; ``address`` is where it is published."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": address,
        "title": "Aula ODS: project of the practical exercise",
        "description": (
            "Values that are empty are left out. Things refer to each other by their codes "
            "(C1, A1.1, A1.1-I1, K1.2, M1) and keep their identity by their key."
        ),
        "type": "object",
        "properties": _project(),
        "$defs": _parts(),
    }


def _part(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def _list_of(name: str) -> Schema:
    return {"type": "array", "items": _part(name)}


def _parts() -> Schema:
    """Return what stands in several places."""
    return {
        "indicator": _indicator(),
        "means": _object(schema_matrix.MEANS, "means"),
        "assumption": _object(schema_matrix.ASSUMPTION, "assumption"),
        "budget": _object(schema.BUDGET, "budget_line"),
        "problem": _object(schema.PROBLEM),
        "approach": _object(schema.APPROACH),
    }


def _project() -> Schema:
    return {
        "$schema": STRING,
        "id": STRING,
        **_profile(),
        "evidence_sources": _many(schema.SOURCE, "evidence_source"),
        "population": _object(schema.POPULATION),
        "stakeholders": _many(schema.STAKEHOLDER, "stakeholder"),
        "problem_tree": _named(
            {
                "central": _one_or_many(_part("problem")),
                "causes": _list_of("problem"),
                "effects": _list_of("problem"),
            }
        ),
        "objective_tree": _many(schema.OBJECTIVE),
        "criteria": _many(schema.CRITERION),
        "alternatives": _many(schema.ALTERNATIVE),
        "selection_rationale": STRING,
        "logframe": _logframe(),
        "cross_budget": _many(schema.CROSS_BUDGET, "budget_line"),
        "sdg": _named(
            {
                "primary_goal": {"type": "integer", "minimum": 1, "maximum": 17},
                "links": _many(schema.LINK, "sdg_link"),
                "interactions": _many(schema.INTERACTION, "interaction"),
            }
        ),
        "plans": _many(schema.PLAN, "plan"),
        "left_behind": _many(schema.GROUP, "left_behind"),
        "integrated": _named(
            {principle: _part("approach") for principle in IntegratedApproach.Principle.values}
        ),
        "monitoring": _many(schema.MONITORING),
        "evaluations": _many(schema.EVALUATION, "evaluation"),
        "class_plan": _class_plan(),
    }


def _profile() -> Schema:
    fields = {
        name: _with_choices(STRING, "project", name)
        for name in ("audience", "project_kind", "language", "government_level", "started_from")
    }
    texts = ("title", "summary", "problem_context", "municipality", "state", "responsible_unit")
    return {
        **fields,
        **{name: _with_length(name) for name in texts},
        "municipalities": {"type": "array", "items": STRING},
        "fictitious": {"type": "boolean"},
        "period_start": MONTH_TEXT,
        "period_end": MONTH_TEXT,
        "currency": STRING,
        "declared_total": DECIMAL,
        "logic_checked": {
            "description": "One answer for the three steps, or three: A to C, C to P, P to F.",
            "anyOf": [
                {"type": "boolean"},
                {"type": "array", "items": {"type": "boolean"}, "maxItems": 3},
            ],
        },
    }


def _with_length(name: str) -> Schema:
    field = THINGS["project"].field(name)
    return STRING | {"maxLength": field.length.most} if field and field.length else STRING


def _with_choices(said: Schema, kind: str, name: str) -> Schema:
    """Add the values that a field may have."""
    names = {fact: own for own, fact in RENAMED.get(kind, {}).items()}
    field = THINGS[kind].field(names.get(name, name)) if kind else None
    values = [value for value, _label in field.choices] if field else []
    if not values:
        return said
    if said.get("type") == "integer":
        return {"enum": [int(value) for value in values if value]}
    if field.sort == Sort.CHOICES:
        return {"type": "array", "items": {"enum": values}}
    return {"enum": values} if "" in values else {"enum": [*values, ""]}


def _object(shape: Shape, kind: str = "", **special: Schema) -> Schema:
    properties = {
        shape.names.get(name, name): special.get(name)
        or _with_choices(TYPES.get(read, {}), kind, name)
        for name, read in shape.kinds.items()
    }
    return _named(properties)


def _named(properties: Schema) -> Schema:
    return {"type": "object", "properties": properties, "additionalProperties": False}


def _many(shape: Shape, kind: str = "", **special: Schema) -> Schema:
    return {"type": "array", "items": _object(shape, kind, **special)}


def _one_or_many(one: Schema) -> Schema:
    return {"anyOf": [one, {"type": "array", "items": one}]}


def _class_plan() -> Schema:
    activity = _named({"text": STRING, "minutes": {"type": "integer"}})
    activities = {"type": "array", "items": {"anyOf": [STRING, activity]}}
    return _object(schema.CLASS_PLAN, "class_plan", activities=activities)


def _indicator() -> Schema:
    indicator = _object(
        schema_matrix.INDICATOR,
        "indicator",
        variables={
            "type": "object",
            "additionalProperties": {
                "anyOf": [
                    STRING,
                    _named({"name": STRING, "unit": STRING, "source": STRING}),
                ]
            },
        },
        period_targets={
            "type": "array",
            "items": {"anyOf": [DECIMAL, _named({"period": STRING, "value": DECIMAL})]},
        },
        cremaa=CREMAA,
        is_cumulative={"type": "boolean"},
        means=_list_of("means"),
    )
    indicator["properties"]["semaphore"] = {
        "description": "Per cent of the target: amber from, green from, over-achieved from.",
        "type": "array",
        "items": {"type": ["number", "string", "null"]},
    }
    return indicator


def _logframe() -> Schema:
    row = _object(
        schema_matrix.ROW,
        "row",
        indicators=_list_of("indicator") | {"maxItems": COUNTS["indicators"].most},
        assumptions=_list_of("assumption"),
    )
    activity = _named(row["properties"] | {"budget": _one_or_many(_part("budget"))})
    component = _named(row["properties"] | {"activities": {"type": "array", "items": activity}})
    return _named(
        {
            "goal": _one_or_many(row),
            "purpose": _one_or_many(row),
            "components": {"type": "array", "items": component},
        }
    )
