"""Quizzes on paper: items with room to answer, and the key for whoever marks them."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from assessments.models import Quiz, QuizItem
from courses.domain.print_markdown import LETTERS
from courses.models import Edition, Module


@dataclass(frozen=True)
class PaperOption:
    letter: str
    text: str
    is_correct: bool
    reason: str


@dataclass(frozen=True)
class PaperItem:
    number: int
    stem: str
    language: str
    instruction: str  # How to answer.
    options: tuple[PaperOption, ...]

    @property
    def right(self) -> str:
        return ", ".join(option.letter for option in self.options if option.is_correct)


@dataclass(frozen=True)
class PaperQuiz:
    anchor: str
    code: str
    title: str
    pass_mark: int
    items: tuple[PaperItem, ...]


def paper_quizzes(edition: Edition, module: Module | None = None) -> tuple[PaperQuiz, ...]:
    """Return the quizzes of a module, or of every one; pre- and post-tests are not for paper."""
    quizzes = (
        Quiz.objects.filter(lesson__module__edition=edition, kind=Quiz.Kind.MODULE)
        .order_by("lesson__position")
        .select_related("lesson")
        .prefetch_related("items__choices")
    )
    if module:
        quizzes = quizzes.filter(lesson__module=module)
    return tuple(
        PaperQuiz(
            anchor=f"e-{quiz.lesson.code.replace('.', '-').lower()}",
            code=quiz.lesson.code,
            title=quiz.lesson.title,
            pass_mark=quiz.pass_mark,
            items=tuple(
                _item(item, number) for number, item in enumerate(quiz.items.all(), start=1)
            ),
        )
        for quiz in quizzes
    )


def _item(item: QuizItem, number: int) -> PaperItem:
    return PaperItem(
        number=number,
        stem=item.stem,
        language=item.language,
        instruction=_("Circle one letter.")
        if item.kind == QuizItem.Kind.SINGLE
        else _("Circle every right letter."),
        options=tuple(
            PaperOption(letter, choice.text, choice.is_correct, choice.feedback)
            for letter, choice in zip(LETTERS, item.choices.all(), strict=False)
        ),
    )
