"""The exit survey: asked once, answered once, and never traced back to a person.

See docs/decisions/0010-survey-time.md for what is done so that no time gives anybody away.
"""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import lru_cache
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

import yaml
from django.db import transaction
from django.db.models import Count, F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from completion.domain.requirements import standings_of, survey_opens_on
from completion.models import (
    FeedbackSurvey,
    SurveyAnswer,
    SurveyInvitation,
    SurveyQuestion,
    SurveyResponse,
)
from courses.domain.progress import complete_lesson
from courses.models import Cohort, Enrolment, HoursEntry, Lesson, LessonProgress
from lms.lib.errors import RuleViolation
from people.models import User

ITEMS = Path(__file__).parent.parent / "data" / "survey_items.yaml"
LEAST_SHOWN = 5  # Answers: of fewer, nothing is shown.
LONGEST_TEXT = 1000
POINTS = range(1, 6)

Answers = Mapping[str, int | str | None]


@dataclass(frozen=True)
class QuestionResult:
    """How one statement was answered; ``counts`` is None where too few people answered it."""

    question: SurveyQuestion
    answered: int
    counts: tuple[int, ...] | None

    @property
    def mean(self) -> float | None:
        if self.counts is None:
            return None
        return sum(point * count for point, count in zip(POINTS, self.counts, strict=True)) / sum(
            self.counts
        )


@dataclass(frozen=True)
class Results:
    """What a cohort answered. With fewer than five answers there is only their number."""

    invited: int
    answered: int
    questions: tuple[QuestionResult, ...] = ()
    texts: tuple[str, ...] = ()

    @property
    def is_shown(self) -> bool:
        return self.answered >= LEAST_SHOWN


@lru_cache(maxsize=1)
def items() -> list[dict[str, str]]:
    return yaml.safe_load(ITEMS.read_text(encoding="utf-8"))


@transaction.atomic
def open_survey(cohort: Cohort) -> FeedbackSurvey:
    """Return the survey of ``cohort``, made with its questions the first time."""
    survey, is_new = FeedbackSurvey.objects.get_or_create(cohort=cohort)
    if is_new:
        SurveyQuestion.objects.bulk_create(
            SurveyQuestion(
                survey=survey,
                code=item["code"],
                position=position,
                kind=item["kind"],
                text_es=item["es"],
                text_en=item["en"],
            )
            for position, item in enumerate(items(), start=1)
        )
    return survey


def due_for_survey(cohort: Cohort, *, today: date | None = None) -> list[Enrolment]:
    """Return who should be asked now and has not been.

    In the last 14 days of the cohort that is everybody who studies; before, whoever has done
    everything else.
    """
    today = today or timezone.localdate()
    asked = set(
        SurveyInvitation.objects.filter(survey__cohort=cohort).values_list("enrolment", flat=True)
    )
    is_open_to_all = today >= survey_opens_on(cohort)
    return [
        standing.enrolment
        for standing in standings_of(cohort)
        if standing.enrolment.pk not in asked
        and standing.enrolment.status == Enrolment.Status.ACTIVE
        and (is_open_to_all or standing.lacks_only_the_survey)
    ]


@transaction.atomic
def invite(enrolment: Enrolment) -> SurveyInvitation | None:
    """Ask a person to answer the survey of their cohort; None when they were asked before."""
    invitation, is_new = SurveyInvitation.objects.get_or_create(
        survey=open_survey(enrolment.cohort), enrolment=enrolment
    )
    return invitation if is_new else None


@transaction.atomic
def respond(enrolment: Enrolment, survey: FeedbackSurvey, answers: Answers, *, by: User) -> None:
    """Keep the answers of a person who was invited, once, with no way back to the person.

    ``answers`` goes from the code of a question to 1 to 5, None for "I prefer not to answer",
    or the text of an open question. Refuses a second time, from whatever tab.
    """
    invitation = (
        SurveyInvitation.objects.select_for_update()
        .filter(survey=survey, enrolment=enrolment)
        .first()
    )
    if invitation is None:
        raise RuleViolation(_("You were not invited to this survey."), code="not_invited")
    if invitation.answered:
        raise RuleViolation(_("You have answered this survey already. Thank you."), code="answered")
    keep_answers(survey, answers)
    invitation.answered = True
    invitation.save(update_fields=["answered"])
    credit_the_item(enrolment, by=by)


