from uuid import uuid4

import pytest

from assessments.domain.exercise.moving import move_record
from assessments.domain.exercise.records import save_record
from assessments.domain.exercise.store import records_of
from assessments.domain.matrix import add_row, matrix_of
from assessments.domain.project import project_of
from assessments.models import CellComment, ProblemNode
from lms.lib.errors import RuleViolation
from tests.assessments.projects import written_project
from tests.factories import EnrolmentFactory, SubmissionFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def project():
    return project_of(EnrolmentFactory())


@pytest.fixture
def person():
    return UserFactory()


@pytest.fixture
def node(project, person):
    """Write a problem: node("Fugas", under=parent)."""
    save_record(project, "problem", None, {"kind": "central", "text": "PC"}, by=person)

    def node(text, *, under=None, kind="cause"):
        place = {"kind": kind, "parent": under.public_id if under else None}
        return save_record(project, "problem", None, place | {"text": text}, by=person)

    return node


@pytest.fixture
def move(project, person):
    def move(record, kind="problem", **to):
        return move_record(project, kind, record.public_id, by=person, **to)

    return move


def outline(project):
    """Return the causes as people read them: {"Fugas": ["Red vieja"]}, each with its branch."""
    nodes = list(records_of(project, "problem"))

    def branch(parent):
        return {n.text: branch(n) for n in nodes if n.parent_id == parent.pk}

    return branch(next(n for n in nodes if n.kind == "central"))


def refusal_of(call, *arguments, **values):
    with pytest.raises(RuleViolation) as refusal:
        call(*arguments, **values)
    return refusal.value.code


def test_a_node_moves_up_and_down_among_its_siblings_and_stops_at_the_ends(project, node, move):
    first, _second, third = node("A"), node("B"), node("C")

    move(third, where="up")
    move(first, where="up")

    assert list(outline(project)) == ["A", "C", "B"]
    move(third, where="down")
    move(third, where="down")
    assert list(outline(project)) == ["A", "B", "C"]


def test_a_node_goes_in_under_the_one_above_and_comes_out_after_it(project, node, move):
    node("A")
    second, third = node("B"), node("C")

    move(second, where="in")
    assert outline(project) == {"A": {"B": {}}, "C": {}}

    move(third, where="in")
    move(second, where="out")
    assert outline(project) == {"A": {"C": {}}, "B": {}}
    assert [n.position for n in records_of(project, "problem").filter(parent__kind="central")] == [
        1,
        2,
    ]


def test_a_branch_moves_as_a_whole(project, node, move):
    first, second = node("A"), node("B")
    node("A.1", under=first)

    move(first, parent=second.public_id)

    assert outline(project) == {"B": {"A": {"A.1": {}}}}


def test_nothing_stands_under_itself(project, node, move):
    first = node("A")
    below = node("A.1", under=first)
    before = outline(project)

    assert refusal_of(move, first, parent=below.public_id) == "cycle"
    assert refusal_of(move, first, parent=first.public_id) == "cycle"
    assert outline(project) == before


def test_a_tree_is_four_levels_deep_at_most(project, node, move):
    deepest = None
    for level in range(4):
        deepest = node(f"Nivel {level}", under=deepest)

    assert refusal_of(node, "Nivel 5", under=deepest) == "depth"
    branch = node("Rama")
    node("Hoja", under=branch)
    third = ProblemNode.objects.get(text="Nivel 2")
    assert refusal_of(move, branch, parent=third.public_id) == "depth"
    assert move(branch, parent=ProblemNode.objects.get(text="Nivel 1").public_id)


def test_causes_and_effects_do_not_mix(node, move):
    cause, effect = node("Causa"), node("Efecto", kind="effect")

    assert refusal_of(move, cause, parent=effect.public_id) == "no_parent"
    assert refusal_of(node, "Otra", under=effect) == "no_parent"


def test_the_central_problem_and_the_edges_do_not_move(project, node, move):
    cause = node("A")
    central = ProblemNode.objects.get(kind="central")

    assert refusal_of(move, central, parent=cause.public_id) == "move"
    assert refusal_of(move, cause, where="out") == "move"
    assert refusal_of(move, cause, where="in") == "move"
    assert refusal_of(move, cause, where="sideways") == "no_parent"


def test_nobody_moves_under_a_node_of_another_project(node, move, person):
    other = project_of(EnrolmentFactory())
    theirs = save_record(other, "problem", None, {"kind": "central"}, by=person)

    assert refusal_of(move, node("A"), parent=theirs.public_id) == "no_parent"
    assert refusal_of(move, theirs, where="up") == "gone"


def test_objectives_follow_their_problems(project, person, node, move):
    first, second = node("A"), node("B")
    central = ProblemNode.objects.get(kind="central")
    objectives = {
        problem: save_record(
            project, "objective", None, {"problem_node": problem.public_id}, by=person
        )
        for problem in (central, first, second)
    }

    move(second, parent=first.public_id)

    objectives[second].refresh_from_db()
    assert objectives[second].parent == objectives[first]
    assert refusal_of(move, objectives[second], "objective", where="out") == "mirrors"


def test_an_activity_moves_to_another_component_and_its_comments_with_it(person, move):
    _enrolment, project = written_project()
    submission = SubmissionFactory(project=project)
    activity = project.rows.get(level="activity")
    comment = CellComment.objects.create(
        submission=submission,
        row=activity,
        row_code="A1.1",
        column="means",
        author=person,
        body="x",
    )
    project.state = "returned"
    project.save(update_fields=["state"])
    second = add_row(project, "component", by=person)
    add_row(project, "activity", by=person, parent=second.public_id)

    move_record(project, "row", activity.public_id, by=person, parent=second.public_id)

    assert [(r.code, r.id == activity.public_id) for r in matrix_of(project).rows[2:]] == [
        ("C1", False),
        ("C2", False),
        ("A2.1", False),
        ("A2.2", True),
    ]
    comment.refresh_from_db()
    assert comment.row == activity


def test_an_activity_goes_only_to_a_component_with_room(project, person, move):
    first, full = (add_row(project, "component", by=person) for _number in range(2))
    activity = add_row(project, "activity", by=person, parent=first.public_id)
    for _number in range(12):
        add_row(project, "activity", by=person, parent=full.public_id)

    assert refusal_of(move, activity, "row", parent=full.public_id) == "too_many"
    assert refusal_of(move, activity, "row", parent=uuid4()) == "no_parent"
    assert refusal_of(move, activity, "row", parent=activity.public_id) == "no_parent"
    assert refusal_of(move, first, "row", parent=full.public_id) == "move"
    activity.refresh_from_db()
    assert activity.parent == first
