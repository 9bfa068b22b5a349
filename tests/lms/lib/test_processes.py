import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

HOUSE = Path(__file__).resolve().parents[3]
# A program that makes a child of its own and tells both numbers, as servers do.
PROGRAM = """
import os, subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
print(os.getpid(), child.pid, file=open(sys.argv[1], "a"), flush=True)
time.sleep(60)
"""
SUPERVISOR = f"""
import sys
sys.path.insert(0, {str(HOUSE)!r})
from lms.lib.processes import Group, Program
program = Program("server", [sys.executable, "-c", {PROGRAM!r}, sys.argv[1]])
Group([program], say=lambda words: print(words, flush=True)).run(when_started=lambda group: None)
"""


def wait_for(condition, seconds=15):
    deadline = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < deadline, "Waited in vain."
        time.sleep(0.05)
    return found


def is_alive(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    # Somebody who ended and was not asked for yet is no longer there either.
    return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] != "Z"


@pytest.fixture
def running(tmp_path):
    """Start a supervisor; ``numbers()`` lists what each start of its program told."""
    told = tmp_path / "numbers"
    supervisor = subprocess.Popen(
        [sys.executable, "-c", SUPERVISOR, str(told)], stdout=subprocess.PIPE, text=True
    )

    def numbers():
        lines = told.read_text().splitlines() if told.exists() else []
        return [[int(number) for number in line.split()] for line in lines if line.count(" ") == 1]

    yield supervisor, numbers
    supervisor.kill()
    supervisor.wait()
    supervisor.stdout.close()
    for number in [number for line in numbers() for number in line]:
        if is_alive(number):
            os.kill(number, signal.SIGKILL)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_the_supervisor_its_program_and_what_that_had_started(running, number):
    supervisor, numbers = running
    [[program, child]] = wait_for(numbers)

    supervisor.send_signal(number)

    assert supervisor.wait(10) == 0
    assert [is_alive(program), is_alive(child)] == [False, False]


def test_a_program_that_dies_starts_again_and_leaves_nothing_behind(running):
    _supervisor, numbers = running
    [[program, child]] = wait_for(numbers)

    os.kill(program, signal.SIGKILL)
    wait_for(lambda: len(numbers()) == 2)

    assert [is_alive(program), is_alive(child)] == [False, False]
    assert is_alive(numbers()[1][0])


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the kernel of Linux does it")
def test_a_program_ends_even_if_the_supervisor_is_killed(running):
    supervisor, numbers = running
    [[program, _child]] = wait_for(numbers)

    supervisor.kill()

    wait_for(lambda: not is_alive(program))
