"""A tutor's verdict: whether it can be sent, sending and amending it."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.domain.grading.arithmetic import (
    SHORTEST_COMMENT,
    Rule,
    Score,
    below_minimum,
    without_comment,
    without_level,
)
from assessments.domain.grading.drafts import (
    check_grading,
    check_not_own,
    locked_submission,
    write_grade,
)
from assessments.domain.grading.reading import grade_in_force
from assessments.domain.submission import complete_for_members
from assessments.models import Grade, LogframeProject, Submission
from assessments.signals import verdict_sent
from courses.models import Enrolment, Lesson
from lms.lib.errors import RuleViolation
from lms.lib.events import announce
from people.domain.records import record
from people.models import User


@transaction.atomic
def send_verdict(
    submission: Submission,
    *,
    by: User,
    scores: Mapping[str, Score],
    verdict: str,
    message: str = "",
    resubmit_by: date | None = None,
    version: int | None = None,
    now: datetime | None = None,
) -> Grade:
    """Send the verdict: the submission is returned or accepted for good.

    With the final project, the project itself is. Approving
    completes the items that the approval completes. Announces ``verdict_sent``.
    """
    now = now or timezone.now()
    submission = locked_submission(submission)
    check_grading(submission, by=by)
    grade, rules = write_grade(
        submission,
        by=by,
        scores=scores,
        verdict=verdict,
        message=message,
        resubmit_by=resubmit_by,
        version=version,
        now=now,
    )
    _check_complete(grade, scores, rules, now=now)
    _send(grade, submission, by=by, now=now)
    return grade


@transaction.atomic
def amend_grade(
    submission: Submission,
    *,
    by: User,
    scores: Mapping[str, Score],
    verdict: str,
    message: str = "",
    resubmit_by: date | None = None,
    now: datetime | None = None,
) -> Grade:
    """Correct a verdict that was sent. The old grade stays, with the date it was replaced.

    Only the last submission of a deliverable can be corrected, and an approval that has led to a
    certificate cannot be taken back.
    """
    now = now or timezone.now()
    submission = locked_submission(submission)
    check_not_own(submission, by=by)
    old = grade_in_force(submission)
    if old is None or old.sent_at is None:
        raise RuleViolation(_("No verdict has been sent yet."), code="not_sent")
    newer = submission.project.submissions.filter(
        deliverable=submission.deliverable, number__gt=submission.number
    )
    if newer.exclude(state=Submission.State.WITHDRAWN).exists():
        raise RuleViolation(
            _("The project was handed in again. Grade the new submission."), code="superseded"
        )
    is_graduated = submission.enrolment.status == Enrolment.Status.GRADUATED
    if is_graduated and submission.is_final and verdict != Grade.Verdict.APPROVE:
        raise RuleViolation(
            _("This person has graduated already. The approval cannot be taken back."),
            code="graduated",
        )
    old.replaced_at = now
    old.save(update_fields=["replaced_at"])
    grade, rules = write_grade(
        submission,
        by=by,
        scores=scores,
        verdict=verdict,
        message=message,
        resubmit_by=resubmit_by,
        version=None,
        now=now,
        rubric=old.rubric,
    )
    _check_complete(grade, scores, rules, now=now)
    _send(grade, submission, by=by, now=now)
    record(by, "amend_grade", grade, reason=submission.folio)
    return grade


def _check_complete(
    grade: Grade, scores: Mapping[str, Score], rules: list[Rule], *, now: datetime
) -> None:
    if missing := without_level(scores, rules):
        raise RuleViolation(
            _("Choose a level for %(criteria)s."),
            code="levels",
            params={"criteria": ", ".join(missing)},
        )
    if unexplained := without_comment(scores, rules):
        raise RuleViolation(
            _("Write a comment of %(least)s characters or more for %(criteria)s."),
            code="comments",
            params={"least": SHORTEST_COMMENT, "criteria": ", ".join(unexplained)},
        )
    if grade.verdict == Grade.Verdict.APPROVE:
        if grade.submission.is_final:
            _check_approvable(grade, scores, rules)
    elif grade.verdict == Grade.Verdict.RETURN:
        _check_return(grade, today=timezone.localdate(now))
    else:
        raise RuleViolation(_("Choose a verdict."), code="verdict")


def _check_approvable(grade: Grade, scores: Mapping[str, Score], rules: list[Rule]) -> None:
    reasons = []
    if grade.total < grade.rubric.pass_mark:
        reasons.append(
            _("the total is %(total)s and must be %(least)s")
            % {"total": f"{grade.total:.2f}", "least": grade.rubric.pass_mark}
        )
    low = below_minimum({code: score.level for code, score in scores.items()}, rules)
    if at_zero := [rule.code for rule in low if rule.minimum < 1]:
        reasons.append(_("%(criteria)s is at 0") % {"criteria": ", ".join(at_zero)})
    if too_low := [rule for rule in low if rule.minimum >= 1]:
        reasons.append(
            _("%(criteria)s must be at level %(level)s or more")
            % {
                "criteria": ", ".join(rule.code for rule in too_low),
                "level": f"{max(rule.minimum for rule in too_low):.0f}",
            }
        )
    if reasons:
        raise RuleViolation(
            _("The project cannot be approved: %(reasons)s."),
            code="below",
            params={"reasons": "; ".join(reasons)},
        )


def _check_return(grade: Grade, *, today: date) -> None:
    if not grade.message.strip():
        raise RuleViolation(
            _("Say in the message what should change, so that it can be handed in again."),
            code="message",
        )
    if grade.resubmit_by is None:
        raise RuleViolation(
            _("Say until when the project may be handed in again."), code="resubmit_by"
        )
    if grade.resubmit_by <= today:
        raise RuleViolation(
            _("The date to hand the project in again must be after today."), code="resubmit_by"
        )


def _send(grade: Grade, submission: Submission, *, by: User, now: datetime) -> None:
    grade.sent_at = now
    grade.save(update_fields=["sent_at"])
    is_approved = grade.verdict == Grade.Verdict.APPROVE
    submission.state = Submission.State.APPROVED if is_approved else Submission.State.RETURNED
    submission.save(update_fields=["state"])
    project = submission.project
    if submission.is_final:
        project.state = (
            LogframeProject.State.APPROVED if is_approved else LogframeProject.State.RETURNED
        )
        project.save(update_fields=["state"])
    if is_approved:
        complete_for_members(project, Lesson.ClosedBy.APPROVAL, by=by, now=now)
    announce(verdict_sent, grade=grade)
