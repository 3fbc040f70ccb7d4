"""When the courier comes: weekly rows, days off, exceptions. And by which day papers must have left."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

IsWorking = Callable[[dt.date], bool]
DAY: Final = dt.timedelta(days=1)
# Farther than this nothing is promised.
HORIZON: Final = dt.timedelta(days=60)


@dataclass(frozen=True, kw_only=True)
class Weekly:
    """A courier comes every `weekday` (1 is Monday) at `at`, from a day to a day, both inside."""

    weekday: int
    at: dt.time
    valid_from: dt.date
    valid_to: dt.date | None = None
    route: str = ""

    def holds_on(self, day: dt.date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, kw_only=True)
class Exempted:
    """On this day the courier does not come; instead, if `moved_to` is named, on that one."""

    on: dt.date
    moved_to: dt.date | None = None
    reason: str = ""


@dataclass(frozen=True, order=True)
class Departure:
    """The courier comes. `moved_because`: why not on the usual day."""

    on: dt.date
    at: dt.time
    route: str = ""
    moved_because: str = ""


def departures(
    rows: Iterable[Weekly], exempted: Iterable[Exempted], *, since: dt.date, until: dt.date, is_working: IsWorking
) -> list[Departure]:
    """When the courier comes between two days, both inside, in order. On a day off nobody comes, unless moved there."""
    weekly, moved = list(rows), list(exempted)
    off = {each.on for each in moved}
    found = {
        Departure(day, row.at, row.route)
        for day in _days(since, until)
        if day not in off and is_working(day)
        for row in weekly
        if row.weekday == day.isoweekday() and row.holds_on(day)
    }
    for each in moved:
        if each.moved_to is not None and since <= each.moved_to <= until:
            found |= {
                Departure(each.moved_to, row.at, row.route, each.reason)
                for row in weekly
                if row.weekday == each.on.isoweekday() and row.holds_on(each.on)
            }
    return sorted(found)


def next_departure(
    rows: Iterable[Weekly], exempted: Iterable[Exempted], *, after: dt.datetime, is_working: IsWorking
) -> Departure | None:
    """The first time the courier comes after a moment (in local time); None when nothing is in sight."""
    day = after.date()
    listed = departures(rows, exempted, since=day, until=day + HORIZON, is_working=is_working)
    return next((each for each in listed if (each.on, each.at) > (day, after.time())), None)


def leave_by(since: dt.date, *, working_days: int, is_working: IsWorking) -> dt.date:
    """The last day on which papers taken in on `since` may still lie here: so many working days later."""
    day, left = since, working_days
    while left > 0:
        day += DAY
        left -= is_working(day)
    return day


def _days(since: dt.date, until: dt.date) -> list[dt.date]:
    return [since + DAY * number for number in range((until - since).days + 1)]
