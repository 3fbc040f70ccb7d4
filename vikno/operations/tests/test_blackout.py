"""The power goes and comes back: everything is killed, then started in any order, and today's queue goes on.

Slow: sites of their own are killed with SIGKILL and started again, without a human hand between.
"""

import http.client
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil
import pytest

from config.paths import PROJECT
from vikno.operations import serving
from vikno.operations.cluster import Cluster
from vikno.operations.tests.conftest import at, environment_of, vikno
from vikno.operations.tests.test_serving import Site

pytestmark = pytest.mark.slow
ROUNDS = int(os.environ.get("VIKNO_BLACKOUTS", "20"))
_BACK_SECONDS = 20  # once the database is there
_TAKE_A_TICKET = """
import json, django
django.setup()
from tests import factories as make
from tests import visitors
from vikno.common import clock, tenancy
from vikno.common.actors import Actor
from vikno.network.models import Point
from vikno.queue.enums import Purpose
from vikno.queue.models import Ticket
from vikno.queue.services import TicketFacts, issue_ticket
with tenancy.working_for(make.OWN):
    hall = Point.objects.filter(name="Зал").first()
    if hall is None:
        visitors.ticket(make.point("Зал"))
    else:
        facts = TicketFacts(purpose=Purpose.SUBMIT, service=hall.queue_services.get())
        issue_ticket(point=hall, facts=facts, actor=Actor.system(make.OWN), at=clock.now())
    waiting = Ticket.objects.filter(state="waiting").order_by("pk")
    print(json.dumps([[str(one) for one in waiting], Point.objects.get(name="Зал").pk]))
"""


@pytest.fixture(scope="module")
def home(make_house: Callable[[], Path]) -> Path:
    return make_house()


def take_a_ticket(home: Path) -> tuple[list[str], int]:
    """Somebody comes; who waits now, and the point."""
    environment = {**environment_of(home), "DJANGO_SETTINGS_MODULE": "config.settings", "VIKNO_DB_ROLE": "web"}
    done = subprocess.run(
        [sys.executable, "-c", _TAKE_A_TICKET], cwd=PROJECT, env=environment, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    waiting, point_id = json.loads(done.stdout)
    return waiting, point_id


def cut_the_power(site: Site) -> None:
    """Everything of the site dies at once; what it wrote down of itself stays behind."""
    cluster = Cluster(at(site.home))
    assert site.process is not None
    victims = [psutil.Process(site.process.pid), *site.programs]
    victims += [child for victim in site.programs for child in victim.children()]
    victims.append(psutil.Process(int((cluster.data / "postmaster.pid").read_text().split()[0])))
    for victim in victims:
        with suppress(psutil.NoSuchProcess):
            victim.kill()
    psutil.wait_procs(victims, timeout=15)
    site.process.wait()
    assert (cluster.data / "postmaster.pid").exists()  # the stale lock is part of the play
    assert json.loads((site.home / "serving.json").read_text())["programs"]


@contextmanager
def running(command: list[str], home: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """A program of the site, alone, as somebody who starts things by hand would."""
    program = subprocess.Popen(
        command, cwd=PROJECT, env={**environment_of(home), "VIKNO_DB_ROLE": "web"}, start_new_session=True,
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        yield program
    finally:
        with suppress(ProcessLookupError):
            os.killpg(program.pid, signal.SIGTERM)
        program.wait(30)


def seconds_until(holds: Callable[[], bool]) -> float:
    began = time.monotonic()
    while not holds():
        assert time.monotonic() - began < 120
        time.sleep(0.1)
    return time.monotonic() - began


def hears(port: int, point_id: int) -> bool:
    """A board hangs on the stream and is told how the hall stands."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=3)
    try:
        connection.request("GET", f"/events/boards/{point_id}/")
        answer = connection.getresponse()
        return answer.status == 200 and answer.readline() == b"event: state\n"
    except OSError:
        return False
    finally:
        connection.close()


def site_alone(site: Site, _point_id: int, _late: float) -> float:
    """The one command, and nothing else."""
    began = time.monotonic()
    site.open()
    seconds_until(lambda: site.answers() and site.is_whole)
    return time.monotonic() - began


def database_first(site: Site, point_id: int, late: float) -> float:
    assert vikno(site.home, "cluster", "start").returncode == 0
    return site_alone(site, point_id, late)


def pages_first(site: Site, point_id: int, late: float) -> float:
    """Pages are up and say that the database is away; it comes later, and nobody restarts them."""
    with running(serving._page_server(site.port), site.home):
        seconds_until(lambda: serving.answers(site.port))
        assert site._asks_the_database() == 503
        time.sleep(late)
        assert vikno(site.home, "cluster", "start").returncode == 0
        took = seconds_until(site.answers)
    site_alone(site, point_id, late)
    return took


def boards_first(site: Site, point_id: int, late: float) -> float:
    """What boards listen to is up before the database; it hears calls without being started again."""
    port = site.port + 1
    with running(serving._events_server(port), site.home):
        time.sleep(2 + late)
        assert not hears(port, point_id)
        assert vikno(site.home, "cluster", "start").returncode == 0
        took = seconds_until(lambda: hears(port, point_id))
    site_alone(site, point_id, late)
    return took


ORDERS = (site_alone, database_first, pages_first, boards_first)


def test_a_blackout_takes_nothing_and_asks_for_no_hand(home: Path, free_port: int) -> None:
    site, took = Site(home, free_port), dict[str, list[float]]()
    site.open()
    try:
        waiting, point_id = take_a_ticket(home)
        for number in range(ROUNDS):
            order = ORDERS[number % len(ORDERS)]
            cut_the_power(site)
            # Once the database is a whole minute late, else a few seconds.
            seconds = order(site, point_id, 60.0 if number == ROUNDS - 2 else 3.0)
            took.setdefault(order.__name__, []).append(round(seconds, 1))
            now, _point = take_a_ticket(home)
            assert now[: len(waiting)] == waiting, order.__name__  # today's queue goes on, each number once
            assert len(set(now)) == len(waiting) + 1
            waiting = now
        sys.stdout.write(f"{took}\n")
        assert max(max(each) for each in took.values()) <= _BACK_SECONDS, took
    finally:
        site.close()
