"""What a tutor has so far: nothing of it is shown to the participant."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.domain.editing import locked
from assessments.domain.grading.arithmetic import Rule, Score, total_of
from assessments.domain.grading.reading import criteria_of, grade_in_force, rubric_for, rules_of
from assessments.models import CriterionScore, Grade, Rubric, Submission
from lms.lib.errors import RuleViolation
from people.models import User


@transaction.atomic
def save_draft(
    submission: Submission,
    *,
    by: User,
    scores: Mapping[str, Score],
    verdict: str = "",
    message: str = "",
    resubmit_by: date | None = None,
    version: int | None = None,
    now: datetime | None = None,
) -> Grade:
    """Keep what the tutor has so far; nothing of it is shown to the participant.

    ``scores`` is by the code of the criterion and may lack some. With ``version``, refuses when
    another tutor saved since (code "conflict").
    """
    submission = locked_submission(submission)
    check_grading(submission, by=by)
    grade, _rules = write_grade(
        submission,
        by=by,
        scores=scores,
        verdict=verdict,
        message=message,
        resubmit_by=resubmit_by,
        version=version,
        now=now or timezone.now(),
    )
    return grade


def locked_submission(submission: Submission) -> Submission:
    """Lock the project first, as everything else does, then the submission."""
    project = locked(submission.project)
    submission = (
        Submission.objects.select_for_update(of=("self",))
        .select_related("enrolment__participant", "project__cohort__edition__course")
        .get(pk=submission.pk)
    )
    submission.project.state = project.state
    return submission


def check_not_own(submission: Submission, *, by: User) -> None:
    members = submission.project.members.filter(enrolment__participant=by, left_at=None)
    if submission.enrolment.participant_id == by.pk or members.exists():
        raise RuleViolation(_("Nobody grades a project of their own."), code="own")


def check_grading(submission: Submission, *, by: User) -> None:
    check_not_own(submission, by=by)
    if submission.state == Submission.State.WITHDRAWN:
        raise RuleViolation(_("This submission was taken back."), code="withdrawn")
    if submission.state != Submission.State.WAITING:
        raise RuleViolation(_("The verdict on this submission was sent already."), code="sent")


def write_grade(
    submission: Submission,
    *,
    by: User,
    scores: Mapping[str, Score],
    verdict: str,
    message: str,
    resubmit_by: date | None,
    version: int | None,
    now: datetime,
    rubric: Rubric | None = None,
) -> tuple[Grade, list[Rule]]:
    """Write the grade in force, or a new one, with its scores; return it with the rules for it."""
    grade = grade_in_force(submission) or Grade(
        submission=submission, rubric=rubric or rubric_for(submission, None), tutor=by
    )
    if version not in {None, grade.version}:
        raise RuleViolation(
            gettext_lazy(
                "%(who)s saved another draft in the meantime. Saving again replaces it with yours."
            ),
            code="conflict",
            params={"who": grade.tutor.full_name},
        )
    criteria = {
        criterion.code: criterion for criterion in criteria_of(grade.rubric, submission.deliverable)
    }
    rules = rules_of(criteria.values())
    scores = {code: score for code, score in scores.items() if code in criteria}
    grade.tutor = by
    grade.total = total_of({code: score.level for code, score in scores.items()}, rules)
    grade.verdict, grade.message, grade.resubmit_by = verdict, message, resubmit_by
    grade.version += 1
    grade.saved_at = now
    grade.save()
    grade.scores.all().delete()
    CriterionScore.objects.bulk_create(
        CriterionScore(
            grade=grade, criterion=criteria[code], level=score.level, comment=score.comment
        )
        for code, score in scores.items()
    )
    return grade, rules
