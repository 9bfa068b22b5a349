"""Removes the demonstration from a site."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from lms.demo.removal import plan_removal, remove


class Command(BaseCommand):
    help = (
        "Remove the people, organisations and cohorts of the demonstration, all that belongs to"
        " them, their files and mail. Courses, territories and what real people made stay."
    )
    requires_system_checks: tuple = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--yes", action="store_true", help="do it, instead of telling what")

    def handle(self, *, yes: bool, **_options: Any) -> None:
        removal = plan_removal()
        for label, count in sorted(removal.counts().items()):
            if count:
                self.stdout.write(f"{count:8}  {label}")
        if not yes:
            self.stdout.write("These rows would be removed. To do it: manage.py drop_demo --yes")
            return
        remove(removal)
        self.stdout.write("The demonstration is gone. Start the site with: make run DEMO=0")
