"""Quizzes on paper: items with room to answer, and the key for whoever marks them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from assessments.domain.quiz_paper import printed_order, shuffle_away
from assessments.models import Choice, ItemPart, Quiz, QuizItem
from courses.domain.print_markdown import LETTERS
from courses.models import Edition, Module

Kind = QuizItem.Kind


@dataclass(frozen=True)
class PaperOption:
    letter: str
    text: str
    is_correct: bool = False
    reason: str = ""


@dataclass(frozen=True)
class PaperRow:
    """What is answered one by one; ``label`` names it in the key. A gap has options of its own."""

    label: str
    text: str = ""
    options: tuple[PaperOption, ...] = ()


@dataclass(frozen=True)
class Reason:
    label: str
    text: str


@dataclass(frozen=True)
class PaperItem:
    number: int
    kind: str
    stem: str
    language: str
    context: str = ""  # Safe HTML.
    sentence: str = ""
    unit: str = ""
    options: tuple[PaperOption, ...] = ()
    rows: tuple[PaperRow, ...] = ()
    key: str = ""
    reasons: tuple[Reason, ...] = ()

    @property
    def instruction(self) -> str:
        return {
            Kind.SINGLE: _("Circle one letter."),
            Kind.MULTIPLE: _("Circle every right letter."),
            Kind.MATCH: _("Write the letter of its answer on each line."),
            Kind.ORDER: _("Write the number of its place on each line."),
            Kind.CLASSIFY: _("Write the letter of its level on each line."),
            Kind.FIX_SYNTAX: _("Circle one letter for each gap."),
            Kind.NUMERIC: _("Write the number."),
        }[Kind(self.kind)]

    @property
    def asks_for_a_number(self) -> bool:
        return self.kind == Kind.NUMERIC


@dataclass(frozen=True)
class PaperQuiz:
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
        .prefetch_related("items__choices", "items__parts__choices")
    )
    if module:
        quizzes = quizzes.filter(lesson__module=module)
    return tuple(_paper(quiz, quiz.items.all()) for quiz in quizzes)


def paper_quiz(quiz: Quiz) -> PaperQuiz:
    """Return one quiz or test for paper: a test is handed out by who facilitates, at its time."""
    items = QuizItem.objects.filter(quiz=quiz)
    return _paper(quiz, items.prefetch_related("choices", "parts__choices"))


def _paper(quiz: Quiz, items: Iterable[QuizItem]) -> PaperQuiz:
    return PaperQuiz(
        code=quiz.lesson.code,
        title=quiz.lesson.title,
        pass_mark=quiz.pass_mark,
        items=tuple(paper_item(item, number) for number, item in enumerate(items, 1)),
    )


def paper_item(item: QuizItem, number: int) -> PaperItem:
    """Return one item for paper. Its choices, parts and their choices are loaded."""
    bare = PaperItem(
        number=number,
        kind=item.kind,
        stem=item.stem,
        language=item.language,
        context=item.context_html,
        sentence=item.sentence,
        unit=item.unit,
    )
    fill = {
        Kind.MATCH: _with_shared_options,
        Kind.CLASSIFY: _with_shared_options,
        Kind.ORDER: _with_steps,
        Kind.FIX_SYNTAX: _with_gaps,
        Kind.NUMERIC: _with_number,
    }.get(Kind(item.kind), _with_options)
    return fill(bare, item)


def _lettered(choices: Sequence[Choice]) -> tuple[PaperOption, ...]:
    return tuple(
        PaperOption(letter, choice.text, choice.is_correct, choice.feedback)
        for letter, choice in zip(LETTERS, choices, strict=False)
    )


def _right(options: Sequence[PaperOption]) -> str:
    return ", ".join(option.letter for option in options if option.is_correct)


def _key(rows: Sequence[tuple[str, str]]) -> str:
    return ", ".join(f"{label}: {right}" for label, right in rows)


def _with_options(bare: PaperItem, item: QuizItem) -> PaperItem:
    options = _lettered(item.choices.all())
    reasons = tuple(Reason(one.letter, one.reason) for one in options)
    return replace(bare, options=options, key=_right(options), reasons=reasons)


def _with_shared_options(bare: PaperItem, item: QuizItem) -> PaperItem:
    """Every row offers the same: it is printed once, and never in the order of the answers."""
    parts = list(item.parts.all())
    texts = [choice.text for choice in parts[0].choices.all()]
    if item.kind == Kind.MATCH:
        shuffle_away(texts, printed_order(item))
    letters = dict(zip(texts, LETTERS, strict=False))
    answers = [(str(place), letters[_answer(part).text]) for place, part in enumerate(parts, 1)]
    return replace(
        bare,
        options=tuple(PaperOption(letter, text) for text, letter in letters.items()),
        rows=tuple(PaperRow(str(place), part.text) for place, part in enumerate(parts, 1)),
        key=_key(answers),
        reasons=tuple(Reason(str(place), part.feedback) for place, part in enumerate(parts, 1)),
    )


def _with_steps(bare: PaperItem, item: QuizItem) -> PaperItem:
    parts = list(item.parts.all())
    shuffle_away(parts, printed_order(item))
    labelled = list(zip(LETTERS, parts, strict=False))
    return replace(
        bare,
        rows=tuple(PaperRow(letter, part.text) for letter, part in labelled),
        key=_key([(letter, _answer(part).text) for letter, part in labelled]),
        reasons=tuple(Reason(letter, part.feedback) for letter, part in labelled),
    )


def _with_gaps(bare: PaperItem, item: QuizItem) -> PaperItem:
    """The text between two gaps is a row without label."""
    rows, answers, reasons = [], [], []
    for part in item.parts.all():
        options = _lettered(part.choices.all())
        label = str(len(answers) + 1) if options else ""
        rows.append(PaperRow(label, part.text, options))
        if options:
            answers.append((label, _right(options)))
            reasons += [Reason(label, one.reason) for one in options if one.is_correct]
    return replace(bare, rows=tuple(rows), key=_key(answers), reasons=tuple(reasons))


def _with_number(bare: PaperItem, item: QuizItem) -> PaperItem:
    right = next(choice for choice in item.choices.all() if choice.is_correct)
    reasons = (Reason("", right.feedback), Reason("", item.formula))
    return replace(bare, key=right.text, reasons=reasons)


def _answer(part: ItemPart) -> Choice:
    return next(choice for choice in part.choices.all() if choice.is_correct)
