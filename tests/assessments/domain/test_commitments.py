from datetime import date

import pytest

from assessments.domain.commitments import Promise, commitments_of, save_commitments
from lms.lib.errors import RuleViolation
from tests.factories import EnrolmentFactory, LessonFactory

pytestmark = pytest.mark.django_db
PROMISE = Promise("Presentar la matriz", "Cabildo", date(2027, 3, 1), "Acta de la sesión")


@pytest.fixture
def enrolment():
    return EnrolmentFactory()


@pytest.fixture
def lesson(enrolment):
    return LessonFactory(module__edition=enrolment.cohort.edition, closed_by="plan", minutes=40)


def save(enrolment, lesson, promises):
    return save_commitments(enrolment, lesson, promises, by=enrolment.participant)


def test_three_commitments_complete_the_item_once(enrolment, lesson):
    answers = [save(enrolment, lesson, [PROMISE] * 3) for _ in range(2)]

    assert answers == [True, True]
    assert [row.action for row in commitments_of(enrolment)] == ["Presentar la matriz"] * 3
    assert [entry.minutes for entry in enrolment.hours_entries.all()] == [40]


@pytest.mark.parametrize(
    "missing",
    [
        Promise(),
        Promise("", "Cabildo", date(2027, 3, 1), "Acta"),
        Promise("Publicar", "Cabildo", None, "Acta"),
    ],
)
def test_an_unfinished_plan_is_kept_and_completes_nothing(enrolment, lesson, missing):
    assert save(enrolment, lesson, [PROMISE, PROMISE, missing]) is False

    kept = commitments_of(enrolment)[2]
    assert (kept.action, kept.until) == (missing.action, missing.until)
    assert not enrolment.hours_entries.exists()


def test_before_anything_is_written_there_are_three_empty_rows(enrolment):
    rows = commitments_of(enrolment)

    assert [(row.pk, row.position) for row in rows] == [(None, 1), (None, 2), (None, 3)]


def test_a_closed_cohort_and_other_items_take_no_plan(enrolment, lesson):
    with pytest.raises(RuleViolation) as refusal:
        save(enrolment, LessonFactory(module=lesson.module), [PROMISE] * 3)
    assert refusal.value.code == "closed_otherwise"

    enrolment.cohort.state = "closed"
    with pytest.raises(RuleViolation) as refusal:
        save(enrolment, lesson, [PROMISE] * 3)
    assert refusal.value.code == "closed"
