from datetime import timedelta

import pytest
from django.utils import timezone

from assessments.domain.exercise.deletions import (
    delete_record,
    deletions_of,
    purge_deletions,
    restore_record,
)
from assessments.domain.exercise.moving import move_record
from assessments.domain.exercise.records import save_record
from assessments.domain.exercise.store import records_of, values_of
from assessments.domain.exercise.things import THINGS
from assessments.domain.matrix import add_row, matrix_of
from assessments.domain.project import project_of
from assessments.models import BudgetLine, Indicator, LogframeRow, MeansOfVerification
from courses.domain.goals import load_goals
from lms.lib.errors import RuleViolation
from tests.assessments.projects import written_project
from tests.factories import EnrolmentFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    return UserFactory()


@pytest.fixture
def project():
    return project_of(EnrolmentFactory())


def refusal_of(call, *arguments, **values):
    with pytest.raises(RuleViolation) as refusal:
        call(*arguments, **values)
    return refusal.value.code


def test_a_component_goes_with_all_that_hangs_on_it_and_comes_back_whole(person):
    _enrolment, project = written_project()
    component = project.rows.get(level="component")
    activity = project.rows.get(level="activity")
    save_record(
        project, "budget_line", None, {"activity": activity.public_id, "amount": 100}, by=person
    )
    before = matrix_of(project)

    deletion = delete_record(project, "row", component.public_id, by=person)

    assert [row.code for row in matrix_of(project).rows] == ["F", "P"]
    assert not BudgetLine.objects.exists()
    # Two rows, each with an indicator, its means and an assumption, and a line of the budget.
    assert (deletion.records, deletion.name) == (9, component.narrative)
    assert restore_record(project, deletion.public_id, by=person) == component
    assert matrix_of(project) == before
    assert BudgetLine.objects.get().amount == 100
    assert not deletions_of(project).exists()


def test_those_beside_it_close_the_gap_and_make_room_again(project, person):
    first, second = (
        save_record(project, "stakeholder", None, {"name": name}, by=person)
        for name in ("Uno", "Dos")
    )

    deletion = delete_record(project, "stakeholder", first.public_id, by=person)
    second.refresh_from_db()
    assert second.position == 1

    restore_record(project, deletion.public_id, by=person)
    assert [(s.name, s.position) for s in records_of(project, "stakeholder")] == [
        ("Uno", 1),
        ("Dos", 2),
    ]


def test_deleting_twice_is_deleting_once(project, person):
    actor = save_record(project, "stakeholder", None, {"name": "Uno"}, by=person)

    delete_record(project, "stakeholder", actor.public_id, by=person)

    assert delete_record(project, "stakeholder", actor.public_id, by=person) is None
    assert deletions_of(project).count() == 1


def test_what_was_deleted_before_stays_deleted(person):
    _enrolment, project = written_project()
    component = project.rows.get(level="component")
    indicator = component.indicators.get()
    alone = delete_record(project, "indicator", indicator.public_id, by=person)
    whole = delete_record(project, "row", component.public_id, by=person)

    assert refusal_of(restore_record, project, alone.public_id, by=person) == "no_parent"
    restore_record(project, whole.public_id, by=person)

    assert not component.indicators.exists()
    restore_record(project, alone.public_id, by=person)
    assert component.indicators.get() == indicator
    assert indicator.means.count() == 1


@pytest.mark.parametrize("kind", ["goal", "purpose"])
def test_goal_and_purpose_are_always_there(kind, project, person):
    row = project.rows.get(level=kind)

    assert refusal_of(delete_record, project, "row", row.public_id, by=person) == "level"


def test_the_central_problem_is_always_there(project, person):
    node = save_record(project, "problem", None, {"kind": "central"}, by=person)

    assert refusal_of(delete_record, project, "problem", node.public_id, by=person) == "level"


def test_a_cause_takes_its_branch_and_their_objectives_along(project, person):
    def write(kind, /, **values):
        return save_record(project, kind, None, values, by=person)

    central = write("problem", kind="central")
    cause = write("problem", kind="cause", text="Fugas")
    below = write("problem", kind="cause", parent=cause.public_id, text="Red vieja")
    for problem in (central, cause, below):
        write("objective", problem_node=problem.public_id)

    deletion = delete_record(project, "problem", cause.public_id, by=person)

    assert records_of(project, "problem").count() == 1 == records_of(project, "objective").count()
    restore_record(project, deletion.public_id, by=person)
    assert records_of(project, "problem").count() == 3 == records_of(project, "objective").count()


def test_a_link_to_a_deleted_row_is_back_when_the_row_is(project, person):
    load_goals()
    component = add_row(project, "component", by=person)
    link = save_record(
        project, "sdg_link", None, {"target": "6.1", "rows": [component.public_id]}, by=person
    )

    deletion = delete_record(project, "row", component.public_id, by=person)
    assert values_of(THINGS["sdg_link"], link, ["rows"]) == {"rows": ()}

    restore_record(project, deletion.public_id, by=person)
    assert values_of(THINGS["sdg_link"], link, ["rows"]) == {"rows": (component.public_id,)}


def test_what_has_lost_its_room_does_not_come_back(project, person):
    load_goals()
    link = save_record(project, "sdg_link", None, {"target": "6.1"}, by=person)
    component = add_row(project, "component", by=person)
    links = delete_record(project, "sdg_link", link.public_id, by=person)
    rows = delete_record(project, "row", component.public_id, by=person)
    save_record(project, "sdg_link", None, {"target": "6.1"}, by=person)
    for _number in range(10):
        add_row(project, "component", by=person)

    assert refusal_of(restore_record, project, links.public_id, by=person) == "twice"
    assert refusal_of(restore_record, project, rows.public_id, by=person) == "too_many"
    assert deletions_of(project).count() == 2


def test_a_branch_does_not_come_back_too_deep(project, person):
    def cause(under=None):
        place = {"kind": "cause", "parent": under.public_id if under else None}
        return save_record(project, "problem", None, place, by=person)

    save_record(project, "problem", None, {"kind": "central"}, by=person)
    first, second = cause(), cause()
    third = cause(cause(second))
    cause(third)
    deletion = delete_record(project, "problem", third.public_id, by=person)
    move_record(project, "problem", second.public_id, by=person, parent=first.public_id)

    assert refusal_of(restore_record, project, deletion.public_id, by=person) == "depth"


def test_nobody_brings_back_what_another_project_deleted(project, person):
    other = project_of(EnrolmentFactory())
    actor = save_record(other, "stakeholder", None, {"name": "Ajeno"}, by=person)
    deletion = delete_record(other, "stakeholder", actor.public_id, by=person)

    assert refusal_of(restore_record, project, deletion.public_id, by=person) == "gone"


def test_after_thirty_days_it_is_forgotten_for_good(person):
    _enrolment, project = written_project()
    component = project.rows.get(level="component")
    old = delete_record(project, "row", component.public_id, by=person)
    kept = MeansOfVerification.objects.count()
    now = timezone.now()

    assert purge_deletions(now=now + timedelta(days=29)) == 0
    later = now + timedelta(days=30, minutes=1)
    assert refusal_of(restore_record, project, old.public_id, by=person, now=later) == "gone"
    assert purge_deletions(now=later) == 1
    assert purge_deletions(now=later) == 0

    assert LogframeRow.with_deleted.filter(project=project).count() == 2
    assert Indicator.with_deleted.count() == 2
    assert MeansOfVerification.with_deleted.count() == kept == 2
