"""Studied without a connection: the sheet of a module, handed in once, counts as the pages do."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext, ngettext_lazy
from django.utils.translation import gettext_lazy as _

from courses.domain.check_questions import CheckQuestion, Option, questions_in
from courses.domain.corrections import withdraw_line
from courses.domain.progress import (
    Item,
    ModuleProgress,
    Outline,
    check_open,
    complete_lessons,
    outline_of,
)
from courses.domain.reading import texts_of
from courses.models import Enrolment, HoursEntry, Lesson, Module, StudySheet
from lms.lib.errors import RuleViolation
from people.domain.records import record
from people.models import User

TIME_TO_UNDO = timedelta(hours=1)
NOON = time(12)
Answers = Mapping[str, list[str]]  # Code of the lesson → the letter marked in each question.


@dataclass(frozen=True)
class Asked:
    """A check question, and what was marked the last time that its sheet was handed in."""

    question: CheckQuestion
    marked: Option | None


@dataclass(frozen=True)
class SheetLine:
    """One item of the module that is studied by reading."""

    item: Item
    asked: tuple[Asked, ...]


@dataclass(frozen=True)
class ModuleSheet:
    """The form of a module for one person: what is ticked on it, and what is done otherwise."""

    outline: Outline
    part: ModuleProgress
    lines: list[SheetLine]

    @property
    def module(self) -> Module:
        return self.part.module

    @property
    def others(self) -> list[Item]:
        """Items that reading does not complete."""
        return [item for item in self.part.items if not _is_read(item.lesson)]

    @property
    def is_done(self) -> bool:
        return all(line.item.is_completed for line in self.lines)

    @property
    def minutes_left(self) -> int:
        return sum(line.item.lesson.minutes for line in self.lines if not line.item.is_completed)

    @property
    def lessons(self) -> dict[UUID, Lesson]:
        return {line.item.lesson.public_id: line.item.lesson for line in self.lines}


def sheet_of(enrolment: Enrolment, code: str) -> ModuleSheet | None:
    """Return the sheet of a module; None when it is not part of the edition. Three queries."""
    outline = outline_of(enrolment)
    part = next((part for part in outline.modules if part.module.code == code), None)
    if part is None:
        return None
    texts = texts_of(part.module, enrolment.cohort.edition)
    marked: dict[str, list[str]] = {}
    for sheet in enrolment.study_sheets.in_force().filter(module=part.module):
        marked |= sheet.answers
    lines = []
    for item in part.items:
        if _is_read(item.lesson):
            text = texts.get(item.lesson.pk)
            questions = questions_in(text.markdown, language=text.language) if text else ()
            letters = marked.get(item.lesson.code, [])
            lines.append(SheetLine(item, tuple(_asked(questions, letters))))
    return ModuleSheet(outline, part, lines)


def _is_read(lesson: Lesson) -> bool:
    return lesson.closed_by == Lesson.ClosedBy.FINISH


def _asked(questions: Collection[CheckQuestion], letters: list[str]) -> list[Asked]:
    return [
        Asked(question, question.option(letters[place]) if place < len(letters) else None)
        for place, question in enumerate(questions)
    ]


@transaction.atomic
def hand_in_sheet(
    enrolment: Enrolment,
    code: str,
    *,
    lessons: Collection[UUID],
    studied_on: date,
    by: User,
    key: UUID,
    answers: Answers | None = None,
    evidence: str = HoursEntry.Evidence.HANDBOOK,
    now: datetime | None = None,
) -> StudySheet:
    """Credit the ticked items of a module, each once, with the day on which they were studied.

    The participant answers the check questions, right or wrong: they show what to read again and
    decide nothing. Whoever enters the sheet for somebody has it on paper and leaves them out.
    The same ``key`` returns the first result; items that were done before stay as they are.
    """
    now = now or timezone.now()
    # Two forms sent at once queue up here.
    Enrolment.objects.select_for_update(of=("self",)).get(pk=enrolment.pk)
    earlier = StudySheet.objects.filter(key=key).select_related("module").first()
    if earlier:
        if (earlier.enrolment_id, earlier.module.code) != (enrolment.pk, code):
            raise RuleViolation(_("Open this page again and send the form."), code="key_used")
        return earlier
    check_open(enrolment)
    sheet = sheet_of(enrolment, code)
    if sheet is None or set(lessons) - set(sheet.lessons):
        raise RuleViolation(_("This item is not part of your course."), code="other_edition")
    moment = _moment(enrolment, studied_on, now=now)
    new = [
        line
        for line in sheet.lines
        if line.item.lesson.public_id in lessons and not line.item.is_completed
    ]
    if not new:
        raise RuleViolation(_("Tick at least one lesson that is not done yet."), code="nothing")
    answers = dict(answers or {})
    if by.pk == enrolment.participant_id:
        _check_answers(new, answers)
    complete_lessons(
        enrolment, {line.item.lesson: moment for line in new}, by=by, evidence=evidence
    )
    codes = [line.item.lesson.code for line in new]
    kept = StudySheet.objects.create(
        enrolment=enrolment,
        module=sheet.module,
        evidence=evidence,
        studied_on=studied_on,
        lessons=codes,
        answers={code: letters for code, letters in answers.items() if code in codes},
        key=key,
        entered_by=by,
        entered_at=now,
    )
    if by.pk != enrolment.participant_id:
        record(by, "enter study sheet", kept, reason=", ".join(codes))
    return kept


def _moment(enrolment: Enrolment, day: date, *, now: datetime) -> datetime:
    """Return noon of the day where the cohort is, or this moment when that is still to come."""
    zone = ZoneInfo(enrolment.cohort.time_zone)
    if day > timezone.localdate(now, zone):
        raise RuleViolation(_("This day is still to come."), code="future")
    if day < enrolment.cohort.starts_on:
        raise RuleViolation(_("The cohort had not begun on that day."), code="too_early")
    return min(now, datetime.combine(day, NOON, zone))


def _check_answers(lines: Collection[SheetLine], answers: Answers) -> None:
    open_lines = [
        line
        for line in lines
        if not all(
            asked.question.option(letter)
            for asked, letter in zip(
                line.asked, _padded(answers.get(line.item.lesson.code), line), strict=True
            )
        )
    ]
    if open_lines:
        raise RuleViolation(
            ngettext_lazy(
                "Answer the question of %(lessons)s: right or wrong, it counts.",
                "Answer the questions of %(lessons)s: right or wrong, they count.",
                len(open_lines),
            ),
            code="unanswered",
            params={"lessons": ", ".join(line.item.lesson.code for line in open_lines)},
        )


def _padded(letters: list[str] | None, line: SheetLine) -> list[str]:
    return [*(letters or []), *[""] * len(line.asked)][: len(line.asked)]


def sheet_to_undo(
    enrolment: Enrolment, *, by: User, module: Module | None = None, now: datetime | None = None
) -> StudySheet | None:
    """Return the last sheet that ``by`` entered and may still take back, if there is one."""
    since = (now or timezone.now()) - TIME_TO_UNDO
    sheets = enrolment.study_sheets.in_force().filter(entered_by=by, entered_at__gte=since)
    if module:
        sheets = sheets.filter(module=module)
    return sheets.select_related("module").last()


@transaction.atomic
def undo_sheet(sheet: StudySheet, *, by: User, now: datetime | None = None) -> int:
    """Take back what a sheet credited, and say how many items are open again. Again: none.

    Within an hour, by whoever entered it; later the team corrects line by line.
    """
    now = now or timezone.now()
    if sheet.entered_by_id != by.pk or now - sheet.entered_at > TIME_TO_UNDO:
        raise RuleViolation(
            _("This can no longer be undone. The UNDP team can correct each line."), code="too_late"
        )
    enrolment = Enrolment.objects.select_for_update(of=("self",)).get(pk=sheet.enrolment_id)
    sheet = StudySheet.objects.in_force().filter(pk=sheet.pk).first()
    if sheet is None:
        return 0
    lessons = Lesson.objects.filter(module=sheet.module_id, code__in=sheet.lessons)
    lines = enrolment.hours_entries.in_force().filter(
        source_kind=HoursEntry.Source.LESSON,
        source_id__in=lessons.values("pk"),
        evidence=sheet.evidence,
    )
    lines = list(lines.filter(entered_by=by))
    for line in lines:
        withdraw_line(enrolment, line, by=by, reason=gettext("Undone."))
    StudySheet.objects.filter(pk=sheet.pk).update(withdrawn_at=now)
    return len(lines)
