"""Loads what every site needs before its first cohort: places, goals, notices, rubrics, courses."""

import hashlib
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from assessments.domain.quiz_bank import load_quizzes
from assessments.domain.rubrics import load_rubric
from completion.domain.requirements import load_requirements
from courses.domain.goals import load_goals
from courses.domain.loading import load_course
from courses.domain.outline_file import read_course
from courses.domain.publishing import publish_edition
from courses.models import Edition
from lms.lib.errors import RuleViolation
from people.domain.privacy import load_notices

COURSES = settings.BASE_DIR / "courses" / "content"


def files_of_basics() -> list[Path]:
    """Return the files that the loaders read."""
    folders = [COURSES, *settings.BASE_DIR.glob("*/data")]
    return sorted(file for folder in folders for file in folder.rglob("*") if file.is_file())


def fingerprint_of_basics() -> str:
    """Return a hash that changes when one of those files changes."""
    found = hashlib.sha256()
    for file in files_of_basics():
        found.update(f"{file.relative_to(settings.BASE_DIR)}\n".encode())
        found.update(file.read_bytes())
    return found.hexdigest()


class Command(BaseCommand):
    help = (
        "Load territories, goals, privacy notices, rubrics and the courses of courses/content. The"
        " first edition of a course is published, if its file says so; a changed one is left as a"
        " draft for its author."
        " Running it again changes nothing."
    )
    requires_system_checks: tuple = ()

    def handle(self, **_options: Any) -> None:
        call_command("load_territories", stdout=self.stdout)
        load_goals()
        load_notices()
        for folder in sorted(path.parent for path in COURSES.glob("*/course.yaml")):
            try:
                edition = self.load_course(folder)
            except RuleViolation as refusal:
                raise CommandError(f"{folder}: {' '.join(refusal.messages)}") from refusal
            self.stdout.write(f"{edition.course.slug}, edition {edition.number}: {edition.state}.")

    def load_course(self, folder: Path) -> Edition:
        edition = load_course(folder)
        load_rubric(edition.course.audience)
        if edition.state == Edition.State.DRAFT:
            load_quizzes(edition, folder)
            load_requirements(edition)
            is_first = not edition.course.editions.published().exists()
            if is_first and read_course(folder).is_published:
                edition = publish_edition(edition)
        return edition
