"""The checks that read the code without running its tests: `make static-check`."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

HOUSE = Path(__file__).resolve().parent.parent
TOOLS = HOUSE / ".venv" / "bin"
# As a site on a server has it: `check --deploy` must find nothing to say.
DEPLOYED = {
    "SECRET_KEY": "static-check-" + "0123456789abcdefghijklmnopqrstuvwxyz" * 2,
    "SITE_URL": "https://aula.example.org",
    "ALLOWED_HOSTS": "aula.example.org",
    "DATABASE_URL": "postgresql://aula@localhost/aula",
    "REDIS_URL": "redis://localhost:6379/0",
    "EMAIL_HOST": "localhost",
    "AULA_DEMO": "0",
    "DEBUG": "0",
}


def steps() -> list[tuple[list[str], dict[str, str]]]:
    def tool(name: str, *arguments: str) -> list[str]:
        return [str(TOOLS / name), *arguments]

    manage = [sys.executable, "manage.py"]
    return [
        (tool("ruff", "format", "--check", "--quiet", "."), {}),
        (tool("ruff", "check", "--quiet", "."), {}),
        (tool("lint-imports", "--no-cache"), {}),
        (tool("djlint", "templates", "--lint", "--quiet"), {}),
        ([*manage, "compile_catalogues"], {}),
        ([*manage, "check", "--deploy", "--fail-level", "WARNING"], DEPLOYED),
        ([*manage, "makemigrations", "--check", "--dry-run"], {}),
    ]


def main() -> None:
    failed = []
    with tempfile.TemporaryDirectory(prefix="aula-check-") as data:
        base = {
            name: value
            for name, value in os.environ.items()
            if name not in {*DEPLOYED, "TEST_DATABASE_URL", "DJANGO_SETTINGS_MODULE"}
        }
        for command, extra in steps():
            name = " ".join([Path(command[0]).name, *command[1:]])
            finished = subprocess.run(
                command,
                cwd=HOUSE,
                env=base | {"AULA_DATA": data} | extra,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                check=False,
            )
            print(f"{'FAILED' if finished.returncode else 'ok':8}{name}", flush=True)
            if finished.returncode:
                print(finished.stdout, flush=True)
                failed.append(name)
    if failed:
        sys.exit(1)


if __name__ == "__main__":
    main()
