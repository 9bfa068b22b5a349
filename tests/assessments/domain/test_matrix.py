from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from django.utils import timezone

from assessments.domain.exercise.deletions import deletions_of
from assessments.domain.exercise.records import RecordChanged
from assessments.domain.matrix import (
    add_row,
    delete_row,
    matrix_of,
    move_row,
    save_cell,
    save_part,
)
from assessments.domain.project import project_of
from assessments.models import LogframeProject
from lms.lib.errors import RuleViolation
from tests.assessments.projects import VALUES, written_project
from tests.factories import EnrolmentFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def enrolment():
    return EnrolmentFactory()


@pytest.fixture
def project(enrolment):
    return project_of(enrolment)


@pytest.fixture
def person(enrolment):
    return enrolment.participant


def codes(project):
    return [row.code for row in matrix_of(project).rows]


def test_project_of_makes_one_project_with_goal_and_purpose(enrolment):
    project = project_of(enrolment)

    assert project_of(enrolment) == project
    assert codes(project) == ["F", "P"]
    assert [member.enrolment for member in project.members.all()] == [enrolment]


def test_rows_get_codes_from_their_order(project, person):
    first = add_row(project, "component", by=person)
    second = add_row(project, "component", by=person)
    add_row(project, "activity", by=person, parent=second.public_id)
    add_row(project, "activity", by=person, parent=first.public_id)
    add_row(project, "activity", by=person, parent=first.public_id)

    assert codes(project) == ["F", "P", "C1", "A1.1", "A1.2", "C2", "A2.1"]


def test_adding_with_the_same_key_adds_one_row(project, person):
    key = uuid4()

    row = add_row(project, "component", by=person, key=key)

    assert add_row(project, "component", by=person, key=key) == row
    assert codes(project) == ["F", "P", "C1"]


def test_a_key_that_belongs_to_another_project_is_replaced(project, person):
    other = add_row(project_of(EnrolmentFactory()), "component", by=person)

    row = add_row(project, "component", by=person, key=other.public_id)

    assert row.public_id != other.public_id
    assert codes(project) == ["F", "P", "C1"]


@pytest.mark.parametrize(("level", "most"), [("component", 10), ("activity", 12)])
def test_rows_are_limited_with_a_reason(project, person, level, most):
    parent = add_row(project, "component", by=person).public_id if level == "activity" else None
    for _number in range(most):
        add_row(project, level, by=person, parent=parent)

    with pytest.raises(RuleViolation) as refusal:
        add_row(project, level, by=person, parent=parent)

    assert refusal.value.code == "too_many"


def test_there_is_one_goal_and_no_activity_without_a_component(project, person):
    foreign = add_row(project_of(EnrolmentFactory()), "component", by=person)

    with pytest.raises(RuleViolation) as goal:
        add_row(project, "goal", by=person)
    with pytest.raises(RuleViolation) as orphan:
        add_row(project, "activity", by=person, parent=foreign.public_id)

    assert (goal.value.code, orphan.value.code) == ("level", "no_parent")


def test_moving_changes_the_order_and_stops_at_the_ends(project, person):
    first = add_row(project, "component", by=person)
    second = add_row(project, "component", by=person)

    move_row(project, second.public_id, by=person, up=True)
    move_row(project, second.public_id, by=person, up=True)
    move_row(project, first.public_id, by=person, up=False)

    assert [row.id for row in matrix_of(project).components] == [
        second.public_id,
        first.public_id,
    ]


def test_deleting_a_component_takes_its_activities_along(project, person):
    first = add_row(project, "component", by=person)
    add_row(project, "activity", by=person, parent=first.public_id)
    add_row(project, "component", by=person)

    delete_row(project, first.public_id, by=person)
    delete_row(project, first.public_id, by=person)

    assert codes(project) == ["F", "P", "C1"]


def test_goal_and_purpose_cannot_be_deleted(project, person):
    with pytest.raises(RuleViolation) as refusal:
        delete_row(project, matrix_of(project).rows[0].id, by=person)

    assert refusal.value.code == "level"


