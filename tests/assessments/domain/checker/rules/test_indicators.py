from tests.assessments.domain.checker.projects import ACADEMIA, GONE, demo
from tests.assessments.domain.checker.rules.cases import Case, assert_it_holds, each_of

GOAL, PURPOSE = "logframe.goal.indicators.0", "logframe.purpose.indicators.0"
C1, A11 = "logframe.components.0", "logframe.components.0.activities.0"
C1I, A11I = f"{C1}.indicators.0", f"{A11}.indicators.0"
ONE = demo()["logframe"]["components"][0]["indicators"][0]


@each_of(
    [
        Case("IND-01", {f"{C1}.indicators": GONE}, {f"{C1}.indicators": [{}]}),
        Case("IND-02", {f"{C1}.indicators": [ONE] * 4}, {f"{C1}.indicators": [ONE] * 3}),
        Case("IND-03", {f"{PURPOSE}.target": "ochenta"}, {f"{PURPOSE}.target": "80"}),
        Case("IND-03", {f"{PURPOSE}.frequency": "weekly"}, {f"{PURPOSE}.frequency": "Annual"}),
        Case("IND-03", {f"{PURPOSE}.direction": ""}, {f"{PURPOSE}.baseline": GONE}),
        Case(
            "IND-04",
            {f"{PURPOSE}.baseline_year": GONE},
            {
                f"{PURPOSE}.baseline": GONE,
                f"{PURPOSE}.baseline_reason": "Se medirá con la primera encuesta",
                f"{PURPOSE}.baseline_planned": "2025-06",
            },
        ),
        Case(
            "IND-04",
            {
                f"{PURPOSE}.baseline": GONE,
                f"{PURPOSE}.baseline_reason": "Se medirá después",
                f"{PURPOSE}.baseline_planned": "2025-06",
            },
            {f"{PURPOSE}.baseline": 0},
        ),
        Case("IND-09", {f"{PURPOSE}.target": 45.9}, {f"{PURPOSE}.target": 46}),
        Case("IND-10", {f"{A11I}.baseline": 100.0}, {f"{A11I}.baseline": 99.9}),
        Case("IND-11", {f"{PURPOSE}.baseline_year": 2027}, {f"{PURPOSE}.baseline_year": 2026}),
        Case("IND-12", {f"{PURPOSE}.target_year": 2028}, {f"{GOAL}.target_year": 2033}),
        Case("IND-12", {f"{GOAL}.target_year": 2034}, {"period_end": GONE}),
        Case("IND-13", {f"{PURPOSE}.target": 101}, {f"{PURPOSE}.target": 100}),
        Case("IND-13", {f"{PURPOSE}.baseline": -0.1}, {f"{GOAL}.target": 1200}),
        Case("IND-16", {f"{C1I}.name": "de " * 11}, {f"{C1I}.name": "de " * 10}),
        Case("IND-17", {f"{C1I}.semaphore": [90, 90, 130]}, {f"{C1I}.semaphore": [0, 100, 101]}),
        Case("IND-17", {f"{C1I}.semaphore": "rojo"}, {f"{C1I}.semaphore": ["70", "90", "130"]}),
        Case(
            "IND-18",
            {f"{PURPOSE}.period_targets": [55, 68, 79]},
            {f"{PURPOSE}.period_targets": [80, 12, 3], f"{PURPOSE}.cumulative": False},
        ),
        Case("IND-18", {f"{GOAL}.period_targets": [30, 34]}, {f"{GOAL}.period_targets": [30, 30]}),
        Case(
            "IND-23",
            {"logframe.components.1.indicators.0.dimension": "efficiency"},
            {"logframe.components.1.indicators": [], f"{C1I}.dimension": "quality"},
        ),
    ]
)
def test_figures(case):
    assert_it_holds(case)


