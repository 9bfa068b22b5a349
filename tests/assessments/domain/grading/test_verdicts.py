from decimal import Decimal
from uuid import uuid4

import pytest
from django.utils import timezone

from assessments.domain.grading.arithmetic import Score
from assessments.domain.grading.drafts import save_draft
from assessments.domain.grading.reading import grade_in_force
from assessments.domain.grading.verdicts import amend_grade, send_verdict
from assessments.domain.submission import submit_project, withdraw_submission
from assessments.models import Grade
from assessments.signals import verdict_sent
from courses.models import Enrolment, HoursEntry
from lms.lib.errors import RuleViolation
from people.models import AccessRecord, Message
from tests.assessments.grades import approving, returning, scores
from tests.factories import LessonFactory, ProjectMemberFactory

pytestmark = pytest.mark.django_db


def test_approval_ends_the_project_and_completes_its_items(submission, tutor):
    edition = submission.project.cohort.edition
    LessonFactory(module__edition=edition, kind="P", closed_by="approval", minutes=600)
    gone = ProjectMemberFactory(
        project=submission.project, is_owner=False, enrolment__status="withdrawn"
    )

    grade = send_verdict(submission, by=tutor, **approving(submission))

    submission.refresh_from_db()
    submission.project.refresh_from_db()
    assert (grade.total, grade.tutor, grade.sent_at is not None) == (100, tutor, True)
    assert (submission.state, submission.project.state) == ("approved", "approved")
    assert list(HoursEntry.objects.values_list("enrolment", "minutes")) == [
        (submission.enrolment.pk, 600)
    ]
    assert gone.enrolment.pk not in HoursEntry.objects.values_list("enrolment", flat=True)


def test_a_return_opens_the_project_again(submission, tutor):
    send_verdict(submission, by=tutor, **returning(submission))

    submission.refresh_from_db()
    submission.project.refresh_from_db()
    assert (submission.state, submission.project.state) == ("returned", "returned")
    assert submission.project.is_editable


@pytest.mark.parametrize(
    ("level", "special", "total"),
    [
        (3, {"R4": 1.5}, Decimal("74.75")),
        (3, {"R10": 0}, Decimal("78.40")),
        (2, {}, Decimal("60.00")),
    ],
)
def test_approval_is_refused_below_the_rules(submission, tutor, level, special, total):
    with pytest.raises(RuleViolation) as refusal:
        send_verdict(submission, by=tutor, **approving(submission, level, **special))

    reason = refusal.value.messages[0]
    assert refusal.value.code == "below"
    assert ("R4" in reason, "R10" in reason, "60.00" in reason) == (
        "R4" in special,
        "R10" in special,
        level == 2,
    )
    assert (
        save_draft(submission, by=tutor, scores=scores(submission, level, **special)).total == total
    )


def test_approval_is_possible_at_exactly_seventy(submission, tutor):
    grade = send_verdict(submission, by=tutor, **approving(submission, 2.5))

    assert grade.total == Decimal("70.00")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"verdict": ""}, "verdict"),
        ({"scores": {}}, "levels"),
        ({"message": "  "}, "message"),
        ({"resubmit_by": None}, "resubmit_by"),
        ({"resubmit_by": timezone.localdate()}, "resubmit_by"),
    ],
)
def test_an_incomplete_verdict_is_not_sent(submission, tutor, changes, code):
    with pytest.raises(RuleViolation) as refusal:
        send_verdict(submission, by=tutor, **returning(submission) | changes)

    submission.refresh_from_db()
    assert refusal.value.code == code
    assert submission.state == "waiting"


def test_a_low_level_needs_a_comment_and_the_refusal_names_it(submission, tutor):
    given = scores(submission, 4) | {"R6": Score(Decimal(2), "Muy corto")}

    with pytest.raises(RuleViolation) as refusal:
        send_verdict(submission, by=tutor, scores=given, verdict="approve")

    assert refusal.value.code == "comments"
    assert "R6" in refusal.value.messages[0]
    assert "R5" not in refusal.value.messages[0]


def test_a_verdict_is_sent_once(submission, tutor):
    send_verdict(submission, by=tutor, **approving(submission))

    with pytest.raises(RuleViolation) as refusal:
        send_verdict(submission, by=tutor, **returning(submission))

    assert refusal.value.code == "sent"
    assert Grade.objects.get().verdict == "approve"


def test_a_submission_that_was_taken_back_is_not_graded(submission, tutor):
    withdraw_submission(submission, by=submission.enrolment.participant)

    with pytest.raises(RuleViolation) as refusal:
        save_draft(submission, by=tutor, scores={})

    assert refusal.value.code == "withdrawn"


def test_nobody_grades_their_own_work_nor_that_of_their_team(submission):
    mate = ProjectMemberFactory(project=submission.project, is_owner=False).enrolment
    for person in (submission.enrolment.participant, mate.participant):
        with pytest.raises(RuleViolation) as refusal:
            send_verdict(submission, by=person, **approving(submission))

        assert refusal.value.code == "own"


def test_the_participant_is_told_once(submission, tutor, heard, django_capture_on_commit_callbacks):
    announcements = heard(verdict_sent)

    with django_capture_on_commit_callbacks(execute=True):
        grade = send_verdict(submission, by=tutor, **returning(submission))

    grade.refresh_from_db()
    message = Message.objects.get(key=f"grade-{grade.public_id}")
    assert announcements == [{"grade": grade}]
    assert message.person == submission.enrolment.participant
    assert grade.participant_told_at is not None


# Amending


def test_amending_keeps_the_old_grade_and_tells_again(
    submission, tutor, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        old = send_verdict(submission, by=tutor, **returning(submission))
        new = amend_grade(submission, by=tutor, **approving(submission))

    old.refresh_from_db()
    submission.refresh_from_db()
    submission.project.refresh_from_db()
    assert (old.total, old.replaced_at is not None) == (60, True)
    assert (new.total, grade_in_force(submission)) == (100, new)
    assert (submission.state, submission.project.state) == ("approved", "approved")
    assert Message.objects.filter(key__startswith="grade-").count() == 2
    assert AccessRecord.objects.filter(action="amend_grade").count() == 1


def test_there_is_nothing_to_amend_before_a_verdict(submission, tutor):
    save_draft(submission, by=tutor, scores={})

    with pytest.raises(RuleViolation) as refusal:
        amend_grade(submission, by=tutor, **approving(submission))

    assert refusal.value.code == "not_sent"


def test_an_earlier_submission_cannot_be_amended(submission, tutor):
    send_verdict(submission, by=tutor, **returning(submission))
    participant = submission.enrolment.participant
    submit_project(submission.project, submission.enrolment, by=participant, key=uuid4())

    with pytest.raises(RuleViolation) as refusal:
        amend_grade(submission, by=tutor, **approving(submission))

    assert refusal.value.code == "superseded"


def test_the_approval_of_a_graduate_cannot_be_taken_back(submission, tutor):
    send_verdict(submission, by=tutor, **approving(submission))
    Enrolment.objects.update(status="graduated", graduated_on=timezone.localdate())

    with pytest.raises(RuleViolation) as refusal:
        amend_grade(submission, by=tutor, **returning(submission))

    assert refusal.value.code == "graduated"
    assert grade_in_force(submission).verdict == "approve"
