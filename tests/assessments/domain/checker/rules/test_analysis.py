from tests.assessments.domain.checker.projects import GONE
from tests.assessments.domain.checker.rules.cases import Case, assert_it_holds, each_of

TREE, OBJECTIVES = "problem_tree", "objective_tree"
REASON = "Es competencia del gobierno estatal"
RATIONALE = (
    "La eligió la asamblea de comités porque es la única que cabe en el presupuesto de este año."
)


@each_of(
    [
        Case("POP-01", {"population.potential": GONE}, {"population.target": 2460}),
        Case("POP-01", {"population.target": 2461}, {"population.reference": 2460}),
        Case("POP-01", {"population.target": -1}, {"population.target": 0}),
        Case(
            "STK-01",
            {"stakeholders.0.group": "media", "stakeholders.1.group": "media"},
            {"stakeholders.5": GONE, "stakeholders.4": GONE},
        ),
        Case("STK-02", {"stakeholders.2.influence": GONE}, {"stakeholders.2.influence": 1}),
        Case("STK-02", {"stakeholders.0.position": ""}, {"stakeholders.0.interest": ""}),
        Case(
            "STK-03",
            {
                "stakeholders.5.position": "strongly_opposed",
                "stakeholders.5.engagement_strategy": GONE,
            },
            {"stakeholders.0.engagement_strategy": GONE},
        ),
    ]
)
def test_population_and_stakeholders(case):
    assert_it_holds(case)


@each_of(
    [
        Case("TRE-01", {f"{TREE}.central": GONE}, {f"{TREE}.central": [{"id": "P0"}]}),
        Case("TRE-02", {f"{TREE}.effects.1.parent": "E1"}, {f"{TREE}.effects.2.parent": "P0"}),
        Case("TRE-02", {f"{TREE}.causes": []}, {f"{TREE}.causes.6": GONE}),
        Case(
            "TRE-03",
            {f"{TREE}.causes.1.text": "La falta de mantenimiento de las redes"},
            {f"{TREE}.causes.1.text": "Las redes se rompen por falta de mantenimiento"},
        ),
        Case(
            "TRE-03",
            {f"{TREE}.central.text": "No existen redes de agua en las localidades rurales"},
            {f"{TREE}.effects.0.text": "Falta de asistencia a la escuela"},
        ),
        Case(
            "TRE-04",
            {f"{TREE}.central.text": "Los caminos se inundan en temporada de lluvias"},
            {f"{TREE}.central.text": "Cada hogar padece sed en temporada de calor"},
        ),
        Case("TRE-05", {f"{TREE}.causes.0.parent": "K1.1"}, {f"{TREE}.causes.1.parent": "K2"}),
        Case("TRE-05", {f"{TREE}.effects.0.parent": GONE}, {f"{TREE}.effects.2.parent": "E2"}),
        Case(
            "TRE-06",
            {f"{TREE}.causes.6.reason": "No nos toca"},
            {
                f"{OBJECTIVES}.6": GONE,
                f"{TREE}.causes.5.out_of_scope": True,
                f"{TREE}.causes.5.reason": REASON,
            },
        ),
        Case(
            "TRE-06",
            {
                f"{OBJECTIVES}.9": GONE,
                f"{TREE}.effects.2.out_of_scope": True,
                f"{TREE}.effects.2.reason": REASON,
            },
        ),
        Case("TRE-07", {f"{OBJECTIVES}.3.parent": None}, {f"{OBJECTIVES}.5": GONE}),
        Case(
            "TRE-08",
            {f"{OBJECTIVES}.1.text": "REDES de distribucion con mas de 25 años presentan fugas "
             "frecuentes"},
            {f"{OBJECTIVES}.1.text": "Las redes de distribución operan sin fugas"},
        ),
        Case(
            "TRE-08",
            {f"{OBJECTIVES}.1.text": "Evitar las fugas de las redes de distribución"},
            {f"{OBJECTIVES}.1.text": ""},
        ),
        Case("TRE-09", {f"{TREE}.causes.1.parent": "K2"}, {f"{TREE}.causes.1.text": "Otra"}),
    ]
)  # fmt: skip
def test_trees(case):
    assert_it_holds(case)


@each_of(
    [
        Case("STG-01", {"alternatives.1": GONE}, {"alternatives.1.name": ""}),
        Case(
            "STG-02",
            {"criteria.0.weight": 31},
            {"criteria.0.weight": 31, "criteria.1.weight": 19},
        ),
        Case("STG-02", {"alternatives.1.scores": [2, 5, 2, 2]}, {"alternatives.1.means": []}),
        Case("STG-02", {"alternatives.1.scores.0": 6}, {"alternatives.1.scores.0": 5}),
        Case("STG-02", {"alternatives.1.selected": True}, {"alternatives.1.selected": False}),
        Case("STG-02", {"alternatives.0.selected": "no"}, {"alternatives.0.selected": "yes"}),
        Case(
            "STG-03",
            {"alternatives.1.scores": [5] * 5},
            {"alternatives.1.scores": [5] * 5, "selection_rationale": RATIONALE},
        ),
        Case(
            "STG-03",
            {"alternatives.1.scores": [5] * 5, "selection_rationale": "Nos gusta más"},
            {"alternatives.1.scores": [5, 4, 3, 5, 4]},
        ),
    ]
)
def test_strategy(case):
    assert_it_holds(case)
