"""One change to a good project, and the rules that it wakes (domain reference 3.5)."""

import copy

import pytest

from assessments.domain.checker.check import check
from assessments.domain.checker.reading import read_project
from tests.assessments.domain.checker.projects import CSO, PUBLIC, demo, ids_of


def matrix(said):
    return said["logframe"]


def component(said, number):
    return said["logframe"]["components"][number - 1]


def activity(said, number, place):
    return component(said, number)["activities"][place - 1]


def purpose_indicator(said):
    return said["logframe"]["purpose"]["indicators"][0]


def cause(said, name):
    return next(node for node in said["problem_tree"]["causes"] if node["id"] == name)


def second_central_problem(said):
    tree = said["problem_tree"]
    tree["central"] = [tree["central"], {"id": "P1", "text": "Los caminos rurales están cerrados"}]


def cause_without_its_parent(said):
    cause(said, "K1.1")["parent"] = "K9"


def objective_under_another(said):
    node = next(node for node in said["objective_tree"] if node["id"] == "M1.1")
    node["parent"] = "M2"


def other_alternative(said):
    first, second = said["alternatives"]
    del first["selected"]
    second["selected"] = True


def no_goal(said):
    del matrix(said)["goal"]


def two_purposes(said):
    matrix(said)["purpose"] = [matrix(said)["purpose"], copy.deepcopy(matrix(said)["purpose"])]


def no_components(said):
    matrix(said)["components"] = []


def component_without_activities(said):
    component(said, 1)["activities"] = []


def code_of_another_place(said):
    component(said, 2)["code"] = "C5"


def short_component(said):
    component(said, 1)["text"] = "Redes"


def component_that_is_the_purpose(said):
    component(said, 3)["text"] = (
        "Hogares de las localidades rurales de Valle de Encinos con agua de calidad verificada "
        "recibida"
    )


def goal_that_is_the_purpose(said):
    matrix(said)["goal"]["text"] = (
        "Contribuir a que los hogares de las localidades rurales de Valle de Encinos reciban agua "
        "continua mediante agua de calidad verificada"
    )


def purpose_in_the_future(said):
    matrix(said)["purpose"]["text"] = (
        "Los hogares rurales de Valle de Encinos tendrán agua de calidad"
    )


def two_sentences(said):
    first = activity(said, 1, 1)
    first["text"] += ". Los proyectos se validan ante la comisión"


def four_indicators(said):
    indicators = component(said, 1)["indicators"]
    for name in ("tomas", "válvulas", "medidores"):
        more = copy.deepcopy(indicators[0])
        more["name"] = f"Porcentaje de {name} de red rehabilitadas"
        indicators.append(more)


def no_formula(said):
    del purpose_indicator(said)["formula"]


def target_like_the_baseline(said):
    purpose_indicator(said).update(target=46, period_targets=[46])


def name_of_fourteen_words(said):
    purpose_indicator(said)["name"] = (
        "Porcentaje de hogares rurales con agua diaria en las localidades del municipio de Encinos"
    )


def period_targets_that_go_back(said):
    purpose_indicator(said)["period_targets"] = [55, 50, 80]


def vague_indicator(said):
    component(said, 1)["indicators"][0].update(
        name="Porcentaje de redes adecuadas", definition="Redes adecuadas"
    )


def no_quality(said):
    component(said, 2)["indicators"][0]["dimension"] = "effectiveness"


def assumption_that_is_a_component(said):
    component(said, 1)["assumptions"][0]["text"] = component(said, 2)["text"]


def other_goal(said):
    said["sdg"]["primary_goal"] = 13


def seven_targets(said):
    link = said["sdg"]["links"][0]
    said["sdg"]["links"] += [{**link, "target": target} for target in ("1.4", "11.a", "13.1")]


def group_of_the_purpose_only(said):
    said["left_behind"][1]["rows"] = ["P"]


def no_duty_bearers(said):
    del said["integrated"]["human_rights"]["duty_bearers"]


def no_plans(said):
    said["plans"] = []


