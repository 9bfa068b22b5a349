"""Starting the site on one machine: what it refuses, and a real start and end."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError

from lms.management.commands.run_local import Command, Notes, check_address, is_loopback, take_lock
from tests.factories import UserFactory

EVERYWHERE = "0.0.0.0"  # noqa: S104 -- refused
OURS = {"SECRET_KEY", "DATABASE_URL", "REDIS_URL", "DJANGO_SETTINGS_MODULE", "TEST_DATABASE_URL"}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.mark.parametrize(
    ("host", "expected"),
    [("127.0.0.1", True), ("localhost", True), ("::1", True), (EVERYWHERE, False), ("x.mx", False)],
)
def test_loopback_is_this_machine_only(host, expected):
    assert is_loopback(host) == expected


def test_a_port_that_is_taken_is_named_with_another_to_try():
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]

        with pytest.raises(CommandError, match=rf"Port {port} .*make run PORT={port + 1}"):
            check_address("127.0.0.1", port)


def test_the_demonstration_stays_on_this_machine_unless_told_otherwise(settings, monkeypatch):
    settings.DEMO = True

    with pytest.raises(CommandError, match="DEMO_ON_NETWORK=1"):
        check_address(EVERYWHERE, free_port())

    monkeypatch.setenv("DEMO_ON_NETWORK", "1")
    check_address(EVERYWHERE, free_port())


def test_two_sites_never_share_their_data(settings, tmp_path):
    settings.DATA = tmp_path

    with take_lock(), pytest.raises(CommandError, match=r"runs on .* already"):
        take_lock()


@pytest.fixture
def notes(settings, tmp_path):
    settings.DATA = tmp_path
    return Notes()


@pytest.mark.django_db
def test_real_people_are_never_mixed_with_the_demonstration(settings, notes):
    settings.DEMO = True
    UserFactory()

    with pytest.raises(CommandError, match="is not a demonstration"):
        Command().load_demo(notes)


@pytest.mark.django_db
def test_a_site_with_public_passwords_does_not_start_as_a_real_one(settings, notes):
    settings.DEMO = False
    UserFactory(is_demo=True)

    with pytest.raises(CommandError, match="drop_demo"):
        Command().load_demo(notes)


@pytest.mark.django_db
def test_the_demonstration_is_loaded_on_the_first_start_only(settings, notes):
    settings.DEMO = True
    UserFactory(is_demo=True)

    Command().load_demo(notes)

    assert notes.facts == {}


def test_notes_outlive_the_process(notes):
    notes.put("static", "abc")

    assert Notes().get("static") == "abc"
    assert Notes().get("demo") == ""


@pytest.mark.fault
def test_an_empty_site_starts_answers_starts_again_quickly_and_ends_without_a_trace(tmp_path):
    port = free_port()
    clean = {name: value for name, value in os.environ.items() if name not in OURS}
    environment = clean | {"AULA_DATA": str(tmp_path), "AULA_DEMO": "0", "PORT": str(port)}
    first = start(environment)
    assert "The site is empty." in first.said

    with urllib.request.urlopen(f"http://127.0.0.1:{port}/salud/", timeout=10) as answer:
        assert json.load(answer)["database"] is True
    assert first.end(signal.SIGINT) < 10
    assert processes_with(str(tmp_path)) == []

    second = start(environment)
    assert "Preparing the tables" not in second.said
    assert second.end(signal.SIGTERM) < 10
    assert processes_with(str(tmp_path)) == []


class Started:
    """A site that said it is ready, and what it said before."""

    def __init__(self, process: subprocess.Popen) -> None:
        self.process = process
        self.said = ""
        while line := process.stdout.readline():
            self.said += line
            if line.startswith("Ctrl-C"):
                return
        raise AssertionError(self.said)

    def end(self, number: signal.Signals) -> float:
        """Send a signal and return the seconds until everything had ended."""
        began = time.monotonic()
        self.process.send_signal(number)
        self.process.communicate(timeout=20)
        return time.monotonic() - began


def start(environment: dict[str, str]) -> Started:
    process = subprocess.Popen(
        [sys.executable, "manage.py", "run_local"],
        cwd=settings.BASE_DIR,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    started = Started(process)
    ready = f"Aula ODS is ready at http://127.0.0.1:{environment['PORT']}/"
    assert re.search(f"^{re.escape(ready)}$", started.said, re.MULTILINE)
    return started


def processes_with(words: str) -> list[str]:
    """Return the processes whose environment mentions ``words``."""
    found = []
    for entry in Path("/proc").glob("[0-9]*/environ"):
        try:
            content = entry.read_bytes()
        except OSError:  # It ended, or is somebody else's.
            continue
        if words.encode() in content and entry.parent.name != str(os.getpid()):
            found.append((entry.parent / "cmdline").read_text().replace("\0", " "))
    return found
