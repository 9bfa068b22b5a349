"""The environment, as a site is started with it: another process, another environment."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

NONE_OF_OURS = {"PATH", "HOME", "LANG", "LD_LIBRARY_PATH"}


def manage(*arguments, **environment):
    """Run a command with no variable set but ``environment``."""
    bare = {name: value for name, value in os.environ.items() if name in NONE_OF_OURS}
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=settings.BASE_DIR,
        env=bare | environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("PORT", "x", "PORT must be a whole number of 1 or more, not 'x'."),
        ("DEBUG", "maybe", "DEBUG must be 1 or 0, not 'maybe'."),
        (
            "DATABASE_URL",
            "mysql://x/y",
            "DATABASE_URL must begin with postgres:// or postgresql://.",
        ),
        ("SITE_URL", "aula.example.org", "SITE_URL must begin with http:// or https://."),
    ],
)
def test_a_malformed_value_stops_with_a_sentence(tmp_path, name, value, sentence):
    stopped = manage("check", AULA_DATA=str(tmp_path), **{name: value})

    assert (stopped.returncode, stopped.stderr) == (1, f"{sentence}\n")


def test_a_key_is_made_once_and_only_for_its_owner(tmp_path):
    place = tmp_path / "new"
    show = (
        "shell",
        "--no-imports",
        "-c",
        "from django.conf import settings as s; print(s.SECRET_KEY)",
    )

    first, second = (manage(*show, AULA_DATA=str(place)) for _time in range(2))

    assert first.stdout == second.stdout != "\n"
    assert [(place / "secret_key").stat().st_mode & 0o777, place.stat().st_mode & 0o777] == [
        0o600,
        0o700,
    ]


def test_a_site_made_for_trying_out_does_not_pass_as_a_server(tmp_path):
    refused = manage("check", "--deploy", "--fail-level", "WARNING", AULA_DATA=str(tmp_path))

    assert refused.returncode == 1
    assert [f"(lms.{finding})" in refused.stderr for finding in ("E001", "E002", "W001")] == [
        True,
        True,
        True,
    ]
