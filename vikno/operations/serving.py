"""The running site: a page server and a worker of jobs, started, watched and stopped together."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field

from config.environment import Environment
from config.paths import PROJECT
from vikno.common.errors import Refusal

Say = Callable[[str], None]
_STOP_SECONDS = 15


class PortTaken(Refusal):
    code = "port_taken"
    message = "Порт {port} зайнято. Зупиніть іншу програму або вкажіть --port."


@dataclass
class Child:
    """One program of the site and how often it had to be started again."""

    name: str
    command: list[str]
    process: "subprocess.Popen[bytes] | None" = None
    falls: list[float] = field(default_factory=list)

    def start(self) -> None:
        # A session of its own: Ctrl-C reaches us alone, and we stop the children in order.
        self.process = subprocess.Popen(
            self.command, cwd=PROJECT, env={**os.environ, "VIKNO_DB_ROLE": "web"}, start_new_session=True,
            stdin=subprocess.DEVNULL,
        )  # fmt: skip

    def has_fallen(self) -> bool:
        return self.process is not None and self.process.poll() is not None

    def stop(self) -> None:
        if self.process is None or self.process.poll() is not None:
            return
        self.process.terminate()
        try:
            self.process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)


def serve(environment: Environment, *, port: int, say: Say, ready: str = "") -> int:
    """Serve until Ctrl-C or SIGTERM; a program that falls is started again. `ready` is said once the site answers."""
    _require_free(port)
    children = [Child("сторінки", _page_server(port)), Child("завдання", _worker())]
    stopping = False

    def stop(*_: object) -> None:
        nonlocal stopping
        stopping = True

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        for child in children:
            child.start()
        if _answers(port, unless=lambda: stopping or children[0].has_fallen()):
            say(f"\nВікно відчинено: http://localhost:{port}\n{ready}\nЗупинити — Ctrl-C.")
        while not stopping:
            time.sleep(0.3)
            for child in children:
                if child.has_fallen() and not stopping:
                    _start_again(child, say)
    finally:
        say("Зачиняю…")
        for child in children:
            child.stop()
        for number, handler in before.items():
            signal.signal(number, handler)
    return 0


def _page_server(port: int) -> list[str]:
    workers = str(max(1, min(4, os.cpu_count() or 1)))
    return [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port),
        "--workers", workers, "--blocking-threads", "4", "--respawn-failed-workers", "--log-level", "warning",
        "--no-ws", "config.wsgi:application",
    ]  # fmt: skip


def _worker() -> list[str]:
    return [sys.executable, str(PROJECT / "manage.py"), "procrastinate", "worker", "--concurrency", "2"]


def _start_again(child: Child, say: Say) -> None:
    now = time.monotonic()
    child.falls = [at for at in child.falls if now - at < 60] + [now]
    say(f"Програма «{child.name}» зупинилася; запускаю знову.")
    time.sleep(min(10, 2 ** (len(child.falls) - 1)))
    child.start()


def _require_free(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise PortTaken(port=port) from error


def _answers(port: int, *, unless: Callable[[], bool], seconds: float = 60) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and not unless():
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2):
                return True
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    return False