def plan_without_objective(said):
    del said["plans"][0]["objective"]


def activity_without_budget(said):
    del activity(said, 2, 2)["budget"]


def negative_amount(said):
    activity(said, 3, 2)["budget"]["amount"] = -1


def activity_like_another(said):
    activity(said, 3, 2)["text"] = (
        "Impartición de talleres de operación, tarifas y derecho al agua segura"
    )


def provisional_text(said):
    activity(said, 2, 1)["text"] = "Adquisición de equipos por definir"


def other_total(said):
    said["declared_total"] = 17_000_000


def two_results(said):
    purpose = matrix(said)["purpose"]
    purpose["text"] = (
        "Los hogares de las localidades rurales de Valle de Encinos reciben agua continua y "
        "reducen sus gastos"
    )


def component_as_an_order(said):
    component(said, 1)["text"] = "Rehabilitar las redes de distribución"


def activity_as_an_order(said):
    activity(said, 1, 1)["text"] = "Elaborar los proyectos ejecutivos de rehabilitación"


def goal_as_an_order(said):
    matrix(said)["goal"]["text"] = "Mejorar la salud de la niñez rural"


def goal_indicator_that_goes_up(said):
    matrix(said)["goal"]["indicators"][0]["direction"] = "ascending"


MUTATIONS = [
    (second_central_problem, {"TRE-01", "TRE-06"}),
    (cause_without_its_parent, {"TRE-05", "TRE-09"}),
    (objective_under_another, {"TRE-07"}),
    (other_alternative, {"STG-03", "VER-01"}),
    (no_goal, {"STR-01"}),
    (two_purposes, {"STR-02", "DUP-01", "DUP-03"}),
    (no_components, {"STR-03", "BUD-01", "INT-02", "LNB-03"}),
    (component_without_activities, {"STR-05", "BUD-01"}),
    (code_of_another_place, {"STR-07"}),
    (short_component, {"STR-08", "IND-19", "SYN-06"}),
    (component_that_is_the_purpose, {"VER-04"}),
    (goal_that_is_the_purpose, {"VER-05"}),
    (purpose_in_the_future, {"SYN-03"}),
    (two_sentences, {"SYN-08"}),
    (four_indicators, {"IND-02"}),
    (no_formula, {"IND-03"}),
    (target_like_the_baseline, {"IND-10"}),
    (name_of_fourteen_words, {"IND-16"}),
    (period_targets_that_go_back, {"IND-18"}),
    (vague_indicator, {"IND-22"}),
    (no_quality, {"IND-23"}),
    (assumption_that_is_a_component, {"ASM-07"}),
    (other_goal, {"SDG-01"}),
    (seven_targets, {"SDG-03"}),
    (group_of_the_purpose_only, {"LNB-03"}),
    (no_plans, {"PLN-01"}),
    (plan_without_objective, {"PLN-02"}),
    (activity_without_budget, {"BUD-02", "BUD-01"}),
    (negative_amount, {"BUD-03", "BUD-01"}),
    (activity_like_another, {"DUP-02", "IND-19"}),
    (provisional_text, {"DUP-04"}),
    (other_total, {"BUD-01"}),
    (two_results, {"SYN-04"}),
    (component_as_an_order, {"SYN-06"}),
    (activity_as_an_order, {"SYN-07"}),
    (goal_as_an_order, {"SYN-01"}),
    (goal_indicator_that_goes_up, {"IND-09", "IND-18"}),
]


@pytest.mark.parametrize(
    ("mutate", "expected"), MUTATIONS, ids=[mutate.__name__ for mutate, _expected in MUTATIONS]
)
def test_one_change_wakes_its_rule_and_no_other(mutate, expected):
    said = demo(PUBLIC)
    mutate(said)

    assert ids_of(said) == expected


def test_a_right_without_duty_bearers_blocks_a_project_of_civil_society():
    said = demo(CSO)
    no_duty_bearers(said)

    assert [(each.id, each.level) for each in check(read_project(said))] == [("INT-04", "E")]
