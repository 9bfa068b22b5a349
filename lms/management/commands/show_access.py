"""Prints who may do what, from the access tables of all apps."""

from argparse import ArgumentParser
from collections import defaultdict
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.module_loading import import_module

from lms.lib.access import grants

FILE = settings.BASE_DIR / "docs" / "roles.md"
ROLES = """\
# Who may do what

Written by `manage.py show_access --write` from `<app>/access.py`; a test says when it is stale.

A role is a fact, never a label. A person may hold several.

| role | is the fact that |
| --- | --- |
| participant | they have an enrolment that is active, not completed or graduated |
| tutor | they are assigned to participants, or are among the tutors of a cohort |
| facilitator | they are named for an in-person session |
| staff | they have a current membership (staff) of the host organisation |
| coordinator | they have a current membership (coordinator) of a partner |
| observer | they have a current membership (observer) of a partner or sponsor |
| author, reviewer | they have a role in an edition |
| administrator | they are superuser: everything, and Django's admin |
| visitor | they are not signed in: the pages listed in `tests/architecture/test_doors.py` |

A membership as tutor, facilitator or author opens nothing by itself: it says whom staff may choose.

Each line below is one action on one kind of thing, and for whom it is open: the names of the
scopes are the reasons. Grants for one action add up. Somebody deactivated may do nothing.
"""


def page() -> str:
    """Return the whole table as Markdown."""
    for config in apps.get_app_configs():
        if (settings.BASE_DIR / config.name / "access.py").exists():
            import_module(f"{config.name}.access")
    table: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for model, action, scope in grants():
        reason = scope.__name__.replace("_", " ")
        table[f"{model._meta.app_label}.{model.__name__}"][action].append(reason)
    lines = [ROLES]
    for label in sorted(table):
        lines += [f"## {label}", "", "| action | open to |", "| --- | --- |"]
        lines += [
            f"| {action} | {'<br>'.join(sorted(table[label][action]))} |"
            for action in sorted(table[label])
        ]
        lines.append("")
    return "\n".join(lines)


class Command(BaseCommand):
    help = "Print who may do what."
    requires_system_checks: tuple = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--write", action="store_true", help="write docs/roles.md")

    def handle(self, *, write: bool, **_options: Any) -> None:
        if write:
            FILE.write_text(page(), encoding="utf-8")
        else:
            self.stdout.write(page())
