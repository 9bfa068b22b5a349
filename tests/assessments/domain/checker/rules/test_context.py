from tests.assessments.domain.checker.projects import ACADEMIA, CSO, GONE
from tests.assessments.domain.checker.rules.cases import Case, assert_it_holds, each_of

C1, A11 = "logframe.components.0", "logframe.components.0.activities.0"
S1 = f"{C1}.assumptions.0"
LINK = "sdg.links.0"
RIGHTS, GENDER, LIFE = ("integrated.human_rights", "integrated.gender", "integrated.life_cycle")
STATE_PLAN_ONLY = {"plans.0": GONE}


@each_of(
    [
        Case("ASM-01", {f"{C1}.assumptions": []}, {f"{S1}.text": "Llueve poco en mayo"}),
        Case("ASM-01", {f"{S1}.text": " "}, {f"{S1}.likelihood": ""}),
        Case(
            "ASM-02",
            {f"{S1}.text": "No llueve durante las obras"},
            {f"{S1}.text": "Noviembre es un mes seco en la región"},
        ),
        Case(
            "ASM-02",
            {f"{S1}.text": "El clima impide que se detengan las obras"},
            {f"{S1}.text": "El clima permite las obras"},
        ),
        Case(
            "ASM-03",
            {f"{S1}.text": "El programa cuenta con maquinaria"},
            {f"{S1}.text": "El programa estatal de caminos continúa"},
        ),
        Case(
            "ASM-03",
            {f"{S1}.text": "La dirección de agua y saneamiento conserva a su equipo"},
            {f"{S1}.text": "La comisión de agua del estado conserva a su equipo"},
        ),
        Case("ASM-04", {f"{S1}.external": False}, {f"{S1}.external": True}),
        Case("ASM-04", {f"{S1}.external": None}, {f"{S1}.external": "yes"}),
        Case("ASM-05", {f"{S1}.likelihood": "almost_certain"}, {f"{S1}.likelihood": "certain"}),
        Case(
            "ASM-06",
            {f"{S1}.likelihood": "unlikely"},
            {f"{S1}.likelihood": "unlikely", f"{S1}.redesign_note": "Se obra de noche"},
        ),
        Case(
            "ASM-07",
            {f"{S1}.text": "Las redes rurales de distribución están rehabilitadas"},
            {f"{S1}.text": "Las redes eléctricas rurales funcionan"},
        ),
    ]
)
def test_assumptions(case):
    assert_it_holds(case)


@each_of(
    [
        Case("SDG-01", {"sdg.primary_goal": GONE}, {"sdg.primary_goal": 5}),
        Case("SDG-01", {"sdg.links": []}, {"sdg.primary_goal": "6"}),
        Case("SDG-02", {f"{LINK}.target": "6.9"}, {f"{LINK}.target": "6.B"}),
        Case("SDG-03", {"sdg.links.+": {"target": "7.1"}}, {"sdg.links.+": {"target": "5.2"}}),
        Case("SDG-04", {f"{LINK}.rationale": "x" * 59}, {f"{LINK}.rationale": "x" * 60}),
        Case("SDG-04", {f"{LINK}.contribution": ""}, {f"{LINK}.contribution": "indirect"}),
        Case(
            "SDG-05",
            {f"{LINK}.rows": ["C1"], "sdg.links.2.rows": ["C9"]},
            {f"{LINK}.rows": ["C1"]},
        ),
        Case("SDG-06", {"sdg.interactions": []}, {"sdg.interactions.0.to": "13.1"}),
        Case("SDG-06", {"sdg.interactions.0.to": "6.1"}, {"sdg.interactions.0.sign": ""}),
        Case(
            "SDG-07",
            {f"{LINK}.target": "10.b"},
            {f"{LINK}.target": "10.b", f"{LINK}.contribution": "indirect"},
        ),
    ]
)
def test_agenda_2030(case):
    assert_it_holds(case)


