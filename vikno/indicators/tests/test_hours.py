"""Planned hours: each minute is counted once, a timetable stays as it stood, and the page shows the days behind."""

import datetime as dt

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import factories as make
from vikno.accounts.enums import Role
from vikno.common import tenancy
from vikno.common.clock import KYIV
from vikno.continuity import services as continuity
from vikno.continuity.enums import Effect
from vikno.continuity.tests import world as worlds
from vikno.continuity.tests.world import AT, MONDAY, World, at
from vikno.indicators import queries, services
from vikno.indicators.definitions import INDICATORS
from vikno.indicators.enums import Part
from vikno.indicators.hours import OF_STATE
from vikno.indicators.models import PlannedDay
from vikno.indicators.queries import Scope, Span
from vikno.indicators.rules import Stop, Stretch, hours_kept
from vikno.indicators.tests.slow import HOME
from vikno.network.enums import PointKind, PointState
from vikno.network.models import HoursException, OpeningPeriod, Point, PointStatus

DAY = dt.datetime(2026, 11, 2, tzinfo=KYIV)
minutes = st.integers(0, 1439)
stretches = st.lists(st.tuples(minutes, st.integers(1, 700)).map(lambda two: (two[0], min(sum(two), 1440))), max_size=4)


def moment(minute: int) -> dt.datetime:
    return DAY + dt.timedelta(minutes=minute)


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(plan=stretches, gone=stretches, stops=stretches)
def test_each_minute_once(
    plan: list[tuple[int, int]], gone: list[tuple[int, int]], stops: list[tuple[int, int]]
) -> None:
    """Against a walk over the minutes of the day."""
    plan = [
        one for place, one in enumerate(plan) if all(one[0] >= other[1] or one[1] <= other[0] for other in plan[:place])
    ]
    spans: list[Stretch] = [(moment(a), moment(b)) for a, b in plan]
    named = [Stop("alert" if place % 2 else "power", moment(a), moment(b)) for place, (a, b) in enumerate(stops)]
    found = hours_kept(spans, elsewhere=[(moment(a), moment(b)) for a, b in gone], stops=named)
    lost, kept = {"alert": 0, "power": 0}, 0
    for minute in range(1440):
        if any(a <= minute < b for a, b in plan) and not any(a <= minute < b for a, b in gone):
            first = next((place for place, (a, b) in enumerate(stops) if a <= minute < b), None)
            if first is None:
                kept += 1
            else:
                lost["alert" if first % 2 else "power"] += 1
    assert dict(found.lost) == {why: n for why, n in lost.items() if n}
    assert (found.kept, found.planned) == (kept, kept + sum(lost.values()))


@pytest.fixture
def world(db: None) -> World:
    tenancy.bind(HOME)
    return worlds.build()


def kept(span: Span, point: Point) -> queries.Value:
    return queries.value(INDICATORS["hours_kept"], Scope(hromada=HOME, point=point.pk), span)


ONE_DAY = Span(since=MONDAY, until=MONDAY)


def counted(moment: dt.datetime) -> None:
    services.refresh(hromada_code=HOME, at=moment)


def test_an_alert_within_opening_hours(world: World) -> None:
    """Nine to one and two to six; an alert from a quarter to nine to ten takes one hour of eight."""
    one = world.interrupted(moment=at(8, 45))
    counted(at(9))
    assert not PlannedDay.objects.filter(day=MONDAY).exists(), "a day that is not over has no timetable yet"
    continuity.end_interruption(interruption=one, actor=world.officer, at=at(10))
    counted(at(1, day=1))
    value = kept(ONE_DAY, world.point)
    plan = PlannedDay.objects.get(point=world.point, day=MONDAY)
    planned = sum((dt.time.fromisoformat(b).hour - dt.time.fromisoformat(a).hour) for a, b in plan.hours)
    assert value.amount == pytest.approx(100 * (planned - 1) / planned)
    lost = queries.lines(INDICATORS["hours_lost"], Scope(hromada=HOME, point=world.point.pk), ONE_DAY, Part.LOSS)
    assert [(line.key, line.value.amount) for line in lost] == [("air_alert", 1.0)]
    assert kept(ONE_DAY, world.village).amount == 100, "the village worked on"


