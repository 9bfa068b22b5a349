"""Writing the items of quizzes and tests into the database from the course's folder."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import override

from assessments.domain.quiz_file import LEVELS, BankPlan, ChoicePlan, ItemPlan, read_bank
from assessments.models import Choice, ItemPart, LogframeRow, Quiz, QuizItem
from courses.domain.course_files import broken
from courses.domain.markdown import to_html
from courses.domain.outline_file import interface_language, read_course
from courses.domain.text_files import banks_of
from courses.models import Edition, Lesson
from lms.lib.errors import RuleViolation


@transaction.atomic
def load_quizzes(edition: Edition, folder: Path | str) -> list[str]:
    """Make the quizzes of an edition from ``<module>/<lesson>.items.yaml``; again: no change.

    Return the codes of the items whose bank nobody has written yet: they are completed by
    finishing them. A bank that is too small or misspelt is refused with its file and item.
    """
    folder = Path(folder)
    plan = read_course(folder)
    tests = {lesson.code: lesson.test for lesson in plan.lessons}
    banks = banks_of(folder, plan)
    missing = [
        lesson.code
        for lesson in plan.lessons
        if lesson.closed_by == Lesson.ClosedBy.QUIZ and lesson.code not in banks
    ]
    lessons = Lesson.objects.of_edition(edition.pk)
    # Nobody shall be kept from a certificate by questions that are not written yet.
    lessons.filter(code__in=missing).update(closed_by=Lesson.ClosedBy.FINISH)
    for lesson in lessons.filter(closed_by=Lesson.ClosedBy.QUIZ):
        if not Quiz.objects.filter(lesson=lesson).exists():
            kind = tests.get(lesson.code) or Quiz.Kind.MODULE
            path = banks[lesson.code]
            _make(lesson, kind, plan.quizzes, read_bank(path), path.name)
    return missing


def _make(lesson: Lesson, kind: str, rules: dict[str, Any], bank: BankPlan, name: str) -> None:
    quiz = Quiz.objects.create(
        lesson=lesson,
        kind=Quiz.Kind(kind),
        pass_mark=rules.get("pass_mark", 70),
        attempts_allowed=rules.get("attempts", {}).get(kind, 2),
        time_limit=bank.time_limit,
        asks=bank.asks,
    )
    for position, plan in enumerate(bank.items, start=1):
        try:
            _add_item(quiz, position, plan)
        except RuleViolation as refusal:
            raise broken(name, f"{plan.code}: {refusal.messages[0]}") from refusal


def _add_item(quiz: Quiz, position: int, plan: ItemPlan) -> None:
    language = interface_language(plan.language)
    item = QuizItem.objects.create(
        quiz=quiz,
        code=plan.code,
        position=position,
        kind=plan.kind,
        context_html=to_html(plan.context, language=language) if plan.context else "",
        stem=plan.stem,
        sentence=plan.sentence,
        objective=plan.objective,
        language=plan.language,
        difficulty=plan.difficulty,
        pair=plan.pair,
        unit=plan.unit,
        tolerance=plan.tolerance,
        formula=plan.formula,
        feedback=plan.feedback,
    )
    choices = list(_choices(item, plan.choices))
    for place, part in enumerate(plan.parts, start=1):
        made = ItemPart.objects.create(
            item=item, position=place, text=part.text, feedback=part.feedback
        )
        choices += _choices(item, part.choices, part=made)
    if item.kind == QuizItem.Kind.CLASSIFY:
        names = _level_names(language)
        for choice in choices:
            choice.text = names[choice.text]
    Choice.objects.bulk_create(choices)


def _choices(
    item: QuizItem, plans: Iterable[ChoicePlan], part: ItemPart | None = None
) -> Iterable[Choice]:
    for place, plan in enumerate(plans, start=1):
        yield Choice(
            item=item,
            part=part,
            position=place,
            text=plan.text,
            value=plan.value,
            is_correct=plan.is_correct,
            feedback=plan.feedback,
        )


def _level_names(language: str) -> dict[str, str]:
    """Return the names of the four levels, in the language of the item."""
    with override(language):
        return dict(zip(LEVELS, map(str, LogframeRow.Level.labels), strict=True))
