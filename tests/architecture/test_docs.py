"""What the documents say is true of the code."""

import re

from django.conf import settings

from lms.management.commands import show_access

HOUSE = settings.BASE_DIR
FOR_COMPOSE = {"POSTGRES_PASSWORD"}  # Read by docker-compose.yml only.


def test_roles_page_is_what_the_access_tables_say():
    """If this fails: python manage.py show_access --write."""
    assert show_access.FILE.read_text(encoding="utf-8") == show_access.page()


def test_example_environment_has_every_variable_that_is_read():
    code = "".join(
        path.read_text(encoding="utf-8")
        for path in [*HOUSE.glob("lms/*.py"), *HOUSE.glob("lms/management/**/*.py")]
        if path.name != "settings_test.py"
    )
    read = set(re.findall(r"env\.[a-z]+\(\s*\"([A-Z_]+)\"", code))
    example = (HOUSE / ".env.example").read_text(encoding="utf-8")

    assert set(re.findall(r"^([A-Z_]+)=", example, re.MULTILINE)) == read | FOR_COMPOSE


def test_compose_takes_only_known_variables_and_has_no_secret_of_its_own():
    compose = (HOUSE / "docker-compose.yml").read_text(encoding="utf-8")
    example = (HOUSE / ".env.example").read_text(encoding="utf-8")
    used = dict(re.findall(r"\$\{([A-Z_]+)(:[?-])", compose))
    known = set(re.findall(r"^([A-Z_]+)=", example, re.MULTILINE))

    assert set(used) - known == set()
    assert {used["SECRET_KEY"], used["POSTGRES_PASSWORD"]} == {":?"}


def test_links_between_documents_lead_somewhere():
    link = re.compile(r"\]\((?!https?:|mailto:|#)([^)#]+)")
    broken = [
        f"{page.relative_to(HOUSE)}: {target}"
        for page in [*HOUSE.glob("*.md"), *HOUSE.glob("docs/**/*.md")]
        for target in link.findall(page.read_text(encoding="utf-8"))
        if not (page.parent / target).exists()
    ]

    assert broken == []


def test_every_command_in_the_readme_exists():
    readme = (HOUSE / "README.md").read_text(encoding="utf-8")
    makefile = (HOUSE / "Makefile").read_text(encoding="utf-8")
    goals = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    commands = {path.stem for path in HOUSE.glob("*/management/commands/*.py")}

    assert set(re.findall(r"`make ([a-z-]+)", readme)) - goals == set()
    assert set(re.findall(r"manage\.py ([a-z_]+)", readme)) - commands - {"migrate"} == set()


def test_every_decision_says_why_what_and_what_follows():
    part = re.compile(r"^(?:## )?(Context|Decision|Consequences)\b", re.MULTILINE)
    records = sorted((HOUSE / "docs" / "decisions").glob("*.md"))
    parts = {each.name: part.findall(each.read_text(encoding="utf-8")) for each in records}

    assert parts == {each.name: ["Context", "Decision", "Consequences"] for each in records}