def keep_answers(survey: FeedbackSurvey, answers: Answers, *, key: UUID | None = None) -> None:
    """Store checked answers; a ``key`` becomes that of the row, so that it is written once."""
    questions = list(survey.questions.all())
    _check(answers, questions)
    response = SurveyResponse.objects.create(survey=survey, **({"pk": key} if key else {}))
    SurveyAnswer.objects.bulk_create(
        _answer(response, question, answers.get(question.code)) for question in questions
    )


def _check(answers: Answers, questions: Sequence[SurveyQuestion]) -> None:
    for question in questions:
        answer = answers.get(question.code)
        if question.kind == SurveyQuestion.Kind.TEXT:
            if len(str(answer or "")) > LONGEST_TEXT:
                raise RuleViolation(
                    _("Write at most %(most)s characters."),
                    code="too_long",
                    params={"most": LONGEST_TEXT},
                )
        elif question.code not in answers or (answer is not None and answer not in POINTS):
            raise RuleViolation(
                _("Choose an option; you may also choose “I prefer not to answer”."),
                code="unanswered",
            )


def _answer(
    response: SurveyResponse, question: SurveyQuestion, answer: int | str | None
) -> SurveyAnswer:
    if question.kind == SurveyQuestion.Kind.TEXT:
        return SurveyAnswer(response=response, question=question, text=str(answer or "").strip())
    return SurveyAnswer(response=response, question=question, value=answer)


def moment_that_says_nothing(cohort: Cohort) -> datetime:
    """The first instant of the cohort's first day: the same for everybody who answers."""
    return datetime.combine(cohort.starts_on, time.min, tzinfo=ZoneInfo(cohort.time_zone))


def credit_the_item(
    enrolment: Enrolment, *, by: User, evidence: str = HoursEntry.Evidence.PLATFORM
) -> None:
    """Complete the survey's item of the outline, leaving no trace of when that was."""
    moment = moment_that_says_nothing(enrolment.cohort)
    lessons = Lesson.objects.filter(
        module__edition=enrolment.cohort.edition_id, closed_by=Lesson.ClosedBy.SURVEY
    ).select_related("module")
    for lesson in lessons:
        complete_lesson(enrolment, lesson, by=by, now=moment, entered_at=moment, evidence=evidence)
        LessonProgress.objects.filter(enrolment=enrolment, lesson=lesson).update(started_at=moment)


@transaction.atomic
def mix(survey: FeedbackSurvey) -> None:
    """Write all answers of a survey anew, in random order and with other keys.

    A database remembers in which order, and in which transaction, rows were written. After this
    it remembers one transaction, and an order drawn by lot.
    """
    survey = FeedbackSurvey.objects.select_for_update().get(pk=survey.pk)
    old = list(survey.responses.prefetch_related("answers"))
    random.SystemRandom().shuffle(old)
    copies = {response.pk: SurveyResponse(survey=survey) for response in old}
    answers = [
        SurveyAnswer(
            response=copies[response.pk],
            question_id=answer.question_id,
            value=answer.value,
            text=answer.text,
        )
        for response in old
        for answer in response.answers.all()
    ]
    SurveyResponse.objects.bulk_create(copies.values())
    SurveyAnswer.objects.bulk_create(answers)
    SurveyResponse.objects.filter(pk__in=copies.keys()).delete()
    survey.invitations.update(answered=F("answered"))


def results_of(survey: FeedbackSurvey) -> Results:
    """Return the answers in figures; of fewer than five people, nothing but their number."""
    invited = survey.invitations.count()
    answered = survey.responses.count()
    if answered < LEAST_SHOWN:
        return Results(invited, answered)
    counts = {
        (question_id, value): number
        for question_id, value, number in SurveyAnswer.objects.filter(
            question__survey=survey, value__isnull=False
        )
        .order_by()
        .values_list("question", "value")
        .annotate(number=Count("pk"))
    }
    questions = []
    for question in survey.questions.filter(kind=SurveyQuestion.Kind.LIKERT):
        row = tuple(counts.get((question.pk, point), 0) for point in POINTS)
        questions.append(
            QuestionResult(question, sum(row), row if sum(row) >= LEAST_SHOWN else None)
        )
    texts = list(
        SurveyAnswer.objects.filter(question__survey=survey)
        .exclude(text="")
        .order_by("pk")  # Random keys: an order that says nothing.
        .values_list("text", flat=True)
    )
    return Results(invited, answered, tuple(questions), tuple(texts))


def has_answered(enrolment: Enrolment, survey: FeedbackSurvey) -> bool:
    return survey.invitations.filter(enrolment=enrolment, answered=True).exists()
