"""PostgreSQL and Redis for one run of the tests: those given, or private ones, gone afterwards."""

import contextlib
import glob
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lms.bootstrap import install_with_apt, line_to_type, may_use_apt, missing_pdf_packages
from lms.lib.processes import end_with_parent

START_WITHIN = 30  # Seconds.
OURS = "aula"  # The database of a private server.
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome")


@dataclass(frozen=True)
class Servers:
    database_url: str
    redis_url: str
    template: str = ""  # A database that may be filled in, for others to copy.


def stop(sentence: str) -> None:
    sys.exit(sentence)


def postgresql_program(name: str) -> str | None:
    """Return a server program of PostgreSQL; Debian keeps them off the PATH."""
    found = sorted(glob.glob(f"/usr/lib/postgresql/*/bin/{name}"))  # noqa: PTH207 -- not one folder
    return shutil.which(name) or (found[-1] if found else None)


def chromium() -> str | None:
    return next(filter(None, map(shutil.which, CHROMIUMS)), None)


def provide_programs(*, browser: bool = True) -> None:
    """Make sure that servers, browser and fonts are there, or stop with the one line to type."""
    missing = []
    if not os.environ.get("TEST_DATABASE_URL") and not postgresql_program("initdb"):
        missing.append("postgresql")
    if not os.environ.get("TEST_REDIS_URL") and not shutil.which("redis-server"):
        missing.append("redis-server")
    if browser and not chromium():
        missing.append("chromium")
    missing += missing_pdf_packages()
    if not missing or (may_use_apt() and install_with_apt(missing)):
        return
    stop(f"The tests need {', '.join(missing)}. Type: {line_to_type(missing)}")


@contextlib.contextmanager
def servers() -> Iterator[Servers]:
    """Yield the servers to use; those started here end with the block, whatever happens."""
    with contextlib.ExitStack() as stack:
        database_url = os.environ.get("TEST_DATABASE_URL")
        template = "" if database_url else OURS
        redis_url = os.environ.get("TEST_REDIS_URL")
        if not (database_url and redis_url):
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="aula-servers-")))
            folder.chmod(0o711)
            if not database_url:
                database_url = stack.enter_context(private_postgresql(folder / "postgresql"))
            if not redis_url:
                redis_url = stack.enter_context(private_redis(folder / "redis"))
        yield Servers(database_url, redis_url, template)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def private_postgresql(folder: Path) -> Iterator[str]:
    """Run a server that nobody else can reach: only a socket in its own folder."""
    folder.mkdir(mode=0o700)
    # PostgreSQL refuses to run as root.
    user = "postgres" if os.geteuid() == 0 else None
    if user:
        os.chown(folder, pwd.getpwnam(user).pw_uid, -1)
    data = folder / "data"
    subprocess.run(
        [
            *(postgresql_program("initdb"), "--pgdata", str(data), "--username", "postgres"),
            *("--auth", "trust", "--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync"),
        ],
        check=True,
        user=user,
        cwd="/",
        stdout=subprocess.DEVNULL,
    )
    settings = {
        "listen_addresses": "",
        "unix_socket_directories": str(folder),
        "max_connections": "200",
        # Nothing here survives the run, so nothing waits for the disk.
        "fsync": "off",
        "full_page_writes": "off",
        "synchronous_commit": "off",
        "logging_collector": "off",
        "log_min_messages": "fatal",
    }
    options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    command = [postgresql_program("postgres"), "-D", str(data), *options]
    folder.chmod(0o755)
    with running(command, user=user, end=signal.SIGINT):
        wait_until(lambda: answers(socket.AF_UNIX, f"{folder}/.s.PGSQL.5432"), "PostgreSQL")
        make = [postgresql_program("createdb"), "--host", str(folder), "--username", "postgres"]
        subprocess.run([*make, OURS], check=True, cwd="/")
        yield f"postgresql://postgres@/{OURS}?host={folder}"


@contextlib.contextmanager
def private_redis(folder: Path) -> Iterator[str]:
    folder.mkdir()
    port = free_port()
    command = ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", ""]
    command += ["--appendonly", "no", "--dir", str(folder), "--loglevel", "warning"]
    with running(command):
        wait_until(lambda: answers(socket.AF_INET, ("127.0.0.1", port)), "Redis")
        yield f"redis://127.0.0.1:{port}/0"


@contextlib.contextmanager
def running(
    command: list[str],
    *,
    user: str | None = None,
    end: signal.Signals = signal.SIGTERM,
    cwd: Path | str = "/",
) -> Iterator[subprocess.Popen]:
    """Run a server for the length of the block, and never longer than this process."""
    process = subprocess.Popen(
        command,
        user=user,
        cwd=cwd,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        process_group=0,
        preexec_fn=end_with_parent,  # noqa: PLW1509 -- no threads here
    )
    try:
        yield process
    finally:
        process.send_signal(end)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def answers(family: socket.AddressFamily, address: str | tuple[str, int]) -> bool:
    with socket.socket(family) as probe:
        return probe.connect_ex(address) == 0


def wait_until(is_there: object, name: str) -> None:
    deadline = time.monotonic() + START_WITHIN
    while not is_there():
        if time.monotonic() > deadline:
            stop(f"{name} did not start within {START_WITHIN} seconds.")
        time.sleep(0.05)
