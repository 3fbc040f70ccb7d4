"""What was acknowledged stays, once, through the sudden death of the database and of the page server.

Eight clients open cases through HTTP while parts of the site are killed −9. A small size with every change, two
hundred kills of each in `make check-full` (quality notes, R1 and R2).
"""

import json
import random
import signal
import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil
import pytest

from config.paths import PROJECT
from vikno.operations.cluster import DATABASE, SUPERUSER, Cluster
from vikno.operations.tests.callers import Caller
from vikno.operations.tests.conftest import at, environment_of
from vikno.operations.tests.test_serving import Site

pytestmark = pytest.mark.django_db  # the houses are built from the suite's own database
CLIENTS = 8
DATABASE_SECONDS, SERVICE_SECONDS = 15, 5
_AGAIN = 20


@dataclass
class Swarm:
    """A site and the clients that work with it."""

    site: Site
    callers: list[Caller]
    took: list[float] = field(default_factory=list)

    @property
    def acknowledged(self) -> int:
        return sum(len(one.done) for one in self.callers)

    def start(self) -> None:
        for one in self.callers:
            one.start()

    def stop(self) -> None:
        for one in self.callers:
            one.is_stopping = True
        for one in self.callers:
            if one.is_alive():
                one.join(180)

    def work(self, cases: int) -> None:
        """Let the clients open some more cases."""
        until = self.acknowledged + cases
        self.site.wait_until(lambda: self.acknowledged >= until or any(one.troubles for one in self.callers))

    def _await_an_answer(self) -> None:
        """Until somebody has just been told «saved»: the worst moment for what was not."""
        before, deadline = self.acknowledged, time.monotonic() + 60
        while self.acknowledged == before and time.monotonic() < deadline:
            time.sleep(0.001)

    def survive(self, kill: Callable[[], None]) -> None:
        """Kill something while everybody works, and note how long nobody was served."""
        self.work(CLIENTS)
        if len(self.took) % 2:
            time.sleep(random.uniform(0, 0.3))
        else:
            self._await_an_answer()
        kill()
        before = self.acknowledged
        self.took.append(self.site.wait_until(lambda: self.acknowledged > before + CLIENTS))


@pytest.fixture(scope="module")
def house(make_house: Callable[[], Path]) -> tuple[Path, dict[str, Any]]:
    """A data folder with a hromada in it, and the keys of the clients."""
    home = make_house()
    with Cluster(at(home)).lent():
        done = subprocess.run(
            [sys.executable, "-m", "tests.api.seed", str(CLIENTS)], cwd=PROJECT, capture_output=True, text=True,
            env=environment_of(home) | {"DJANGO_SETTINGS_MODULE": "config.settings", "VIKNO_DB_ROLE": "owner"},
            check=False,
        )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    return home, json.loads(done.stdout)


@pytest.fixture
def swarm(house: tuple[Path, dict[str, Any]], free_port: int) -> Iterator[Swarm]:
    home, told = house
    site = Site(home, free_port)
    run = f"{time.time_ns() % 10**9}"
    callers = [
        Caller(port=free_port, key=key, application=told["application"], name=f"{run}-{place}")
        for place, key in enumerate(told["keys"])
    ]
    made = Swarm(site, callers)
    try:
        site.open()
        site.wait_until(site.answers)
        made.start()
        yield made
    finally:
        made.stop()
        for one in callers:
            one.hang_up()
        site.close()


def kill_database(swarm: Swarm) -> None:
    """The server and every session of it at once: nothing that was only in memory survives."""
    first = psutil.Process(int((Cluster(at(swarm.site.home)).data / "postmaster.pid").read_text().split()[0]))
    victims = [first, *first.children(recursive=True)]
    for victim in victims:
        victim.suspend()
    for victim in victims:
        victim.kill()


def kill_a_worker(swarm: Swarm) -> None:
    _kill(random.choice(_page_server(swarm).children()))


