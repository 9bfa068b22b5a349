from decimal import Decimal

import pytest

from assessments.domain.grading.arithmetic import Score
from assessments.domain.grading.drafts import save_draft
from assessments.domain.grading.reading import grade_in_force, scores_of
from assessments.domain.grading.verdicts import send_verdict
from assessments.models import Criterion, Grade, Rubric
from assessments.signals import verdict_sent
from lms.lib.errors import RuleViolation
from people.models import Message
from tests.assessments.grades import approving, scores
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


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
