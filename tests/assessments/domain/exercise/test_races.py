"""Two people at the same record, the same form sent twice, at the same moment."""

from uuid import uuid4

import pytest
from django.db import connection

from assessments.domain.exercise.deletions import delete_record
from assessments.domain.exercise.moving import move_record
from assessments.domain.exercise.records import RecordChanged, save_record
from assessments.domain.exercise.store import records_of
from assessments.domain.matrix import add_row
from assessments.domain.project import project_of
from assessments.models import StrategyAlternative
from lms.lib.errors import RuleViolation
from tests.assessments.domain.test_project_race import at_once
from tests.factories import EnrolmentFactory, UserFactory

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="needs row locks"),
]


@pytest.fixture
def project():
    return project_of(EnrolmentFactory())


@pytest.fixture
def person():
    return UserFactory()


def refusals(results):
    return [result.code for result in results if isinstance(result, RuleViolation)]


def test_two_people_who_save_the_same_record_lose_no_text(project, person):
    actor = save_record(project, "stakeholder", None, {"name": "Comité"}, by=person)

    def save(text):
        return lambda: save_record(
            project, "stakeholder", actor.public_id, {"name": text}, by=person, version=1
        )

    results = at_once(save("Uno"), save("Dos"), save("Tres"))

    conflicts = [result for result in results if isinstance(result, RecordChanged)]
    stored = records_of(project, "stakeholder").get()
    assert {conflict.stored["name"] for conflict in conflicts} == {stored.name}
    assert (len(conflicts), stored.version) == (2, 2)


def test_the_same_form_sent_at_once_makes_one_record(project, person):
    key = uuid4()

    results = at_once(
        *[lambda: save_record(project, "stakeholder", None, {"name": "A"}, by=person, key=key)] * 4
    )

    assert {result.public_id for result in results} == {key}
    assert records_of(project, "stakeholder").count() == 1


def test_the_last_room_is_taken_once_and_places_stay_apart(project, person):
    row = project.rows.get(level="goal").public_id
    for _number in range(3):
        save_record(project, "indicator", None, {"row": row}, by=person)

    results = at_once(
        *[lambda: save_record(project, "indicator", None, {"row": row}, by=person)] * 4
    )

    assert refusals(results) == ["too_many", "too_many"]
    assert [each.position for each in records_of(project, "indicator")] == [1, 2, 3, 4, 5]


def test_moves_at_once_leave_one_order(project, person):
    rows = [add_row(project, "component", by=person) for _number in range(4)]

    at_once(
        *[
            lambda row=row: move_record(project, "row", row.public_id, by=person, where="up")
            for row in rows
        ]
    )

    components = records_of(project, "row").filter(level="component")
    assert [each.position for each in components] == [1, 2, 3, 4]


def test_two_nodes_moved_under_each_other_make_no_circle(project, person):
    save_record(project, "problem", None, {"kind": "central"}, by=person)
    first, second = (
        save_record(project, "problem", None, {"kind": "cause", "text": text}, by=person)
        for text in "AB"
    )

    results = at_once(
        lambda: move_record(
            project, "problem", first.public_id, by=person, parent=second.public_id
        ),
        lambda: move_record(
            project, "problem", second.public_id, by=person, parent=first.public_id
        ),
    )

    assert refusals(results) == ["cycle"]


def test_a_record_saved_while_it_is_deleted_is_saved_first_or_gone(project, person):
    actor = save_record(project, "stakeholder", None, {"name": "Comité"}, by=person)

    saved, _deletion = at_once(
        lambda: save_record(project, "stakeholder", actor.public_id, {"name": "X"}, by=person),
        lambda: delete_record(project, "stakeholder", actor.public_id, by=person),
    )

    assert not records_of(project, "stakeholder").exists()
    assert not isinstance(saved, RuleViolation) or saved.code == "gone"


def test_one_alternative_is_chosen_whoever_is_faster(project, person):
    made = [
        save_record(project, "alternative", None, {"name": f"Alternativa {n}"}, by=person)
        for n in range(3)
    ]

    at_once(
        *[
            lambda each=each: save_record(
                project, "alternative", each.public_id, {"is_selected": True}, by=person
            )
            for each in made
        ]
    )

    assert StrategyAlternative.objects.filter(is_selected=True).count() == 1
