"""Public pages through HTTP, asked by strangers: `python -m bench public`.

The whole seed of services, a network of two hundred points that give them. Two rounds: a few addresses that everybody
opens (most answers are kept pages), and addresses that do not repeat (every page is drawn). Search is timed apart.
Clients are threads of this program with kept connections; they take CPU of the same machine.
"""

import http.client
import random
import threading
import time
from collections.abc import Callable
from urllib.parse import quote

from django.db import connection, connections

from bench.ground import say
from bench.hromada import lay_hromada
from bench.serving import PORT, SECONDS, _cpu, _memory, _served
from config.paths import PROJECT
from vikno.catalogue import services as catalogue
from vikno.catalogue.models import PublicService
from vikno.common import clock, tenancy
from vikno.common.actors import Actor
from vikno.network.enums import Cause, PointKind, PointState
from vikno.network.models import Centre, Offering, OpeningPeriod, Point, PointStatus

POINTS = 200
CLIENTS = 8
QUESTIONS = PROJECT / "vikno" / "catalogue" / "tests" / "questions.tsv"


def main() -> None:
    """Load, serve, ask."""
    random.seed(17)
    lay_hromada()
    _past_given_keys()
    with tenancy.working_for(""):
        catalogue.load_seed(actor=Actor.system(), at=clock.now())
    codes = _lay_points()
    questions = [line.split("\t")[0] for line in QUESTIONS.read_text(encoding="utf-8").splitlines() if "\t" in line]
    connections.close_all()
    few = ["/", "/services/", "/points/", "/about/", "/availability/", *(f"/services/{code}/" for code in codes[:5])]
    with _served() as server:
        _round("the same ten pages", lambda: random.choice(few), server, aim=">= 300")
        # An address that nobody asked before: the page is drawn whatever is kept.
        _round("service pages, each drawn", lambda: f"/services/{random.choice(codes)}/?n={random.random()}", server)
        _round(
            "where and when, each drawn", lambda: f"/services/{random.choice(codes)}/where/?n={random.random()}", server
        )
        _round("point pages, each drawn", lambda: f"/points/{random.randint(2, POINTS)}/?n={random.random()}", server)
        search = lambda: f"/services/?q={quote(random.choice(questions))}&n={random.random()}"  # noqa: E731
        _round("search, each drawn", search, server, aim_p95="<= 60")
        _round("search, one client", search, server, aim_p95="<= 60", clients=1)
        say("memory of the page server", _memory(server), "MB")


def _past_given_keys() -> None:
    """`lay_hromada` gives keys of its own; rows that come after take theirs from beyond them."""
    with connection.cursor() as cursor:
        for table in ("catalogue_publicservice", "catalogue_serviceversion", "catalogue_servicegroup"):
            cursor.execute("SELECT setval(pg_get_serial_sequence(%s, 'id'), 1000)", [table])


def _lay_points() -> list[str]:
    services = list(PublicService.objects.filter(versions__isnull=False).distinct().order_by("pk")[:60])
    centre, at = Centre.objects.get(), clock.now()
    for number in range(2, POINTS + 1):
        point = Point.objects.create(
            id=number, centre=centre, kind=PointKind.REMOTE, name=f"ВРМ {number}", search_key=f"врм {number}",
            sort_key=f"врм {number}", hromada_id=centre.hromada_id, lat=49 + random.random(), lon=31 + random.random(),
        )  # fmt: skip
        PointStatus.objects.create(
            point=point, state=PointState.OPEN, cause=Cause.PLANNED, starts_at=at, reason="відкрито", recorded_at=at
        )
        OpeningPeriod.objects.bulk_create(
            OpeningPeriod(point=point, weekday=day, opens="09:00", closes="17:00") for day in range(1, 6)
        )
        Offering.objects.bulk_create(Offering(point=point, service=s, valid_from="2026-01-01") for s in services[::2])
    return [service.code for service in services[::2]]


def _round(
    name: str,
    address: Callable[[], str],
    server: object,
    *,
    aim: str = "",
    aim_p95: str = "",
    clients: int = CLIENTS,
) -> None:
    _ask(address, clients, 1.5)
    before = _cpu(server)  # type: ignore[arg-type]
    spent, seconds = _ask(address, clients, SECONDS)
    cpu = (_cpu(server) - before) / len(spent) * 1000  # type: ignore[arg-type]
    named = f"{name}, {clients} clients"
    say(f"{named}, answers", round(len(spent) / seconds, 1), "a second", aim=aim)
    say(f"{named}, p50", round(spent[len(spent) // 2], 1), "ms")
    say(f"{named}, p95", round(spent[int(len(spent) * 0.95)], 1), "ms", aim=aim_p95)
    say(f"{named}, CPU of site and database", round(cpu, 2), "ms an answer")


def _ask(address: Callable[[], str], clients: int, seconds: float) -> tuple[list[float], float]:
    spent: list[float] = []
    began = time.perf_counter()

    def client() -> None:
        line = http.client.HTTPConnection("127.0.0.1", PORT, timeout=30)
        while time.perf_counter() < began + seconds:
            started = time.perf_counter()
            line.request("GET", address(), headers={"Accept-Encoding": "gzip"})
            answer = line.getresponse()
            answer.read()
            if answer.status != 200:
                raise SystemExit(f"answered {answer.status}")
            spent.append((time.perf_counter() - started) * 1000)

    threads = [threading.Thread(target=client) for _ in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(spent), time.perf_counter() - began


if __name__ == "__main__":
    main()
