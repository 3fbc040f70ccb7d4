"""Versions of a service in time: which one holds on a day, and how a new one takes its place."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, kw_only=True)
class Period:
    """From a day to a day, both inside; no end means until further notice."""

    starts: date
    ends: date | None = None

    def holds_on(self, on: date) -> bool:
        return self.starts <= on and (self.ends is None or on <= self.ends)

    def overlaps(self, other: "Period") -> bool:
        return (self.ends is None or other.starts <= self.ends) and (other.ends is None or self.starts <= other.ends)


def in_force[P: Period](periods: Iterable[P], on: date) -> P | None:
    """The published period that holds on a day; the latest begun if (against the rule) several do."""
    holding = [period for period in periods if period.holds_on(on)]
    return max(holding, key=lambda period: period.starts, default=None)


def may_start_on(starts: date, published: Sequence[Period], *, today: date) -> bool:
    """Whether a version may be published from a day.

    The first one from any day. A later one not in the past, since people were served by the old one then, and
    not on a day when another published version starts.
    """
    if not published:
        return True
    return starts >= today and all(period.starts != starts for period in published)


def closing_day(starts: date) -> date:
    """Last day of the version before one that starts on this day."""
    return starts - timedelta(days=1)


def next_start(starts: date, published: Iterable[Period]) -> date | None:
    """The nearest day after `starts` on which another published version takes over."""
    return min((period.starts for period in published if period.starts > starts), default=None)
