"""Make the first administrator of an empty site, and the organisation that hosts the programme."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from people.domain.first_admin import create_first_admin
from people.notifications import welcome_administrator


class Command(BaseCommand):
    help = "Make the first administrator; prints the link with which they choose a password."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--email", default="")
        parser.add_argument("--name", default="", help="given names and surnames")
        parser.add_argument("--host", default="", help="name of the organisation that hosts")
        parser.add_argument("--force", action="store_true", help="even if there is one already")

    def handle(self, *_args: Any, **options: Any) -> None:
        email = options["email"] or input("E-mail: ")
        name = options["name"] or input("Name: ")
        try:
            person, address = create_first_admin(
                email=email, name=name, host=options["host"], force=options["force"]
            )
        except ValidationError as refusal:
            raise CommandError(refusal.messages[0]) from refusal
        welcome_administrator(person, address=address)
        self.stdout.write(f"{person} <{person.email}> is an administrator.")
        self.stdout.write(f"Choose the password here (works for 3 days, once):\n{address}")
