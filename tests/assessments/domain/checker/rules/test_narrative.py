from tests.assessments.domain.checker.projects import CSO, GONE, demo
from tests.assessments.domain.checker.rules.cases import Case, assert_it_holds, each_of

GOAL, PURPOSE = "logframe.goal", "logframe.purpose"
C1, A11 = "logframe.components.0", "logframe.components.0.activities.0"
ONE = demo()["logframe"]["components"][0]


@each_of(
    [
        Case("STR-01", {GOAL: [{"text": "Uno"}, {"text": "Dos"}]}, {f"{GOAL}.text": "Uno"}),
        Case("STR-02", {PURPOSE: GONE}, {f"{PURPOSE}.text": ""}),
        Case("STR-03", {"logframe.components": "C1"}, {"logframe.components": ONE}),
        Case(
            "STR-04",
            {"logframe.components": ONE},
            {"logframe.components.2": GONE},
        ),
        Case(
            "STR-04",
            {"logframe.components": [ONE] * 7},
            {"logframe.components": [ONE] * 6},
        ),
        Case("STR-05", {f"{C1}.activities": GONE}, {f"{C1}.activities.1": GONE}),
        Case("STR-06", {f"{C1}.activities.1": GONE}, {f"{C1}.activities": []}),
        Case(
            "STR-06",
            {f"{C1}.activities": [ONE["activities"][0]] * 7},
            {f"{C1}.activities": [ONE["activities"][0]] * 6},
        ),
        Case("STR-07", {f"{A11}.code": "A9.1"}, {f"{A11}.code": "a1.1"}),
        Case("STR-08", {f"{GOAL}.text": "Agua para todo"}, {f"{GOAL}.text": "Agua para todos"}),
        Case("STR-08", {f"{A11}.text": None}, {f"{A11}.text": "Elaboración de proyectos"}),
    ]
)
def test_structure(case):
    assert_it_holds(case)


@each_of(
    [
        Case("VER-01", {f"{C1}.objective": GONE}, {f"{C1}.objective": "M2"}),
        Case("VER-01", {f"{C1}.objective": "M1.1"}, {"alternatives.1.means": []}),
        Case("VER-02", {f"{PURPOSE}.objective": "M1"}, {f"{GOAL}.objective": "N1"}),
        Case("VER-02", {f"{PURPOSE}.objective": GONE}, {f"{PURPOSE}.text": ""}),
        Case(
            "VER-03",
            {f"{PURPOSE}.text": "Las escuelas públicas obtienen mobiliario nuevo"},
            {f"{PURPOSE}.text": "Cada hogar rural recibe agua de calidad"},
        ),
        Case(
            "VER-04",
            {
                f"{C1}.text": "Agua continua y de calidad verificada recibida por los hogares de "
                "las localidades rurales de Valle de Encinos"
            },
            {f"{C1}.text": "Agua de calidad entregada en las localidades rurales"},
        ),
        Case(
            "VER-05",
            {
                f"{GOAL}.text": "Contribuir a que los hogares rurales de las localidades de Valle "
                "de Encinos reciban agua continua de calidad verificada mediante redes"
            },
            {f"{GOAL}.text": "Contribuir a la salud de los hogares rurales mediante agua segura"},
        ),
        Case(
            "VER-06",
            {f"{A11}.text": "Rehabilitación de las redes de distribución rurales"},
            {f"{A11}.text": "Rehabilitación de tomas y medidores rurales"},
        ),
        Case("VER-07", {"logic_checked": [True, False, True]}, {"logic_checked": [1, 1, 1]}),
        Case("VER-07", {"logic_checked": GONE}, {"logic_checked": "yes"}),
    ]
)
def test_vertical_logic(case):
    assert_it_holds(case)


