"""Open now, until when, and when next; through exceptions, states and the change of the clock."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vikno.common.clock import KYIV
from vikno.network.rules.opening import (
    DayException,
    Hours,
    OpenNow,
    Schedule,
    StateSpan,
    WeeklyPeriod,
    hours_on,
    next_opening,
    open_now,
    state_at,
)

T8, T12, T13, T17, T20 = (dt.time(h) for h in (8, 12, 13, 17, 20))
MONDAY = dt.date(2026, 11, 16)
LONG_AGO = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
WEEK = tuple(WeeklyPeriod(day, *span) for day in range(1, 6) for span in ((T8, T12), (T13, T17)))
OPEN = (StateSpan("open", LONG_AGO),)
USUAL = Schedule(periods=WEEK, states=OPEN)


def at(day: dt.date, clock: str) -> dt.datetime:
    return dt.datetime.combine(day, dt.time.fromisoformat(clock), KYIV)


def day(step: int) -> dt.date:
    return MONDAY + dt.timedelta(days=step)


@pytest.mark.parametrize(
    ("clock", "answer", "until", "next_at"),
    [
        ("07:59", "closed", None, "08:00"),
        ("08:00", "open", "12:00", None),
        ("11:59", "open", "12:00", None),
        ("12:00", "break", None, "13:00"),
        ("12:30", "break", None, "13:00"),
        ("13:00", "open", "17:00", None),
        ("17:00", "closed", None, None),
    ],
)
def test_a_usual_day(clock: str, answer: str, until: str | None, next_at: str | None) -> None:
    found = open_now(at(MONDAY, clock), USUAL)
    assert found.answer == answer
    assert found.is_open is (answer == "open")
    assert found.until == (at(MONDAY, until) if until else None)
    if answer == "closed" and clock == "17:00":
        assert found.next_at == at(day(1), "08:00")
    else:
        assert found.next_at == (at(MONDAY, next_at) if next_at else None)


def test_a_friday_evening_looks_to_monday() -> None:
    assert open_now(at(day(4), "17:30"), USUAL).next_at == at(day(7), "08:00")


def test_an_exception_replaces_the_day() -> None:
    schedule = Schedule(WEEK, (DayException(MONDAY, dt.time(10), T12, "короткий день"),), OPEN)
    assert hours_on(MONDAY, schedule) == (Hours(dt.time(10), T12),)
    assert open_now(at(MONDAY, "09:00"), schedule).next_at == at(MONDAY, "10:00")
    assert open_now(at(MONDAY, "14:00"), schedule).answer == "closed"


def test_an_exception_can_close_a_day_and_open_a_sunday() -> None:
    schedule = Schedule(WEEK, (DayException(MONDAY, None, None), DayException(day(6), T8, T12)), OPEN)
    assert hours_on(MONDAY, schedule) == ()
    assert open_now(at(MONDAY, "09:00"), schedule).next_at == at(day(1), "08:00")
    assert open_now(at(day(6), "09:00"), schedule).is_open


@pytest.mark.parametrize("state", ["closed", "destroyed", "moved"])
def test_a_state_that_does_not_serve_outweighs_the_hours(state: str) -> None:
    found = open_now(at(MONDAY, "09:00"), Schedule(WEEK, (), (StateSpan(state, LONG_AGO),)))
    assert found == OpenNow("not_serving")


@pytest.mark.parametrize("state", ["open", "restricted", "mobile"])
def test_states_that_serve(state: str) -> None:
    assert open_now(at(MONDAY, "09:00"), Schedule(WEEK, (), (StateSpan(state, LONG_AGO),))).is_open


def test_a_planned_closure_ends_todays_reception() -> None:
    states = (StateSpan("open", LONG_AGO, at(MONDAY, "11:00")), StateSpan("closed", at(MONDAY, "11:00")))
    assert open_now(at(MONDAY, "09:00"), Schedule(WEEK, (), states)).until == at(MONDAY, "11:00")


def test_a_closure_with_an_end_says_when_it_opens_again() -> None:
    again = at(day(1), "14:00")
    states = (StateSpan("closed", LONG_AGO, again), StateSpan("open", again))
    found = open_now(at(MONDAY, "09:00"), Schedule(WEEK, (), states))
    assert (found.answer, found.next_at) == ("not_serving", again)


def test_unknown_hours_are_not_closed_hours() -> None:
    assert open_now(at(MONDAY, "09:00"), Schedule(states=OPEN)).answer == "unknown"
    working = (WeeklyPeriod(1, T8, T17, "working"),)
    assert open_now(at(MONDAY, "09:00"), Schedule(working, (), OPEN)).answer == "unknown"


def test_unknown_hours_of_a_closed_point_are_still_closed() -> None:
    assert open_now(at(MONDAY, "09:00"), Schedule(states=(StateSpan("closed", LONG_AGO),))).answer == "not_serving"


def test_work_without_visitors_is_not_reception() -> None:
    schedule = Schedule((WeeklyPeriod(1, T8, T17), WeeklyPeriod(1, T17, T20, "working")), (), OPEN)
    assert not open_now(at(MONDAY, "18:00"), schedule).is_open


def test_an_unrecorded_state_leaves_the_hours_to_speak() -> None:
    assert open_now(at(MONDAY, "09:00"), Schedule(WEEK)).is_open
    assert state_at(at(MONDAY, "09:00"), ()) == ""


def test_the_clock_change_does_not_shift_opening() -> None:
    sunday = dt.date(2026, 10, 25)  # clocks go back this night
    schedule = Schedule((WeeklyPeriod(7, T8, T17),), (), OPEN)
    assert next_opening(at(sunday - dt.timedelta(days=1), "20:00"), schedule) == at(sunday, "08:00")
    assert open_now(dt.datetime(2026, 10, 25, 5, 59, tzinfo=dt.UTC), schedule).answer == "closed"
    assert open_now(dt.datetime(2026, 10, 25, 6, 0, tzinfo=dt.UTC), schedule).is_open


def test_nothing_within_the_horizon_is_none() -> None:
    closed = Schedule(WEEK, tuple(DayException(day(n), None, None) for n in range(40)), OPEN)
    assert next_opening(at(MONDAY, "09:00"), closed) is None


@given(
    st.integers(0, 365 * 24 * 60).map(
        lambda minutes: dt.datetime(2026, 1, 2, tzinfo=dt.UTC) + dt.timedelta(minutes=minutes)
    )
)
def test_open_and_next_agree(moment: dt.datetime) -> None:
    found = open_now(moment, USUAL)
    if found.is_open:
        assert found.until is not None
        assert moment < found.until
        assert not open_now(found.until, USUAL).is_open
    else:
        assert found.next_at is not None
        assert moment < found.next_at
        assert open_now(found.next_at, USUAL).is_open
        assert not open_now(found.next_at - dt.timedelta(minutes=1), USUAL).is_open
