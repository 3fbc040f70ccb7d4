"""A program of the site: started in a session of its own, started again when it falls, ended with all its children."""

import os
import signal
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import psutil
from django.utils.translation import gettext as _

from config.paths import PROJECT

Say = Callable[[str], None]
_MEMORY_SECONDS = 60
_SOUND_SECONDS = 3.0  # a program that lived so long was sound: whatever ended it, it is started again at once
_LONGEST_PAUSE = 10.0


class Program:
    """One program and how often it fell lately."""

    def __init__(self, name: str, command: list[str], **told: str) -> None:
        self.name, self.command, self.told = name, command, told  # `told`: settings in its environment
        self.process: subprocess.Popen[bytes] | None = None
        self.falls: list[float] = []
        self.start_at = self.started_at = 0.0

    @property
    def recent_falls(self) -> int:
        return sum(time.monotonic() - at < _MEMORY_SECONDS for at in self.falls)

    @property
    def identity(self) -> dict[str, Any] | None:
        """What tells this process from a later one with the same number."""
        if self.process is None:
            return None
        with suppress(psutil.Error):
            return {"pid": self.process.pid, "created": psutil.Process(self.process.pid).create_time()}
        return None

    def keep(self, say: Say) -> bool:
        """Look after the program; True when it was started just now. Returns at once in any case."""
        if self.process is not None and self.process.poll() is not None:
            self._note_fall(say)
        if self.process is None and time.monotonic() >= self.start_at:
            self._start()
            return True
        return False

    def ask_to_stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()

    def wait_or_end(self, deadline: float) -> None:
        """Wait until it stops; past the deadline end it. Its children never outlive it."""
        if self.process is None:
            return
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(max(0.1, deadline - time.monotonic()))
        _end_group(self.process.pid)
        self.process.wait()

    def _start(self) -> None:
        self.started_at = time.monotonic()
        # A session of its own: Ctrl-C reaches us alone, and we stop the programs in order.
        told = {"VIKNO_DB_ROLE": "web", "PYTHONDONTWRITEBYTECODE": "", **self.told}  # compiled once: back in a second
        self.process = subprocess.Popen(
            self.command, cwd=PROJECT, env={**os.environ, **told}, start_new_session=True, stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, umask=0o077,  # letters, files: ours alone
        )  # fmt: skip

    def _note_fall(self, say: Say) -> None:
        assert self.process is not None
        _end_group(self.process.pid)  # children of a killed page server hold its port
        self.process = None
        now = time.monotonic()
        is_sound = now - self.started_at >= _SOUND_SECONDS
        self.falls = [at for at in self.falls if now - at < _MEMORY_SECONDS and not is_sound] + [now]
        self.start_at = now + (min(_LONGEST_PAUSE, 2.0 ** (len(self.falls) - 2)) if len(self.falls) > 1 else 0)
        say(_("Програма «{name}» зупинилася; запускаю знову.").format(name=self.name))


def end_leftover(identity: dict[str, Any]) -> None:
    """End a program that outlived its site, with what it started, if the number still means that program."""
    try:
        if psutil.Process(identity["pid"]).create_time() != identity["created"]:
            return
    except psutil.NoSuchProcess:
        pass  # its children may live on: their group keeps the number from being used again
    _end_group(identity["pid"])
    deadline = time.monotonic() + 5
    while _has_members(identity["pid"]) and time.monotonic() < deadline:
        time.sleep(0.05)


def _end_group(group: int) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(group, signal.SIGKILL)


def _has_members(group: int) -> bool:
    for process in psutil.process_iter():
        with suppress(psutil.Error, ProcessLookupError, PermissionError):
            if os.getpgid(process.pid) == group and process.status() != psutil.STATUS_ZOMBIE:
                return True
    return False
