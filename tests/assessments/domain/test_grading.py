from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.utils import timezone

from assessments.domain.grading import (
    Score,
    amend_grade,
    comment_on_cell,
    grade_in_force,
    remove_comment,
    save_draft,
    scores_of,
    send_verdict,
    waiting_lines,
)
from assessments.domain.rubrics import load_rubric, newest_rubric
from assessments.domain.submission import submit_project, withdraw_submission
from assessments.models import CellComment, Criterion, Grade, Level, Rubric
from assessments.signals import verdict_sent
from courses.models import Enrolment, HoursEntry
from lms.lib.errors import RuleViolation
from people.models import AccessRecord, Message
from tests.assessments.grades import approving, returning, scores
from tests.assessments.projects import submitted_project
from tests.factories import LessonFactory, ProjectMemberFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def tutor():
    return UserFactory(given_names="Renata", surname_1="Tun")


@pytest.fixture
def submission(tutor):
    return submitted_project(tutor=tutor)


def cell_of(submission, place=0, column="narrative"):
    return f"{submission.snapshot['rows'][place]['id']}.{column}"


# The rubric


def test_the_rubric_of_public_servants_has_ten_weighted_criteria_that_make_100():
    rubric = load_rubric("public_servant")

    weights = dict(rubric.criteria.values_list("code", "weight"))
    assert sum(weights.values()) == 100
    assert list(weights) == [f"R{n}" for n in range(1, 11)]
    assert dict(rubric.criteria.filter(minimum=2).values_list("code", "weight")) == {
        "R4": 15,
        "R5": 18,
        "R7": 12,
    }
    levels = Level.objects.filter(criterion__rubric=rubric, criterion__code="R4")
    assert list(levels.values_list("value", "percent")) == [
        (0, 0),
        (1, 30),
        (2, 60),
        (3, 80),
        (4, 100),
    ]
    assert levels.get(value=0).text_es == "No presentado"


@pytest.mark.parametrize("audience", ["cso", "academia", "private_sector", "tutor"])
def test_the_weights_of_every_audience_make_100(audience):
    rubric = load_rubric(audience)

    assert sum(rubric.criteria.values_list("weight", flat=True)) == 100


def test_loading_a_rubric_again_changes_nothing():
    first = load_rubric("cso")

    assert load_rubric("cso") == first
    assert Criterion.objects.count() == 10
    assert newest_rubric("cso") == first


# Drafts


def test_a_draft_may_lack_anything_and_has_a_total(submission, tutor):
    grade = save_draft(
        submission, by=tutor, scores={"R4": Score(Decimal("2.5"))}, message="Voy a la mitad"
    )

    assert grade.total == Decimal("10.50")
    assert scores_of(grade) == {"R4": Score(Decimal("2.5"))}
    assert (grade.sent_at, grade.version) == (None, 1)
    submission.refresh_from_db()
    assert submission.state == "waiting"


def test_a_draft_is_replaced_by_the_next_one(submission, tutor):
    save_draft(submission, by=tutor, scores=scores(submission))

    grade = save_draft(submission, by=tutor, scores={}, version=1)

    assert Grade.objects.get() == grade
    assert (grade.total, grade.version, scores_of(grade)) == (0, 2, {})


def test_a_draft_refuses_to_overwrite_a_newer_one(submission, tutor):
    save_draft(submission, by=tutor, scores=scores(submission), version=0)

    with pytest.raises(RuleViolation) as refusal:
        save_draft(submission, by=UserFactory(), scores={}, version=0)

    assert refusal.value.code == "conflict"
    assert grade_in_force(submission).total == 100


def test_a_draft_tells_nobody(submission, tutor, heard, django_capture_on_commit_callbacks):
    announcements = heard(verdict_sent)

    with django_capture_on_commit_callbacks(execute=True):
        save_draft(submission, by=tutor, scores=scores(submission), verdict="approve")

    assert announcements == []
    assert not Message.objects.filter(key__startswith="grade-").exists()


def test_scores_of_unknown_criteria_are_ignored(submission, tutor):
    grade = save_draft(submission, by=tutor, scores={"R99": Score(Decimal(4))})

    assert scores_of(grade) == {}


def test_a_draft_keeps_the_rubric_it_was_begun_with(submission, tutor):
    draft = save_draft(submission, by=tutor, scores={})
    newer = Rubric.objects.create(audience=draft.rubric.audience, version=2)
    Criterion.objects.create(
        rubric=newer, code="R1", position=1, weight=100, name_es="Todo", name_en="All"
    )

    sent = send_verdict(submission, by=tutor, **approving(submission) | {"scores": {
        rule: Score(Decimal(4)) for rule in draft.rubric.criteria.values_list("code", flat=True)
    }})  # fmt: skip

    assert sent.rubric == draft.rubric


# Sending


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


# Comments


def test_a_comment_keeps_row_and_code(submission, tutor):
    key = uuid4()

    comment = comment_on_cell(
        submission, by=tutor, cell_id=cell_of(submission, 3, "means"), body="¿Quién?", key=key
    )

    assert (comment.row_code, comment.column) == ("A1.1", "means")
    assert str(comment.row.public_id) == submission.snapshot["rows"][3]["id"]
    assert comment == comment_on_cell(submission, by=tutor, cell_id="x", body="", key=key)
    comment.row.delete()
    comment.refresh_from_db()
    assert (comment.row, comment.row_code) == (None, "A1.1")


@pytest.mark.parametrize(("cell", "body", "code"), [("x.y", "Hola", "cell"), (None, " ", "empty")])
def test_a_comment_needs_a_cell_and_words(submission, tutor, cell, body, code):
    with pytest.raises(RuleViolation) as refusal:
        comment_on_cell(
            submission, by=tutor, cell_id=cell or cell_of(submission), body=body, key=uuid4()
        )

    assert refusal.value.code == code


def test_a_comment_can_be_removed_only_before_the_verdict(submission, tutor):
    def comment():
        return comment_on_cell(
            submission, by=tutor, cell_id=cell_of(submission), body="Hola", key=uuid4()
        )

    remove_comment(comment(), by=tutor)
    assert not CellComment.objects.exists()

    kept = comment()
    send_verdict(submission, by=tutor, **returning(submission))
    with pytest.raises(RuleViolation) as refusal:
        remove_comment(kept, by=tutor)
    assert refusal.value.code == "sent"


def test_waiting_is_counted_in_days(submission):
    submission.submitted_at = timezone.now() - timedelta(days=8)

    line = waiting_lines([submission])[0]

    assert (line.days, line.is_slow) == (8, True)
