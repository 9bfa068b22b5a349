"""Makes `.venv/` with the locked packages, on a machine that has only Python (standard library).

`make run` and `make test` start it with whatever python3 there is: ``python3 -I lms/bootstrap.py
requirements.txt``. It installs only when the lock or the interpreter has changed.
"""

import ctypes.util
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

HOUSE = Path(__file__).resolve().parent.parent
VENV = HOUSE / ".venv"
PYTHON = VENV / "bin" / "python"
LEAST_PYTHON = (3, 11)
# Libraries that WeasyPrint loads, and the Debian packages that bring them.
PDF_LIBRARIES = {
    "pango-1.0": "libpango-1.0-0",
    "pangoft2-1.0": "libpangoft2-1.0-0",
    "harfbuzz-subset": "libharfbuzz-subset0",
}
FONTS = Path("/usr/share/fonts")


def say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)  # noqa: T201 -- a command speaks


def stop(sentence: str) -> None:
    say(sentence)
    raise SystemExit(1)


def may_use_apt() -> bool:
    """Say whether this is root on Debian or Ubuntu."""
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def install_with_apt(packages: list[str]) -> bool:
    """Install Debian packages without a question and without starting their services."""
    say(f"Installing {' '.join(packages)} …")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "RUNLEVEL": "1"}
    install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]

    def run(command: list[str]) -> bool:
        return (
            subprocess.run(  # noqa: S603 -- fixed words
                command,
                env=environment,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                check=False,
            ).returncode
            == 0
        )

    return run(install) or (run(["apt-get", "update", "-qq"]) and run(install))


def line_to_type(packages: list[str]) -> str:
    return f"sudo apt-get install {' '.join(packages)}"


def missing_pdf_packages() -> list[str]:
    """Return the Debian packages without which no PDF can be made."""
    missing = [
        package
        for library, package in PDF_LIBRARIES.items()
        if ctypes.util.find_library(library) is None
    ]
    if not next(FONTS.rglob("NotoSans-Regular.*"), None):
        missing.append("fonts-noto-core")
    return missing


def provide_pdf_packages(*, installing: bool) -> None:
    """Install what PDFs need, or name it: without it everything else works."""
    if not sys.platform.startswith("linux"):
        return
    missing = missing_pdf_packages()
    if missing and not (installing and may_use_apt() and install_with_apt(missing)):
        say(f"Certificates (PDF) will wait until you type: {line_to_type(missing)}")


def find_uv() -> str | None:
    """Return uv if there is one that starts; a shim may point nowhere."""
    uv = shutil.which("uv")
    if uv and subprocess.run([uv, "--version"], capture_output=True, check=False).returncode == 0:  # noqa: S603 -- fixed words
        return uv
    return None


def interpreter(statement: str = "pass") -> str:
    """Describe the interpreter of the environment; "" when it or ``statement`` fails."""
    if not PYTHON.exists():
        return ""
    is_new_enough = f"sys.version_info >= {LEAST_PYTHON}"
    check = f"import sys; {statement}; print({is_new_enough}, sys.version, sys.base_prefix)"
    answer = subprocess.run(  # noqa: S603 -- our own interpreter
        [str(PYTHON), "-I", "-c", check], capture_output=True, text=True, check=False
    )
    is_good = answer.returncode == 0 and answer.stdout.startswith("True")
    return answer.stdout if is_good else ""


def fingerprint(lock: Path, python: str) -> str:
    """Return what the installed packages depend on: the locks and the interpreter."""
    parts = [file.read_bytes() for file in sorted({lock, HOUSE / "requirements.txt"})]
    return hashlib.sha256(b"\0".join([python.encode(), *parts])).hexdigest()


def stamp(lock: Path) -> Path:
    return VENV / f"{lock.stem}.sha256"


def is_installed(lock: Path) -> bool:
    """Say whether the environment works and holds exactly what ``lock`` says."""
    if not stamp(lock).is_file() or not lock.is_file():
        return False
    python = interpreter("import django")
    return bool(python) and stamp(lock).read_text() == fingerprint(lock, python)


def make_environment(uv: str | None) -> None:
    """Make `.venv/` anew unless the one that is there works."""
    if interpreter("pass" if uv else "import pip"):
        return
    if VENV.exists():
        say("Making .venv again: the one that was there is broken.")
        shutil.rmtree(VENV)
    if uv:
        subprocess.run([uv, "venv", "--quiet", "--python", sys.executable, str(VENV)], check=True)  # noqa: S603 -- fixed words
        return
    if importlib.util.find_spec("ensurepip") is None:
        package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
        if not (may_use_apt() and install_with_apt([package])):
            stop(f"{package} is missing. Type: {line_to_type([package])}")
    subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=True)  # noqa: S603 -- fixed words


def install(lock: Path, uv: str | None, *, again: bool = True) -> None:
    """Install the locked packages and leave a stamp, so that the next start skips this."""
    say(f"Installing the packages of {lock.name} into .venv …")
    stamp(lock).unlink(missing_ok=True)
    if uv:
        command = [uv, "pip", "install", "--quiet", "--python", str(PYTHON), "-r", str(lock)]
    else:
        command = [str(PYTHON), "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
        command += ["-r", str(lock)]
    if subprocess.run(command, check=False).returncode:  # noqa: S603 -- fixed words
        stop(f"The packages of {lock.name} could not be installed: see the lines above.")
    if not interpreter("import django"):
        # A package that lost its files counts as installed; only a new environment mends it.
        if not again:
            stop("The packages were installed and do not work. Remove .venv and try again.")
        shutil.rmtree(VENV)
        make_environment(uv)
        install(lock, uv, again=False)
        return
    stamp(lock).write_text(fingerprint(lock, interpreter("import django")))


def main(lock: Path) -> None:
    if sys.version_info < LEAST_PYTHON:
        found = ".".join(map(str, sys.version_info[:3]))
        stop(
            f"Aula ODS needs Python 3.11 or newer; this is {found}. Try: make run PYTHON=python3.11"
        )
    if sys.prefix != sys.base_prefix:
        # Started with the python of an environment (perhaps .venv itself): go on with its parent.
        parent = Path(sys.base_prefix) / "bin" / f"python3.{sys.version_info.minor}"
        os.execv(parent, [str(parent), "-I", *sys.argv])  # noqa: S606 -- a fixed path
    # What is in an environment for tests serves `make run` too.
    is_ready = is_installed(lock) or is_installed(HOUSE / "requirements-dev.txt")
    provide_pdf_packages(installing=not is_ready)
    if is_ready:
        return
    uv = find_uv()
    make_environment(uv)
    install(lock, uv)


if __name__ == "__main__":
    try:
        main(HOUSE / sys.argv[1])
    except KeyboardInterrupt:
        raise SystemExit(130) from None
    except subprocess.CalledProcessError as failed:
        stop(f"This did not work: {' '.join(map(str, failed.cmd))}")
