"""Runs the whole site on one machine: prepares the data, then web, worker and clock together."""

import fcntl
import hashlib
import http.client
import ipaddress
import json
import os
import shutil
import socket
import sys
import time
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from lms.lib import env
from lms.lib.processes import Group, Program
from lms.management.commands.load_basics import fingerprint_of_basics
from people.models import User

READY_WITHIN = 60  # Seconds for the first page after the web server was started.
DEMO_PASSWORD = "demo-ods-2030"  # noqa: S105 -- public, shown on the sign-in page
DEMO_PEOPLE = {
    "participante@demo.test": "participant",
    "tutora@demo.test": "tutor",
    "pnud@demo.test": "UNDP team",
    "contraparte@demo.test": "coordinator of a partner",
    "observadora@demo.test": "observer",
    "facilitadora@demo.test": "facilitator",
    "autora@demo.test": "author",
    "admin@demo.test": "administrator",
}


class Notes:
    """What was prepared already, in ``AULA_DATA/prepared.json``, so that it is not done again."""

    def __init__(self) -> None:
        self.file = settings.DATA / "prepared.json"
        self.facts = json.loads(self.file.read_text()) if self.file.exists() else {}

    def get(self, name: str) -> str:
        return self.facts.get(name, "")

    def put(self, name: str, value: str) -> None:
        self.facts[name] = value
        part = self.file.with_suffix(".part")
        part.write_text(json.dumps(self.facts, indent=2))
        part.replace(self.file)


class Command(BaseCommand):
    help = "Prepare the data, run web, worker and clock, and end them all with Ctrl-C."
    requires_system_checks: tuple = ()

    def handle(self, **_options: Any) -> None:
        host, port = env.text("HOST", "127.0.0.1"), settings.PORT
        check_address(host, port)
        lock = take_lock()
        try:
            self.prepare()
            self.run(host, port)
        except KeyboardInterrupt:
            raise SystemExit(130) from None
        finally:
            lock.close()

    # Preparing

    def prepare(self) -> None:
        notes = Notes()
        call_command("compile_catalogues", stdout=self.stdout)
        self.collect_static(notes)
        if notes.get("demo") == "loading":
            self.start_over(notes)
        self.migrate()
        self.load_basics(notes)
        self.load_demo(notes)
        connections.close_all()

    def collect_static(self, notes: Notes) -> None:
        fingerprint = fingerprint_of_static()
        if notes.get("static") == fingerprint and settings.STATIC_ROOT.is_dir():
            return
        self.say("Collecting styles and scripts …")
        call_command("collectstatic", "--clear", "--noinput", verbosity=0)
        notes.put("static", fingerprint)

    def migrate(self) -> None:
        """Bring the tables up to date; data that is there already is backed up first."""
        executor = MigrationExecutor(connection)
        if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
            return
        if executor.loader.applied_migrations:
            folder = settings.DATA / "backups"
            folder.mkdir(exist_ok=True)
            file = folder / f"{timezone.localtime():%Y%m%d-%H%M%S}-before-update.tar.gz"
            self.say(f"This version changes the tables. Backing up to {file} …")
            call_command("backup", str(file), stdout=self.stdout)
        self.say("Preparing the tables …")
        call_command("migrate", "--noinput", verbosity=0)

    def load_basics(self, notes: Notes) -> None:
        fingerprint = fingerprint_of_basics()
        if notes.get("basics") == fingerprint:
            return
        self.say("Loading territories, goals, notices, rubrics and courses …")
        call_command("load_basics", stdout=self.stdout)
        notes.put("basics", fingerprint)

    def load_demo(self, notes: Notes) -> None:
        """Load the demonstration on the first start only, and never mix it with real people."""
        has_demo = User.objects.filter(is_demo=True).exists()
        if has_demo and not settings.DEMO:
            raise CommandError(
                "This data holds the demonstration, whose passwords are public. Use another"
                " AULA_DATA, or remove it first: .venv/bin/python manage.py drop_demo"
            )
        if not settings.DEMO or has_demo:
            return
        if User.objects.exists() or notes.get("demo"):
            raise CommandError("This data is not a demonstration. Start it with: make run DEMO=0")
        self.say("Loading the demonstration …")
        notes.put("demo", "loading")
        call_command("seed_demo", stdout=self.stdout)
        notes.put("demo", "loaded")

    def start_over(self, notes: Notes) -> None:
        """Forget a first start that was interrupted: nobody has used that data yet."""
        if connection.vendor != "sqlite":
            raise CommandError(
                "The first start was interrupted. Give DATABASE_URL an empty database and remove"
                f" {notes.file}."
            )
        self.say("The first start was interrupted; starting over.")
        connections.close_all()
        database = Path(settings.DATABASES["default"]["NAME"])
        for file in database.parent.glob(f"{database.name}*"):
            file.unlink()
        for folder in ("media", "mail", "broker", "cache"):
            shutil.rmtree(settings.DATA / folder, ignore_errors=True)
        for folder in ("queue", "done", "control"):
            (settings.DATA / "broker" / folder).mkdir(parents=True)
        notes.put("basics", "")
        notes.put("demo", "")

    # Running

    def run(self, host: str, port: int) -> None:
        shown = f"[{host}]" if ":" in host else host
        address = f"http://{shown}:{port}"
        environment = {"SITE_URL": os.environ.get("SITE_URL") or address}
        if not is_loopback(host) and not os.environ.get("ALLOWED_HOSTS"):
            environment["ALLOWED_HOSTS"] = "*" if settings.DEMO else f"localhost,127.0.0.1,{host}"
        Group(programs(host, port, environment), say=self.say).run(
            when_started=lambda group: self.announce(group, host, port, address)
        )

    def announce(self, group: Group, host: str, port: int, address: str) -> None:
        """Wait for the first page, then say where it is and who may enter."""
        deadline = time.monotonic() + READY_WITHIN
        web = group.programs[0]
        while not answers(host, port):
            if time.monotonic() > deadline or not web.is_running:
                raise CommandError("The web server did not start: see the lines above.")
            if group.is_asked_to_stop.wait(0.05):
                return
        self.say(f"Aula ODS is ready at {address}/")
        if settings.DEMO:
            self.say(f"Sign in at {address}/entrar/ with the password {DEMO_PASSWORD} as")
            for email, role in DEMO_PEOPLE.items():
                self.say(f"  {email:26}{role}")
        elif not User.objects.filter(is_superuser=True).exists():
            data = os.environ.get("AULA_DATA")
            prefix = f"AULA_DATA={data} " if data else ""
            self.say("The site is empty. In another window, make the first administrator:")
            self.say(f"  {prefix}.venv/bin/python manage.py create_first_admin")
        connections.close_all()
        self.say("Ctrl-C ends it.")

    def say(self, sentence: str) -> None:
        self.stdout.write(sentence)
        self.stdout.flush()


