"""What a workbook of ours says when it comes back: the same, or what was changed in it."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assessments.domain.checker.reading import read_project
from assessments.domain.exchange.comparing import Verdict
from assessments.domain.exchange.state import state_in
from assessments.domain.exercise.planning import plan_for
from assessments.domain.exercise.writing import known_targets
from courses.domain.goals import load_goals
from lms.lib.errors import RuleViolation
from tests.assessments.domain.checker.projects import demo, demo_projects, places_in
from tests.assessments.domain.checker.projects import put as put_in
from tests.assessments.domain.exchange.books import put, read_back, sheets_of

pytestmark = pytest.mark.django_db
HOSTILE = [
    "=1+1",
    "+52 951",
    "-5",
    "@SUM(A1)",
    "'x",
    "Ñañu",
    "tsaꞌay ꞌñuu",
    "💧 agua",
    "1,5; 2",
    "_x0041_",
    "no",
    "2025-03",
    "007",
    "<b>&amp;</b>",
    "a\nb\n\nc",
    "C1",
    "–",
]


@pytest.fixture
def plan():
    load_goals()
    return state_in(demo())


@pytest.fixture
def goals():
    load_goals()


def texts_in(said):
    for path in places_in(said):
        there = said
        for step in path:
            there = there[step]
        # Ids and references would make another project of it, and not another text.
        if isinstance(there, str) and len(there) > 25:
            yield path


@st.composite
def projects(draw):
    """A worked example in which some texts are awkward ones."""
    project = draw(st.sampled_from(demo_projects()))
    paths = list(texts_in(project))
    for path in draw(st.lists(st.sampled_from(paths), min_size=1, max_size=40, unique=True)):
        text = draw(st.sampled_from(HOSTILE) | st.text(max_size=60))
        put_in(project, path, text)
    return project


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(said=projects())
def test_a_workbook_that_comes_back_as_it_went_changes_nothing(said, goals):
    before = plan_for(read_project(said), targets=known_targets())

    comparison, _after = read_back(sheets_of(before), before)

    assert comparison.cells == ()


def test_a_changed_cell_is_the_only_difference(plan):
    sheets = sheets_of(plan)
    put(sheets["matrix"], 1, "row.narrative", "Contribuir a otra cosa mediante el agua.")

    comparison, _after = read_back(sheets, plan)

    (cell,) = comparison.cells
    assert (cell.kind, cell.verdict) == ("row", Verdict.CHANGED)
    assert cell.before.startswith("Contribuir a garantizar el derecho humano al agua")
    assert cell.after == "Contribuir a otra cosa mediante el agua."


def test_what_is_not_understood_or_too_long_is_named_and_changes_nothing(plan):
    sheets = sheets_of(plan)
    put(sheets["matrix"], 1, "indicator.frequency", "de vez en cuando")
    put(sheets["matrix"], 1, "indicator.baseline_value", "cerca de 40")
    put(sheets["stakeholder"], 1, "interest", "x" * 301)
    put(sheets["assumption"], 1, "is_external", "quizá")
    put(sheets["plan"], 1, "end_year", "treinta")
    put(sheets["budget_line"], 1, "activity", "A9.9")

    comparison, _after = read_back(sheets, plan)

    assert {cell.verdict for cell in comparison.cells} == {
        Verdict.NOT_UNDERSTOOD,
        Verdict.TOO_LONG,
        Verdict.REMOVED,
    }
    assert sorted((cell.kind, cell.after) for cell in comparison.refused) == [
        ("assumption", "quizá"),
        ("budget_line", ""),
        ("indicator", "cerca de 40"),
        ("indicator", "de vez en cuando"),
        ("plan", "treinta"),
        ("stakeholder", "x" * 300),
    ]
    # A line of the budget without its activity has no place: it is said to go, not lost in silence.
    assert [cell.kind for cell in comparison.cells if cell.verdict == Verdict.REMOVED] == [
        "budget_line"
    ]


def test_a_row_without_its_hidden_key_is_new_and_other_sheets_may_name_it(plan):
    sheets = sheets_of(plan)
    matrix = sheets["matrix"]
    new = [""] * len(matrix.rows[0])
    matrix.rows.append(new)
    last = len(matrix.rows) - 2
    put(matrix, last, "row.level", "Actividad")
    put(matrix, last, "row.code", "A2.9")
    put(matrix, last, "row.narrative", "Capacitación de fontaneras")
    put(matrix, last, "indicator.name", "Personas capacitadas")
    put(matrix, last, "assumption.lines", "Hay interés.\nHay aula.")
    put(sheets["sdg_link"], 1, "rows", "C1\nA2.9")

    comparison, after = read_back(sheets, plan)

    row = next(item for item in after.items["row"] if item.key.startswith("new"))
    component = [item.key for item in plan.items["row"] if item.place["level"] == "component"][1]
    assert row.place == {"level": "activity", "parent": component}
    assert [
        item.values["text"] for item in after.items["assumption"] if item.place["row"] == row.key
    ] == ["Hay interés.", "Hay aula."]
    assert after.items["sdg_link"][0].values["rows"][-1] == row.key
    assert {(cell.kind, cell.verdict) for cell in comparison.cells} == {
        ("row", Verdict.NEW),
        ("indicator", Verdict.NEW),
        ("assumption", Verdict.NEW),
        ("sdg_link", Verdict.CHANGED),
    }


def test_a_row_taken_out_takes_along_what_hangs_on_it_and_nothing_else(plan):
    sheets = sheets_of(plan)
    matrix = sheets["matrix"]
    codes = [str(row[matrix.rows[0].index("row.code")]) for row in matrix.rows]
    gone = {"C1", *(code for code in codes if code.startswith("A1."))}
    matrix.rows[:] = [row for row, code in zip(matrix.rows, codes, strict=True) if code not in gone]

    comparison, after = read_back(sheets, plan)

    assert comparison.refused == []
    left = {item.key for item in after.items["row"]}
    assert all(item.place["row"] in left for item in after.items["indicator"])
    assert {cell.kind for cell in comparison.cells if cell.verdict == Verdict.REMOVED} == {
        "row",
        "assumption",
        "indicator",
        "means",
        "budget_line",
    }


def test_sheets_that_are_not_there_leave_all_as_it_is(plan):
    sheets = sheets_of(plan)

    comparison, _after = read_back({"matrix": sheets["matrix"]}, plan)

    assert comparison.cells == ()


def test_lines_of_the_matrix_change_the_records_of_their_own_sheets(plan):
    sheets = sheets_of(plan)
    put(sheets["matrix"], 2, "means.lines", "Censo de población\nRegistro nuevo")

    comparison, _after = read_back(sheets, plan)

    assert [(cell.kind, cell.verdict, cell.after) for cell in comparison.cells] == [
        ("means", Verdict.CHANGED, "Censo de población"),
        ("means", Verdict.NEW, "Registro nuevo"),
    ]


def test_a_workbook_in_english_is_read_on_a_page_in_spanish(plan):
    sheets = sheets_of(plan)
    put(sheets["matrix"], 1, "row.level", "Goal")
    put(sheets["matrix"], 1, "indicator.frequency", "Biennial")

    comparison, _after = read_back(sheets, plan)

    assert [(cell.verdict, cell.after) for cell in comparison.cells] == [
        (Verdict.CHANGED, "Bienal")
    ]


def test_a_workbook_of_somebody_else_is_refused(plan):
    sheets = sheets_of(plan)
    for sheet in sheets.values():
        sheet.rows[0][0] = "Nombre"

    with pytest.raises(RuleViolation) as refusal:
        read_back(sheets, plan)

    assert refusal.value.code == "foreign_workbook"