@pytest.mark.parametrize("column", VALUES)
def test_a_saved_cell_reads_back_with_a_new_version(project, person, column):
    row = matrix_of(project).rows[0]

    cell = save_cell(project, row.id, column, by=person, values=VALUES[column], version=0)

    assert {name: getattr(cell, name) for name in VALUES[column]} == VALUES[column]
    assert (cell.version, cell.changed_by) == (1, person)
    project.refresh_from_db()
    assert project.last_saved_at == cell.changed_at


@pytest.mark.parametrize("column", ["indicator", "means", "assumption"])
def test_clearing_a_cell_deletes_what_was_in_it(project, person, column):
    row = matrix_of(project).rows[0]
    save_cell(project, row.id, column, by=person, values=VALUES[column])

    save_cell(project, row.id, column, by=person, values={})

    assert matrix_of(project).cell(f"{row.id}.{column}").is_empty


def test_a_cell_changed_by_somebody_else_is_not_overwritten(project, person):
    row, other = matrix_of(project).rows[0], UserFactory()
    save_cell(project, row.id, "narrative", by=other, values={"narrative": "Suyo"}, version=0)

    with pytest.raises(RecordChanged) as conflict:
        save_cell(project, row.id, "narrative", by=person, values={"narrative": "Mío"}, version=0)

    assert conflict.value.stored == {"narrative": "Suyo"}
    assert conflict.value.record.changed_by == other
    assert matrix_of(project).rows[0].narrative == "Suyo"


def test_sending_the_same_text_twice_is_no_conflict(project, person):
    row = matrix_of(project).rows[0]
    for _click in range(2):
        cell = save_cell(
            project, row.id, "indicator", by=person, values=VALUES["indicator"], version=0
        )

    assert cell.version == 1


@pytest.mark.parametrize(
    ("state", "cohort_state", "code"),
    [
        ("submitted", "open", "handed_in"),
        ("approved", "open", "approved"),
        ("draft", "closed", "closed"),
    ],
)
def test_nothing_changes_once_handed_in_or_closed(project, person, state, cohort_state, code):
    row = matrix_of(project).rows[0]
    LogframeProject.objects.filter(pk=project.pk).update(state=state)
    project.cohort.state = cohort_state
    project.cohort.save(update_fields=["state"])
    changes = [
        lambda: save_cell(project, row.id, "narrative", by=person, values={"narrative": "x"}),
        lambda: add_row(project, "component", by=person),
        lambda: move_row(project, row.id, by=person, up=True),
        lambda: delete_row(project, row.id, by=person),
    ]

    for change in changes:
        with pytest.raises(RuleViolation) as refusal:
            change()
        assert refusal.value.code == code


def test_a_cell_is_ready_when_nothing_of_the_minimum_is_missing(person):
    _enrolment, project = written_project()
    activity = matrix_of(project).rows[3]
    save_cell(
        project, activity.id, "narrative", by=person, values={"narrative": "Obra en curso y red"}
    )
    before = matrix_of(project)

    # The text is long enough; who answers for it, and when, is not written.
    save_part(
        project,
        activity.id,
        "narrative",
        activity.id,
        by=person,
        values={"start": date(2026, 1, 1), "end": date(2026, 6, 1), "responsible": "Obras"},
    )

    cell = f"{activity.id}.narrative"
    after = matrix_of(project)
    assert (before.cell(cell).is_long_enough, before.cell(cell).is_ready) == (True, False)
    assert after.cell(cell).is_ready
    assert after.ready_in(("narrative",)) == (before.ready_in(("narrative",))[0] + 1, 4)


def test_a_record_in_which_only_suggestions_stand_is_not_made(project, person):
    row = matrix_of(project).rows[0].id
    suggested = {"indicator_type": "strategic", "baseline_year": 2024}

    nothing = save_part(
        project, row, "indicator", None, by=person, values=suggested, suggested=suggested
    )
    named = {**suggested, "row": row, "name": "Porcentaje de hogares con agua"}
    made = save_part(project, row, "indicator", None, by=person, values=named, suggested=suggested)

    assert nothing is None
    assert (made.indicator_type, made.baseline_year) == ("strategic", 2024)


