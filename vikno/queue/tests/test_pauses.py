"""The queue of a point stands still: nobody is called, places are kept, the time is nobody's waiting."""

import datetime as dt
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from vikno.common import clock
from vikno.queue import queries, services
from vikno.queue.enums import Purpose, Turn
from vikno.queue.errors import NotYourPoint, QueueStopped
from vikno.queue.models import QueuePause
from vikno.queue.queries import Period
from vikno.queue.queries.waits import _usual
from vikno.queue.rules import QueueRule, Still, Waiting, counted, in_turn, paused_seconds
from vikno.queue.services import StandstillFacts
from vikno.queue.tests.conftest import Browse
from vikno.queue.tests.world import AT, World, called, sat, ticket
from vikno.queue.waits_shown import wait_words

MOMENTS = st.integers(0, 600).map(lambda minutes: AT + dt.timedelta(minutes=minutes))
SPANS = st.lists(st.tuples(MOMENTS, MOMENTS).map(lambda two: Still(min(two), max(two))), max_size=6)


def after(minutes: float) -> dt.datetime:
    return AT + dt.timedelta(minutes=minutes)


def stopped(world: World, *, since: float, hours: int = 5) -> QueuePause:
    facts = StandstillFacts(
        ends_at=after(since) + dt.timedelta(hours=hours), expected_until=None, words="Повітряна тривога.",
        words_en="Air alert.",
    )  # fmt: skip
    return services.pause_queue(point=world.point, facts=facts, actor=world.officer, at=after(since))


@given(SPANS, MOMENTS, MOMENTS)
def test_paused_is_what_a_clock_of_minutes_counts(spans: list[Still], one: dt.datetime, other: dt.datetime) -> None:
    since, until = min(one, other), max(one, other)
    minutes = int((until - since) / dt.timedelta(minutes=1))
    ticks = (since + dt.timedelta(minutes=minute) for minute in range(minutes))
    still = sum(any(span.since <= tick < span.until for span in spans) for tick in ticks)
    assert paused_seconds(spans, since, until) == 60 * still
    assert counted(since, until, spans) == dt.timedelta(minutes=minutes - still)


@given(SPANS, MOMENTS, MOMENTS, MOMENTS)
def test_time_adds_up_and_order_is_kept(spans: list[Still], a: dt.datetime, b: dt.datetime, c: dt.datetime) -> None:
    first, middle, last = sorted((a, b, c))
    assert counted(first, middle, spans) + counted(middle, last, spans) == counted(first, last, spans)
    assert counted(first, last, spans) >= counted(middle, last, spans)


def test_a_clock_that_changes_at_night_does_not_change_what_was_counted() -> None:
    before = dt.datetime.fromisoformat("2026-10-25T02:30:00+03:00")
    after_change = dt.datetime.fromisoformat("2026-10-25T03:30:00+02:00")
    assert counted(before, after_change, [Still(before, after_change)]) == dt.timedelta()
    assert paused_seconds([Still(before, after_change)], before, after_change) == 2 * 3600


def test_nobody_is_overdue_for_what_the_queue_stood() -> None:
    waiting = [Waiting(1, AT, AT), Waiting(2, after(1), after(-29))]
    rule = QueueRule(longest_wait_minutes=60)
    assert in_turn(waiting, at=after(70), rule=rule)[0] == (1, Turn.OVERDUE)
    stood = [Still(after(5), after(45))]
    assert in_turn(waiting, at=after(70), rule=rule, stills=stood)[0] == (2, Turn.PRIORITY)


def test_nobody_is_called_and_places_are_kept(world: World) -> None:
    sat(world)
    first, second = ticket(world), ticket(world, at=after(1))
    stopped(world, since=5)
    with pytest.raises(QueueStopped, match="Повітряна тривога"):
        called(world, at=after(10))
    with pytest.raises(QueueStopped):
        services.call_ticket(ticket=second, press=uuid4(), actor=world.officer, at=after(10))
    with pytest.raises(QueueStopped):
        services.serve_without_ticket(
            service=world.ordinary, purpose=Purpose.CONSULT, press=uuid4(), actor=world.officer, at=after(10)
        )
    assert services.resume_queue(point=world.point, actor=world.officer, at=after(35))
    assert not services.resume_queue(point=world.point, actor=world.officer, at=after(36))
    call = called(world, at=after(40))
    assert call is not None
    assert call.ticket == first


