"""`make bench`: a site with 365 people on PostgreSQL, Redis and granian, and what it costs.

It prints one table and writes it into docs/performance.md. Everything it starts ends with it.
"""

import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg2

from lms.bootstrap import install_with_apt, line_to_type, may_use_apt
from tests.servers import (
    free_port,
    provide_programs,
    running,
    servers,
    wait_until,
)

HOUSE = Path(__file__).resolve().parent.parent
PAGE = HOUSE / "docs" / "performance.md"
BEGIN, END = "<!-- written by make bench -->", "<!-- end of what make bench writes -->"


def provide_wrk() -> None:
    if not shutil.which("wrk") and not (may_use_apt() and install_with_apt(["wrk"])):
        sys.exit(f"The measurement needs wrk. Type: {line_to_type(['wrk'])}")


@contextmanager
def database(url: str) -> Iterator[str]:
    """Make a database of our own on the server of ``url``, gone afterwards."""
    parts = urlsplit(url)
    connection = psycopg2.connect(urlunsplit(parts._replace(path="/postgres")))
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute("DROP DATABASE IF EXISTS aula_bench WITH (FORCE)")
        cursor.execute("CREATE DATABASE aula_bench")
        try:
            yield urlunsplit(parts._replace(path="/aula_bench"))
        finally:
            cursor.execute("DROP DATABASE aula_bench WITH (FORCE)")
    connection.close()


def set_environment(database_url: str, redis_url: str, data: str, port: int) -> None:
    """Make this process and those it starts a site of their own."""
    for name in ("SECRET_KEY_FALLBACKS", "EMAIL_HOST", "ALLOWED_HOSTS", "STATIC_ROOT", "DEBUG"):
        os.environ.pop(name, None)
    os.environ |= {
        "AULA_DATA": data,
        "AULA_DEMO": "1",
        "DATABASE_URL": database_url,
        "REDIS_URL": redis_url,
        "SITE_URL": f"http://127.0.0.1:{port}",
        "DJANGO_SETTINGS_MODULE": "lms.settings",
        "LOG_LEVEL": "ERROR",
    }


def granian(port: int) -> list[str]:
    cores = str(os.cpu_count() or 1)
    return [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(port)),
        *("--workers", cores, "--blocking-threads", "2", "--no-ws", "--log-level", "error"),
        *("--working-dir", str(HOUSE), "lms.wsgi:application"),
    ]


def machine() -> str:
    """Describe the machine in one line."""
    names = [
        line.partition(":")[2].strip()
        for line in Path("/proc/cpuinfo").read_text().splitlines()
        if line.startswith("model name")
    ]
    with Path("/proc/meminfo").open() as memory:
        gigabytes = int(memory.readline().split()[1]) / 1e6
    processor = names[0] if names else platform.machine()
    python = platform.python_version()
    return f"{os.cpu_count()} × {processor}, {gigabytes:.0f} GB, Python {python}"


def write_page(tables: str) -> None:
    text = PAGE.read_text(encoding="utf-8")
    before, rest = text.split(BEGIN)
    after = rest.split(END)[1]
    PAGE.write_text(f"{before}{BEGIN}\n\n{tables}\n\n{END}{after}", encoding="utf-8")


def main() -> None:
    began = time.monotonic()
    provide_programs(browser=False)
    provide_wrk()
    with ExitStack() as stack:
        data = stack.enter_context(tempfile.TemporaryDirectory(prefix="aula-bench-"))
        found = stack.enter_context(servers())
        port = free_port()
        address = stack.enter_context(database(found.database_url))
        set_environment(address, found.redis_url, data, port)
        for command in ("migrate", "compile_catalogues", "collectstatic"):
            arguments = ["--noinput"] if command != "compile_catalogues" else []
            subprocess.run(
                [sys.executable, "manage.py", command, *arguments, "--verbosity", "0"],
                cwd=HOUSE,
                check=True,
            )
        import django  # noqa: PLC0415 -- the environment comes first

        django.setup()
        from benchmarks import jobs, pages, world  # noqa: PLC0415 -- so do the models

        print("Building a world of 365 people …", flush=True)
        built = world.build()
        stack.enter_context(running(granian(port), cwd=HOUSE))
        wait_until(lambda: pages.is_up(port), "granian")
        measured = pages.measure(built, port)
        worked = jobs.measure(built)
        django.db.connections.close_all()  # The database is dropped next.
    tables = "\n\n".join(
        [
            f"{datetime.now(UTC):%Y-%m-%d}, {machine()}. {built.summary}",
            pages.table(measured),
            jobs.table(worked),
        ]
    )
    print(tables)
    write_page(tables)
    print(f"\nWritten to {PAGE.relative_to(HOUSE)} after {time.monotonic() - began:.0f} s.")


if __name__ == "__main__":
    main()
