from dataclasses import asdict, replace
from decimal import Decimal

import pytest
from hypothesis import given, settings

from assessments.domain.checker.codes import numbered_tree
from assessments.domain.checker.facts import Answer, Month, Population, ProjectFacts, Variable
from assessments.domain.checker.reading import read_project
from assessments.domain.checker.writing import to_dict
from tests.assessments.domain.checker.projects import (
    ACADEMIA,
    CSO,
    demo,
    demo_projects,
    junk,
    spoiled_projects,
)


def without_empty(value):
    if isinstance(value, dict):
        return {
            name: without_empty(inner)
            for name, inner in value.items()
            if inner is not None and inner not in ("", [], False)
        }
    return [without_empty(inner) for inner in value] if isinstance(value, list) else value


def with_other_keys(said):
    """Give every node, row and indicator a key, while the file goes on naming their codes."""
    tree, matrix = said["problem_tree"], said["logframe"]
    for node in [tree["central"], *tree["causes"], *tree["effects"], *said["objective_tree"]]:
        node["key"] = f"key-{node['id']}"
    rows = [matrix["goal"], matrix["purpose"], *matrix["components"]]
    for number, each in enumerate(rows):
        each["key"] = f"row-{number}"
        each["indicators"][0]["key"] = f"indicator-{number}"
    return said


def row(project, code):
    return next(each for each in project.rows if each.code == code)


@pytest.mark.parametrize("said", demo_projects(), ids=lambda said: said["id"])
def test_a_good_project_is_written_as_it_was_read(said):
    facts = read_project(said)

    assert without_empty(to_dict(facts)) == without_empty(said)
    assert read_project(to_dict(facts)) == facts


def test_a_project_with_keys_of_its_own_is_written_with_codes_and_read_back():
    """As the tables give it: keys that say nothing, and codes that follow from the order."""
    facts = read_project(with_other_keys(demo(ACADEMIA)))

    written = to_dict(facts)

    assert written["problem_tree"]["causes"][1] == {
        "id": "K1.1",
        "key": "key-K1.1",
        "parent": "K1",
        "text": "Personal municipal maneja poco las herramientas de datos abiertos",
    }
    assert written["alternatives"][0]["means"] == ["M1", "M2", "M3"]
    assert written["monitoring"][0]["indicator"] == "F-I1"
    assert read_project(written) == facts


def test_every_part_of_a_project_is_read():
    facts = read_project(demo(CSO))

    empty = {name for name, value in asdict(facts).items() if value in ("", (), None)}
    assert empty == {
        "project_kind",
        "government_level",
        "started_from",
        "selection_rationale",
        "class_plan",
    }
    assert facts.population == Population(
        "Mujeres mayahablantes de 15 años y más de ocho comisarías de Chunhuas",
        "mujeres",
        5200,
        1430,
        600,
    )
    assert (facts.period_start, facts.period_end) == (Month(2025, 1), Month(2026, 12))
    assert [each.code for each in facts.rows] == [
        "F", "P", "C1", "A1.1", "A1.2", "C2", "A2.1", "A2.2", "C3", "A3.1", "A3.2",
    ]  # fmt: skip
    indicator = row(facts, "A1.2").indicators[0]
    assert (indicator.code, indicator.key, indicator.means[0].code) == (
        "A1.2-I1",
        "A1.2-I1",
        "A1.2-I1-M1",
    )
    assert indicator.variables[0] == Variable("A", "Gasto directo en jornadas")
    assert row(facts, "P").indicators[1].baseline_planned_date == Month(2025, 3)
    assert facts.logic_checked == (True, True, True)


def test_codes_follow_the_order_and_references_follow_the_keys():
    said = demo()
    for number, component in enumerate(said["logframe"]["components"]):
        component["key"] = f"component-{number}"
    facts = read_project(said)
    said["logframe"]["components"].reverse()

    turned = read_project(said)

    assert {each.key: each.code for each in turned.rows if each.level == "component"} == {
        "component-2": "C1",
        "component-1": "C2",
        "component-0": "C3",
    }
    assert facts.sdg_links[0].rows == ("P", "component-0", "component-1")
    assert to_dict(facts)["sdg"]["links"][0]["rows"] == ["P", "C1", "C2"]


def test_a_code_of_the_file_is_kept_beside_the_derived_one():
    said = demo()
    said["logframe"]["components"][1]["code"] = "C5"

    component = row(read_project(said), "C2")

    assert (component.given_code, component.key) == ("C5", "C2")