@each_of(
    [
        Case(
            "SYN-01",
            {f"{GOAL}.text": "Contribuir a garantizar el derecho humano al agua en el municipio"},
            {f"{GOAL}.text": "Contribuir al derecho al agua por medio de redes comunitarias"},
        ),
        Case(
            "SYN-02",
            {f"{PURPOSE}.text": "Garantizada el agua de los hogares rurales"},
            {f"{PURPOSE}.text": "Mujeres y hombres de las localidades rurales reciben agua"},
        ),
        Case(
            "SYN-02",
            {f"{PURPOSE}.text": "Asegurar que los hogares rurales reciban agua"},
            {f"{PURPOSE}.text": "Hogares de las localidades rurales reciben agua"},
        ),
        Case(
            "SYN-03",
            {f"{PURPOSE}.text": "Los hogares rurales con acceso al agua que reciben de la red"},
            {f"{PURPOSE}.text": "La población rural se abastece de agua segura"},
        ),
        Case(
            "SYN-03",
            {f"{PURPOSE}.text": "Se pretende que los hogares rurales reciban agua"},
            {f"{PURPOSE}.text": "Los hogares en busca de agua la reciben cada día"},
        ),
        Case(
            "SYN-04",
            {f"{PURPOSE}.text": "Los hogares rurales reciben agua además de drenaje"},
            {f"{PURPOSE}.text": "Los hogares que viven y trabajan en el ejido reciben agua"},
        ),
        Case(
            "SYN-04",
            {f"{PURPOSE}.text": "Los hogares reciben agua y se benefician de la red"},
            {f"{PURPOSE}.text": "Las niñas y los niños reciben agua y jabón"},
        ),
        Case(
            "SYN-05",
            {f"{PURPOSE}.text": "Los hogares reciben agua por medio de la red rehabilitada"},
            {f"{PURPOSE}.text": "Los hogares reciben agua de la red rehabilitada"},
        ),
        Case(
            "SYN-06",
            {f"{C1}.text": "Redes de distribución para residuos sólidos"},
            {f"{C1}.text": "Reglamento municipal del agua inscrito en el registro"},
        ),
        Case(
            "SYN-07",
            {f"{A11}.text": "Diagnóstico elaborado con los comités"},
            {f"{A11}.text": "Diagnóstico participativo con los comités"},
        ),
        Case(
            "SYN-07",
            {f"{A11}.text": "Población rural capacitada en el uso del agua"},
            {f"{A11}.text": "Brigadas de limpieza de pozos"},
        ),
        Case(
            "SYN-08",
            {f"{A11}.text": "Elaboración de proyectos " + "x" * 280},
            {f"{A11}.text": "Elaboración de proyectos con Agua Clara A.C. Norte, Edo. México"},
        ),
    ]
)  # fmt: skip
def test_syntax(case):
    assert_it_holds(case)


@each_of(
    [
        Case(
            "DUP-01",
            {f"{A11}.text": "Monitoreo  participativo de la CALIDAD del agua"},
            {f"{A11}.text": ""},
        ),
        Case(
            "DUP-02",
            {f"{A11}.text": "Monitoreo participativo de calidad de agua"},
            {f"{A11}.text": "Monitoreo participativo de la calidad del agua"},
        ),
        Case(
            "DUP-03",
            {f"{A11}.indicators.0.name": "Porcentaje de hogares rurales con agua DIARIA"},
            {f"{C1}.indicators.+": ONE["indicators"][0]},
        ),
        Case(
            "DUP-04",
            {f"{C1}.assumptions.0.text": "Supuesto pendiente"},
            {f"{C1}.assumptions.0.text": "Los terrenos en pendiente permiten la obra"},
        ),
        Case(
            "DUP-04",
            {f"{C1}.indicators.0.definition": "Lorem ipsum dolor"},
            {f"{C1}.indicators.0.definition": "Redes en la calle Lerma XX"},
        ),
        Case(
            "LNB-04",
            {f"{C1}.text": "Redes de agua entregadas a los beneficiarios"},
            {f"{C1}.text": "Redes de agua entregadas a la población"},
        ),
        Case(
            "LNB-04",
            {"summary": "El programa mejora la vida de la mujer rural"},
            {"summary": "El Instituto Municipal de la Mujer acompaña el programa"},
            CSO,
        ),
    ]
)
def test_texts(case):
    assert_it_holds(case)
