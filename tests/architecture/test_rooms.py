"""Rules of the house that import-linter cannot say. The others are in pyproject.toml."""

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db.migrations.loader import MigrationLoader

APPS = ["people", "courses", "tutoring", "assessments", "completion"]  # From below upwards.
FRONT_ROOMS = {"models", "domain", "signals"}
ROOMS_WITHOUT_HTTP = {"models", "domain", "signals", "tasks", "notifications", "documents"}
HTTP = ("django.http", "django.shortcuts", "django.views", "django.contrib.messages")
THE_DOOR = {"fetch", "fetch_public", "allowed", "with_may"}
ALL_ROOMS = {
    "__init__", "access", "adapters", "admin", "apps", "domain", "documents", "forms",
    "management", "models", "notifications", "receivers", "signals", "tasks", "urls", "views",
}  # fmt: skip
# A file beside the rooms, with its reason.
OTHER_ROOMS = {
    "people/account_urls.py": "allauth looks for names without a namespace",
    "people/middleware.py": "the second factor is asked for before any page",
}

MODULES = [
    path.relative_to(settings.BASE_DIR)
    for app in APPS
    for path in sorted((settings.BASE_DIR / app).rglob("*.py"))
    if "migrations" not in path.parts
]
every_module = pytest.mark.parametrize("module", MODULES, ids=str)


def syntax(module: Path) -> ast.Module:
    return ast.parse((settings.BASE_DIR / module).read_text(encoding="utf-8"))


def room(module: Path) -> str:
    return module.with_suffix("").parts[1]


def imports(module: Path) -> list[str]:
    found = []
    for node in ast.walk(syntax(module)):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            found += [f"{node.module}.{alias.name}" for alias in node.names]
    return found


def is_trespass(name: str, others: set[str]) -> bool:
    app, *rooms = name.split(".")
    return app in others and rooms[:1] not in ([front] for front in FRONT_ROOMS)


def managers(tree: ast.AST) -> set[int]:
    """Return the lines that mention ``.objects``."""
    return {
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and node.attr in {"objects", "_base_manager", "_default_manager"}
    }


def managers_at_the_door(tree: ast.AST) -> set[int]:
    """Return the lines that mention ``.objects`` inside a call of the access module."""
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call))
    at_the_door = (call for call in calls if getattr(call.func, "id", None) in THE_DOOR)
    return {line for call in at_the_door for line in managers(call)}


def reverse_names(app: str) -> set[str]:
    """Return the names that lead from this app's models to those of higher apps, and only there."""
    higher = set(APPS[APPS.index(app) + 1 :])
    upwards, own = set(), set()
    for model in apps.get_app_config(app).get_models():
        for relation in model._meta.related_objects:
            is_upwards = relation.related_model._meta.app_label in higher
            (upwards if is_upwards else own).add(relation.get_accessor_name())
    return upwards - own


@every_module
def test_file_is_in_a_room_that_exists(module):
    assert room(module) in ALL_ROOMS or str(module) in OTHER_ROOMS


@every_module
def test_module_says_what_it_is_about(module):
    source = (settings.BASE_DIR / module).read_text(encoding="utf-8")
    is_only_names = module.name == "__init__.py"

    assert is_only_names or ast.get_docstring(syntax(module)), source[:80]


@every_module
def test_http_stays_in_the_rooms_about_http(module):
    if room(module) in ROOMS_WITHOUT_HTTP:
        assert [name for name in imports(module) if name.startswith(HTTP)] == []


@every_module
def test_other_apps_are_entered_by_the_front_rooms(module):
    others = set(APPS) - {module.parts[0]}

    assert [name for name in imports(module) if is_trespass(name, others)] == []


@every_module
def test_views_take_rows_only_at_the_door(module):
    if room(module) == "views":
        tree = syntax(module)

        assert managers(tree) - managers_at_the_door(tree) == set()


@every_module
def test_no_name_of_a_higher_app_is_reached_backwards(module):
    """A reverse name is a dependency too, though no import shows it."""
    names = reverse_names(module.parts[0])
    source = (settings.BASE_DIR / module).read_text(encoding="utf-8")
    lookups = {
        f"{first}{rest}"
        for first, rest in re.findall(r"[\"'(,\s](\w+?)(__\w+)\s*[\"'=]", source)
        if {first, *rest.split("__")} & names
    }
    attributes = {
        node.attr
        for node in ast.walk(syntax(module))
        if isinstance(node, ast.Attribute) and node.attr in names
    }

    assert lookups | attributes == set()


def test_every_task_has_a_name_of_its_own_and_stands_in_the_clock_under_it():
    from lms.celery import app  # noqa: PLC0415 -- it loads the tasks

    app.loader.import_default_modules()
    ours = {name for name in app.tasks if not name.startswith("celery.")}

    assert {name for name in ours if name.partition(".")[0] not in {*APPS, "lms"}} == set()
    assert {entry["task"] for entry in app.conf.beat_schedule.values()} - ours == set()


def test_no_migration_follows_a_squashed_one():
    """A database that goes step by step has none: see docs/decisions/0015."""
    followed = {
        path.name: re.findall(r'^        \("\w+", "(\d+_squashed_\w+)"\),$', text, re.MULTILINE)
        for path in settings.BASE_DIR.glob("*/migrations/0*.py")
        if (text := path.read_text(encoding="utf-8"))
    }

    assert {name: keys for name, keys in followed.items() if keys} == {}


def test_squashed_migrations_depend_on_no_more_than_their_steps():
    """An archive in which the steps of one app were all made may lack later ones of another."""
    disk = MigrationLoader(None, ignore_no_migrations=True).disk_migrations
    squashed = {key: migration for key, migration in disk.items() if migration.replaces}
    too_much = {
        key: set(migration.dependencies)
        - {need for step in migration.replaces for need in disk[step].dependencies}
        for key, migration in squashed.items()
    }

    assert {key[0] for key in squashed} == set(APPS)
    assert {key: needs for key, needs in too_much.items() if needs} == {}


def test_every_migration_has_a_telling_name():
    files = settings.BASE_DIR.glob("*/migrations/0*.py")

    assert [str(file) for file in files if "_auto_" in file.name] == []


def test_no_file_is_a_drawer_for_everything():
    vague = re.compile(r"(utils|helpers?|common|misc|managers?|handlers?)$")

    assert [str(module) for module in MODULES if vague.search(module.stem)] == []