def programs(host: str, port: int, environment: dict[str, str]) -> list[Program]:
    """Return the web server and the worker, which carries the clock."""
    web = [
        *("granian", "--interface", "wsgi", "--host", host, "--port", str(port)),
        *("--workers", "1", "--blocking-threads", "4", "--no-ws", "--log-level", "warning"),
        "lms.wsgi:application",
    ]
    worker = [
        *("celery", "--quiet", "--app", "lms", "worker", "--beat"),
        *("--schedule", str(settings.DATA / "beat-schedule"), "--queues", "default,documents,mail"),
        # Processes, so that a job that crashes in a C library takes only itself along.
        *("--pool", "prefork", "--concurrency", "2", "--loglevel", "WARNING"),
        *("--without-gossip", "--without-mingle"),
    ]
    return [
        Program("web server", [sys.executable, "-m", *web], environment),
        # Whoever starts the site as root knows it; Celery would say so at every start.
        Program(
            "worker",
            [sys.executable, "-m", *worker],
            environment | {"PYTHONWARNINGS": "ignore:::celery.platforms"},
        ),
    ]


def check_address(host: str, port: int) -> None:
    """Refuse an address that cannot or must not be listened on."""
    if settings.DEMO and not is_loopback(host) and not env.flag("DEMO_ON_NETWORK", default=False):
        raise CommandError(
            "The demonstration has public passwords, so it listens on this machine only."
            " To show it on a network you trust, add DEMO_ON_NETWORK=1."
        )
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as attempt:
        attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            attempt.bind((host, port))
        except OSError as taken:
            raise CommandError(
                f"Port {port} of {host} cannot be used ({taken.strerror})."
                f" Choose another: make run PORT={port + 1}"
            ) from taken


def is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def take_lock() -> IO[str]:
    """Hold ``AULA_DATA`` for this process: two workers' clocks would do everything twice."""
    lock = (settings.DATA / "run.lock").open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as held:
        lock.close()
        raise CommandError(
            f"Aula ODS runs on {settings.DATA} already. End it, or use another AULA_DATA."
        ) from held
    return lock


def fingerprint_of_static() -> str:
    """Return a hash that changes when a file that is served changes."""
    found = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            facts = Path(storage.path(name)).stat()
            found.update(f"{name} {facts.st_size} {facts.st_mtime_ns}\n".encode())
    return found.hexdigest()


def answers(host: str, port: int) -> bool:
    """Say whether the health page answers."""
    wildcards = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 -- asked, not listened on
    link = http.client.HTTPConnection(wildcards.get(host, host), port, timeout=5)
    try:
        link.request("GET", "/salud/", headers={"Host": f"127.0.0.1:{port}"})
        return link.getresponse().status < http.HTTPStatus.INTERNAL_SERVER_ERROR
    except OSError:
        return False
    finally:
        link.close()
