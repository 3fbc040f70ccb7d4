"""A week with exceptions as recurrences (RFC 5545 as far as HSDS has columns for it), and as decree 835 writes it.

HSDS knows no EXDATE, so an exception splits the week: it holds up to the day before and again from the day after.
Whoever expands `byday` between `valid_from` and `valid_to` gets our hours, no more and no less.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, NamedTuple

BYDAY: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
SHORT: Final = ("Пн", "Вт", "Ср", "Чт", "Пт", "Сб", "Нд")
_DAY: Final = dt.timedelta(days=1)


class Stretch(NamedTuple):
    """Reception on a weekday, 1 = Monday; local time."""

    weekday: int
    opens: dt.time
    closes: dt.time


class OtherDay(NamedTuple):
    """A date with other hours, or none."""

    on: dt.date
    opens: dt.time | None
    closes: dt.time | None
    reason: str


@dataclass(frozen=True, slots=True)
class Recurrence:
    """One schedule. No `weekdays`: that one date. No hours: nobody is received then."""

    valid_from: dt.date | None
    valid_to: dt.date | None
    weekdays: tuple[int, ...] = ()
    opens: dt.time | None = None
    closes: dt.time | None = None
    reason: str = ""

    @property
    def byday(self) -> str:
        return ",".join(BYDAY[day - 1] for day in self.weekdays)


def recurrences(week: Iterable[Stretch], others: Iterable[OtherDay]) -> list[Recurrence]:
    """The week between exceptions, and each exception, by date."""
    hours: dict[tuple[dt.time, dt.time], list[int]] = defaultdict(list)
    for weekday, opens, closes in sorted(week):
        hours[opens, closes].append(weekday)
    days = sorted(others, key=lambda other: other.on)
    found = [
        Recurrence(first, last, tuple(weekdays), opens, closes)
        for first, last in _between(days)
        for (opens, closes), weekdays in sorted(hours.items())
        if _has_any(weekdays, first, last)
    ]
    return found + [Recurrence(d.on, d.on, (), d.opens, d.closes, d.reason) for d in days]


def _between(days: Sequence[OtherDay]) -> Iterator[tuple[dt.date | None, dt.date | None]]:
    first: dt.date | None = None
    for day in days:
        last = day.on - _DAY
        if first is None or first <= last:
            yield first, last
        first = day.on + _DAY
    yield first, None


def _has_any(weekdays: Iterable[int], first: dt.date | None, last: dt.date | None) -> bool:
    """Whether any of the weekdays falls between two dates."""
    if first is None or last is None or (last - first).days >= 6:
        return True
    held = {(first + step * _DAY).isoweekday() for step in range((last - first).days + 1)}
    return not held.isdisjoint(weekdays)


class DecreeHours(NamedTuple):
    """Two cells of decree 835: «Пн-Чт 08:00-17:20, Пт 08:00-16:00» and «Перерва: 12:00-13:00»."""

    hours: str
    restriction: str


def decree_hours(week: Iterable[Stretch]) -> DecreeHours:
    """The week as the templates of decree 835 write it; empty where nothing is known."""
    days: dict[int, list[Stretch]] = defaultdict(list)
    for stretch in sorted(week):
        days[stretch.weekday].append(stretch)
    spans = {day: _span(held[0].opens, held[-1].closes) for day, held in days.items()}
    breaks = {
        day: ", ".join(_span(left.closes, right.opens) for left, right in pairwise(held))
        for day, held in days.items()
        if len(held) > 1
    }
    return DecreeHours(_grouped(spans), f"Перерва: {_grouped(breaks)}" if breaks else "")


def _span(opens: dt.time, closes: dt.time) -> str:
    return f"{opens:%H:%M}-{closes:%H:%M}"


def _grouped(told: dict[int, str]) -> str:
    """Days with the same words together, in the order of their first day."""
    same: dict[str, list[int]] = defaultdict(list)
    for day in sorted(told):
        same[told[day]].append(day)
    return ", ".join(f"{_days(days)} {words}" for words, days in same.items())


def _days(days: Sequence[int]) -> str:
    """«Пн-Чт» for days in a row, «Пн,Пт» for others."""
    if len(days) > 2 and days[-1] - days[0] == len(days) - 1:
        return f"{SHORT[days[0] - 1]}-{SHORT[days[-1] - 1]}"
    return ",".join(SHORT[day - 1] for day in days)
