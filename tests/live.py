"""The whole site as people meet it: granian, a Celery worker, Redis, PostgreSQL, a browser."""

import json
import os
import re
import signal
import subprocess
import sys
import time
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client
from playwright.sync_api import Browser, Page, Response, sync_playwright
from playwright.sync_api import Error as BrowserError
from redis import Redis

from lms.celery import app
from lms.lib.processes import end_with_parent
from people.models import User
from tests.servers import chromium as find_chromium
from tests.servers import free_port

CHROMIUM = os.environ.get("CHROMIUM") or find_chromium() or ""
CHROMIUM_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
# What a refused form (422) and a text changed by two people (409) write into the console.
MEANT = ("status of 422", "status of 409")
# Our styles come from our own host: nothing to load before.
AXE = {"resultTypes": ["violations"], "preload": False}
AXE_LINES = {**AXE, "rules": {"color-contrast": {"enabled": False}}}
# What the browser says when a page that renews itself was quicker than we were.
OVERTAKEN = ("net::ERR_ABORTED", "Execution context was destroyed", "interrupted by another nav")
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"

# Playwright's synchronous interface runs an event loop in this thread; Django would refuse to work.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


def redis_of_this_process() -> str:
    """Return the address of a database of Redis that no other test process uses, or ""."""
    given = urlsplit(os.environ.get("TEST_REDIS_URL", ""))
    if not given.scheme:
        return ""
    number = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    database = (int(given.path.strip("/") or 0) + number) % 16
    return urlunsplit(given._replace(path=f"/{database}"))


