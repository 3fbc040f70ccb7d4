"""The running site: pages, jobs, what boards listen to and the embedded database, watched and stopped together."""

import fcntl
import http.client
import json
import os
import resource
import signal
import socket
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import IO, Any

from django.utils.translation import gettext as _

from config.environment import Environment
from config.paths import make_home
from vikno.common.errors import Refusal
from vikno.operations.cluster import Cluster
from vikno.operations.errors import AlreadyServing, PortForbidden, PortTaken, SiteWillNotStart
from vikno.operations.programs import Program, end_leftover

Say = Callable[[str], None]
_STOP_SECONDS = 15
_FALLS_TO_GIVE_UP = 5
_DATABASE_PAUSE = 5.0
_BEAT = 0.3
_CONNECTIONS = 8192  # held at once by a page worker: whoever is slow costs a little memory, and keeps nobody else out


@contextmanager
def nobody_else_serves(environment: Environment, *, port: int | None = None) -> Iterator[IO[str]]:
    """Hold the claim to the data folder: one site at a time. Raises `AlreadyServing`, `PortTaken`, `PortForbidden`.

    The lock vanishes with its process, so a site that was killed leaves none; the programs it left are ended here.
    """
    make_home(environment.home_folder)
    with open(environment.home_folder / "serving.json", "a+") as claim:
        try:
            fcntl.flock(claim, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            said = _read(claim)
            raise AlreadyServing(pid=said.get("pid", "?"), port=said.get("port", "?")) from error
        for left in _read(claim).get("programs", []):
            end_leftover(left)
        if port is not None:
            require_free(port)
        _write(claim, {"pid": os.getpid(), "port": port, "programs": []})
        try:
            yield claim
        finally:
            _write(claim, {})


def serve(environment: Environment, *, claim: IO[str], port: int, say: Say, ready: str = "") -> None:
    """Serve until Ctrl-C or SIGTERM; what falls is started again. `ready` is said once the site answers."""
    _allow_connections()
    site = _Site(environment, claim, port, say, ready)
    numbers = [n for n in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP) if signal.getsignal(n) != signal.SIG_IGN]
    before = {number: signal.signal(number, site.stop) for number in numbers}
    try:
        site.run()
    finally:
        site.close()
        for number, handler in before.items():
            signal.signal(number, handler)


class _Site:
    def __init__(self, environment: Environment, claim: IO[str], port: int, say: Say, ready: str) -> None:
        self.environment, self.claim, self.port, self.say, self.ready = environment, claim, port, say, ready
        events_port = _events_port(environment, port)
        told = {"VIKNO_PORT": str(port), "VIKNO_EVENTS_PORT": str(events_port)}
        self.pages = Program(_("сторінки"), _page_server(port), **told)
        self.programs = [
            self.pages, Program(_("завдання"), _worker(), **told), Program(_("табло"), _events_server(events_port)),
        ]  # fmt: skip
        self.cluster = Cluster(environment) if environment.is_embedded else None
        self.database_pause_until = 0.0
        self.is_open = self.is_stopping = False

    def stop(self, *_signal: object) -> None:
        self.is_stopping = True

    def run(self) -> None:
        while not self.is_stopping:
            self._keep_database()
            started = [program.keep(self.say) for program in self.programs]
            if any(started):
                _write(self.claim, self._known())
            self._open_when_ready()
            time.sleep(_BEAT)

    def close(self) -> None:
        self.say(_("Зачиняю…"))
        for program in self.programs:
            program.ask_to_stop()
        deadline = time.monotonic() + _STOP_SECONDS
        for program in self.programs:
            program.wait_or_end(deadline)

    def _known(self) -> dict[str, Any]:
        return {
            "pid": os.getpid(), "port": self.port, "programs": [p.identity for p in self.programs if p.identity],
        }  # fmt: skip

    def _keep_database(self) -> None:
        if self.cluster is None or time.monotonic() < self.database_pause_until or self.cluster.is_alive:
            return
        self.say(_("База зупинилася; запускаю знову."))
        try:
            self.cluster.revive()
        except Refusal as refusal:
            self.say(str(refusal))
            self.database_pause_until = time.monotonic() + _DATABASE_PAUSE

    def _open_when_ready(self) -> None:
        if self.is_open:
            return
        if answers(self.port, host=self._host()):
            self.is_open = True
            address = self.environment.site_url or f"http://localhost:{self.port}"
            lines = ["", _("Вікно відчинено: {address}").format(address=address), self.ready, _("Зупинити — Ctrl-C.")]
            self.say("\n".join(line for line in lines if line or line is lines[0]))
        elif self.pages.recent_falls >= _FALLS_TO_GIVE_UP:
            raise SiteWillNotStart

    def _host(self) -> str:
        return self.environment.hosts.split(",")[0].strip() or "localhost"


def answers(port: int, *, host: str = "localhost") -> bool:
    """True when the page server on this machine answers «alive», as a proxy with TLS would ask it."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
    try:
        connection.request("GET", "/healthz", headers={"Host": host, "X-Forwarded-Proto": "https"})
        return connection.getresponse().status < 500
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def require_free(port: int) -> None:
    """Raises `PortTaken` or `PortForbidden`."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except PermissionError as error:
            raise PortForbidden(port=port) from error
        except OSError as error:
            raise PortTaken(port=port) from error


def _allow_connections() -> None:
    """As many open files as the machine lets us have: many systems begin with 1,024, and each connection is one."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


def _page_server(port: int) -> list[str]:
    workers = str(max(1, min(4, os.cpu_count() or 1)))
    return [
        sys.executable, "-m", "granian", "--interface", "asgi", "--host", "127.0.0.1", "--port", str(port),
        "--workers", workers, "--backlog", "2048", "--backpressure", str(_CONNECTIONS),
        "--respawn-failed-workers", "--respawn-interval", "0.2",
        "--workers-kill-timeout", "10", "--log-level", "warning", "--no-ws", "config.pages:application",
    ]  # fmt: skip


def _events_server(port: int) -> list[str]:
    # Boards never leave by themselves: a stop does not wait for them, they ask the pages meanwhile.
    return [
        sys.executable, "-m", "granian", "--interface", "asgi", "--host", "127.0.0.1", "--port", str(port),
        "--workers", "1", "--workers-kill-timeout", "1", "--log-level", "error", "--no-ws",
        "config.events:application",
    ]  # fmt: skip


def _events_port(environment: Environment, port: int) -> int:
    """The one given; in production the next after the site's, which the proxy knows; else that or any free one."""
    wanted = int(environment.events_port or port + 1)
    if environment.events_port or environment.is_production:
        require_free(wanted)
        return wanted
    try:
        require_free(wanted)
    except (PortTaken, PortForbidden, OverflowError):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            return int(probe.getsockname()[1])
    return wanted


def _worker() -> list[str]:
    return [sys.executable, "-m", "vikno.operations.worker"]


def _read(claim: IO[str]) -> dict[str, Any]:
    claim.seek(0)
    with suppress(ValueError):
        said = json.loads(claim.read() or "{}")
        return said if isinstance(said, dict) else {}
    return {}


def _write(claim: IO[str], said: dict[str, Any]) -> None:
    claim.seek(0)
    claim.truncate()
    claim.write(json.dumps(said))
    claim.flush()
