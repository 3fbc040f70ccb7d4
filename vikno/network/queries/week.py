"""The coming days of a point, exceptions and all, ready to be shown."""

import datetime as dt
from dataclasses import dataclass

from vikno.network.rules import opening
from vikno.network.rules.opening import Hours, Schedule


@dataclass(frozen=True, slots=True)
class DayShown:
    """One date: hours of reception (none = closed), the exception's reason if there is one."""

    day: dt.date
    hours: tuple[Hours, ...]
    reason: str
    is_today: bool


def coming_days(schedule: Schedule, first: dt.date, *, days: int = 7) -> list[DayShown]:
    """Days from `first`; empty where nothing is known of the hours."""
    if not schedule.is_known:
        return []
    dates = [first + dt.timedelta(days=step) for step in range(days)]
    return [_shown(schedule, day, first) for day in dates]


def coming_exceptions(schedule: Schedule, first: dt.date) -> list[opening.DayException]:
    """Exceptions beyond what is shown day by day: beyond the week, or all where no week is known."""
    after = first + dt.timedelta(days=7 if schedule.is_known else 0)
    return [e for e in schedule.exceptions if e.on >= after]


def _shown(schedule: Schedule, day: dt.date, first: dt.date) -> DayShown:
    exception = opening.exception_on(day, schedule)
    return DayShown(day, opening.hours_on(day, schedule), exception.reason if exception else "", day == first)
