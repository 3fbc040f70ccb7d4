"""W2: clients that send and read as slowly as they can keep nobody else out of the site.

Slow: a site of its own is held for some seconds by each kind of them, while others open pages and sign in.
"""

import asyncio
import http.client
import math
import os
import re
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

import pytest

from config.paths import PROJECT
from tests.factories import PASSWORD
from vikno.operations.tests.conftest import environment_of
from vikno.operations.tests.test_serving import Site

pytestmark = pytest.mark.slow
CLIENTS, SECONDS = (int(each) for each in os.environ.get("VIKNO_SLOW_CLIENTS", "200x20").split("x"))
_DROP_SECONDS = 2.0
_P95_SECONDS = 0.5
_SIGN_IN = "/accounts/login/"
_LARGE_FILE = "/static/vendor/leaflet/leaflet.js"
_MAKE_AN_OFFICER = """
import django
django.setup()
from tests import factories as make
from vikno.accounts.models import User
from vikno.common import tenancy
with tenancy.working_for(make.OWN):
    print((User.objects.order_by("pk").first() or make.membership("officer").user).username)
"""
_HEADERS = "GET / HTTP/1.1\r\nHost: localhost\r\n"
# With the cookie any visitor is given: without it a form is refused unread.
_BODY = (
    "POST /accounts/login/ HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    "Content-Length: 100000\r\nCookie: {cookies}\r\n\r\nlogin="
)
# More than a machine keeps for a reader: the server itself must wait for each of them.
_READ = f"GET {_LARGE_FILE} HTTP/1.1\r\nHost: localhost\r\n\r\n" * 60
# What is sent first, and what is sent every two seconds; nothing: sixteen bytes are read instead.
KINDS: Mapping[str, tuple[str, bytes]] = {
    "headers": (_HEADERS, b"X-Slow: 1\r\n"), "body": (_BODY, b"a"), "read": (_READ, b""),
}  # fmt: skip


@dataclass
class Crowd:
    """Slow clients of one kind; whoever is thrown out comes again."""

    port: int
    kind: str
    cookies: str
    held: int = 0
    thrown_out: int = 0

    async def stay(self) -> None:
        async with asyncio.TaskGroup() as group:
            for place in range(CLIENTS):
                group.create_task(self._one(place / CLIENTS))

    async def _one(self, after: float) -> None:
        await asyncio.sleep(after)
        while True:
            with socket.socket() as own, suppress(OSError):
                own.setblocking(False)
                own.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
                await self._hold(own)
            await asyncio.sleep(0.2)

    async def _hold(self, own: socket.socket) -> None:
        loop, (opening, drop) = asyncio.get_running_loop(), KINDS[self.kind]
        await loop.sock_connect(own, ("127.0.0.1", self.port))
        self.held += 1
        try:
            await loop.sock_sendall(own, opening.replace("{cookies}", self.cookies).encode())
            while True:
                await asyncio.sleep(_DROP_SECONDS)
                if drop:
                    await loop.sock_sendall(own, drop)
                elif not await loop.sock_recv(own, 16):
                    return
        except OSError:
            self.thrown_out += 1
            raise
        finally:
            self.held -= 1


@contextmanager
def held_by(crowd: Crowd) -> Iterator[None]:
    """The crowd is there, in a thread of its own."""
    loop = asyncio.new_event_loop()
    staying = loop.create_task(crowd.stay())

    def run() -> None:
        with suppress(asyncio.CancelledError):
            loop.run_until_complete(staying)
        loop.close()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    try:
        yield
    finally:
        loop.call_soon_threadsafe(staying.cancel)
        thread.join(30)