def test_the_key_does_not_count_what_the_queue_stood(world: World) -> None:
    sat(world)
    first = ticket(world)
    stopped(world, since=5)
    services.resume_queue(point=world.point, actor=world.officer, at=after(50))
    veteran = ticket(world, at=after(55), priority=world.veteran)
    call = called(world, at=after(70))  # the first has waited 25 minutes of 70, and the longest wait is 60
    assert call is not None
    assert (call.ticket, call.turn) == (veteran, Turn.PRIORITY)
    stood = queries.stills(queries.pauses_today(world.point, at=after(75)))
    assert queries.place_of(first, at=after(75)).ahead == 0
    assert counted(first.queued_at, after(75), stood) == dt.timedelta(minutes=30)


def test_who_stands_at_a_window_is_finished(world: World) -> None:
    """An alert does not keep a person at the window: what was begun may be ended."""
    sat(world)
    ticket(world)
    call = called(world, at=after(2))
    assert call is not None
    stopped(world, since=5)
    services.finish_ticket(ticket=call.ticket, actor=world.officer, at=after(6))


def test_waits_services_and_load_are_told_without_it(world: World) -> None:
    sat(world)
    ticket(world), ticket(world, at=after(10))
    first = called(world, at=after(10))
    assert first is not None
    services.start_ticket(ticket=first.ticket, actor=world.officer, at=after(10))
    stopped(world, since=15)
    services.resume_queue(point=world.point, actor=world.officer, at=after(45))
    called(world, at=after(50))  # the first was served 10 minutes of 40, the second waited 10 of 40
    period = Period(hromada_code=world.point.hromada_id or "", points=[world.point], since=AT.date(), until=AT.date())
    total = queries.day_measures(period)[0]
    assert (total.waits.longest, total.waits.count) == (10, 1)
    assert total.services.longest == 10
    (load,) = queries.officer_loads(period, at=after(60))
    assert load.at_counter_minutes == 30


def test_the_usual_wait_is_counted_by_the_same_rule(world: World) -> None:
    yesterday = AT - dt.timedelta(days=1)
    sat(world, at=yesterday)
    ticket(world, at=yesterday)
    facts = StandstillFacts(ends_at=yesterday + dt.timedelta(minutes=30), expected_until=None, words="Немає світла.")
    services.pause_queue(point=world.point, facts=facts, actor=world.officer, at=yesterday + dt.timedelta(minutes=10))
    called(world, at=yesterday + dt.timedelta(minutes=40))
    _usual.cache_clear()
    found = [_usual(world.point.hromada_id or "", world.point.pk, "", AT.date(), hour) for hour in range(24)]
    assert [value for value in found if value is not None] == [20 * 60.0]


def test_no_range_is_told_while_the_queue_stands(world: World) -> None:
    sat(world)
    one = ticket(world)
    stopped(world, since=5)
    place = queries.place_of(one, at=after(10))
    assert place.wait is None
    assert "місце в ній збережено" in wait_words(place)


def test_stopped_again_is_prolonged_and_never_two(world: World) -> None:
    first = stopped(world, since=5)
    again = stopped(world, since=15, hours=7)
    assert again.pk == first.pk
    assert again.began_at == after(5)
    with pytest.raises(IntegrityError, match="one_queue_pause"), transaction.atomic():
        QueuePause.objects.create(
            hromada_id=world.point.hromada_id, point=world.point, began_at=after(20), ends_at=after(30), words="Ще одна"
        )


def test_a_stranger_stops_nothing(world: World) -> None:
    with pytest.raises(NotYourPoint):
        services.pause_queue(
            point=world.point, facts=StandstillFacts(ends_at=after(60), expected_until=None, words="—"),
            actor=world.starosta, at=AT,
        )  # fmt: skip


def test_pages_say_why_the_queue_stands(world: World, browse: Browse) -> None:
    now = clock.now()
    one = ticket(world, at=now)
    facts = StandstillFacts(ends_at=now + dt.timedelta(minutes=30), expected_until=None, words="Немає світла.")
    services.pause_queue(point=world.point, facts=facts, actor=world.officer, at=now)
    page = Client().get(f"/queue/my/{world.point.pk}/{one.token}/").content.decode()
    assert "Чергу зупинено. Немає світла." in page
    assert "Чергу зупинено. Немає світла." in browse(world.officer).get("/queue/").content.decode()