def test_decimals_come_back_as_they_were_typed(project, person):
    row = matrix_of(project).rows[0]
    for typed in (Decimal("1250.5"), Decimal("1000"), Decimal("0"), Decimal("0.0001")):
        save_cell(project, row.id, "indicator", by=person, values={"baseline_value": typed})

        indicator = matrix_of(project).rows[0].indicators[0]
        assert str(indicator.baseline_value) == str(typed)


def test_a_matrix_costs_one_query_however_long(django_assert_num_queries):
    _enrolment, project = written_project()
    add_row(project, "component", by=UserFactory())

    with django_assert_num_queries(1):
        matrix_of(project)


def test_a_cell_says_when_it_was_changed(project, person):
    before = timezone.now()
    row = matrix_of(project).rows[0]

    save_cell(project, row.id, "narrative", by=person, values={"narrative": "Texto"})

    project.refresh_from_db()
    assert project.last_saved_at >= before


# Several records in a cell


def test_records_of_a_cell_have_codes_that_follow_from_their_places(project, person):
    row = matrix_of(project).rows[0].id
    first, second = (
        save_part(project, row, "indicator", None, by=person, values={"row": row, "name": name})
        for name in ("Porcentaje de hogares", "Días con agua por semana")
    )
    for indicator, source in ((second, "Bitácora"), (first, "Censo"), (second, "Encuesta")):
        values = {"indicator": indicator.public_id, "source_name": source}
        save_part(project, row, "means", None, by=person, values=values)
    save_part(project, row, "assumption", None, by=person, values={"row": row, "text": "Llueve"})

    goal = matrix_of(project).rows[0]

    assert [(each.code, each.name) for each in goal.indicators] == [
        ("F-I1", "Porcentaje de hogares"),
        ("F-I2", "Días con agua por semana"),
    ]
    assert [(each.code, each.source_name) for each in goal.means] == [
        ("F-I1-M1", "Censo"),
        ("F-I2-M1", "Bitácora"),
        ("F-I2-M2", "Encuesta"),
    ]
    assert [each.code for each in goal.assumptions] == ["F-S1"]


def test_the_second_of_two_is_saved_and_the_first_stays(project, person):
    row = matrix_of(project).rows[0].id
    made = [
        save_part(project, row, "assumption", None, by=person, values={"row": row, "text": text})
        for text in ("Uno", "Dos")
    ]

    save_part(
        project, row, "assumption", made[1].public_id, by=person, values={"text": "Otro"}, version=1
    )

    assert [each.text for each in matrix_of(project).rows[0].assumptions] == ["Uno", "Otro"]


def test_a_record_that_ends_up_empty_is_deleted_and_an_empty_one_is_not_made(project, person):
    row = matrix_of(project).rows[0].id
    nothing = {"row": row, "text": "", "likelihood": ""}
    assert save_part(project, row, "assumption", None, by=person, values=nothing) is None
    made = save_part(
        project, row, "assumption", None, by=person, values={"row": row, "text": "Uno"}
    )

    emptied = save_part(project, row, "assumption", made.public_id, by=person, values={"text": ""})

    assert emptied is None
    assert matrix_of(project).rows[0].assumptions == ()
    assert [each.kind for each in deletions_of(project)] == ["assumption"]


def test_means_that_come_before_any_indicator_keep_a_place_for_it(project, person):
    row = matrix_of(project).rows[0].id

    save_part(project, row, "means", None, by=person, values={"source_name": "Censo"})

    goal = matrix_of(project).rows[0]
    assert (goal.indicators, [each.code for each in goal.means]) == ((), ["F-I1-M1"])


def test_of_a_long_matrix_a_page_has_the_activities_of_one_component(project, person):
    for _component in range(5):
        component = add_row(project, "component", by=person)
        for _activity in range(9):
            add_row(project, "activity", by=person, parent=component.public_id)
    matrix = matrix_of(project)

    codes = [row.code for row in matrix.rows_with("C2")]

    activities = [f"A2.{place}" for place in range(1, 10)]
    assert matrix.is_long
    assert codes == ["F", "P", "C1", "C2", *activities, "C3", "C4", "C5"]