def test_a_restricted_point_works(world: World) -> None:
    world.interrupted(effect=Effect.RESTRICTED)
    counted(at(1, day=1))
    assert kept(ONE_DAY, world.point).amount == 100


def test_a_state_told_late_is_counted_anew(world: World) -> None:
    counted(at(1, day=1))
    assert kept(ONE_DAY, world.village).amount == 100
    PointStatus.objects.filter(point=world.village).update(ends_at=at(0))
    PointStatus.objects.create(
        point=world.village, state=PointState.CLOSED, cause="planned", reason="ремонт", starts_at=at(0), recorded_at=AT
    )
    counted(at(2, day=1))
    assert kept(ONE_DAY, world.village).amount == 0
    lost = queries.lines(INDICATORS["hours_lost"], Scope(hromada=HOME), ONE_DAY, Part.LOSS)
    assert [line.key for line in lost] == [OF_STATE]
    PointStatus.objects.filter(point=world.village, state=PointState.CLOSED).update(state=PointState.MOVED)
    counted(at(3, day=1))
    assert kept(ONE_DAY, world.village).amount is None, "who has moved away does not plan to receive there"


def test_a_timetable_stays_as_it_stood(world: World) -> None:
    counted(at(1, day=1))
    before = kept(ONE_DAY, world.point)
    OpeningPeriod.objects.filter(point=world.point).delete()
    services.mark_everything(hromada_code=HOME)
    counted(at(2, day=1))
    assert kept(ONE_DAY, world.point) == before
    counted(at(2, day=2))
    tuesday = kept(Span(since=MONDAY + dt.timedelta(days=1), until=MONDAY + dt.timedelta(days=1)), world.point)
    assert (tuesday.amount, tuesday.n, tuesday.missing) == (None, 0, 1), "nobody knows the hours any more"


def test_days_off_and_exceptions(world: World) -> None:
    tuesday = MONDAY + dt.timedelta(days=1)
    counted(at(1, day=1))
    HoursException.objects.create(point=world.point, on=tuesday, reason="свято")
    HoursException.objects.create(
        point=world.village, on=tuesday, opens=dt.time(10), closes=dt.time(12), reason="скорочено"
    )
    counted(at(1, day=7))
    assert set(PlannedDay.objects.filter(point=world.point, day__gte=MONDAY).values_list("day", flat=True)) == {
        MONDAY + dt.timedelta(days=step) for step in (0, 2, 3, 4)
    }
    assert PlannedDay.objects.get(point=world.village, day=tuesday).hours == [["10:00", "12:00"]]


def test_a_bus_has_no_hours_of_its_own(world: World) -> None:
    bus = make.point("Автобус", kind=PointKind.MOBILE_BUS)
    counted(at(1, day=1))
    assert not PlannedDay.objects.filter(point=bus).exists()


def test_the_days_behind(world: World, client: Client) -> None:
    one = world.interrupted(moment=at(9))
    continuity.end_interruption(interruption=one, actor=world.officer, at=at(10))
    counted(at(1, day=1))
    client.force_login(make.membership(Role.HEAD).user)
    asked = f"?period=own&since={MONDAY:%d.%m.%Y}&until={MONDAY:%d.%m.%Y}&point={world.point.pk}"
    measure = client.get(f"/indicators/hours_kept/{asked}").content.decode()
    assert "/indicators/hours/?since=" in measure
    page = client.get(f"/indicators/hours/{asked.replace('period=own&', '')}").content.decode()
    assert "повітряна тривога: 1,0" in page.lower()
    assert f"{MONDAY:%d.%m.%Y}" in page
    assert (
        "графік ще не записано"
        in client.get("/indicators/hours/?period=own&since=01.01.2020&until=02.01.2020").content.decode()
    )
