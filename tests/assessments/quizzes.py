"""Quizzes for tests: of one kind, or with the example of every kind from the document."""

import re
from decimal import Decimal

import yaml
from django.conf import settings

from assessments.domain.quiz_bank import _add_item
from assessments.domain.quiz_file import _item
from assessments.domain.quiz_paper import paper_of
from assessments.domain.quiz_taking import Given, save_answers
from assessments.models import QuizAttempt, QuizItem
from tests.factories import ChoiceFactory, LessonFactory, QuizFactory, QuizItemFactory

DOCUMENT = settings.BASE_DIR / "docs" / "item-banks.md"
EXAMPLES = {
    item["kind"]: item
    for block in re.findall(r"```yaml\n(.+?)```", DOCUMENT.read_text(encoding="utf-8"), re.DOTALL)
    for item in yaml.safe_load(block)
}


def quiz_of(enrolment, **facts):
    """Return a quiz without items in the course that the enrolment follows."""
    lesson = LessonFactory(
        module__edition=enrolment.cohort.edition, kind="Q", closed_by="quiz", minutes=20
    )
    return QuizFactory(lesson=lesson, **facts)


def make_quiz(enrolment, items=4, **facts):
    """Return a quiz of items with one right choice and two wrong ones."""
    quiz = quiz_of(enrolment, **facts)
    for position in range(1, items + 1):
        item = QuizItemFactory(quiz=quiz, position=position)
        ChoiceFactory(item=item, position=1, is_correct=True, text="Sí", feedback="Por esto sí.")
        ChoiceFactory(item=item, position=2, text="No", feedback="Por esto no.")
        ChoiceFactory(item=item, position=3, text="Tal vez", feedback="Por esto no.")
    return quiz


def quiz_of_every_kind(enrolment, kinds=tuple(EXAMPLES), **facts):
    """Return a quiz with the example of each kind."""
    quiz = quiz_of(enrolment, **facts)
    for position, kind in enumerate(kinds, start=1):
        _add_item(quiz, position, _item(EXAMPLES[kind]))
    return quiz


def right_answer(asked):
    """Return what earns everything."""
    if asked.item.kind == QuizItem.Kind.NUMERIC:
        return Given(number=next(one.value for one in asked.choices if one.is_correct))
    offered = [*asked.choices, *(choice for gap in asked.gaps for choice in gap.choices)]
    return Given([choice for choice in offered if choice.is_correct])


def wrong_answer(asked):
    """Return what earns nothing."""
    if asked.item.kind == QuizItem.Kind.NUMERIC:
        return Given(number=Decimal("-1"))
    groups = asked.gaps or [asked]
    return Given([next(one for one in each.choices if not one.is_correct) for each in groups])


def answer(attempt, *, right):
    """Answer the first ``right`` items correctly and the others wrongly."""
    asked = paper_of(attempt).asked
    answers = {
        one.item: right_answer(one) if one.number <= right else wrong_answer(one) for one in asked
    }
    save_answers(attempt, answers, by=attempt.enrolment.participant)


def loaded(attempt):
    """Return the attempt as a page loads it."""
    return QuizAttempt.objects.with_course().with_allowances().get(pk=attempt.pk)
