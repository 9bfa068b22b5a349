"""A handbook's contents: the lessons of the course and the quizzes that belong to them."""

from dataclasses import dataclass

from assessments.domain.paper import PaperQuiz, paper_quizzes
from courses.domain.handbook_contents import (
    Contents,
    PrintedLesson,
    PrintedModule,
    contents_of,
)
from courses.models import Edition, Module


@dataclass(frozen=True)
class HandbookContents:
    lessons: Contents
    quizzes: tuple[PaperQuiz, ...]
    with_key: bool  # For those who teach: who studies would read the answers of a quiz that counts.

    @property
    def parts(self) -> list[tuple[PrintedModule, list[tuple[PrintedLesson, PaperQuiz | None]]]]:
        """Modules with their items, each beside its quiz if it is one."""
        quizzes = {quiz.code: quiz for quiz in self.quizzes}
        return [
            (module, [(lesson, quizzes.get(lesson.code)) for lesson in module.lessons])
            for module in self.lessons.modules
        ]


def handbook_contents(
    edition: Edition, module: Module | None = None, *, with_key: bool = False
) -> HandbookContents:
    """Gather all that is printed, in the language of the page."""
    return HandbookContents(
        lessons=contents_of(edition, module),
        quizzes=paper_quizzes(edition, module),
        with_key=with_key,
    )
