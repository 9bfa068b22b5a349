import csv
from dataclasses import replace
from pathlib import Path

import pytest
from django.utils.translation import override

from assessments.domain.checker.check import (
    CATALOGUE,
    OFF,
    STEPS,
    blocking,
    check,
    rules_until,
    similar_to,
)
from assessments.domain.checker.facts import ProjectFacts
from assessments.domain.checker.reading import read_project
from tests.assessments.domain.checker.projects import (
    ACADEMIA,
    CSO,
    GONE,
    changed,
    demo,
    demo_projects,
    ids_of,
)

HERE = Path(__file__).parent


def read_csv(name):
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_catalogue_holds_every_rule_with_its_level_kind_and_step():
    expected = {
        row["id"]: (row["level"], row["kind"], row["step"]) for row in read_csv("catalogue.csv")
    }

    assert len(expected) == 108
    assert {each.id: (each.level, each.kind, each.step) for each in CATALOGUE} == expected


@pytest.mark.parametrize("said", demo_projects(), ids=lambda said: said["id"])
def test_a_good_project_gives_no_finding(said):
    assert check(read_project(said)) == ()


@pytest.mark.parametrize("language", ["es-mx", "en"])
def test_every_message_is_a_sentence_in_both_languages(language):
    flawed = read_project(flawed_project())

    with override(language):
        messages = [finding.message for finding in check(flawed)]

    assert [
        text for text in messages if text[-1] not in ".?" or "%" in text.replace(" %", "")
    ] == []


def flawed_project():
    """A project of which almost nothing is right."""
    return changed(
        demo(),
        {
            "population": {},
            "stakeholders": [{"position": "opposed", "name": "Piperos"}],
            "problem_tree.causes.0.parent": "K9",
            "criteria": [],
            "logframe.goal": GONE,
            "logframe.purpose.indicators.0": {"name": "Reducir al 80 %"},
            "sdg.links.0": {"target": "6.9"},
            "plans": [{}],
            "left_behind": [{}],
            "integrated": {},
        },
    )


def test_findings_say_what_they_are_about_and_where_it_stands():
    said = changed(demo(), {"logframe.components.1.activities.0.indicators.1.formula": "A/C"})

    (finding,) = check(read_project(said))

    assert (finding.id, finding.level, finding.step, finding.rule.family) == (
        "IND-14",
        "E",
        "2.8",
        "IND",
    )
    assert vars(finding.place) == {
        "kind": "indicator",
        "key": "A2.1-I2",
        "code": "A2.1-I2",
        "field": "formula",
        "row": "A2.1",
    }
    with override("es-mx"):
        assert finding.message == (
            "La fórmula del indicador A2.1-I2 no coincide con sus variables: "
            "C no está entre las variables."
        )


def test_numbers_and_values_are_written_as_people_read_them():
    said = changed(
        demo(), {"declared_total": 1000, "logframe.goal.indicators.0.dimension": "economy"}
    )

    with override("es-mx"):
        found = {each.id: each.message for each in check(read_project(said))}

    assert found["BUD-01"] == "El presupuesto suma 16,500,000, y el total declarado es 1,000."
    assert found["IND-05"] == (
        "La dimensión «Economía» del indicador F-I1 no corresponde al nivel Fin."
    )


def test_common_costs_go_by_their_name():
    said = changed(demo(), {"cross_budget.0.fund": ""})

    with override("es-mx"):
        (finding,) = check(read_project(said))

        assert finding.message == "Indique la fuente de financiamiento de Seguimiento y evaluación."


def test_a_group_of_texts_that_are_the_same_is_one_finding():
    text = "Monitoreo participativo de la calidad del agua"
    said = demo()
    for component in said["logframe"]["components"]:
        component["activities"][1]["text"] = text

    (finding,) = [each for each in check(read_project(said)) if each.id == "DUP-01"]

    assert finding.things == {"A1.2", "A2.2", "A3.2"}
    with override("en"):
        assert finding.message == "A3.2 and A1.2, A2.2 say the same."


