"""What holds for every project, however spoiled, and however its rows are ordered."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.domain.checker.check import CATALOGUE, check
from assessments.domain.checker.facts import ProjectFacts
from assessments.domain.checker.reading import read_project
from assessments.domain.checker.study import Study
from tests.assessments.domain.checker.projects import changed, demo, spoiled_projects

HOSTILE = {
    "empty": {},
    "nothing but rows": {"logframe": {"goal": {}, "purpose": {}, "components": [{}]}},
    "everything in circles": {
        "problem_tree": {
            "central": {"id": "a", "parent": "a"},
            "causes": [{"id": "b", "parent": "c"}, {"id": "c", "parent": "b"}, {"id": "b"}],
        },
        "objective_tree": [
            {"id": "x", "parent": "y", "problem": "a"},
            {"id": "y", "parent": "x", "problem": "x"},
        ],
        "logframe": {"components": [{"key": "C1", "activities": [{"key": "C1", "text": "C1"}]}]},
    },
    "endless texts": dict.fromkeys(
        ("title", "summary", "problem_context", "responsible_unit"),
        "(a" * 10**5 + "\u0301" * 10**5,
    ),
}


def endless_matrix():
    text = "a" * 10**6 + " x" * 10**5
    indicator = dict.fromkeys(("name", "definition", "formula", "unit", "frequency", "vars"), text)
    row = {"text": text, "indicators": [indicator] * 3, "assumptions": [{"text": text}] * 3}
    return {
        "id": text,
        "language": "es",
        "problem_tree": {"central": {"text": text}, "causes": [{"text": text}] * 300},
        "logframe": {"goal": row, "purpose": row, "components": [row | {"activities": [row] * 3}]},
        "sdg": {"links": [{"target": text, "rows": [text]}] * 300},
        "integrated": {"gender": {"text": text, "rows": [text]}},
    }


@pytest.mark.parametrize("rule", CATALOGUE, ids=lambda rule: rule.id)
def test_no_rule_fails_on_a_hostile_project(rule):
    others = [[ProjectFacts()]] if rule.is_for_tutors else []
    for said in (*HOSTILE.values(), endless_matrix()):
        for hit in rule.look(Study(read_project(said)), *others):
            assert str(rule.message) % hit.words


@given(said=spoiled_projects())
@settings(deadline=None)
def test_no_project_makes_the_checker_fail(said):
    for finding in check(read_project(said)):
        assert finding.message


def with_keys(said):
    """Give everything a key, so that it can be told apart wherever it stands."""
    for number, row in enumerate(rows_of(said)):
        row["key"] = f"row-{number}"
        for kind in ("indicators", "assumptions"):
            for place, each in enumerate(row[kind]):
                each["key"] = f"{kind}-{number}-{place}"
        for each in row["indicators"]:
            each["mov"][0]["key"] = f"means-{each['key']}"
    for kind in ("stakeholders", "plans", "left_behind"):
        for place, each in enumerate(said[kind]):
            each["key"] = f"{kind}-{place}"
    for place, link in enumerate(said["sdg"]["links"]):
        link["key"] = f"link-{place}"
    return said


def rows_of(said):
    matrix = said["logframe"]
    yield from (matrix["goal"], matrix["purpose"], *matrix["components"])
    for component in matrix["components"]:
        yield from component["activities"]


@given(data=st.data())
@settings(deadline=None, max_examples=50)
def test_the_order_of_rows_changes_nothing_that_is_found(data):
    said = with_keys(demo())
    components = said["logframe"]["components"]
    copied = data.draw(st.sampled_from(["", components[0]["text"], components[2]["text"]]))
    changed(said, {
        "logframe.components.1.text": copied,
        "logframe.components.1.activities.0.text": "Impartición de talleres de operación y tarifas",
        "logframe.components.0.indicators.0.formula": "A/C",
        "logframe.components.2.assumptions.0.text": "No hay agua",
        "stakeholders.2.influence": None,
    })  # fmt: skip
    facts = read_project(said)
    before = {(each.id, each.level, each.things) for each in check(facts)}

    shuffled = replace(
        facts,
        rows=tuple(data.draw(st.permutations(facts.rows))),
        stakeholders=tuple(data.draw(st.permutations(facts.stakeholders))),
        problems=tuple(data.draw(st.permutations(facts.problems))),
        objectives=tuple(data.draw(st.permutations(facts.objectives))),
        sdg_links=tuple(data.draw(st.permutations(facts.sdg_links))),
    )

    assert {(each.id, each.level, each.things) for each in check(shuffled)} == before
