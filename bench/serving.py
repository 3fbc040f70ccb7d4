"""The served site under load, a large hromada behind it: `python -m bench serving`.

Requests go through HTTP on the loopback to the page server as the site starts it, with 1, 8 and 32 clients that keep
their connections. Everything is done twice, after ten thousand cases and after a million: what is flat stays flat.
CPU of an answer is that of the page server and of the database together; clients are a program of their own.
"""

import datetime as dt
import http.client
import os
import random
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import quote, urlencode

import psutil
from django.db import connection, connections

from bench.ground import say
from bench.hromada import HOME, lay_hromada
from bench.million import POINTS, STAROSTA, lay_points, load_cases
from bench.people import load_people, surnames
from config.paths import PROJECT
from vikno.common import tenancy

PEOPLE = int(os.environ.get("BENCH_PEOPLE", "300000"))
SIZES = [int(size) for size in os.environ.get("BENCH_SIZES", "10000,1000000").split(",")]
SECONDS = float(os.environ.get("BENCH_SECONDS", "8"))
CLIENTS = [int(count) for count in os.environ.get("BENCH_CLIENTS", "1,8,32").split(",")]
PORT = 8971


@dataclass(frozen=True)
class Ask:
    """One request: a GET, or a POST when it has a body; `who` is the key of the person."""

    path: str
    who: int = 1
    body: dict[str, object] | None = None


@dataclass(frozen=True)
class Kind:
    """A kind of request under one name; `aim_p95` in ms and `aim_rate` a second are the project's own aims."""

    name: str
    make: Callable[[], Ask]
    aim_p95: int
    aim_rate: int


def main() -> None:
    """Load, serve, ask; load more, serve, ask again."""
    random.seed(17)
    lay_hromada()
    lay_points()
    people = load_people(surnames(), count=PEOPLE)
    done, flat = 0, {}
    for size in SIZES:
        started = time.perf_counter()
        load_cases(done + 1, size, people=PEOPLE)
        say(f"{size} cases, loaded in", round(time.perf_counter() - started, 1), "s")
        say(f"{size} cases, bytes a case on disk", _bytes_a_case(size), "bytes")
        done = size
        sessions = {who: _session(who) for who in (*range(1, POINTS + 1), STAROSTA)}
        connections.close_all()
        with _served() as server:
            for kind in _kinds(people):
                flat.setdefault(kind.name, []).append(_measure(kind, size=size, sessions=sessions, server=server))
            say(f"{size} cases, memory of the page server", _memory(server), "MB")
    for name, (small, *_rest, large) in ((name, found) for name, found in flat.items() if len(found) > 1):
        say(f"{name}, p50 at {SIZES[-1]} against {SIZES[0]}", round(large / small, 2), "times", aim="<= 1.2")


def _kinds(people: list[tuple[str, str, str]]) -> list[Kind]:
    numbers = _open_numbers()

    def somebody() -> tuple[str, str, str]:
        return random.choice(people)

    return [
        Kind("newest fifty of a starosta", lambda: Ask("/cases/", who=STAROSTA), 50, 100),
        Kind("overdue, of an officer", lambda: Ask("/cases/?due=overdue", who=random.randint(1, POINTS)), 50, 100),
        Kind("find by half a number", lambda: Ask(f"/cases/?q={random.choice(numbers)[:10]}"), 50, 100),
        Kind("find by half a name", lambda: Ask(f"/cases/?q={quote(somebody()[0][:5])}"), 50, 100),
        Kind("case page", lambda: Ask(f"/cases/{random.choice(numbers)}/", who=random.randint(1, POINTS)), 60, 100),
    ]


def _open_numbers() -> list[str]:
    with tenancy.working_for(HOME), connection.cursor() as cursor:
        cursor.execute("SELECT number FROM cases_case WHERE state <> 'issued' ORDER BY id DESC LIMIT 5000")
        return [number for (number,) in cursor.fetchall()]


