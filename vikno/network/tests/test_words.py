"""What a point's day is called, and its coming days."""

import datetime as dt
from typing import Any

import pytest
from django.utils import translation

from vikno.common.clock import KYIV
from vikno.network.enums import Cause, PointState
from vikno.network.models import PointStatus
from vikno.network.queries import PointToday, coming_days, coming_exceptions, notice_in, open_words, state_tag
from vikno.network.rules.opening import DayException, Schedule, WeeklyPeriod, open_now

MONDAY = dt.date(2026, 11, 16)
T8, T12, T13, T17 = (dt.time(h) for h in (8, 12, 13, 17))
WEEK = Schedule(tuple(WeeklyPeriod(day, *span) for day in range(1, 6) for span in ((T8, T12), (T13, T17))))


def at(clock: str, *, step: int = 0) -> dt.datetime:
    return dt.datetime.combine(MONDAY + dt.timedelta(days=step), dt.time.fromisoformat(clock), KYIV)


def today(moment: dt.datetime, schedule: Schedule = WEEK, **status: Any) -> PointToday:
    recorded = PointStatus(cause=Cause.OTHER, starts_at=moment, **status) if status else None
    return PointToday(recorded, (), None, open_now(moment, schedule))


@pytest.mark.parametrize(
    ("clock", "step", "words"),
    [
        ("09:00", 0, "приймає до 12:00"),
        ("12:30", 0, "перерва до 13:00"),
        ("07:00", 0, "зараз не приймає, відчиниться сьогодні о 08:00"),
        ("18:00", 0, "зараз не приймає, відчиниться завтра о 08:00"),
        ("18:00", 4, "зараз не приймає, відчиниться 23 листопада о 08:00"),
    ],
)
def test_what_a_person_at_the_door_would_find(clock: str, step: int, words: str) -> None:
    moment = at(clock, step=step)
    with translation.override("uk"):
        assert open_words(today(moment), moment) == words


def test_unknown_hours_and_no_next_opening_have_their_words() -> None:
    moment = at("09:00")
    with translation.override("uk"):
        assert open_words(today(moment, Schedule()), moment) == "години не вказано"
        never = Schedule(WEEK.periods, tuple(DayException(MONDAY + dt.timedelta(n), None, None) for n in range(40)))
        assert open_words(today(moment, never), moment) == "не приймає"


@pytest.mark.parametrize("state", PointState.values)
def test_every_state_has_a_tag(state: str) -> None:
    tag = state_tag(today(at("09:00"), state=state))
    assert tag.text
    assert tag.kind in {"done", "waiting", "closed", "refused", "progress"}


def test_no_state_has_a_tag_too() -> None:
    assert state_tag(today(at("09:00"))).kind == "neutral"


def test_a_notice_speaks_the_language_of_the_page_if_it_can() -> None:
    both = today(at("09:00"), state="closed", notice="Зачинено", notice_en="Closed")
    own = today(at("09:00"), state="closed", notice="Зачинено")
    assert (notice_in("en", both), notice_in("uk", both)) == ("Closed", "Зачинено")
    assert (notice_in("en", own), notice_in("en", today(at("09:00")))) == ("Зачинено", "")


def test_coming_days_are_seven_with_exceptions_in_their_place() -> None:
    schedule = Schedule(WEEK.periods, (DayException(MONDAY + dt.timedelta(1), None, None, "Навчання"),))
    days = coming_days(schedule, MONDAY)
    assert [day.day.isoweekday() for day in days] == [1, 2, 3, 4, 5, 6, 7]
    assert (days[0].is_today, days[1].reason, days[1].hours, days[5].hours) == (True, "Навчання", (), ())
    assert [len(day.hours) for day in days[2:5]] == [2, 2, 2]


def test_unknown_hours_show_no_days_but_all_exceptions() -> None:
    near, far = (DayException(MONDAY + dt.timedelta(n), T8, T12, "свято") for n in (2, 12))
    assert coming_days(Schedule((), (near, far)), MONDAY) == []
    assert coming_exceptions(Schedule((), (near, far)), MONDAY) == [near, far]
    assert coming_exceptions(Schedule(WEEK.periods, (near, far)), MONDAY) == [far]
