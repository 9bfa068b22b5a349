"""Looks over the projects of a file with the rules of the checker."""

import json
from argparse import ArgumentParser
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from assessments.domain.checker.report import MOST_PROJECTS, Report, place_name, reports_on
from lms.lib.errors import RuleViolation
from lms.lib.plain_files import read_plain_file

LANGUAGES = {"es": "es-mx", "en": "en"}


class Command(BaseCommand):
    help = (
        "Check the projects of a YAML or JSON file (schema: assessments/data/demo_logframes.yaml) "
        "and print what the rules find. Whatever the file says is checked; only a file that cannot "
        "be read is refused, with exit code 2. No database is needed."
    )
    requires_system_checks: tuple = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--language", choices=sorted(LANGUAGES), default="es")
        parser.add_argument("--json", action="store_true", help="print JSON for another program")

    def handle(self, *_args: Any, **options: Any) -> None:
        # In a fresh clone nobody has compiled them yet, and the messages would be English.
        with suppress(OSError):
            call_command("compile_catalogues", stdout=self.stderr)
        with override(LANGUAGES[options["language"]]):
            try:
                content = read_plain_file(options["file"])
            except RuleViolation as refusal:
                raise CommandError(refusal.messages[0], returncode=2) from refusal
            reports = list(reports_on(content))
            if options["json"]:
                found = [report.as_dict() for report in reports]
                self._print(json.dumps(found, ensure_ascii=False, indent=2))
            else:
                self._print_for_people(reports)

    def _print_for_people(self, reports: list[Report]) -> None:
        for report in reports:
            self._print(" · ".join(filter(None, (report.facts.key, report.facts.title))))
            for finding in report.findings:
                place = place_name(finding.place)
                self._print(f"  {finding.level}  {finding.id}  {place}  {finding.message}")
            self._print(f"  {_in_words(report.counts)}")
        if not reports:
            self._print(_("The file holds no project."))
        elif len(reports) == MOST_PROJECTS:
            self._print(
                _("Only the first %(most)s projects are checked.") % {"most": MOST_PROJECTS}
            )

    def _print(self, line: str) -> None:
        """Print a line on whatever terminal there is: what it cannot show is escaped."""
        encoding = getattr(self.stdout, "encoding", None) or "utf-8"
        self.stdout.write(line.encode(encoding, "backslashreplace").decode(encoding))


def _in_words(counts: dict[str, int]) -> str:
    errors, warnings, advice = counts["E"], counts["W"], counts["A"]
    return _("%(errors)s, %(warnings)s, %(advice)s.") % {
        "errors": ngettext("%(count)s error", "%(count)s errors", errors) % {"count": errors},
        "warnings": ngettext("%(count)s warning", "%(count)s warnings", warnings)
        % {"count": warnings},
        "advice": ngettext("%(count)s piece of advice", "%(count)s pieces of advice", advice)
        % {"count": advice},
    }
