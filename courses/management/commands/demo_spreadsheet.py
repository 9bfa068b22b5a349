"""Write the list of people that the ministry of the demonstration sends."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from courses.domain.demo_people import HEADERS, TITLES, demo_rows
from lms.lib.spreadsheets import write_sheet


class Command(BaseCommand):
    help = (
        "Write an XLSX with titles above Spanish headers, 275 made-up people (250 municipal, 25 "
        "state) and 6 wrong rows, to try the enrolment of a list with."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, default=Path("personas-edomex.xlsx"))

    def handle(self, *_args: Any, **options: Any) -> None:
        content = write_sheet("Personas propuestas", HEADERS, demo_rows(), above=TITLES)
        try:
            options["file"].write_bytes(content)
        except OSError as broken:
            raise CommandError(f"{options['file']}: {broken.strerror}.") from broken
        self.stdout.write(f"{options['file']}: {len(demo_rows()) - 1} rows, 6 of them wrong.")
