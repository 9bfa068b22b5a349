"""A tutor's verdict: the weighted total, what approval needs, drafts, sending and amending."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.domain.editing import locked
from assessments.domain.rubrics import FORMATIVE, rubric_of
from assessments.domain.snapshots import thaw
from assessments.domain.submission import complete_for_members
from assessments.models import (
    CellComment,
    Criterion,
    CriterionScore,
    Deliverable,
    Grade,
    LogframeProject,
    LogframeRow,
    Rubric,
    Submission,
)
from assessments.signals import verdict_sent
from courses.models import Cohort, Enrolment, Lesson
from lms.lib.errors import RuleViolation
from lms.lib.events import announce
from people.domain.records import record
from people.models import User

LEVELS = tuple(Decimal(half) / 2 for half in range(9))  # 0, 0.5 … 4
NEEDS_COMMENT = Decimal(2)  # At this level and below.
SHORTEST_COMMENT = 20
SLOW_AFTER_DAYS = 7  # Five working days.


@dataclass(frozen=True)
class Score:
    level: Decimal
    comment: str = ""


@dataclass(frozen=True)
class Rule:
    """A criterion as far as arithmetic is concerned. ``percents`` are those of levels 0 to 4."""

    code: str
    weight: int
    minimum: Decimal
    percents: tuple[int, ...] = (0, 30, 60, 80, 100)


@dataclass(frozen=True)
class Waiting:
    """A line of the queue."""

    submission: Submission
    days: int

    @property
    def is_slow(self) -> bool:
        return self.days > SLOW_AFTER_DAYS


# What is computed from values


def percent_at(level: Decimal, percents: tuple[int, ...]) -> Decimal:
    """Return the percentage of a level; a half level has the mean of its two neighbours."""
    below = int(level.to_integral_value(ROUND_FLOOR))
    above = int(level.to_integral_value(ROUND_CEILING))
    return Decimal(percents[below] + percents[above]) / 2


def weighted_total(
    levels: Mapping[str, Decimal], rules: Iterable[Rule], *, whole: int = 100
) -> Decimal:
    """Return Σ weight × level % of 100, with two decimals; a criterion without level counts 0.

    ``whole`` is what the weights add up to, where only some criteria are asked.
    """
    points = sum(
        (
            rule.weight * percent_at(levels[rule.code], rule.percents)
            for rule in rules
            if rule.code in levels
        ),
        Decimal(0),
    )
    return (points / whole).quantize(Decimal("0.01"), ROUND_HALF_UP)


def below_minimum(levels: Mapping[str, Decimal], rules: Iterable[Rule]) -> list[Rule]:
    """Return the criteria whose level keeps the project from being approved."""
    return [rule for rule in rules if levels.get(rule.code, Decimal(0)) < rule.minimum]


def without_level(scores: Mapping[str, Score], rules: Iterable[Rule]) -> list[str]:
    return [rule.code for rule in rules if rule.code not in scores]


def without_comment(scores: Mapping[str, Score], rules: Iterable[Rule]) -> list[str]:
    """Return the codes of low levels that nobody explained."""
    return [
        rule.code
        for rule in rules
        if rule.code in scores
        and scores[rule.code].level <= NEEDS_COMMENT
        and len(scores[rule.code].comment.strip()) < SHORTEST_COMMENT
    ]


# Reading


def criteria_of(rubric: Rubric, deliverable: str = Deliverable.PROJECT) -> list[Criterion]:
    """Read the criteria that a deliverable is read by, with their levels, in two queries.

    The final project is graded by all of them. The others are read by two, to learn from.
    """
    criteria = Criterion.objects.filter(rubric=rubric).prefetch_related("levels")
    codes = FORMATIVE.get(deliverable)
    return list(criteria.filter(code__in=codes) if codes else criteria)


def total_of(levels: Mapping[str, Decimal], rules: list[Rule]) -> Decimal:
    """Return the total of 100 over the criteria that are asked."""
    return weighted_total(levels, rules, whole=sum(rule.weight for rule in rules) or 100)


def rules_of(criteria: Iterable[Criterion]) -> list[Rule]:
    return [
        Rule(
            code=criterion.code,
            weight=criterion.weight,
            minimum=criterion.minimum,
            percents=tuple(level.percent for level in criterion.levels.all()),
        )
        for criterion in criteria
    ]


def rubric_for(submission: Submission, grade: Grade | None) -> Rubric:
    """Return the rubric of a grade that exists already, else that of the cohort."""
    return grade.rubric if grade else rubric_of(submission.project.cohort)


def grade_in_force(submission: Submission) -> Grade | None:
    """Return the grade that counts, a draft or a sent one.

    It knows ``newest_version`` of the rubrics for its audience, and for its cohort.
    """
    newest = Rubric.objects.filter(
        Q(cohort=None) | Q(cohort=OuterRef("submission__project__cohort")),
        audience=OuterRef("rubric__audience"),
    ).order_by("-version")
    return (
        Grade.objects.filter(submission=submission, replaced_at=None)
        .select_related("rubric", "tutor")
        .annotate(newest_version=Subquery(newest.values("version")[:1]))
        .first()
    )


def scores_of(grade: Grade) -> dict[str, Score]:
    return {
        score.criterion.code: Score(score.level, score.comment)
        for score in grade.scores.select_related("criterion")
    }


def cohorts_of(submissions: QuerySet[Submission]) -> QuerySet[Cohort]:
    """Return the cohorts that these submissions come from, to choose one."""
    ids = submissions.order_by().values("project__cohort")
    return Cohort.objects.filter(pk__in=ids).order_by("name")


def waiting_lines(
    submissions: Iterable[Submission], *, now: datetime | None = None
) -> list[Waiting]:
    """Say of each submission for how many days it has waited."""
    today = timezone.localdate(now)
    return [
        Waiting(submission, max((today - timezone.localdate(submission.submitted_at)).days, 0))
        for submission in submissions
    ]


def approved_submission(enrolment: Enrolment) -> Submission | None:
    """Return the approved version of the project this person works on, if there is one."""
    return (
        Submission.objects.filter(
            project__members__enrolment=enrolment,
            project__members__left_at=None,
            deliverable=Deliverable.PROJECT,
            state=Submission.State.APPROVED,
        )
        .order_by("-number")
        .first()
    )


# Changing


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
    submission = _locked(submission)
    _check_grading(submission, by=by)
    grade, _rules = _save(
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
    submission = _locked(submission)
    _check_grading(submission, by=by)
    grade, rules = _save(
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
    submission = _locked(submission)
    _check_not_own(submission, by=by)
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
    grade, rules = _save(
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


@transaction.atomic
def comment_on_cell(
    submission: Submission,
    *,
    by: User,
    cell_id: str,
    body: str,
    key: UUID,
    draft: Mapping[str, Any] | None = None,
) -> CellComment:
    """Write a remark on one cell of what was handed in. The same ``key`` again: one remark.

    It stays attached to the row, wherever that moves, and keeps the code the row had. ``draft``
    holds what ``save_draft`` takes, when the form of the rubric came along.
    """
    submission = _locked(submission)
    earlier = submission.comments.filter(key=key, author=by).first()
    if earlier:
        return earlier
    _check_grading(submission, by=by)
    cell = thaw(submission.snapshot).matrix.cell(cell_id)
    if cell is None:
        raise RuleViolation(_("Choose the cell that the comment is about."), code="cell")
    if not body.strip():
        raise RuleViolation(_("Write the comment."), code="empty")
    if draft is not None:
        _save(submission, by=by, now=timezone.now(), **draft)
    return CellComment.objects.create(
        submission=submission,
        row=LogframeRow.objects.filter(project=submission.project, public_id=cell.row.id).first(),
        row_code=cell.row.code,
        column=cell.column,
        author=by,
        body=body,
        key=key,
    )


@transaction.atomic
def remove_comment(comment: CellComment, *, by: User) -> None:
    """Delete a remark that the participant has not seen yet. Again: nothing happens."""
    submission = _locked(comment.submission)
    _check_grading(submission, by=by)
    CellComment.objects.filter(pk=comment.pk, author=by).delete()


def _locked(submission: Submission) -> Submission:
    """Lock the project first, as everything else does, then the submission."""
    project = locked(submission.project)
    submission = (
        Submission.objects.select_for_update(of=("self",))
        .select_related("enrolment__participant", "project__cohort__edition__course")
        .get(pk=submission.pk)
    )
    submission.project.state = project.state
    return submission


def _check_not_own(submission: Submission, *, by: User) -> None:
    members = submission.project.members.filter(enrolment__participant=by, left_at=None)
    if submission.enrolment.participant_id == by.pk or members.exists():
        raise RuleViolation(_("Nobody grades a project of their own."), code="own")


def _check_grading(submission: Submission, *, by: User) -> None:
    _check_not_own(submission, by=by)
    if submission.state == Submission.State.WITHDRAWN:
        raise RuleViolation(_("This submission was taken back."), code="withdrawn")
    if submission.state != Submission.State.WAITING:
        raise RuleViolation(_("The verdict on this submission was sent already."), code="sent")


def _save(
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
