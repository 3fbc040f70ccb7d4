"""Is a point receiving people now, until when, and when next: weekly hours, exceptions by date, and states by time."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from vikno.common.clock import KYIV

RECEPTION: Final = "reception"
SERVING: Final = frozenset({"open", "restricted", "mobile"})
HORIZON_DAYS: Final = 21


@dataclass(frozen=True, slots=True, order=True)
class Hours:
    """A stretch of one day, local time in Kyiv; the end is outside."""

    opens: dt.time
    closes: dt.time


@dataclass(frozen=True, slots=True)
class WeeklyPeriod:
    """Hours of a weekday (1 = Monday). `kind` is a value of `enums.PeriodKind`."""

    weekday: int
    opens: dt.time
    closes: dt.time
    kind: str = RECEPTION


@dataclass(frozen=True, slots=True)
class DayException:
    """A date with other hours, or closed (no hours)."""

    on: dt.date
    opens: dt.time | None
    closes: dt.time | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class StateSpan:
    """A state (`enums.PointState`) from a moment to a moment; no end = still so."""

    state: str
    starts_at: dt.datetime
    ends_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Schedule:
    """All that decides whether a point receives people."""

    periods: tuple[WeeklyPeriod, ...] = ()
    exceptions: tuple[DayException, ...] = ()
    states: tuple[StateSpan, ...] = ()

    @property
    def is_known(self) -> bool:
        """Whether anything is known of its hours: «невідомо» is not «зачинено»."""
        return any(period.kind == RECEPTION for period in self.periods)


type Answer = Literal["open", "break", "closed", "not_serving", "unknown"]


@dataclass(frozen=True, slots=True)
class OpenNow:
    """`until`: when it closes, if open. `next_at`: when it opens next, if it does not receive now."""

    answer: Answer
    until: dt.datetime | None = None
    next_at: dt.datetime | None = None

    @property
    def is_open(self) -> bool:
        return self.answer == "open"


def hours_on(day: dt.date, schedule: Schedule) -> tuple[Hours, ...]:
    """Reception hours of a date, states aside; an exception replaces the weekday."""
    for exception in schedule.exceptions:
        if exception.on == day:
            return (Hours(exception.opens, exception.closes),) if exception.opens and exception.closes else ()
    return tuple(sorted(_reception(schedule.periods, day.isoweekday())))


def exception_on(day: dt.date, schedule: Schedule) -> DayException | None:
    """The exception that holds on a date."""
    return next((e for e in schedule.exceptions if e.on == day), None)


def state_at(moment: dt.datetime, states: Iterable[StateSpan]) -> str:
    """The state at an aware moment, "" where none is recorded."""
    return next((s.state for s in states if s.starts_at <= moment and (s.ends_at is None or moment < s.ends_at)), "")


def open_now(moment: dt.datetime, schedule: Schedule) -> OpenNow:
    """What a person at the door would find. `moment` is aware."""
    local = moment.astimezone(KYIV)
    state = state_at(moment, schedule.states)
    if not schedule.is_known and not exception_on(local.date(), schedule):
        return OpenNow("unknown" if state in SERVING or not state else "not_serving")
    if state and state not in SERVING:
        return OpenNow("not_serving", next_at=next_opening(moment, schedule))
    today = hours_on(local.date(), schedule)
    current = next((h for h in today if h.opens <= local.time() < h.closes), None)
    if current:
        return OpenNow("open", until=_first(_at(local.date(), current.closes), _end_of_serving(moment, schedule)))
    is_break = any(h.closes <= local.time() for h in today) and any(local.time() < h.opens for h in today)
    return OpenNow("break" if is_break else "closed", next_at=next_opening(moment, schedule))


def next_opening(moment: dt.datetime, schedule: Schedule, *, horizon_days: int = HORIZON_DAYS) -> dt.datetime | None:
    """The first moment after this one when people are received, within the horizon; None if there is none."""
    first_day = moment.astimezone(KYIV).date()
    for step in range(horizon_days + 1):
        day = first_day + dt.timedelta(days=step)
        for hours in hours_on(day, schedule):
            if found := _start_within(_at(day, hours.opens), _at(day, hours.closes), moment, schedule.states):
                return found
    return None


def _start_within(
    opens: dt.datetime, closes: dt.datetime, after: dt.datetime, states: Sequence[StateSpan]
) -> dt.datetime | None:
    """When within these hours serving begins, later than `after`."""
    if not states:
        return opens if opens > after else None
    starts = (opens, *(s.starts_at for s in states if opens < s.starts_at < closes))
    return min((s for s in starts if s > after and state_at(s, states) in SERVING), default=None)


def _end_of_serving(moment: dt.datetime, schedule: Schedule) -> dt.datetime | None:
    """When a planned state stops the reception that goes on now."""
    return min((s.starts_at for s in schedule.states if s.starts_at > moment and s.state not in SERVING), default=None)


def _first(left: dt.datetime, right: dt.datetime | None) -> dt.datetime:
    return left if right is None else min(left, right)


def _reception(periods: Sequence[WeeklyPeriod], weekday: int) -> Iterable[Hours]:
    return (Hours(p.opens, p.closes) for p in periods if p.weekday == weekday and p.kind == RECEPTION)


def _at(day: dt.date, time: dt.time) -> dt.datetime:
    return dt.datetime.combine(day, time, KYIV)