def _bytes_a_case(size: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT sum(pg_total_relation_size(name::regclass)) FROM unnest(ARRAY[
                 'cases_case', 'cases_statuschange', 'cases_casepaper', 'cases_casenumber']) AS tables(name)"""
        )
        return int(cursor.fetchone()[0]) // size


def _session(who: int) -> str:
    """A session of a person who has just signed in."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from vikno.accounts import session as kept
    from vikno.accounts.models import User

    user, store = User.objects.get(pk=who), SessionStore()
    store[SESSION_KEY], store[HASH_SESSION_KEY] = str(user.pk), user.get_session_auth_hash()
    store[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
    kept.start(store, dt.datetime.now(dt.UTC))
    store["point_id"] = POINTS if who == STAROSTA else who
    store.create()
    return str(store.session_key)


@contextmanager
def _served() -> Iterator[psutil.Process]:
    """The site as its own command serves it; it goes away at the end."""
    surroundings = {**os.environ, "VIKNO_DB_ROLE": "web"}
    manage = [sys.executable, str(PROJECT / "manage.py"), "collectstatic", "--no-input", "-v", "0"]
    subprocess.run(manage, check=True, env=surroundings)
    server = subprocess.Popen(
        [sys.executable, "-m", "vikno.operations", "serve", "--port", str(PORT)],
        env=surroundings, stdout=sys.stderr, stderr=sys.stderr,
    )  # fmt: skip
    try:
        _wait(server)
        yield psutil.Process(server.pid)
    finally:
        server.terminate()
        server.wait(30)


def _wait(server: "subprocess.Popen[bytes]") -> None:
    ends = time.monotonic() + 60
    while time.monotonic() < ends and server.poll() is None:
        try:
            asked = http.client.HTTPConnection("127.0.0.1", PORT, timeout=2)
            asked.request("GET", "/readyz")
            if asked.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.3)
    raise SystemExit("the site does not answer")


def _measure(kind: Kind, *, size: int, sessions: dict[int, str], server: psutil.Process) -> float:
    """Say how it goes at each number of clients; returns the p50 of one client, in ms."""
    alone = 0.0
    for count in CLIENTS:
        _ask_for(kind, sessions, clients=count, seconds=1.0)
        before = _cpu(server)
        spent = _ask_for(kind, sessions, clients=count, seconds=SECONDS)
        cpu = (_cpu(server) - before) / len(spent) * 1000
        name = f"{kind.name}, {size} cases, {count} clients"
        say(f"{name}, answers", round(len(spent) / SECONDS, 1), "a second", aim=f">= {kind.aim_rate}" * (count == 8))
        say(f"{name}, p50", round(spent[len(spent) // 2], 1), "ms")
        say(f"{name}, p95", round(spent[int(len(spent) * 0.95)], 1), "ms", aim=f"<= {kind.aim_p95}" * (count == 8))
        say(f"{name}, CPU of site and database", round(cpu, 1), "ms an answer")
        alone = alone or spent[len(spent) // 2]
    return alone


def _ask_for(kind: Kind, sessions: dict[int, str], *, clients: int, seconds: float) -> list[float]:
    spent: list[float] = []
    ends = time.perf_counter() + seconds

    def client() -> None:
        line = http.client.HTTPConnection("127.0.0.1", PORT, timeout=30)
        while time.perf_counter() < ends:
            ask = kind.make()
            started = time.perf_counter()
            _answered(line, ask, sessions[ask.who])
            spent.append((time.perf_counter() - started) * 1000)

    threads = [threading.Thread(target=client) for _ in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(spent)


def _answered(line: http.client.HTTPConnection, ask: Ask, session: str) -> None:
    headers = {"Cookie": f"sessionid={session}; csrftoken={'c' * 32}", "X-CSRFToken": "c" * 32}
    if ask.body is None:
        line.request("GET", ask.path, headers=headers)
    else:
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        line.request("POST", ask.path, body=urlencode(ask.body), headers={**headers, **form})
    answer = line.getresponse()
    text = answer.read()
    if answer.status not in {200, 201, 302}:
        raise SystemExit(f"{ask.path}: {answer.status} {text[:300]!r}")


def _cpu(server: psutil.Process) -> float:
    """Seconds of the page server with its children and of every process of the database."""
    total = 0.0
    for process in (*server.children(recursive=True), *_database()):
        try:
            spent = process.cpu_times()
        except psutil.NoSuchProcess:
            continue
        total += spent.user + spent.system
    return total


def _database() -> list[psutil.Process]:
    home = os.environ["VIKNO_HOME"]
    masters = [p for p in psutil.process_iter(["cmdline"]) if home in " ".join(p.info["cmdline"] or [])]
    masters = [p for p in masters if "postgres" in p.name()]
    return [*masters, *(child for master in masters for child in master.children())]


def _memory(server: psutil.Process) -> int:
    return sum(p.memory_info().rss for p in server.children(recursive=True) if "postgres" not in p.name()) // 2**20


if __name__ == "__main__":
    main()
