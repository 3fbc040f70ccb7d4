"""Identifiers that do not move, weeks that say what the point's own hours say."""

import datetime as dt
import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as some

from vikno.network.rules.opening import DayException, Schedule, WeeklyPeriod, hours_on
from vikno.opendata.rules.distance import metres
from vikno.opendata.rules.identifiers import is_pair_of_location, is_pair_of_service, pair_id, stable_id
from vikno.opendata.rules.weeks import BYDAY, OtherDay, Recurrence, Stretch, decree_hours, recurrences

MONDAY = dt.date(2026, 11, 23)
NINE, ONE, TWO, SIX = dt.time(9), dt.time(13), dt.time(14), dt.time(18)


def test_an_identifier_never_changes() -> None:
    assert stable_id("service", "00034") == "46a802d5-2be9-5a06-863b-d9b0eceb9c0c"
    assert stable_id("service", "00034") != stable_id("location", "00034")


def test_a_pair_knows_both_its_ends() -> None:
    service, location, other = stable_id("service", "1"), stable_id("location", "1"), stable_id("location", "2")
    pair = uuid.UUID(pair_id(service, location))
    assert pair.version == 8
    assert pair.variant == uuid.RFC_4122
    assert is_pair_of_service(pair, service)
    assert is_pair_of_location(pair, location)
    assert not is_pair_of_location(pair, other)
    assert not is_pair_of_service(pair, stable_id("service", "2"))


hours = some.sampled_from([(NINE, ONE), (TWO, SIX), (dt.time(8), dt.time(12))])
weeks = some.lists(some.tuples(some.integers(1, 7), hours), max_size=10, unique_by=lambda told: (told[0], told[1][0]))
days = some.dictionaries(
    some.integers(0, 40).map(lambda n: MONDAY + dt.timedelta(days=n)), some.none() | hours, max_size=5
)


def expanded(rows: list[Recurrence], day: dt.date) -> list[tuple[dt.time, dt.time]]:
    """What a reader of HSDS gets for a date: byday between valid_from and valid_to, and nothing of ours."""
    found = []
    for row in rows:
        begun = row.valid_from is None or row.valid_from <= day
        ended = row.valid_to is not None and row.valid_to < day
        named = not row.weekdays or BYDAY[day.weekday()] in row.byday.split(",")
        if begun and not ended and named and row.opens and row.closes:
            found.append((row.opens, row.closes))
    return sorted(found)


@given(week=weeks, others=days)
def test_recurrences_say_what_the_point_says(week: list, others: dict) -> None:
    stretches = [Stretch(day, *times) for day, times in week]
    exceptions = [OtherDay(on, *(times or (None, None)), "свято") for on, times in others.items()]
    rows = recurrences(stretches, exceptions)
    schedule = Schedule(
        tuple(WeeklyPeriod(s.weekday, s.opens, s.closes) for s in stretches),
        tuple(DayException(e.on, e.opens, e.closes) for e in exceptions),
    )
    for step in range(60):
        day = MONDAY + dt.timedelta(days=step)
        assert expanded(rows, day) == [(h.opens, h.closes) for h in hours_on(day, schedule)], day


def test_a_closed_day_is_told_with_its_reason() -> None:
    rows = recurrences([Stretch(1, NINE, SIX)], [OtherDay(MONDAY, None, None, "санітарний день")])
    assert [row.reason for row in rows if row.opens is None] == ["санітарний день"]
    assert [(row.valid_from, row.valid_to) for row in rows if row.opens] == [
        (None, MONDAY - dt.timedelta(days=1)), (MONDAY + dt.timedelta(days=1), None),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("week", "told"),
    [
        ([], ("", "")),
        ([(d, NINE, SIX) for d in range(1, 6)], ("Пн-Пт 09:00-18:00", "")),
        ([(1, NINE, SIX), (5, NINE, SIX)], ("Пн,Пт 09:00-18:00", "")),
        ([(1, NINE, SIX), (2, NINE, SIX)], ("Пн,Вт 09:00-18:00", "")),
        ([*((d, NINE, SIX) for d in range(1, 5)), (5, NINE, ONE)], ("Пн-Чт 09:00-18:00, Пт 09:00-13:00", "")),
        ([(1, NINE, ONE), (1, TWO, SIX)], ("Пн 09:00-18:00", "Перерва: Пн 13:00-14:00")),
    ],
)
def test_hours_as_decree_835_writes_them(week: list, told: tuple[str, str]) -> None:
    assert decree_hours(Stretch(*one) for one in week) == told


def test_how_far() -> None:
    assert round(metres((50.45, 30.52), (49.84, 24.03)) / 1000) == 467
    assert metres((49, 30), (49, 30)) == 0
