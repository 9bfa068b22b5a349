import subprocess
import sys

import pytest

from lms import bootstrap


@pytest.fixture
def house(tmp_path, monkeypatch):
    """A house without an environment, with two locks."""
    for name in ("requirements.txt", "requirements-dev.txt"):
        (tmp_path / name).write_text("django==5.2\n")
    monkeypatch.setattr(bootstrap, "HOUSE", tmp_path)
    monkeypatch.setattr(bootstrap, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(bootstrap, "PYTHON", tmp_path / ".venv" / "bin" / "python")
    return tmp_path


def make_venv(house):
    (house / ".venv" / "bin").mkdir(parents=True)
    python = house / ".venv" / "bin" / "python"
    python.write_text(f'#!/bin/sh\nexec {sys.executable} "$@"\n')
    python.chmod(0o755)


def test_nothing_is_installed_without_an_environment(house):
    assert not bootstrap.is_installed(house / "requirements.txt")


def test_an_environment_is_good_as_long_as_its_locks_are_those_it_was_made_from(house):
    make_venv(house)
    lock = house / "requirements-dev.txt"
    bootstrap.stamp(lock).write_text(
        bootstrap.fingerprint(lock, bootstrap.interpreter("import django"))
    )
    before = bootstrap.is_installed(lock)

    (house / "requirements.txt").write_text("django==5.2.1\n")

    assert [before, bootstrap.is_installed(lock)] == [True, False]


def test_an_interpreter_that_does_not_start_is_none(house):
    make_venv(house)
    bootstrap.PYTHON.write_text("#!/bin/sh\nexit 1\n")

    assert bootstrap.interpreter() == ""


def test_a_package_that_lost_its_files_is_noticed(house):
    make_venv(house)

    assert bootstrap.interpreter("import no_such_package") == ""
    assert bootstrap.interpreter() != ""


def test_what_is_missing_is_named_with_the_command_to_type():
    assert bootstrap.line_to_type(["python3.11-venv"]) == "sudo apt-get install python3.11-venv"


def test_it_runs_with_nothing_but_the_standard_library(house):
    """The first thing that runs on a fresh machine must not need what it installs."""
    only_standard = "import runpy, sys; runpy.run_path(sys.argv[1], run_name='seen')"

    seen = subprocess.run(
        [sys.executable, "-I", "-S", "-c", only_standard, bootstrap.__file__], check=False
    )

    assert seen.returncode == 0