@each_of(
    [
        Case("LNB-01", {"left_behind": []}, {"left_behind.1": GONE}),
        Case("LNB-02", {"logframe.purpose.indicators.0.disagg": ["sex"]}, {f"{C1}.indicators": []}),
        Case(
            "LNB-02",
            {"logframe.goal.indicators.0.disagg": ["locality", "disability"]},
            {
                "logframe.goal.indicators.0.disagg": [],
                "logframe.goal.indicators.0.counts_people": 0,
            },
        ),
        Case("LNB-03", {"left_behind.0.rows": []}, {"left_behind.0.rows": ["F", "A3.1"]}),
        Case("INT-01", {f"{GENDER}.text": "x" * 79}, {f"{GENDER}.text": "x" * 80}),
        Case(
            "INT-01",
            {LIFE: {"not_applicable": True, "justification": "x" * 49}},
            {LIFE: {"not_applicable": True, "justification": "x" * 50}},
        ),
        Case("INT-02", {f"{LIFE}.rows": ["C9"]}, {LIFE: {"not_applicable": True}}),
        Case("INT-03", {f"{GENDER}.not_applicable": True}, {f"{LIFE}.not_applicable": True}),
        Case("INT-04", {f"{RIGHTS}.holders": ""}, {f"{RIGHTS}.aaaq_note": ""}),
        Case("INT-04", {"integrated": {}}, {f"{RIGHTS}.rows": []}),
    ]
)
def test_people_and_principles(case):
    assert_it_holds(case)


@each_of(
    [
        Case(
            "PLN-01",
            STATE_PLAN_ONLY,
            STATE_PLAN_ONLY | {"government_level": "state"},
        ),
        Case("PLN-01", {"plans": []}, {"plans.0.name": ""}, CSO),
        Case("PLN-02", {"plans.0.end": "pronto"}, {"plans.0.axis": ""}),
        Case("PLN-03", {"plans.0.end": 2024, "plans.0.start": 2022}, {"plans.0.end": 2025}),
        Case("PLN-03", {"plans.1.start": 2028}, {"plans.1.start": 2027}),
    ]
)
def test_plans(case):
    assert_it_holds(case)


@each_of(
    [
        Case("BUD-01", {"declared_total": 16_582_915}, {"declared_total": 16_582_914}),
        Case("BUD-01", {"declared_total": GONE}, {"cross_budget.0.amount": 580_000.5}),
        Case("BUD-02", {f"{A11}.budget": []}, {f"{A11}.budget": [], f"{A11}.no_cost": True}),
        Case(
            "BUD-02",
            {f"{A11}.budget": GONE},
            {
                "project_kind": "class_integration",
                "declared_total": 0,
                "cross_budget": [],
                "logframe.components": [{"activities": [{}]}],
            },
            ACADEMIA,
        ),
        Case("BUD-03", {f"{A11}.budget.currency": "USD"}, {f"{A11}.budget.currency": "mxn"}),
        Case("BUD-04", {f"{A11}.budget.amount": 1_900_000}, {f"{A11}.budget.amount": 1_700_000}),
        Case("BUD-05", {"cross_budget.0.kind": "admin"}, {"cross_budget.0.amount": 1_650_000}),
        Case("BUD-05", {"cross_budget.0.amount": 1_650_001}, {"cross_budget.0.amount": 495_000}),
        Case("BUD-06", {f"{A11}.budget.fund": ""}, {f"{A11}.budget.chapter": ""}),
        Case("SCH-01", {f"{A11}.end": "2025-02"}, {f"{A11}.end": "2025-03"}),
        Case("SCH-01", {f"{A11}.start": "2025-02"}, {f"{A11}.start": GONE}),
        Case("SCH-01", {f"{A11}.end": "2028-01"}, {"period_end": "2027-12-31"}),
        Case("MON-01", {"monitoring.0.first_date": ""}, {"monitoring.0.use": ""}),
        Case("MON-01", {"monitoring.1.indicator": "P-I9"}, {"logframe.purpose.indicators": []}),
        Case("MON-02", {"evaluations": []}, {"evaluations.1": GONE}),
    ]
)
def test_money_dates_and_follow_up(case):
    assert_it_holds(case)
