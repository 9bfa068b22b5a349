"""Versions: two of them compared word by word, and one of them to go on from."""

from uuid import uuid4

import pytest

from assessments.domain.exchange.versions import (
    compare_versions,
    restore_version,
    usual_pair,
    versions_of,
)
from assessments.domain.exercise.deletions import deletions_of, restore_record
from assessments.domain.exercise.facts import facts_of
from assessments.domain.grading.verdicts import send_verdict
from assessments.domain.matrix import add_row, matrix_of, save_cell
from assessments.domain.submission import submit_project
from lms.lib.errors import RuleViolation
from tests.assessments.grades import returning
from tests.assessments.projects import submitted_project, whole_facts
from tests.factories import SubmissionFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def twice():
    """A project that was handed in, returned, changed and handed in again; its submissions."""
    tutor = UserFactory()
    first = submitted_project(tutor=tutor)
    send_verdict(first, by=tutor, **returning(first))
    project, person = first.project, first.enrolment.participant
    goal = matrix_of(project).rows[0]
    words = {"narrative": goal.narrative.replace("continuo", "diario")}
    save_cell(project, goal.id, "narrative", by=person, values=words)
    second = submit_project(project, first.enrolment, by=person, key=uuid4())
    send_verdict(second, by=tutor, **returning(second))
    project.refresh_from_db()
    return first, second


def test_the_last_two_submissions_are_compared_word_by_word(twice):
    first, second = twice
    versions = versions_of(first.project.submissions.all())

    before, after = usual_pair(versions)
    comparison = compare_versions(first.project, before, after)

    assert (before.submission, after.submission) == (first, second)
    (cell,) = comparison.cells
    goal_before = whole_facts().rows[0].narrative.partition("continuo")[0]
    assert [(piece.fate, piece.text) for piece in cell.pieces] == [
        ("same", goal_before),
        ("gone", "continuo"),
        ("new", "diario"),
        ("same", " y seguro en las localidades rurales"),
    ]


def test_going_on_from_a_version_brings_its_records_back_and_can_be_undone(twice):
    first, _second = twice
    project, person = first.project, first.enrolment.participant
    add_row(project, "component", by=person)
    before = facts_of(project)

    restore_version(project, first, by=person)

    now, old, *_others = versions_of(project.submissions.order_by("number"))
    assert compare_versions(project, old, now).cells == ()
    kept = deletions_of(project).get()
    assert kept.name == f"Antes de recuperar {first.folio}"
    restore_record(project, kept.public_id, by=person)
    assert facts_of(project) == before


def test_one_submission_is_compared_with_what_the_project_says_now():
    submission = submitted_project()

    before, after = usual_pair(versions_of(submission.project.submissions.all()))

    assert (before.submission, after.submission) == (submission, None)


def test_a_submission_that_kept_the_matrix_alone_is_listed_and_not_compared():
    submission = SubmissionFactory(snapshot={"schema": 1, "rows": []}, project__state="returned")
    now, old = versions_of(submission.project.submissions.all())

    assert (now.can_be_compared, old.can_be_compared) == (True, False)
    assert usual_pair([now, old]) is None
    with pytest.raises(RuleViolation) as refusal:
        restore_version(submission.project, submission, by=submission.enrolment.participant)
    assert refusal.value.code == "incomplete"


def test_nothing_is_restored_while_the_tutor_reads():
    submission = submitted_project()

    with pytest.raises(RuleViolation) as refusal:
        restore_version(submission.project, submission, by=submission.enrolment.participant)

    assert refusal.value.code == "handed_in"
