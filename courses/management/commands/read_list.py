"""Print what the importer would show of a list, and write nothing."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import override

from courses.domain.enrolment_columns import FIELDS
from courses.domain.enrolment_preview import Preview, preview_list
from courses.models import Cohort
from lms.lib.errors import RuleViolation


class Command(BaseCommand):
    help = (
        "Read a list of people (XLSX, ODS, XLS, CSV) and print the verdict of each row, as the "
        "page does before anything is written. Exit code 2: the file cannot be read."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--cohort", metavar="CODE", help="judge for this cohort")
        parser.add_argument("--json", action="store_true", help="print JSON")
        parser.add_argument("--language", choices=["es", "en"], default="es")

    def handle(self, *, file: Path, cohort: str | None, language: str, **options: Any) -> None:
        with override({"es": "es-mx"}.get(language, language)):
            preview = self._preview(file, cohort)
            if options["json"]:
                self.stdout.write(json.dumps(asdict(preview), ensure_ascii=False, indent=1))
            else:
                self._print(preview)

    def _preview(self, file: Path, code: str | None) -> Preview:
        try:
            with file.open("rb") as opened:
                content = opened.read(settings.IMPORT_MAX_BYTES + 1)
        except OSError as broken:
            raise CommandError(f"{file}: {broken.strerror}.", returncode=2) from broken
        cohort = None
        if code:
            cohort = (
                Cohort.objects.select_related("territory", "edition__course")
                .filter(code=code)
                .first()
            )
            if cohort is None:
                raise CommandError(f"There is no cohort {code}.", returncode=2)
        try:
            return preview_list(content, name=file.name, cohort=cohort)
        except RuleViolation as refusal:
            raise CommandError(" ".join(refusal.messages), returncode=2) from refusal

    def _print(self, preview: Preview) -> None:
        for notice in preview.notices:
            self.stdout.write(f"* {notice}")
        for name, header in preview.columns.items():
            self.stdout.write(f"{name}: {header}")
        for row in preview.rows:
            person = f"{row.given_names} {row.surnames} <{row.email}> {row.municipality}"
            self.stdout.write(f"{row.row:>5} {row.verdict:<9} {person}")
            for reason in row.reasons:
                self.stdout.write(f"{'':>16}{reason}")
            for field, values in row.suggestions.items():
                suggested = _("Suggested for “%(field)s”: %(values)s") % {
                    "field": FIELDS[field],
                    "values": " | ".join(values),
                }
                self.stdout.write(f"{'':>16}{suggested}")
        self.stdout.write(", ".join(f"{name}: {count}" for name, count in preview.counts.items()))
