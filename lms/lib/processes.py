"""A few programs that live and die together, on one machine."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from types import FrameType

LONGEST_PAUSE = 30.0  # Seconds between two attempts to start a program that keeps dying.
STEADY = 60.0  # A program that lived this long starts again at once.
PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True) if sys.platform.startswith("linux") else None


def end_with_parent() -> None:
    """Ask the kernel (Linux) to end this process when the one that started it is gone."""
    if _libc is not None:
        _libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


@dataclass
class Program:
    """A command that runs in a process group of its own, so that nothing of it stays behind."""

    name: str
    command: Sequence[str]
    environment: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen | None = None
    started_at: float = 0.0
    deaths: int = 0

    def start(self) -> None:
        self.sweep()
        self.started_at = time.monotonic()
        self.process = subprocess.Popen(  # noqa: S603 -- the caller's command
            self.command,
            env=os.environ | self.environment,
            stdin=subprocess.DEVNULL,
            process_group=0,
            preexec_fn=end_with_parent,  # noqa: PLW1509 -- no threads here
        )

    @property
    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    @property
    def may_start_at(self) -> float:
        """When to start it again: later and later while it keeps dying early."""
        return self.started_at + min(2.0**self.deaths, LONGEST_PAUSE)

    def signal(self, number: signal.Signals) -> None:
        if self.is_running:
            self.process.send_signal(number)

    def sweep(self) -> None:
        """Kill what a dead program left behind in its process group."""
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGKILL)


class Group:
    """Starts programs, starts again those that die, and ends them all together."""

    def __init__(self, programs: Sequence[Program], *, say: Callable[[str], None]) -> None:
        self.programs = programs
        self.say = say
        self.is_asked_to_stop = threading.Event()

    def run(self, *, when_started: Callable[["Group"], None]) -> None:
        """Run until a signal asks to stop. ``when_started`` is called once, after the start."""
        handlers = {
            number: signal.signal(number, self._stop_on_signal)
            for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
        }
        try:
            for program in self.programs:
                program.start()
            when_started(self)
            while not self.is_asked_to_stop.wait(0.25):
                self._revive()
        finally:
            self.stop()
            for number, handler in handlers.items():
                signal.signal(number, handler)

    def _stop_on_signal(self, _number: int, _frame: FrameType | None) -> None:
        self.is_asked_to_stop.set()

    def _revive(self) -> None:
        now = time.monotonic()
        for program in self.programs:
            if program.is_running:
                continue
            if program.process is not None:
                lived = now - program.started_at
                program.deaths = 0 if lived > STEADY else program.deaths + 1
                self.say(f"The {program.name} ended; starting it again.")
                program.sweep()
                program.process = None
            if program.may_start_at <= now:
                program.start()

    def stop(self, *, within: float = 6.0) -> None:
        """Ask every program to end, and kill after ``within`` seconds what has not."""
        for program in self.programs:
            program.signal(signal.SIGTERM)
        deadline = time.monotonic() + within
        while any(program.is_running for program in self.programs):
            if time.monotonic() > deadline:
                break
            time.sleep(0.05)
        for program in self.programs:
            program.sweep()
            if program.process is not None:
                program.process.wait()