@pytest.mark.parametrize(
    ("deliverable", "blocked"),
    [
        ("E1", {"TRE-02"}),
        ("E2", {"TRE-02", "STG-02"}),
        ("E3", {"TRE-02", "STG-02", "STR-05", "DUP-01"}),
        ("E4", {"TRE-02", "STG-02", "STR-05", "DUP-01", "MOV-01"}),
        ("E5", {"TRE-02", "STG-02", "STR-05", "DUP-01", "MOV-01", "BUD-01", "SDG-01"}),
    ],
)
def test_errors_block_their_deliverable_and_the_later_ones(deliverable, blocked):
    said = changed(
        demo(),
        {
            "problem_tree.effects": demo()["problem_tree"]["effects"][:1],
            "objective_tree": demo()["objective_tree"][:8],
            "criteria.0.weight": 99,
            "logframe.components.0.activities": [],
            "logframe.components.2.text": demo()["logframe"]["components"][1]["text"],
            "logframe.components.1.indicators.0.mov": [],
            "sdg.primary_goal": 13,
            "logic_checked": False,
        },
    )

    findings = check(read_project(said))

    assert {each.id for each in blocking(findings, deliverable)} == blocked


def test_every_rule_counts_from_some_deliverable_on():
    assert rules_until("E5") == CATALOGUE
    assert [len(rules_until(name)) for name in STEPS] == [10, 16, 51, 82, 108]


def test_a_rule_may_be_harsher_or_milder_for_an_audience():
    without_plan = changed(demo(CSO), {"plans": [], "left_behind": []})
    of_academia = without_plan | {"audience": "academia"}

    levels = [
        {each.id: each.level for each in check(read_project(said))}
        for said in (without_plan, of_academia)
    ]

    assert levels == [{"PLN-01": "A", "LNB-01": "E"}, {"PLN-01": "A", "LNB-01": "W"}]


def test_a_partner_may_soften_or_silence_what_does_not_block():
    said = changed(
        demo(),
        {
            "logframe.purpose.text": "Los hogares rurales tendrán agua de calidad",
            "sdg.interactions": [],
            "evaluations": [],
            "sdg.primary_goal": GONE,
        },
    )

    findings = check(
        read_project(said),
        adapted={"SYN-03": "A", "SDG-06": OFF, "MON-02": "E", "SDG-01": OFF},
    )

    assert {each.id: each.level for each in findings} == {
        "SYN-03": "A",
        "SDG-01": "E",
        "MON-02": "W",
    }


def test_only_the_rules_of_some_steps_are_asked():
    found = {each.step for each in check(read_project(flawed_project()), steps={"2.1", "2.12"})}

    assert found == {"2.1", "2.12"}


def test_hints_are_silent_in_a_language_that_has_no_word_lists():
    said = changed(
        demo(ACADEMIA), {"language": "yua", "logframe.purpose.text": "Tu láakal kaajo'ob yaan ja'"}
    )

    assert ids_of(said) == set()


def test_hints_in_english_use_english_words():
    said = changed(
        demo(),
        {
            "language": "en",
            "logframe.purpose.text": "To improve the water of rural households",
            "logframe.components.0.text": "Rehabilitate the networks of the localities",
            "logframe.goal.text": "Contribute to the right to water through a safe service",
        },
    )

    assert {"SYN-02", "SYN-06"} <= ids_of(said)
    assert "SYN-01" not in ids_of(said)


def test_who_copied_is_told_to_tutors_and_never_by_check():
    facts, other = read_project(demo()), read_project(demo())
    other = replace(other, key="other", title="Otra agua", rows=other.rows[:-1])

    found = similar_to(facts, [other, read_project(demo(CSO)), ProjectFacts()])

    assert [(each.id, each.level, each.things) for each in found] == [
        ("DUP-05", "A", {"", "other"})
    ]
    assert "DUP-05" not in {each.id for each in check(facts)}
    assert [each.id for each in CATALOGUE if each.is_for_tutors] == ["DUP-05"]
