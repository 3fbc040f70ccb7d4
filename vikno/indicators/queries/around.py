"""Before and after a day: as many whole weeks on each side, beside the neighbours and beside the year before.

It tells what changed, not why: nothing here is proof.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Final

from vikno.indicators.definitions import LEAST_SHOWN, Indicator
from vikno.indicators.enums import Part
from vikno.indicators.queries.spans import Span, month_span
from vikno.indicators.queries.values import Scope, Value, counted_by_day, lines, value, value_of

_FEWEST_NEIGHBOURS: Final = 3  # of fewer hromadas a sum would show one of them
_WEEK: Final = timedelta(days=7)


@dataclass(frozen=True, kw_only=True)
class Sides:
    """The same measure before and after."""

    before: Value
    after: Value


@dataclass(frozen=True, kw_only=True)
class Week:
    since: date
    value: Value
    is_after: bool


@dataclass(frozen=True, kw_only=True)
class Around:
    """What was before a day and from that day on.

    `year_ago`: the same weeks 364 days earlier. `others`: the other points of the hromada in the same weeks, or the
    other hromadas of the oblast in whole months; None where there are none to compare with, or too soon.
    """

    day: date
    before: Span
    after: Span
    own: Sides
    year_ago: Sides
    others: Sides | None
    weeks: Sequence[Week]

    @property
    def usual(self) -> tuple[float, float] | None:
        """The least and the most of the weeks before."""
        known = [week.value.amount for week in self.weeks if not week.is_after and week.value.amount is not None]
        return (min(known), max(known)) if known else None

    @property
    def unusual(self) -> int:
        """How many weeks after lie outside of what weeks before were."""
        if self.usual is None:
            return 0
        least, most = self.usual
        after = [week.value.amount for week in self.weeks if week.is_after and week.value.amount is not None]
        return sum(not least <= amount <= most for amount in after)


def weeks_over(day: date, *, weeks: int, today: date) -> int:
    """How many whole weeks from a day on are over, at most so many."""
    return max(0, min(weeks, (today - day).days // 7))


def ready_on(day: date) -> date:
    """The first day when a whole week is over."""
    return day + _WEEK


def around(indicator: Indicator, scope: Scope, day: date, *, weeks: int, today: date) -> Around | None:
    """Both sides of a day in a hromada or at a point; None where no whole week is over since. Nine queries at most."""
    length = weeks_over(day, weeks=weeks, today=today)
    if not length:
        return None
    before, after = _sides_of(day, length)
    by_week = _by_week(indicator, scope, day, length)
    return Around(
        day=day, before=before, after=after, own=_sides(indicator, scope, before, after),
        year_ago=_sides(indicator, scope, *_sides_of(day - 52 * _WEEK, length)),
        others=_others(indicator, scope, day, length, today), weeks=by_week,
    )  # fmt: skip


def _sides_of(day: date, weeks: int) -> tuple[Span, Span]:
    return (
        Span(since=day - weeks * _WEEK, until=day - timedelta(days=1)),
        Span(since=day, until=day + weeks * _WEEK - timedelta(days=1)),
    )


def _sides(indicator: Indicator, scope: Scope, before: Span, after: Span) -> Sides:
    return Sides(before=value(indicator, scope, before), after=value(indicator, scope, after))


def _by_week(indicator: Indicator, scope: Scope, day: date, weeks: int) -> list[Week]:
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in counted_by_day(indicator, scope, Span(since=day - weeks * _WEEK, until=day + weeks * _WEEK)):
        found[(row["day"] - day).days // 7].append(row)
    return [
        Week(since=day + place * _WEEK, value=value_of(indicator, found[place]), is_after=place >= 0)
        for place in range(-weeks, weeks)
    ]


def _others(indicator: Indicator, scope: Scope, day: date, weeks: int, today: date) -> Sides | None:
    besides = replace(scope, besides=True)
    if scope.point is not None:
        found = _sides(indicator, besides, *_sides_of(day, weeks))
        return found if min(found.before.n, found.after.n) else None
    first = day.replace(day=1)
    begins = first if day == first else (first + timedelta(days=31)).replace(day=1)
    months = max(1, round(weeks * 7 / 30))
    before, after = month_span(_months_before(first, months), months), month_span(begins, months)
    if not scope.oblast or after.until >= today:
        return None
    if any(len(lines(indicator, besides, span, Part.HROMADA)) < _FEWEST_NEIGHBOURS for span in (before, after)):
        return None
    found = _sides(indicator, besides, before, after)
    return found if min(found.before.n, found.after.n) >= LEAST_SHOWN else None


def _months_before(first: date, months: int) -> date:
    year, month = divmod(first.year * 12 + first.month - 1 - months, 12)
    return date(year, month + 1, 1)
