"""Fill the site with the demonstration: one country office, three cohorts, 365 people."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from lms.demo import build
from people.models import User


class Command(BaseCommand):
    help = "Builds the demonstration world, once, with the functions that people's clicks call."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--small", action="store_true", help="24 people instead of 275, for tests."
        )

    def handle(self, **options: Any) -> None:
        if User.objects.filter(is_demo=True).exists():
            raise CommandError("The demonstration is there already; drop_demo removes it.")
        world = build(people=24 if options["small"] else 275)
        self.stdout.write(world)
