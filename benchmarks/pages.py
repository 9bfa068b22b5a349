"""Pages under load: requests a second, waiting, and the CPU of every process that served them."""

import gzip
import http.client
import os
import re
import subprocess
import tempfile
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from benchmarks.world import World, cookie_of
from courses.models import Lesson

SECONDS = 8
CLIENTS = (1, 8)
SCRIPT = Path(__file__).with_name("rotate.lua")
TICKS = os.sysconf("SC_CLK_TCK")
# Whose CPU counts: the web server, the database and the cache, not who asks.
SERVERS = ("granian", "postgres", "redis-server")


@dataclass(frozen=True)
class Load:
    """One page asked by so many clients at a time."""

    clients: int
    per_second: float
    p50: float
    p95: float
    cpu: float
    errors: int


@dataclass(frozen=True)
class Page:
    name: str
    loads: list[Load]
    queries: int
    kilobytes: float


def is_up(port: int) -> bool:
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        link.request("GET", "/salud/")
        return link.getresponse().status == HTTPStatus.OK
    except OSError:
        return False
    finally:
        link.close()


def requests_of(world: World) -> dict[str, list[tuple[str, str]]]:
    """Return each page as (address, session) of the people in rotation."""
    students = [(each, cookie_of(each.participant)) for each in world.students]
    tutors = [cookie_of(tutor) for tutor in world.tutors]
    readers = [cookie_of(world.staff), cookie_of(world.coordinator)]
    written = Lesson.objects.of_edition(world.cohort.edition_id).filter(texts__isnull=False)
    lesson = written.order_by("-texts__words").first()
    code = world.cohort.code
    return {
        "home": [(reverse("home"), session) for _each, session in students],
        "lesson": [
            (reverse("courses:lesson", args=[code, lesson.public_id]), session)
            for _each, session in students
        ],
        "matrix": [
            (reverse("assessments:matrix", args=[code]), session) for _each, session in students
        ],
        "longest matrix": [
            (reverse("assessments:matrix", args=[code]), cookie_of(world.longest.participant))
        ],
        "grading queue": [(reverse("assessments:grading-queue"), session) for session in tutors],
        "report": [(reverse("completion:report", args=[code]), session) for session in readers],
    }


def measure(world: World, port: int) -> list[Page]:
    pages = []
    for name, requests in requests_of(world).items():
        print(f"Measuring {name} …", flush=True)
        load(requests, port, clients=8, seconds=2)  # Warm.
        loads = [load(requests, port, clients=clients, seconds=SECONDS) for clients in CLIENTS]
        queries = max(queries_of(path, session) for path, session in requests[:12])
        pages.append(Page(name, loads, queries, weight_of(*requests[0], port)))
    return pages


def load(requests: list[tuple[str, str]], port: int, *, clients: int, seconds: int) -> Load:
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
        file.writelines(
            f"{path}\t{settings.SESSION_COOKIE_NAME}={session}\n" for path, session in requests
        )
        file.flush()
        before = cpu_of_servers()
        answer = subprocess.run(
            [
                *("wrk", "-t", "1", "-c", str(clients), "-d", f"{seconds}s", "-s", str(SCRIPT)),
                *(f"http://127.0.0.1:{port}", "--", file.name),
            ],
            capture_output=True,
            text=True,
            check=True,
        )
        after = cpu_of_servers()
    found = re.search(r"RESULT (\d+) (\d+) ([\d.]+) ([\d.]+) (\d+)", answer.stdout)
    count, microseconds, p50, p95, errors = map(float, found.groups())
    return Load(
        clients,
        count / (microseconds / 1e6),
        p50 / 1000,
        p95 / 1000,
        1000 * (after - before) / max(count, 1),
        int(errors),
    )


def cpu_of_servers() -> float:
    """Return the CPU seconds that the servers of this measurement have used so far."""
    ours = {os.getpid()}
    ticks, facts = 0, []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            stat = (entry / "stat").read_text()
            command = (entry / "cmdline").read_text()
        except OSError:  # It ended.
            continue
        fields = stat.rpartition(")")[2].split()
        facts.append((int(entry.name), int(fields[1]), command, fields))
    # Children come after their parents, but for a wrapped counter; two rounds settle that.
    for _round in range(3):
        ours |= {number for number, parent, _command, _fields in facts if parent in ours}
    for number, _parent, command, fields in facts:
        if number in ours and any(server in command for server in SERVERS):
            ticks += sum(map(int, fields[11:15]))  # Its own and that of children it waited for.
    return ticks / TICKS


def queries_of(path: str, session: str) -> int:
    """Count the queries of a second visit: the first may note that somebody was here."""
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = session
    client.get(path, headers={"host": "127.0.0.1"})
    with CaptureQueriesContext(connection) as captured:
        response = client.get(path, headers={"host": "127.0.0.1"})
    assert response.status_code == HTTPStatus.OK, (path, response.status_code)
    return len(captured)


def weight_of(path: str, session: str, port: int) -> float:
    """Return the kilobytes of the page as they travel."""
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    cookie = f"{settings.SESSION_COOKIE_NAME}={session}"
    link.request("GET", path, headers={"Cookie": cookie, "Accept-Encoding": "gzip"})
    response = link.getresponse()
    body = response.read()
    link.close()
    if response.getheader("Content-Encoding") != "gzip":
        body = gzip.compress(body)
    return len(body) / 1000


def table(pages: list[Page]) -> str:
    """Return the table of pages as Markdown."""
    lines = [
        "| page | clients | requests/s | p50 ms | p95 ms | CPU ms | SQL queries | kB gzip |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for page in pages:
        for load_ in page.loads:
            failed = f" ({load_.errors} failed)" if load_.errors else ""
            lines.append(
                f"| {page.name} | {load_.clients} | {load_.per_second:.0f}{failed} |"
                f" {load_.p50:.1f} | {load_.p95:.1f} | {load_.cpu:.1f} | {page.queries} |"
                f" {page.kilobytes:.1f} |"
            )
    return "\n".join(lines)
