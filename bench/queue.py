"""A live queue and the key «наступний»: `python -m bench queue`.

Half a year of calls lies behind. The live queue is asked with 50, 200 and 500 people waiting: its rows alone, and the
whole page through Django. The key is pressed at twenty windows with five hundred waiting, each window on a connection
of its own: first as in a busy hall (every window about once a second, at moments of its own), then all twenty at the
same instant.
"""

import datetime as dt
import os
import random
import statistics
import threading
import time
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.conf import settings
from django.db import connection
from django.test import Client, override_settings

from bench.ground import say, step_down
from bench.hromada import HOME, OFFICER, lay_hromada
from vikno.accounts.enums import Role
from vikno.accounts.models import Membership, User
from vikno.common import clock, tenancy
from vikno.common.actors import Actor
from vikno.network.models import Point, Posting
from vikno.queue import services, shown
from vikno.queue.enums import Purpose, State
from vikno.queue.models import Counter, PriorityClass, QueueService, Ticket
from vikno.queue.services import TicketFacts

SIZES = (50, 200, 500)
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "100"))
WINDOWS, WAITING, PRESSES, BURSTS = 20, 500, 10, 5
DAYS, CALLS_A_DAY = 125, 60
_DICE = random.Random(7)


def main() -> None:
    """Lay an office, fill its queue, ask and press."""
    lay_hromada(1)
    with tenancy.working_for(HOME):
        officers = _lay_office()
        say("calls of earlier days", _lay_days_before(), "")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE queue_ticket, queue_call")  # as the night leaves them
    step_down()
    pages: dict[int, float] = {}
    for size in SIZES:
        with tenancy.working_for(HOME):
            _fill(size)
        rows = _median(_ask_rows)
        pages[size] = _median(_page())
        aim = "≤ 15" if size == 200 else ""
        say(f"live queue, {size} waiting: rows", rows, "ms p50", aim)
        say(f"live queue, {size} waiting: whole page", pages[size], "ms p50", aim)
    say("live queue: whole page, 500 against 50", round(pages[500] / pages[50], 2), "times", "flat")
    _press_as_in_a_hall(officers)
    _press_at_once(officers)


def _lay_office() -> list[Actor]:
    point = Point.objects.get(pk=1)
    head = Actor.system(HOME)
    services.set_up_point(point=point, actor=head, at=clock.now())
    services.add_service(point=point, name="Наплив", lane="surge", one_in=3, actor=head, at=clock.now())
    for place in range(2, WINDOWS + 1):
        user = User.objects.create(id=place, username=f"officer{place}", full_name=f"Працівник {place}")
        day = clock.today()
        Membership.objects.create(
            user=user, role=Role.OFFICER, hromada_code=HOME, valid_from=day, granted_at=clock.now()
        )
        Posting.objects.create(user=user, point=point, valid_from=day)
        services.add_counter(point=point, name=str(place), serves=[], actor=head, at=clock.now())
    officers = [
        Actor(user_id=place, name=f"Працівник {place}", role=Role.OFFICER, hromada_code=HOME)
        for place in range(1, WINDOWS + 1)
    ]
    for counter, officer in zip(Counter.objects.order_by("order", "pk"), officers, strict=True):
        services.begin_shift(counter=counter, actor=officer, at=clock.now())
    return officers


def _lay_days_before() -> int:
    """Every window called sixty people on each of the earlier days."""
    windows = list(Counter.objects.order_by("order", "pk").values_list("pk", flat=True))
    values = {
        "home": HOME, "service": QueueService.objects.order_by("pk").values_list("pk", flat=True)[0], "days": DAYS,
        "today": clock.today(), "windows": windows, "calls": CALLS_A_DAY,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_BEFORE, values)
        return int(cursor.fetchone()[0])


_BEFORE = """
    WITH came AS (
        SELECT window_id, place, number, %(today)s::date - days AS day,
               (%(today)s::date - days + time '08:00' + number * interval '8 minutes') AT TIME ZONE 'Europe/Kyiv' AS at
        FROM generate_series(1, %(days)s) AS days, generate_series(1, %(calls)s) AS number,
             unnest(%(windows)s::int[]) WITH ORDINALITY AS each (window_id, place)),
    tickets AS (
        INSERT INTO queue_ticket (token, hromada_id, point_id, service_id, day, purpose, number, state, issued_by,
            arrived_at, recorded_at, waits_since, turn_at, queued_at, closed_at, is_late, is_capped, note, phone,
            is_demo)
        SELECT gen_random_uuid(), %(home)s, 1, %(service)s, day, 'consult', (place - 1) * %(calls)s + number, 'done',
               'reception', at, at, at, at, at, at + interval '7 minutes', false, false, '', '', false
        FROM came RETURNING id, day, number, queued_at),
    calls AS (
        INSERT INTO queue_call (hromada_id, point_id, ticket_id, counter_id, press, turn, lane, queued_at, called_at,
            last_called_at, times, started_at, ended_at, outcome, is_start_assumed, is_capped)
        SELECT %(home)s, 1, tickets.id, window_id, gen_random_uuid(), 'order', '', at, at, at, 1, at,
               at + interval '7 minutes', 'finish', false, false
        FROM tickets JOIN came ON came.day = tickets.day
             AND (came.place - 1) * %(calls)s + came.number = tickets.number RETURNING 1)
    SELECT count(*) FROM calls
"""


