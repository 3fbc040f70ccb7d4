"""The served site under load, a large hromada behind it: `python -m bench serving`.

Requests go through HTTP on the loopback to the page server as the site starts it, with 1, 8 and 32 clients that keep
their connections. Everything is done twice, after ten thousand cases and after a million: what is flat stays flat.
CPU of an answer is that of the page server and of the database together; clients are a program of their own.
"""

import datetime as dt
import http.client
import json
import os
import random
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import quote

import psutil
from django.db import connection, connections

from bench.ground import say
from bench.hromada import HOME, lay_hromada
from bench.million import POINTS, STAROSTA, lay_keys, lay_pattern, lay_points, load_cases
from bench.people import load_people, surnames
from config.paths import PROJECT
from vikno.common import tenancy

PEOPLE = int(os.environ.get("BENCH_PEOPLE", "300000"))
SIZES = [int(size) for size in os.environ.get("BENCH_SIZES", "10000,1000000").split(",")]
SECONDS = float(os.environ.get("BENCH_SECONDS", "8"))
CLIENTS = [int(count) for count in os.environ.get("BENCH_CLIENTS", "1,8,32").split(",")]
PORT = 8971
KEYS = 64
# Of fewer answers nothing is said.
FEWEST = 40


@dataclass(frozen=True)
class Ask:
    """One request: a GET by a person (`who` is their key), or a program's POST of `body`."""

    path: str
    who: int = 1
    body: dict[str, object] | None = None


@dataclass(frozen=True)
class Doors:
    """How people and programs come in: sessions by the key of a person, keys of programs."""

    keys: list[str]
    sessions: dict[int, str]


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
    pattern = lay_pattern()
    with tenancy.working_for(HOME):
        keys = lay_keys(KEYS)
    done, flat = 0, {}
    for size in SIZES:
        started = time.perf_counter()
        load_cases(done + 1, size, people=PEOPLE, pattern=pattern)
        say(f"{size} cases, loaded in", round(time.perf_counter() - started, 1), "s")
        say(f"{size} cases, bytes a case on disk", _bytes_a_case(size), "bytes")
        done = size
        doors = Doors(keys=keys, sessions={who: _session(who) for who in (*range(1, POINTS + 1), STAROSTA)})
        connections.close_all()
        with _served() as server:
            for kind in _kinds(people):
                flat.setdefault(kind.name, []).append(_measure(kind, size=size, doors=doors, server=server))
            say(f"{size} cases, memory of the page server", _memory(server), "MB")
    for name, (small, *_rest, large) in ((name, found) for name, found in flat.items() if len(found) > 1):
        say(f"{name}, p50 at {SIZES[-1]} against {SIZES[0]}", round(large / small, 2), "times", aim="<= 1.2")


def _kinds(people: list[tuple[str, str, str]]) -> list[Kind]:
    numbers, waiting = _numbers("state <> 'issued'"), _numbers("state = 'notified'")
    random.shuffle(waiting)

    def somebody() -> tuple[str, str, str]:
        return random.choice(people)

    return [
        Kind("open a case with its опис", lambda: Ask("/api/v1/cases", body=_application()), 60, 120),
        Kind("hand a result over", lambda: Ask(f"/api/v1/cases/{waiting.pop()}/issue", body=_IDENTITY), 60, 120),
        Kind("newest fifty of a starosta", lambda: Ask("/cases/", who=STAROSTA), 50, 100),
        Kind("overdue, of an officer", lambda: Ask("/cases/?due=overdue", who=random.randint(1, POINTS)), 50, 100),
        Kind("find by half a number", lambda: Ask(f"/cases/?text={random.choice(numbers)[:10]}"), 50, 100),
        Kind("find by half a name", lambda: Ask(f"/cases/?text={quote(somebody()[0][:5])}"), 50, 100),
        Kind("case page", lambda: Ask(f"/cases/{random.choice(numbers)}/", who=random.randint(1, POINTS)), 60, 100),
    ]


_IDENTITY: dict[str, object] = {"identity_kind": "id_card", "identity_ending": "1234", "point_id": 1}


def _application() -> dict[str, object]:
    papers = [{"name": name, "evidence_form": "original"} for name in ("Заява", "Довідка", "Паспорт", "РНОКПП")]
    return {
        "point_id": 1, "service": "01234", "applicant_id": random.randint(1, PEOPLE), "papers": papers,
        "notification_channel": "phone", "contact": "+380501234567",
    }  # fmt: skip


def _numbers(which: str) -> list[str]:
    with tenancy.working_for(HOME), connection.cursor() as cursor:
        cursor.execute(f"SELECT number FROM cases_case WHERE {which} ORDER BY id DESC LIMIT 20000")  # noqa: S608
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
    ends = time.monotonic() + 300
    while time.monotonic() < ends and server.poll() is None:
        try:
            asked = http.client.HTTPConnection("127.0.0.1", PORT, timeout=2)
            asked.request("GET", "/readyz")
            if asked.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.3)
    raise SystemExit("the site does not answer")


def _measure(kind: Kind, *, size: int, doors: Doors, server: psutil.Process) -> float:
    """Say how it goes at each number of clients; returns the p50 of one client, in ms."""
    alone = 0.0
    for count in CLIENTS:
        _ask_for(kind, doors, clients=count, seconds=1.0)
        before = _cpu(server)
        spent, seconds = _ask_for(kind, doors, clients=count, seconds=SECONDS)
        if len(spent) < FEWEST:
            say(f"{kind.name}, {size} cases, {count} clients: too few to ask for", len(spent), "answers")
            continue
        cpu = (_cpu(server) - before) / len(spent) * 1000
        name = f"{kind.name}, {size} cases, {count} clients"
        say(f"{name}, answers", round(len(spent) / seconds, 1), "a second", aim=f">= {kind.aim_rate}" * (count == 8))
        say(f"{name}, p50", round(spent[len(spent) // 2], 1), "ms")
        say(f"{name}, p95", round(spent[int(len(spent) * 0.95)], 1), "ms", aim=f"<= {kind.aim_p95}" * (count == 8))
        say(f"{name}, CPU of site and database", round(cpu, 1), "ms an answer")
        alone = alone or spent[len(spent) // 2]
    return alone


def _ask_for(kind: Kind, doors: Doors, *, clients: int, seconds: float) -> tuple[list[float], float]:
    """Milliseconds of each answer in order, and how many seconds it all took."""
    spent: list[float] = []
    is_over, began = threading.Event(), time.perf_counter()
    ends = began + seconds

    def client() -> None:
        line = http.client.HTTPConnection("127.0.0.1", PORT, timeout=30)
        while time.perf_counter() < ends and not is_over.is_set():
            try:
                ask = kind.make()
            except IndexError:  # what waited is used up: the rest of the time would be counted as idle
                is_over.set()
                return
            started = time.perf_counter()
            _answered(line, ask, doors)
            spent.append((time.perf_counter() - started) * 1000)

    threads = [threading.Thread(target=client) for _ in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(spent), time.perf_counter() - began


def _answered(line: http.client.HTTPConnection, ask: Ask, doors: Doors) -> None:
    if ask.body is None:
        line.request("GET", ask.path, headers={"Cookie": f"sessionid={doors.sessions[ask.who]}"})
    else:
        headers = {
            "Authorization": f"Bearer {random.choice(doors.keys)}", "Idempotency-Key": str(uuid.uuid4()),
            "Content-Type": "application/json",
        }  # fmt: skip
        line.request("POST", ask.path, body=json.dumps(ask.body), headers=headers)
    answer = line.getresponse()
    text = answer.read()
    if answer.status not in {200, 201}:
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