def test_nodes_are_called_as_in_the_file_and_else_by_their_place():
    said = demo()
    named = read_project(said)
    names = {}
    for node in [said["problem_tree"]["central"], *said["problem_tree"]["causes"]]:
        names[node["id"]] = node["id"] = f"n{len(names)}"
    for node in said["problem_tree"]["causes"]:
        node["parent"] = names[node["parent"]]

    unnamed = [replace(node, code="") for node in read_project(said).problems]

    assert [node.code for node in named.problems][:4] == ["P0", "K1", "K1.1", "K2"]
    assert [node.code for node in numbered_tree(unnamed)][:4] == ["PC", "K1", "K1.1", "K2"]


def test_a_matrix_may_have_too_many_goals_and_a_tree_too_many_centres():
    said = demo()
    said["logframe"]["purpose"] = [said["logframe"]["purpose"]] * 2
    said["problem_tree"]["central"] = [said["problem_tree"]["central"], {"id": "P1"}]

    facts = read_project(said)

    assert [each.code for each in facts.rows if each.level == "purpose"] == ["P", "P2"]
    assert [each.key for each in facts.problems if each.kind == "central"] == ["P0", "P1"]
    assert read_project(to_dict(facts)) == facts


def test_answers_variables_and_period_targets_have_a_long_form():
    said = demo()
    indicator = said["logframe"]["goal"]["indicators"][0]
    indicator["cremaa"] = {"clarity": {"answer": "no", "note": "¿Cuál?"}, "relevance": True}
    indicator["vars"] = {"A": {"name": "Casos", "unit": "casos", "source": "Anuario"}}
    indicator["period_targets"] = [{"period": "2026", "value": 34}]
    indicator["semaphore"] = [60, 80, 120]
    said["logframe"]["purpose"]["indicators"][0]["cremaa"] = "yn-yyy"

    facts = read_project(said)

    found = row(facts, "F").indicators[0]
    assert found.cremaa == (Answer("no", "¿Cuál?"), Answer("yes"), *(Answer(),) * 4)
    assert found.variables == (Variable("A", "Casos", "casos", "Anuario"),)
    assert (found.period_targets[0].period, found.period_targets[0].value) == ("2026", 34)
    assert (found.amber_min, found.green_min, found.over_max) == (60, 80, 120)
    assert read_project(to_dict(facts)) == facts


@pytest.mark.parametrize(
    ("said", "value"),
    [
        (41.2, Decimal("41.2")),
        ("16,500,000.50", Decimal("16500000.50")),
        ("-1", Decimal(-1)),
        (True, None),
        (float("nan"), None),
        (float("inf"), None),
        (10**400, None),
        ("9" * 400, None),
        (Decimal("1e-400"), None),
        ("doce", None),
        ([1], None),
        ({}, None),
    ],
)
def test_numbers_are_numbers_or_nothing(said, value):
    assert read_project({"declared_total": said}).declared_total == value


@pytest.mark.parametrize(
    ("said", "text"),
    [
        (" Agua ", "Agua"),
        (2030, "2030"),
        (True, ""),
        (b"Agua", ""),
        (["Agua"], ""),
        ({"Agua": 1}, ""),
        (float("nan"), ""),
        ("A\x1b[31mgua\x00\ud800\u202e", "A[31mgua"),
        ("a" * 10**6, "a" * 20_000),
    ],
)
def test_texts_are_texts_or_nothing(said, text):
    assert read_project({"title": said}).title == text


@pytest.mark.parametrize("said", [None, [], "text", 3, {"logframe": []}, {"problem_tree": "x"}])
def test_what_is_no_project_reads_as_an_empty_one(said):
    assert read_project(said) == ProjectFacts()


def test_a_mapping_that_holds_itself_is_read_to_the_depth_of_the_schema():
    said = {"text": "Redes rehabilitadas"}
    said["activities"] = said["indicators"] = said["budget"] = said
    said["components"] = said["logframe"] = said

    facts = read_project(said)

    assert [each.code for each in facts.rows] == ["C1", "A1.1"]


def test_a_matrix_without_end_is_cut():
    said = {"logframe": {"components": [{"activities": [{}] * 5000}] * 5000}}

    assert len(read_project(said).rows) == 500


@given(said=junk)
@settings(deadline=None)
def test_nothing_that_a_file_can_hold_makes_the_reader_fail(said):
    assert isinstance(read_project(said), ProjectFacts)


@given(said=spoiled_projects())
@settings(deadline=None)
def test_a_spoiled_project_is_mended_by_reading_it_once(said):
    """References to nothing and nodes without a name may change once; then nothing does."""
    once = read_project(to_dict(read_project(said)))

    assert (read_project(to_dict(once)) == once) is True
