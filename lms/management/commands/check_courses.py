"""Says how much of each course is written, and everything that is wrong with it."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.domain.bank_check import check_banks
from courses.domain.course_check import CourseFacts, check_course, course_folders

COURSES = settings.BASE_DIR / "courses" / "content"


class Command(BaseCommand):
    help = (
        "Print a line for each course of a folder (courses/content), then each violation in a"
        " sentence. Ends with an error if there is one. Needs no database."
    )
    requires_system_checks: tuple = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, nargs="?", default=COURSES)

    def handle(self, *_args: Any, folder: Path, **_options: Any) -> None:
        try:
            folders = course_folders(folder)
            if not folders:
                raise CommandError(_("%(folder)s: there is no course here.") % {"folder": folder})
            problems = [problem for each in folders for problem in self.check(each)]
        except OSError as unreadable:
            raise CommandError(f"{unreadable.filename}: {unreadable.strerror}") from unreadable
        for problem in problems:
            self.stderr.write(problem)
        if problems:
            raise CommandError(
                ngettext(
                    "There is %(count)s violation.",
                    "There are %(count)s violations.",
                    len(problems),
                )
                % {"count": len(problems)}
            )

    def check(self, folder: Path) -> list[str]:
        """Print the line of one course, and return what is wrong with it."""
        facts = check_course(folder)
        problems, items = facts.problems, 0
        if facts.plan is not None:
            banks = check_banks(folder, facts.plan, written_modules=facts.written_modules)
            problems, items = problems + banks.problems, banks.items
        self.stdout.write(self.line(facts, items))
        return [f"{folder.resolve().name}: {problem}" for problem in problems]

    def line(self, facts: CourseFacts, items: int) -> str:
        name = facts.folder.resolve().name
        if facts.plan is None:
            return _("%(course)s: its outline cannot be read.") % {"course": name}
        return _(
            "%(course)s: %(online)s min online, %(in_person)s min in person,"
            " %(lessons)s lessons, %(written)s of %(to_write)s written, %(words)s words,"
            " %(items)s items, %(untranslated)s translations missing."
        ) % {
            "course": name,
            "online": facts.plan.online_minutes,
            "in_person": facts.plan.in_person_minutes,
            "lessons": len(facts.plan.lessons),
            "written": len(facts.written),
            "to_write": len(facts.to_write),
            "words": facts.words,
            "items": items,
            "untranslated": facts.untranslated,
        }
