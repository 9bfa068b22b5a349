"""Brings a site back from the file that ``backup`` wrote, into an empty place."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from lms.lib.archive import BrokenArchive, is_empty_database, read_archive, sha256_of
from lms.management.commands.backup import folios


class Command(BaseCommand):
    help = "Restore FILE into an empty database and AULA_DATA; it never overwrites a site."
    requires_system_checks: tuple = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *, file: Path, **_options: Any) -> None:
        media = Path(settings.MEDIA_ROOT)
        if not file.is_file():
            raise CommandError(f"There is no file {file}.")
        if not is_empty_database():
            raise CommandError("This database is not empty. Restore into a new one.")
        if media.exists() and any(media.iterdir()):
            raise CommandError(f"{media} is not empty. Restore into a new AULA_DATA.")
        places = {"media": media, "keys": settings.DATA}
        try:
            manifest = read_archive(file, places=places)
        except BrokenArchive as broken:
            raise CommandError(str(broken)) from broken
        call_command("migrate", "--noinput", verbosity=0)
        self.compare(manifest, places)
        rows, files = sum(manifest["rows"].values()), len(manifest["files"])
        self.stdout.write(f"Restored {rows} rows, {files} files, {len(manifest['folios'])} folios.")
        if "keys/secret_key" not in manifest["files"]:
            self.stdout.write("Start the site with the SECRET_KEY that it had.")

    def compare(self, manifest: dict, places: dict[str, Path]) -> None:
        """Check what is there now against what the archive says was there."""
        connection.check_constraints()
        if folios() != manifest["folios"]:
            raise CommandError("The folios of the certificates are not those of the archive.")
        for name, facts in manifest["files"].items():
            place, _slash, rest = name.partition("/")
            if sha256_of(places[place] / rest) != facts["sha256"]:
                raise CommandError(f"The file {name} did not arrive whole.")
