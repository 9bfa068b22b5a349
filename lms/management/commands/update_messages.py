"""Brings the Spanish catalogue up to date with the messages in the code."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from lms.lib.catalogues import (
    find_messages,
    read_catalogue,
    translations,
    updated,
    write_catalogue,
)

# English is written in the code; Spanish is the one translation.
CATALOGUE = settings.BASE_DIR / "locale" / "es_MX" / "LC_MESSAGES" / "django.po"
FOLDERS = ("lms", "people", "courses", "tutoring", "assessments", "completion", "templates")


def sources() -> list[Path]:
    """Return the files that may hold messages."""
    return sorted(
        file
        for folder in FOLDERS
        for file in (settings.BASE_DIR / folder).rglob("*.*")
        if file.suffix in {".py", ".html", ".txt", ".xml"} and "migrations" not in file.parts
    )


class Command(BaseCommand):
    help = "Find every message in the code and write it into the catalogue, keeping translations."
    requires_system_checks: tuple = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--merge", type=Path, metavar="DIR", help="take translations from the PO files of DIR"
        )

    def handle(self, *, merge: Path | None = None, **_options: Any) -> None:
        fragments = [read_catalogue(file) for file in sorted(merge.glob("*.po"))] if merge else []
        found = find_messages(sources(), root=settings.BASE_DIR)
        catalogue, disagreements = updated(read_catalogue(CATALOGUE), found, by=fragments)
        write_catalogue(catalogue, CATALOGUE)
        for line in disagreements:
            self.stderr.write(f"Translated twice, the first was taken: {line}")
        missing = sorted(set(found) - set(translations(catalogue)))
        for _context, singular in missing:
            self.stderr.write(f"Without a translation: {singular!r}")
        self.stdout.write(f"{len(found)} messages, {len(missing)} without a translation.")
