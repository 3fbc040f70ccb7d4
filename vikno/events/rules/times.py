"""Deadlines and hours of offers. Moments are aware; hours of work are meant in Kyiv."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Final

from vikno.common.clock import KYIV

OPENS, CLOSES, NOON = time(9), time(18), time(12)
FOLLOW_UP_MONTHS: Final = (3, 6)


def is_in_time(at: datetime, until: datetime) -> bool:
    """The closing second itself is in time; one second later is not."""
    return at.replace(microsecond=0) <= until


def offer_until(at: datetime, *, hours: int, is_working: Callable[[date], bool], latest: datetime) -> datetime:
    """`hours` later; outside working time it is noon of the next working day. Never later than `latest`."""
    # Added in UTC: a day in Kyiv may have 23 or 25 hours.
    local = (at + timedelta(hours=hours)).astimezone(KYIV)
    if not (is_working(local.date()) and OPENS <= local.time() <= CLOSES):
        day = local.date() if local.time() < OPENS else local.date() + timedelta(days=1)
        while not is_working(day):
            day += timedelta(days=1)
        local = datetime.combine(day, NOON, tzinfo=KYIV)
    return min(local.astimezone(at.tzinfo), latest)


def is_weekday(day: date) -> bool:
    return day.weekday() < 5


def is_rested(day: date, *, others: list[date], rest_days: int) -> bool:
    """Whether a host has had its days of rest between visits, before and after."""
    return all(abs((day - other).days) > rest_days for other in others)


def due_for_follow_up(on: date, months: int) -> date:
    """The day to ask again, `months` later; the last day of a shorter month."""
    year, month = divmod(on.month - 1 + months, 12)
    first = date(on.year + year, month + 1, 1)
    last = (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return first.replace(day=min(on.day, last.day))
