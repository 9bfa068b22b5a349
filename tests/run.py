"""`make test`: checks, the domain on SQLite, then every test on PostgreSQL and Redis.

One file is asked on SQLite alone: the table of addresses, which needs no server and is long.

The last line it prints is pytest's own closing line, and its exit code is pytest's.
"""

import os
import re
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

HOUSE = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(HOUSE))

from tests.servers import Servers, chromium, provide_programs, servers  # noqa: E402 -- the path

# What a developer's shell may have set for a site of theirs; tests know nothing of it.
OURS = set(re.findall(r"^#? ?([A-Z_]+)=", (HOUSE / ".env.example").read_text(), re.MULTILINE)) | {
    "DJANGO_SETTINGS_MODULE"
}
# More than there are cores: a browser test waits half of its time.
PROCESSES = "4"
WITH_TABLES = "database and not journey and not fault"
# Who may is asked 15,000 times; the embedded database answers that fastest.
TABLE_OF_ADDRESSES = "tests/architecture/test_urls_by_role.py"


def environment(data: str, found: Servers | None = None) -> dict[str, str]:
    """Return the environment of the tests: the servers, and nothing of the developer's."""
    clean = {name: value for name, value in os.environ.items() if name not in OURS}
    clean["PATH"] = f"{HOUSE / '.venv' / 'bin'}:{clean.get('PATH', '')}"
    clean["AULA_DATA"] = data
    clean["CHROMIUM"] = chromium() or ""
    for name in ("TEST_DATABASE_URL", "TEST_REDIS_URL"):
        clean.pop(name, None)
    if found:
        clean |= {"TEST_DATABASE_URL": found.database_url, "TEST_REDIS_URL": found.redis_url}
        clean |= {"TEST_DATABASE_TEMPLATE": found.template, "TEST_STATIC_ROOT": f"{data}/static"}
    return clean


def run(*command: str, env: dict[str, str]) -> None:
    """Run a step; the first that fails ends everything with its exit code."""
    finished = subprocess.run([sys.executable, *command], cwd=HOUSE, env=env, check=False)
    if finished.returncode:
        sys.exit(finished.returncode)


def main(arguments: list[str]) -> None:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    provide_programs()
    with tempfile.TemporaryDirectory(prefix="aula-tests-") as data:
        if not arguments:
            run("tests/static_check.py", env=environment(data))
            print("\nThe domain and the table of addresses on SQLite", flush=True)
            on_sqlite = ["-m", "pytest", "-q", "-n", PROCESSES, "--no-migrations"]
            on_sqlite += ["-m", WITH_TABLES, *domain_tests(), TABLE_OF_ADDRESSES]
            run(*on_sqlite, env=environment(data))
            print("\nEverything on PostgreSQL and Redis", flush=True)
        run("manage.py", "collectstatic", "--noinput", "-v", "0", env=environment(data))
        with servers() as found:
            if found.template:
                make_template(found, data)
            everything = ["-m", "pytest", "-q", "-n", PROCESSES, "--dist", "loadgroup"]
            everything += [f"--ignore={TABLE_OF_ADDRESSES}"]
            run(*(arguments or everything), env=environment(data, found))


def make_template(found: Servers, data: str) -> None:
    """Migrate once: the database of each process is a copy."""
    env = environment(data) | {"DATABASE_URL": found.database_url}
    run("manage.py", "migrate", "--noinput", "-v", "0", env=env)


def domain_tests() -> list[str]:
    """Return the folders whose tests must hold on the embedded database too."""
    found = sorted(path for path in (HOUSE / "tests").glob("*/domain") if path.is_dir())
    return [str(path.relative_to(HOUSE)) for path in found]


if __name__ == "__main__":
    # With arguments it runs only those: python tests/run.py -m pytest tests/journeys
    main(sys.argv[1:])
