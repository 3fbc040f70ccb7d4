"""What lies behind costs nothing: the board and the key read the calls of today, not of the half-year before."""

import datetime as dt
import uuid
from collections.abc import Callable

import pytest
from django.db import connection

from vikno.queue import queries, services
from vikno.queue.enums import Purpose, State
from vikno.queue.models import Call, Ticket
from vikno.queue.tests import world as worlds
from vikno.queue.tests.world import World, after, sat, ticket

DAYS, A_DAY = 20, 60


@pytest.fixture
def world(db: None) -> World:
    """Every window called sixty people on each of twenty days."""
    made = worlds.build()
    for days in range(1, DAYS + 1):
        _lay_day(made, worlds.AT - dt.timedelta(days=days))
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        cursor.execute("ANALYZE queue_ticket, queue_call")
        cursor.execute("SET ROLE vikno_web")
    return made


def _lay_day(world: World, began: dt.datetime) -> None:
    same = {"hromada_id": worlds.HOME, "point": world.point}
    moments = [began + dt.timedelta(minutes=8 * place) for place in range(A_DAY)]
    tickets = Ticket.objects.bulk_create(
        Ticket(
            **same, service=world.ordinary, day=began.date(), purpose=Purpose.CONSULT, state=State.DONE,
            number=place * A_DAY + number, arrived_at=at, recorded_at=at, waits_since=at, turn_at=at, queued_at=at,
            closed_at=at,
        )
        for place, _counter in enumerate(world.counters) for number, at in enumerate(moments, start=1)
    )  # fmt: skip
    Call.objects.bulk_create(
        Call(
            **same, ticket=one, counter=world.counters[place // A_DAY], turn="order", queued_at=one.queued_at,
            called_at=one.queued_at, last_called_at=one.queued_at, ended_at=one.queued_at, outcome="finish",
            press=uuid.uuid4(),
        )
        for place, one in enumerate(tickets)
    )  # fmt: skip


def _calls_read(ask: Callable[[], object]) -> int:
    """Rows of calls that the database looked at once it keeps one plan for any values."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL plan_cache_mode = force_generic_plan")
        cursor.execute("SET LOCAL enable_seqscan = off")  # a small table is read whole; a large one is meant
    for _until_it_is_prepared in range(6):
        ask()
    before = _rows_read()
    ask()
    return _rows_read() - before


def _rows_read() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT seq_tup_read + idx_tup_fetch FROM pg_stat_xact_user_tables WHERE relname = 'queue_call'")
        return int(cursor.fetchone()[0])


@pytest.mark.parametrize("called", [0, 4])
def test_the_board_reads_no_further_back_than_today(world: World, called: int) -> None:
    shift = sat(world)
    for place in range(called):
        ticket(world, at=after(place))
        services.call_next_ticket(press=uuid.uuid4(), actor=world.officer, at=after(3 * place + 10))
    assert len(queries.board_state(world.point, at=after(60)).calls) == called
    assert _calls_read(lambda: queries.board_state(world.point, at=after(60))) <= called
    assert _calls_read(lambda: queries.counter_state(shift.counter)) <= 1


def test_the_key_reads_no_further_back_than_today(world: World) -> None:
    shift = sat(world)
    ticket(world, at=after(0))
    ticket(world, at=after(1))
    services.call_next_ticket(press=uuid.uuid4(), actor=world.officer, at=after(10))
    waiting = queries.callers(world.point, at=after(20))
    order = _calls_read(lambda: queries.choices_for(shift.counter, waiting=waiting, at=after(20), stood=[]))
    again = _calls_read(lambda: list(queries.calls_of_press(shift, uuid.uuid4())))
    assert (order, again) == (1, 1)
