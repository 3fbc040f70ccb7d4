"""From a call to three hundred boards: `python -m bench boards`.

The program that boards listen to runs as the site starts it. Three hundred boards of one point, then of thirty
points, hang on their streams; a window presses «наступний» and each board's moment is written down. The press is a
transaction of its own, counted from its commit.
"""

import asyncio
import datetime as dt
import os
import statistics
import subprocess
import sys
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count

import psutil
from django.db import connection

from bench.ground import say, step_down
from bench.hromada import HOME, OFFICER, lay_hromada
from config.paths import PROJECT
from vikno.common import clock, tenancy
from vikno.common.actors import Actor
from vikno.network.models import Point
from vikno.queue import services
from vikno.queue.enums import Purpose
from vikno.queue.models import Counter, QueueService
from vikno.queue.services import TicketFacts

BOARDS = int(os.environ.get("BENCH_BOARDS", "300"))
CALLS = int(os.environ.get("BENCH_CALLS", "40"))
POINTS = 30
PORT = 8973
_MORNING = clock.midnight(clock.today())
_CALLED = count(1)


def main() -> None:
    """Lay an office, hang the boards, call."""
    for place in range(1, POINTS + 1):
        lay_hromada(place)
    with tenancy.working_for(HOME):
        points = list(Point.objects.order_by("pk"))
        system = Actor.system(HOME)
        services.set_up_point(point=points[0], actor=system, at=clock.now())
        services.begin_shift(counter=Counter.objects.get(point=points[0]), actor=OFFICER, at=_MORNING)
    step_down()
    with _events() as program:
        for places in (points[:1], points):
            busy = sum(program.cpu_times()[:2])
            took = asyncio.run(_heard(places))
            busy = sum(program.cpu_times()[:2]) - busy
            where = f"{BOARDS} boards of {len(places)} points"
            say(f"call to board, {where}: the slowest board", round(statistics.median(took), 1), "ms p50")
            worst = round(sorted(took)[int(0.95 * len(took))], 1)
            say(f"call to board, {where}: the slowest board", worst, "ms p95", "≤ 500")
            say(f"call to board, {where}: processor", round(1000 * busy / len(took), 1), "ms a call")


@contextmanager
def _events() -> Iterator[psutil.Process]:
    """The program as the site starts it."""
    command = [
        sys.executable, "-m", "granian", "--interface", "asgi", "--host", "127.0.0.1", "--port", str(PORT),
        "--workers", "1", "--workers-kill-timeout", "1", "--log-level", "error", "--no-ws",
        "config.events:application",
    ]  # fmt: skip
    surroundings = {**os.environ, "VIKNO_DB_ROLE": "web"}
    process = subprocess.Popen(command, cwd=PROJECT, env=surroundings, start_new_session=True)
    try:
        _wait_until_it_answers()
        yield psutil.Process(process.pid).children()[-1]
    finally:
        process.terminate()
        process.wait(15)


def _wait_until_it_answers() -> None:
    until = time.monotonic() + 30
    while time.monotonic() < until:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{PORT}/", timeout=1)
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError("the program of events does not answer")


async def _heard(points: list[Point]) -> list[float]:
    """Milliseconds from the commit of each call to the last of the boards it concerns."""
    screens = [_Screen(points[number % len(points)].pk) for number in range(BOARDS)]
    await asyncio.gather(*(screen.open() for screen in screens))
    concerned = [screen for screen in screens if screen.point_id == points[0].pk]
    took = []
    for _ in range(CALLS):
        for screen in concerned:
            screen.heard.clear()
        committed = await asyncio.to_thread(_call, points[0])
        await asyncio.gather(*(asyncio.wait_for(screen.heard.wait(), 30) for screen in concerned))
        took.append(1000 * (max(screen.at for screen in concerned) - committed))
        await asyncio.sleep(0.2)
    for screen in screens:
        screen.close()
    return took


class _Screen:
    """A board: a connection on which states are counted."""

    def __init__(self, point_id: int) -> None:
        self.point_id, self.at, self.heard = point_id, 0.0, asyncio.Event()

    async def open(self) -> None:
        reader, self.writer = await asyncio.open_connection("127.0.0.1", PORT)
        self.writer.write(f"GET /events/boards/{self.point_id}/ HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        self.reading = asyncio.create_task(self._read(reader))
        await asyncio.wait_for(self.heard.wait(), 30)

    async def _read(self, reader: asyncio.StreamReader) -> None:
        while line := await reader.readline():
            if line.startswith(b"event: state"):
                self.at = time.perf_counter()
                self.heard.set()

    def close(self) -> None:
        self.reading.cancel()
        self.writer.close()


def _call(point: Point) -> float:
    """Somebody comes and is called; the moment of the commit. Half a minute apart: two presses at once are one."""
    at = _MORNING + dt.timedelta(seconds=30 * next(_CALLED))
    step_down()
    try:
        with tenancy.working_for(HOME):
            facts = TicketFacts(purpose=Purpose.SUBMIT, service=QueueService.objects.get(point=point))
            services.issue_ticket(point=point, facts=facts, actor=Actor.system(HOME), at=at)
        with tenancy.working_for(HOME):
            services.call_next_ticket(press=uuid.uuid4(), actor=OFFICER, at=at)
        return time.perf_counter()
    finally:
        connection.close()


if __name__ == "__main__":
    main()
