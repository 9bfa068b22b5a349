"""Writes the whole site into one file: rows, files and keys."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone

from completion.models import Certificate
from lms.lib.archive import write_archive


def files_to_keep() -> dict[str, Path]:
    """Return what is not in the database: certificates, reports, logos, and the key made here."""
    media = Path(settings.MEDIA_ROOT)
    files = {
        f"media/{path.relative_to(media).as_posix()}": path
        for path in media.rglob("*")
        if path.is_file()
    }
    if not settings.SECRET_KEY_IS_GIVEN:
        files["keys/secret_key"] = settings.DATA / "secret_key"
    return files


def folios() -> list[str]:
    """Return the folios of all certificates; only this column, so that old tables can tell too."""
    if Certificate._meta.db_table not in connection.introspection.table_names():
        return []
    return list(Certificate.objects.order_by("folio").values_list("folio", flat=True))


class Command(BaseCommand):
    help = "Write database, media and keys into FILE (.tar.gz). Keep it as secret as the site."
    requires_system_checks: tuple = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *, file: Path, **_options: Any) -> None:
        if file.exists():
            raise CommandError(f"{file} exists already.")
        part = file.with_name(f"{file.name}.part")
        try:
            part.touch(mode=0o600)
            with part.open("wb") as archive:
                manifest = write_archive(
                    archive,
                    files=files_to_keep(),
                    facts={"made_at": timezone.now().isoformat(), "folios": folios()},
                )
            part.replace(file)
        except OSError as problem:
            raise CommandError(f"{file} cannot be written: {problem.strerror}.") from problem
        finally:
            part.unlink(missing_ok=True)
        rows, files = sum(manifest["rows"].values()), len(manifest["files"])
        self.stdout.write(f"{file}: {rows} rows, {files} files, {len(manifest['folios'])} folios.")
        if settings.SECRET_KEY_IS_GIVEN:
            self.stdout.write("SECRET_KEY comes from the environment: keep it yourself.")