def _fill(size: int) -> None:
    """People who came over the last two hours, some with a priority, a third of them in the surge."""
    point, queues = Point.objects.get(pk=1), list(QueueService.objects.order_by("pk"))
    priorities = [None, None, None, *PriorityClass.objects.order_by("pk")]
    while Ticket.objects.filter(state=State.WAITING).count() < size:
        came = max(clock.now() - dt.timedelta(minutes=_DICE.randrange(120)), clock.midnight(clock.today()))
        facts = TicketFacts(
            purpose=_DICE.choice([Purpose.CONSULT, Purpose.SUBMIT, Purpose.COLLECT]),
            service=queues[_DICE.randrange(3) == 0], priority=_DICE.choice(priorities),
        )  # fmt: skip
        services.issue_ticket(point=point, facts=facts, actor=Actor.system(HOME), at=came)


def _median(ask: Callable[[], Any]) -> float:
    took = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        ask()
        took.append(1000 * (time.perf_counter() - began))
    return round(statistics.median(took), 1)


def _ask_rows() -> None:
    with tenancy.working_for(HOME):
        shown.live_facts(Point.objects.get(pk=1), at=clock.now())


def _page() -> Callable[[], Any]:
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    override_settings(STORAGES={**settings.STORAGES, "staticfiles": plain}).enable()  # nothing is collected here
    client = Client()
    client.force_login(
        User.objects.get(pk=OFFICER.user_id), backend="allauth.account.auth_backends.AuthenticationBackend"
    )

    def ask() -> None:
        answer = client.get("/queue/", headers={"host": "localhost"})
        if answer.status_code != 200:
            raise RuntimeError(f"the live queue answered {answer.status_code}")

    return ask


def _press(officer: Actor) -> tuple[float, int | None]:
    """One press as a request makes it: a transaction of its own, committed; milliseconds and the ticket."""
    began = time.perf_counter()
    with tenancy.working_for(HOME):
        call = services.call_next_ticket(press=uuid.uuid4(), actor=officer, at=clock.now())
    return 1000 * (time.perf_counter() - began), call.ticket_id if call else None


def _at_windows(officers: list[Actor], act: Callable[[int, Actor], list[tuple[float, int | None]]]) -> list[float]:
    def at_one(place: int) -> list[tuple[float, int | None]]:
        try:
            step_down()
            return act(place, officers[place])
        finally:
            connection.close()

    with ThreadPoolExecutor(WINDOWS) as pool:
        pressed = [one for listed in pool.map(at_one, range(WINDOWS)) for one in listed]
    called = [ticket for _took, ticket in pressed if ticket is not None]
    if len(called) != len(set(called)):
        raise RuntimeError("a ticket was called twice")
    return [took for took, _ticket in pressed]


def _press_as_in_a_hall(officers: list[Actor]) -> None:
    with tenancy.working_for(HOME):
        _fill(WAITING)

    def work(place: int, officer: Actor) -> list[tuple[float, int | None]]:
        dice, pressed = random.Random(place), []
        for _ in range(PRESSES):
            time.sleep(dice.uniform(2.1, 4.0))  # a press within two seconds is the same press
            pressed.append(_press(officer))
        return pressed

    _say_spread("call next, 20 windows, 500 waiting", _at_windows(officers, work), "≤ 50")


def _press_at_once(officers: list[Actor]) -> None:
    with tenancy.working_for(HOME):
        _fill(WAITING)
    ready = threading.Barrier(WINDOWS)

    def work(_place: int, officer: Actor) -> list[tuple[float, int | None]]:
        pressed = []
        for _ in range(BURSTS):
            time.sleep(2.1)
            ready.wait(timeout=30)
            pressed.append(_press(officer))
        return pressed

    _say_spread("call next, all 20 windows at the same instant, 500 waiting", _at_windows(officers, work), "")


def _say_spread(name: str, took: list[float], aim: str) -> None:
    cuts = statistics.quantiles(took, n=20)
    say(name, round(statistics.median(took), 1), "ms p50")
    say(name, round(cuts[18], 1), "ms p95", aim)


if __name__ == "__main__":
    main()