@dataclass
class Probes:
    """Somebody who opens a page, and somebody who signs in, each over a new connection; seconds of every answer."""

    port: int
    name: str
    took: dict[str, list[float]] = field(default_factory=dict)
    failed: list[str] = field(default_factory=list)

    def page(self) -> None:
        self._asked("page", "GET", "/", wanted=200)

    def form(self) -> tuple[str, str] | None:
        """The page of sign-in with the cookies it gave."""
        return self._asked("form", "GET", _SIGN_IN, wanted=200)

    def sign_in(self) -> None:
        found = self.form()
        if found is None:
            return
        body, cookies = found
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', body)
        assert token is not None
        sent = urlencode({"login": self.name, "password": PASSWORD, "csrfmiddlewaretoken": token[1]})
        self._asked("sign-in", "POST", _SIGN_IN, wanted=302, cookies=cookies, sent=sent)

    def _asked(
        self, what: str, method: str, path: str, *, wanted: int, cookies: str = "", sent: str = ""
    ) -> tuple[str, str] | None:
        connection, began = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10), time.monotonic()
        headers = {"Host": "localhost", "Cookie": cookies, "Content-Type": "application/x-www-form-urlencoded"}
        try:
            connection.request(method, path, sent or None, headers)
            answer = connection.getresponse()
            body = answer.read().decode()
        except (OSError, http.client.HTTPException) as error:
            self.failed.append(f"{what}: {error!r}")
            return None
        finally:
            connection.close()
            self.took.setdefault(what, []).append(time.monotonic() - began)
        if answer.status != wanted:
            self.failed.append(f"{what}: {answer.status}")
            return None
        return body, "; ".join(each.partition(";")[0] for each in answer.headers.get_all("Set-Cookie", []))

    @property
    def slowest(self) -> dict[str, float]:
        """95 of a hundred answers came within so many seconds."""
        return {what: round(sorted(each)[math.ceil(len(each) * 0.95) - 1], 3) for what, each in self.took.items()}

    @property
    def middle(self) -> dict[str, float]:
        return {what: round(statistics.median(each), 3) for what, each in self.took.items()}


def officer_of(home: Path) -> str:
    environment = {**environment_of(home), "DJANGO_SETTINGS_MODULE": "config.settings", "VIKNO_DB_ROLE": "web"}
    done = subprocess.run(
        [sys.executable, "-c", _MAKE_AN_OFFICER], cwd=PROJECT, env=environment, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout.strip()


@pytest.fixture(scope="module")
def home(make_house: Callable[[], Path]) -> Path:
    return make_house()


def told_of(site: Site, name: str, kind: str) -> tuple[bool, str]:
    """Whether everybody else was served in time while slow clients of one kind were there; what happened, in a line."""
    probes, found = Probes(site.port, name), None
    for _ in range(3):  # every worker has opened each page once
        probes.page()
        probes.sign_in()
        found = probes.form()
    assert found is not None, probes.failed
    crowd, quiet = Crowd(site.port, kind, found[1]), probes.middle
    probes.took.clear()
    with held_by(crowd):
        site.wait_until(lambda: crowd.held >= CLIENTS * 0.9, 15)
        ends_at = time.monotonic() + SECONDS
        while time.monotonic() < ends_at and len(probes.failed) < 5:
            probes.sign_in()
            for _ in range(8):  # a sign-in every two seconds: more often an address is told to wait
                probes.page()
                time.sleep(0.2)
    told = f"{kind}: {CLIENTS} for {SECONDS} s, {crowd.thrown_out} thrown out, {probes.slowest}"
    told += f", half within {probes.middle} (quiet {quiet}), {probes.failed}"
    # Weighing a password takes what it takes, by the machine: slow clients may add no more than that to it.
    is_quick = max(probes.slowest["page"], probes.slowest["form"]) <= _P95_SECONDS
    is_let_in = "sign-in" in probes.middle and probes.middle["sign-in"] <= _P95_SECONDS + quiet["sign-in"]
    return not probes.failed and is_quick and is_let_in, told


def test_slow_clients_keep_nobody_out(home: Path, free_port: int) -> None:
    site = Site(home, free_port)
    try:
        site.open()
        name = officer_of(home)
        found = [told_of(site, name, kind) for kind in KINDS]
        sys.stdout.write("\n".join(["", *(told for _is_well, told in found), ""]))
        assert [told for is_well, told in found if not is_well] == []
    finally:
        site.close()
