"""What a submission is read by, the grade that counts, and what was approved."""

from collections.abc import Iterable

from django.db.models import OuterRef, Q, Subquery

from assessments.domain.grading.arithmetic import Rule, Score
from assessments.domain.rubrics import FORMATIVE, rubric_of
from assessments.models import Criterion, Deliverable, Grade, Rubric, Submission
from courses.models import Enrolment


def criteria_of(rubric: Rubric, deliverable: str = Deliverable.PROJECT) -> list[Criterion]:
    """Read the criteria that a deliverable is read by, with their levels, in two queries.

    The final project is graded by all of them. The others are read by two, to learn from.
    """
    criteria = Criterion.objects.filter(rubric=rubric).prefetch_related("levels")
    codes = FORMATIVE.get(deliverable)
    return list(criteria.filter(code__in=codes) if codes else criteria)


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
