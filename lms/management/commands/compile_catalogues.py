"""Compiles the message catalogues."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.translation.reloader import translation_file_changed

from lms.lib.catalogues import compile_catalogue


class Command(BaseCommand):
    help = "Compile locale/*/LC_MESSAGES/*.po with Babel; gettext need not be installed."
    requires_system_checks: tuple = ()

    def handle(self, **_options: Any) -> None:
        for folder in settings.LOCALE_PATHS:
            for file in sorted(folder.glob("*/LC_MESSAGES/*.po")):
                if compile_catalogue(file):
                    # This process may have looked for the catalogue before, in vain.
                    translation_file_changed(sender=None, file_path=file.with_suffix(".mo"))
                    self.stdout.write(f"Compiled {file.relative_to(settings.BASE_DIR)}.")