def wait_for(
    condition: Callable[[], Any], *, seconds: float = 60, pause: float = 0.1, what: str = ""
) -> Any:
    """Return the first true value of ``condition()``, asked again and again."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if value := condition():
            return value
        time.sleep(pause)
    raise AssertionError(f"Waited {seconds} s in vain: {what or condition}")


@dataclass
class Site:
    """A running site: where it is, where its files are, and its processes."""

    address: str
    data: Path
    environment: dict[str, str]
    web: subprocess.Popen | None = None
    worker: subprocess.Popen | None = None
    processes: list[subprocess.Popen] = field(default_factory=list)

    def start(self, *command: str) -> subprocess.Popen:
        with (self.data / f"{len(self.processes)}-{command[0]}.log").open("wb") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", *command],
                env=self.environment,
                cwd=settings.BASE_DIR,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                process_group=0,
                preexec_fn=end_with_parent,  # noqa: PLW1509 -- no threads here
            )
        self.processes.append(process)
        return process

    def start_web(self) -> None:
        self.web = self.start(
            "granian", "--interface", "wsgi", "--host", "127.0.0.1",
            "--port", str(urlsplit(self.address).port),
            "--blocking-threads", "4", "lms.wsgi:application",
        )  # fmt: skip
        wait_for(lambda: self.answers, what="the server")

    def kill_web(self) -> None:
        """Take the server and its children away in the middle of whatever they do."""
        os.killpg(self.web.pid, signal.SIGKILL)
        self.web.wait()

    def start_worker(self) -> None:
        self.worker = self.start(
            "celery", "-A", "lms", "worker", "-B", "-s", str(self.data / "beat"),
            "-Q", "default,documents,mail", "-c", "2", "--without-gossip", "--without-mingle",
        )  # fmt: skip

    def kill_worker(self) -> None:
        """Take the worker and its children away without a word, as a power cut would."""
        if self.worker:
            os.killpg(self.worker.pid, signal.SIGKILL)
            self.worker.wait()
            self.worker = None

    def forget_worker(self) -> None:
        """Let the worker's last sign of life fade now instead of within a minute."""
        with Redis.from_url(self.environment["REDIS_URL"]) as redis:
            redis.delete(":1:worker_is_alive")

    def stop(self) -> None:
        for process in self.processes:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()

    @property
    def answers(self) -> bool:
        try:
            with urllib.request.urlopen(self.address + "/salud/", timeout=2) as response:  # noqa: S310 -- our own server
                return response.status == 200
        except OSError:
            return False

    def manage(self, *arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            env=self.environment,
            cwd=settings.BASE_DIR,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def letters(self, to: str = "", *, key: str = "") -> list[EmailMessage]:
        """Return the messages in the mail folder, the oldest first."""
        files = sorted((self.data / "mail").glob("*.eml"), key=lambda file: file.stat().st_mtime)
        letters = [
            BytesParser(policy=policy.default).parsebytes(file.read_bytes()) for file in files
        ]
        return [
            letter
            for letter in letters
            if (not to or letter["To"] == to)
            # A long one is folded: it begins on a line of its own.
            and str(letter["X-Aula-Key"]).strip().startswith(key)
        ]

    def link_to(self, person: str, part: str) -> str:
        """Return the newest link with ``part`` in its path that ``person`` got by mail."""

        def newest() -> str:
            links = [
                word
                for letter in self.letters(person)
                for word in letter.get_body(("plain",)).get_content().split()
                if word.startswith(self.address) and part in word
            ]
            return links[-1] if links else ""

        return wait_for(newest, what=f"a letter to {person} with a link to {part}")


@contextmanager
def live_site(data: Path) -> Iterator[Site]:
    """Run the site on the test database, emptied before and after; no worker yet."""
    redis_url = redis_of_this_process()
    if connection.vendor != "postgresql" or not redis_url:
        pytest.skip("needs TEST_DATABASE_URL (PostgreSQL) and TEST_REDIS_URL")
    address = f"http://127.0.0.1:{free_port()}"
    site = Site(address, data, environment_of(data, address, redis_url))
    before = {name: app.conf[name] for name in ("task_always_eager", "broker_url")}
    with Redis.from_url(redis_url) as redis:
        redis.flushdb()
    app.conf.update(task_always_eager=False, broker_url=redis_url)
    call_command("flush", interactive=False, verbosity=0)
    try:
        if "STATIC_ROOT" not in site.environment:
            site.manage("collectstatic", "--noinput", "-v", "0")
        site.start_web()
        yield site
    finally:
        site.stop()
        app.conf.update(before)
        call_command("flush", interactive=False, verbosity=0)


def environment_of(data: Path, address: str, redis_url: str) -> dict[str, str]:
    """Return the environment of the site's processes: the database and the key of the tests."""
    database = connection.settings_dict
    host = database["HOST"] or "127.0.0.1"
    login = database["USER"] + (f":{database['PASSWORD']}" if database["PASSWORD"] else "")
    # A folder is the place of a socket.
    server, query = ("", f"?host={host}") if host.startswith("/") else (host, "")
    port = f":{database['PORT']}" if database["PORT"] else ""
    collected = os.environ.get("TEST_STATIC_ROOT")  # Once for all sites: see tests/run.py.
    return {
        **os.environ,
        **({"STATIC_ROOT": collected} if collected else {}),
        "AULA_DATA": str(data),
        "SECRET_KEY": settings.SECRET_KEY,
        "DATABASE_URL": f"postgresql://{login}@{server}{port}/{database['NAME']}{query}",
        "REDIS_URL": redis_url,
        "SITE_URL": address,
        "AULA_REQUIRE_MFA": "0",
        "AULA_DEMO": "0",
        "MAIL_PER_MINUTE": "100000",
        "DJANGO_SETTINGS_MODULE": "lms.settings",
    }


@contextmanager
def running_chromium() -> Iterator[Browser]:
    if not CHROMIUM:
        pytest.skip("needs Chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=list(CHROMIUM_ARGUMENTS)
        )
        try:
            yield browser
        finally:
            browser.close()


def unless_overtaken(act: Callable[[], Any], *, times: int = 3) -> Any:
    """Return ``act()``, done again when a page that renews itself came between."""
    for _again in range(times - 1):
        try:
            return act()
        except BrowserError as error:
            if not any(words in error.message for words in OVERTAKEN):
                raise
    return act()


class Visitor:
    """Somebody with a browser of their own, who notices what is wrong with a page.

    Every page that is opened, and every page to which a button or a link leads, is looked at:
    no sideways scrolling and, with scripts, no violation that axe can find. Of a long walk axe
    looks at the first pages of each kind.
    """

    PAGES_OF_A_KIND = 4

    def __init__(
        self,
        browser: Browser,
        site: Site,
        *,
        width: int = 1280,
        scripts: bool = True,
        **options: Any,
    ) -> None:
        self.site = site
        self.scripts = scripts
        self.seen: Counter[str] = Counter()
        self.context = browser.new_context(
            base_url=site.address,
            viewport={"width": width, "height": 900},
            java_script_enabled=scripts,
            locale="es-MX",
            timezone_id="America/Mexico_City",
            **options,
        )
        self.context.set_default_timeout(30_000)
        self.page: Page = self.context.new_page()
        self.troubles: list[str] = []
        self.foreign: list[str] = []
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.troubles.append(f"{self.page.url}: {error}"))
        self.page.on("request", self._see)

    def _hear(self, message: Any) -> None:
        if message.type == "error" and not any(words in message.text for words in MEANT):
            self.troubles.append(f"{self.page.url}: {message.text}")

    def _see(self, request: Any) -> None:
        if not request.url.startswith((self.site.address, "data:", "blob:")):
            self.foreign.append(request.url)

    def go(self, address: str, **options: Any) -> Response:
        """Go to ``address``, again when the page in front of us renews itself meanwhile."""
        response = unless_overtaken(lambda: self.page.goto(address, **options))
        assert response is not None
        return response

    def reload(self) -> None:
        """Ask for the page in front of us anew."""
        unless_overtaken(self.page.reload)

    def open(self, address: str, *, status: int = 200) -> Response:
        response = self.go(address)
        assert response.status == status, f"{response.status} {address}"
        self.look()
        return response

    def look(self) -> None:
        self.page.wait_for_load_state()
        kind = self._kind()
        self.seen[kind] += 1
        with_axe, is_first = self.seen[kind] <= self.PAGES_OF_A_KIND, self.seen[kind] == 1
        faults = unless_overtaken(lambda: self.faults(with_axe=with_axe, in_colour=is_first))
        assert not faults, "\n".join([self.page.url, *faults])

    def _kind(self) -> str:
        """Return the address in front of us without what names a single thing."""
        return re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}|/\d+/", "…", urlsplit(self.page.url).path)

    def faults(self, *, with_axe: bool = True, in_colour: bool = True) -> list[str]:
        """Return what is wrong with the page in front of us, a line each.

        Contrast takes most of axe's time and hardly depends on the width: once a page will do.
        """
        wide = self.page.evaluate(SIDEWAYS)
        found = [f"scrolls sideways by {wide} px"] if wide > 0 else []
        if not (self.scripts and with_axe):
            return found
        if self.page.evaluate("!window.axe"):
            self.page.evaluate(AXE_SCRIPT)
        result = self.page.evaluate("options => axe.run(options)", AXE if in_colour else AXE_LINES)
        return found + [
            f"{violation['id']}: {node['html'][:300]} {json.dumps(node['any'][:1])[:300]}"
            for violation in result["violations"]
            for node in violation["nodes"]
        ]

    @property
    def text(self) -> str:
        """The words of the page, with single spaces."""
        return " ".join(self.page.locator("main").inner_text().split())

    def figures(self) -> dict[str, str]:
        """Return the main figures of the page: what each counts → its number as shown."""
        lines = self.page.locator("main .kpis > div").all()
        return {
            line.locator("dt").inner_text(): line.locator("dd b").first.inner_text()
            for line in lines
        }

    def press(self, name: str, *, exact: bool = False) -> None:
        """Press the first button whose name contains ``name``, and look at what follows."""
        button = self.page.get_by_role("button", name=name, exact=exact).first
        with self.page.expect_navigation():
            button.click()
        self.look()

    def send(self, *, with_field: str) -> None:
        """Press the main button of the form that has a field of this name."""
        form = self.page.locator("form", has=self.page.locator(f'[name="{with_field}"]'))
        with self.page.expect_navigation():
            form.locator("button.btn:not(.alt)").click()
        self.look()

    def follow(self, name: str, *, exact: bool = False) -> None:
        link = self.page.get_by_role("link", name=name, exact=exact).first
        with self.page.expect_navigation():
            link.click()
        self.look()

    def unfold(self, name: str) -> None:
        """Open what is folded under a summary with these words."""
        self.page.locator("summary", has_text=name).first.click()

    def fill(self, **values: Any) -> None:
        """Fill in fields by their names: text, a choice of a list, or a box to tick (True)."""
        for name, value in values.items():
            fields = self.page.locator(f'[name="{name}"]:not([type=hidden])')
            field = fields.first
            kind = field.evaluate("field => field.type")
            if kind == "radio":
                self.page.locator(f'[name="{name}"][value="{value}"]').check(force=True)
            elif kind == "checkbox":
                field.set_checked(bool(value))
            elif kind.startswith("select"):
                field.select_option(**value if isinstance(value, dict) else {"value": value})
            else:
                field.fill(str(value))

    def answer(self) -> None:
        """Answer the question of the page somehow: the first option, or the number one."""
        question = self.page.locator("#questions")
        for place, choice in enumerate(question.locator("select").all()):
            # The steps of an order must not have the same number.
            choice.select_option(index=1 + place % (choice.locator("option").count() - 1))
        for box in question.locator("input[type=text], input[type=number]").all():
            box.fill("1")
        options = question.locator("input[type=radio], input[type=checkbox]")
        if options.count():
            options.first.check(force=True)

    def enter_as(self, person: User) -> None:
        """Be signed in as ``person``, as if they had been here a moment ago."""
        client = Client()
        client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        self.context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": self.site.address}]
        )

    def sign_in(self, email: str, password: str) -> None:
        self.open("/entrar/")
        self.fill(login=email, password=password)
        self.press("Entrar", exact=True)

    def remember(self, file: Path) -> None:
        """Keep a picture and the HTML of the page, for whoever looks into a failure."""
        self.page.screenshot(path=file.with_suffix(".png"), full_page=True)
        file.with_suffix(".html").write_text(self.page.content(), encoding="utf-8")

    def leave(self, *, is_content: bool = True) -> None:
        self.context.close()
        if is_content:
            assert self.troubles == [], "\n".join(self.troubles)
            assert self.foreign == [], "\n".join(self.foreign)
