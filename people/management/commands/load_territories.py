"""Load the catalogue of territories, ours or the whole one of INEGI."""

from argparse import ArgumentParser
from io import StringIO
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from lms.lib.errors import RuleViolation
from people.domain.territories import (
    OUR_CATALOGUE,
    load_territories,
    places_abroad,
    read_places,
)


class Command(BaseCommand):
    help = (
        "Load territories: without a file the country, its 32 states, the municipalities of "
        "México, Yucatán and Campeche, and the other countries of Latin America and the "
        "Caribbean; with a CSV file whose columns are CVEGEO, CVE_ENT, "
        "NOM_ENT, CVE_MUN and NOM_MUN (INEGI) the whole country. Names are brought up to date; "
        "nothing is deleted; running it again changes nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, default=OUR_CATALOGUE)

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            content = options["file"].read_bytes()
        except OSError as missing:
            raise CommandError(f"{options['file']}: {missing.strerror}.") from missing
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = content.decode("cp1252", errors="replace")  # As INEGI publishes it.
        try:
            places = read_places(StringIO(text, newline=""))
            if options["file"] == OUR_CATALOGUE:
                places += places_abroad()
            loaded = load_territories(places)
        except RuleViolation as refusal:
            raise CommandError("\n".join(refusal.messages)) from refusal
        self.stdout.write(
            f"{loaded.added} territories added, {loaded.renamed} renamed, "
            f"{loaded.unchanged} unchanged."
        )