def kill_page_server(swarm: Swarm) -> None:
    """The master first, then whom it left."""
    master = _page_server(swarm)
    workers = master.children()
    _kill(master)
    for worker in workers:
        _kill(worker)


def _page_server(swarm: Swarm) -> psutil.Process:
    swarm.site.wait_until(lambda: swarm.site.is_whole)
    return swarm.site.programs[0]


def _kill(process: psutil.Process) -> None:
    with suppress(psutil.NoSuchProcess):
        process.send_signal(signal.SIGKILL)


def assert_nothing_lost_or_doubled(swarm: Swarm) -> None:
    """Compare what the clients were told with what the database holds, and ask a part of it again."""
    swarm.stop()
    assert [trouble for one in swarm.callers for trouble in one.troubles] == []
    for one in swarm.callers:
        for said in random.sample(one.done, min(_AGAIN, len(one.done))):
            assert one.insist(said.operation, said.body) == said.answer
    told = {json.loads(said.body)["external_number"]: said.number for one in swarm.callers for said in one.done}
    kept = _kept(swarm)
    mine = Counter(mark for mark, _number in kept.cases if mark in told)
    assert {mark for mark, times in mine.items() if times > 1} == set(), "doubled"
    assert dict(kept.cases) | told == dict(kept.cases), "lost, or under another number"
    numbers = Counter(number for _mark, number in kept.cases)
    assert max(numbers.values()) == 1
    assert kept.without_first_step == 0
    assert kept.last == len(kept.cases), "a number was skipped or given twice"
    assert kept.receipts == len(kept.cases)
    assert len(told) == swarm.acknowledged


@dataclass
class Kept:
    cases: list[tuple[str, str]]
    without_first_step: int
    last: int
    receipts: int


def _kept(swarm: Swarm) -> Kept:
    with Cluster(at(swarm.site.home)).connect(SUPERUSER, DATABASE) as connection:

        def ask(statement: str) -> list[Any]:
            return connection.execute(statement).fetchall()

        return Kept(
            cases=ask("SELECT external_number, number FROM cases_case"),
            without_first_step=ask(
                """SELECT count(*) FROM cases_case c WHERE NOT EXISTS
                   (SELECT 1 FROM cases_statuschange s WHERE s.case_id = c.id AND s.step = 'registered')"""
            )[0][0],
            last=ask("SELECT coalesce(sum(last), 0) FROM cases_numberseries")[0][0],
            receipts=ask("SELECT count(*) FROM accounts_receipt WHERE status = 201")[0][0],
        )


def test_what_was_acknowledged_stays_once(swarm: Swarm) -> None:
    for kill in (kill_database, kill_a_worker, kill_page_server):
        swarm.survive(lambda kill=kill: kill(swarm))
    assert_nothing_lost_or_doubled(swarm)


@pytest.mark.slow
def test_two_hundred_deaths_of_the_database(swarm: Swarm) -> None:
    for _ in range(200):
        swarm.survive(lambda: kill_database(swarm))
    assert_nothing_lost_or_doubled(swarm)
    assert max(swarm.took) <= DATABASE_SECONDS, _figures(swarm)
    sys.stdout.write(_figures(swarm))


@pytest.mark.slow
def test_two_hundred_deaths_of_the_page_server(swarm: Swarm) -> None:
    for turn in range(200):
        swarm.survive(lambda turn=turn: (kill_page_server, kill_a_worker)[turn % 2](swarm))
    assert_nothing_lost_or_doubled(swarm)
    assert max(swarm.took) <= SERVICE_SECONDS, _figures(swarm)
    sys.stdout.write(_figures(swarm))


def _figures(swarm: Swarm) -> str:
    took = sorted(swarm.took)
    repeats = sum(one.repeats for one in swarm.callers)
    return (
        f"{len(took)} kills, {swarm.acknowledged} cases, {repeats} answered by a receipt; back in "
        f"{statistics.median(took):.1f} s (median), {took[-1]:.1f} s (worst)\n"
    )
