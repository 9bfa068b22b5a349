"""Loads one course from its folder, with its quizzes and requirements."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from assessments.domain.quiz_bank import load_quizzes
from completion.domain.requirements import load_requirements
from courses.domain.goals import load_goals
from courses.domain.loading import load_course
from courses.domain.publishing import publish_edition
from courses.models import Edition
from lms.lib.errors import RuleViolation


class Command(BaseCommand):
    help = "Load a course from a folder such as courses/content/public_servants, as a draft."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument("--publish", action="store_true", help="Publish the edition as well.")

    def handle(self, *_args: Any, **options: Any) -> None:
        load_goals()
        try:
            with transaction.atomic():
                edition, missing = self.load(options["folder"])
                if options["publish"]:
                    self.refuse_without_quizzes(missing)
                    edition = publish_edition(edition)
        except RuleViolation as refusal:
            raise CommandError(" ".join(refusal.messages)) from refusal
        self.stdout.write(f"{edition}: {edition.get_state_display()}.")
        if missing:
            self.stdout.write(f"Without questions yet: {', '.join(missing)}.")

    def load(self, folder: Path) -> tuple[Edition, list[str]]:
        edition = load_course(folder)
        if edition.state != Edition.State.DRAFT:
            return edition, []
        missing = load_quizzes(edition, folder)
        load_requirements(edition)
        return edition, missing

    def refuse_without_quizzes(self, missing: list[str]) -> None:
        if missing:
            raise CommandError(f"These items have no questions yet: {', '.join(missing)}.")
