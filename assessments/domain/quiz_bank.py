"""Writing the items of quizzes and tests into the database from the course's folder."""

from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.models import Choice, Quiz, QuizItem
from courses.domain.outline_file import broken, read_course, read_yaml
from courses.models import Edition, Lesson

LEAST_ITEMS = 10
LEAST_CHOICES = 2


@transaction.atomic
def load_quizzes(edition: Edition, folder: Path | str) -> list[str]:
    """Make the quizzes of an edition from ``<module>/<lesson>.items.yaml``; again: no change.

    Return the codes of the items whose bank nobody has written yet. A bank that is too small or
    misspelt is refused with the name of its file.
    """
    folder = Path(folder)
    plan = read_course(folder)
    tests = {lesson.code: lesson.test for module in plan.modules for lesson in module.lessons}
    missing = []
    lessons = Lesson.objects.of_edition(edition.pk).filter(closed_by=Lesson.ClosedBy.QUIZ)
    for lesson in lessons.select_related("module"):
        path = folder / lesson.module.code / f"{lesson.code}.items.yaml"
        if not path.exists():
            missing.append(lesson.code)
        elif not Quiz.objects.filter(lesson=lesson).exists():
            kind = tests.get(lesson.code) or Quiz.Kind.MODULE
            _make(lesson, kind, plan.quizzes, path)
    return missing


def _make(lesson: Lesson, kind: str, rules: dict[str, Any], path: Path) -> None:
    said = read_yaml(path)
    rows = said.get("items") if isinstance(said, dict) else said
    if not isinstance(rows, list) or len(rows) < LEAST_ITEMS:
        raise broken(path.name, _("a bank has at least %(least)s items.") % {"least": LEAST_ITEMS})
    quiz = Quiz.objects.create(
        lesson=lesson,
        kind=Quiz.Kind(kind),
        pass_mark=rules.get("pass_mark", 70),
        attempts_allowed=rules.get("attempts", {}).get(kind, 2),
    )
    for position, row in enumerate(rows, start=1):
        try:
            _add_item(quiz, position, row)
        except (AttributeError, KeyError, TypeError, ValueError) as missing:
            raise broken(
                path.name,
                _("item %(position)s is not written as agreed (%(what)s).")
                % {"position": position, "what": missing},
            ) from missing


def _add_item(quiz: Quiz, position: int, row: dict[str, Any]) -> None:
    """Add one item. ValueError when its right choices do not fit its kind."""
    kind = QuizItem.Kind(row["kind"])
    choices = row["choices"]
    right = sum(bool(choice.get("correct")) for choice in choices)
    if len(choices) < LEAST_CHOICES or right < 1 or (kind == QuizItem.Kind.SINGLE and right > 1):
        raise ValueError(row["code"])
    item = QuizItem.objects.create(
        quiz=quiz,
        code=row["code"],
        position=position,
        kind=kind,
        stem=row["stem"].strip(),
        objective=(row.get("objective") or "").strip(),
        language=row.get("language", "es"),
    )
    Choice.objects.bulk_create(
        Choice(
            item=item,
            position=place,
            text=str(choice["text"]).strip(),
            is_correct=bool(choice.get("correct")),
            feedback=(choice.get("feedback") or "").strip(),
        )
        for place, choice in enumerate(choices, start=1)
    )
