"""Write the list of people that the ministry of the demonstration sends."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from courses.documents.untidy_lists import UNTIDY_LISTS
from courses.domain.demo_people import HEADERS, TITLES, demo_people, demo_rows
from lms.lib.spreadsheets import write_sheet


class Command(BaseCommand):
    help = (
        "Write an XLSX with titles above Spanish headers, 275 made-up people (250 municipal, 25 "
        "state) and 6 wrong rows, to try the enrolment of a list with."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, default=Path("personas-edomex.xlsx"))
        parser.add_argument(
            "--untidy",
            metavar="FOLDER",
            type=Path,
            help="write the 275 people into this folder instead, in 15 files, each another mess",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        if options["untidy"]:
            self._write_untidy(options["untidy"])
            return
        content = write_sheet("Personas propuestas", HEADERS, demo_rows(), above=TITLES)
        try:
            options["file"].write_bytes(content)
        except OSError as broken:
            raise CommandError(f"{options['file']}: {broken.strerror}.") from broken
        self.stdout.write(f"{options['file']}: {len(demo_rows()) - 1} rows, 6 of them wrong.")

    def _write_untidy(self, folder: Path) -> None:
        people = demo_people()
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for untidy in UNTIDY_LISTS:
                (folder / untidy.name).write_bytes(untidy.write(people))
                self.stdout.write(f"{folder / untidy.name}: {untidy.mess}.")
        except OSError as broken:
            raise CommandError(f"{folder}: {broken.strerror}.") from broken