@each_of(
    [
        Case("IND-05", {f"{GOAL}.dimension": "quality"}, {f"{PURPOSE}.dimension": "efficiency"}),
        Case("IND-05", {f"{C1I}.dimension": "economy"}, {f"{A11I}.dimension": "economy"}),
        Case("IND-05", {f"{C1I}.dimension": "calidad"}, {f"{C1I}.dimension": ""}),
        Case("IND-06", {f"{C1}.delivered_to": "intermediary"}, {f"{C1I}.type": "management"}),
        Case("IND-06", {f"{A11I}.type": "strategic"}, {f"{C1I}.type": ""}),
        Case("IND-07", {f"{C1I}.frequency": "annual"}, {f"{C1I}.frequency": "quarterly"}),
        Case("IND-07", {f"{C1I}.frequency": "biennial"}, {f"{C1I}.frequency": "annual"}, ACADEMIA),
        Case("IND-08", {f"{GOAL}.frequency": "semiannual"}, {f"{GOAL}.frequency": "biennial"}),
        Case("IND-08", {f"{C1I}.frequency": "monthly"}, {f"{A11I}.frequency": "monthly"}),
        Case("IND-20", {f"{PURPOSE}.method": "absolute"}, {f"{C1I}.method": "absolute"}),
    ]
)
def test_what_fits_the_level(case):
    assert_it_holds(case)


@each_of(
    [
        Case("IND-14", {f"{PURPOSE}.formula": "(A/B"}, {f"{PURPOSE}.formula": "100 * A / B"}),
        Case("IND-14", {f"{PURPOSE}.formula": "A/C"}, {f"{PURPOSE}.formula": "(A×100)÷B"}),
        Case("IND-14", {f"{PURPOSE}.formula": "A*100"}, {f"{PURPOSE}.formula": ""}),
        Case("IND-14", {f"{PURPOSE}.vars": "A"}, {f"{PURPOSE}.vars": {"A": "", "B": ""}}),
        Case(
            "IND-15",
            {f"{C1I}.name": "Incrementar las redes rehabilitadas"},
            {f"{C1I}.name": "Hogar promedio por red rehabilitada"},
        ),
        Case(
            "IND-15",
            {f"{C1I}.name": "Redes rehabilitadas al 80 %"},
            {f"{C1I}.name": "Redes rehabilitadas en 80 localidades"},
        ),
        Case(
            "IND-19",
            {f"{C1I}.name": "Tasa de letalidad", f"{C1I}.definition": "Muertes entre casos"},
            {f"{C1I}.name": "Tasa", f"{C1I}.definition": "Kilómetros de la red rural"},
        ),
        Case(
            "IND-21",
            {f"{PURPOSE}.name": "Porcentaje de tinacos entregados a hogares"},
            {f"{C1I}.name": "Porcentaje de redes entregadas"},
        ),
        Case(
            "IND-22",
            {f"{C1I}.name": "Redes en buen estado", f"{C1I}.definition": "Redes con buen estado"},
            {f"{C1I}.name": "Porcentaje de redes en buen estado"},
        ),
        Case("CRE-01", {f"{C1I}.cremaa": "yyy-yy"}, {f"{C1I}.cremaa": "yyyyy-"}),
        Case("CRE-01", {f"{PURPOSE}.cremaa": "yyyyy-"}, {f"{PURPOSE}.cremaa": "yyyyyn"}),
        Case("CRE-02", {f"{C1I}.cremaa": "nyyyyy"}, {f"{C1I}.cremaa": "yyyyyn"}),
        Case("CRE-02", {f"{C1I}.cremaa": {"economy": False}}, {f"{C1I}.cremaa": {}}),
    ]
)
def test_words_formula_and_criteria(case):
    assert_it_holds(case)


@each_of(
    [
        Case("MOV-01", {f"{C1I}.mov": []}, {f"{C1I}.mov": {"source": "Actas de entrega"}}),
        Case("MOV-02", {f"{C1I}.mov.0.unit": ""}, {f"{C1I}.mov.0.type": ""}),
        Case(
            "MOV-03",
            {f"{C1I}.mov.0.frequency": "annual"},
            {f"{C1I}.mov.0.frequency": "continuous"},
        ),
        Case(
            "MOV-03",
            {f"{A11I}.mov.0.frequency": "semiannual"},
            {
                f"{A11I}.mov.0.frequency": "semiannual",
                f"{A11I}.mov.+": {"source": "Bitácora de obra", "frequency": "monthly"},
            },
        ),
        Case("MOV-04", {f"{C1I}.mov.0.source": "Fotos e informes"}, {f"{C1I}.mov.0.source": ""}),
        Case(
            "MOV-04",
            {f"{C1I}.mov.0.source": "Listas de asistencia"},
            {f"{C1I}.mov.0.source": "Listas de asistencia de los comités de agua"},
        ),
        Case(
            "MOV-05",
            {f"{PURPOSE}.mov.0.type": "own_administrative"},
            {f"{A11I}.mov.0.type": "own_administrative"},
        ),
    ]
)  # fmt: skip
def test_means_of_verification(case):
    assert_it_holds(case)
