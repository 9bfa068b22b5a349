"""What is wrong with the banks of a course folder, and how many items they hold; no database."""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from assessments.domain.quiz_file import read_bank
from courses.domain.outline_file import CoursePlan
from courses.domain.text_files import banks_of
from courses.models import Lesson
from lms.lib.errors import RuleViolation


@dataclass(frozen=True)
class BankFacts:
    items: int
    problems: list[str]


def check_banks(folder: Path, plan: CoursePlan, *, written_modules: Collection[str]) -> BankFacts:
    """Read every bank, and name the items that should have one and have none.

    A module whose texts are all written must have its questions too, and so must a course in which
    people may be enrolled: without them it is not published.
    """
    banks = banks_of(folder, plan)
    items, problems = 0, []
    for module in plan.modules:
        for lesson in module.lessons:
            if lesson.closed_by != Lesson.ClosedBy.QUIZ:
                continue
            path = banks.get(lesson.code)
            try:
                items += len(read_bank(path).items) if path else 0
            except RuleViolation as refusal:
                problems += refusal.messages
            if path is None and module.code in written_modules:
                problems.append(
                    _("%(code)s: module %(module)s is written, and its questions are not.")
                    % {"code": lesson.code, "module": module.code}
                )
            elif path is None and plan.is_published:
                problems.append(
                    _("%(code)s: the course is offered, and its questions are not written.")
                    % {"code": lesson.code}
                )
    return BankFacts(items, problems)
