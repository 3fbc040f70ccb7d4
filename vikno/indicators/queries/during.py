"""Before, during and after a mode of a point: as many days each, on the same weekdays, beside the other points.

It tells what was otherwise, not why: nothing here is proof.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from vikno.common.clock import today as day_of
from vikno.indicators.definitions import Indicator
from vikno.indicators.queries.spans import LONGEST_DAYS, Span
from vikno.indicators.queries.values import Scope, Value, value
from vikno.network.models import PointStatus

_YEAR = timedelta(days=364)  # the same weekdays


@dataclass(frozen=True, kw_only=True)
class Times:
    """The same measure three times; `after` None where those days are not over."""

    before: Value
    during: Value
    after: Value | None


@dataclass(frozen=True, kw_only=True)
class During:
    """`others`: the other points of the hromada on the same days; None where they have no records."""

    before: Span
    during: Span
    after: Span | None
    is_lasting: bool
    own: Times
    year_ago: Times
    others: Times | None


def spans_of(status: PointStatus, *, today: date) -> tuple[Span, Span, Span | None] | None:
    """Days of a mode that are over, as many before and after it moved by whole weeks; None where no day is over.

    The first day and the last count whole: a mode begins and ends within a day.
    """
    since, yesterday = day_of(status.starts_at), today - timedelta(days=1)
    ends = day_of(status.ends_at - timedelta(microseconds=1)) if status.ends_at else yesterday
    until = min(ends, yesterday, since + timedelta(days=LONGEST_DAYS - 1))
    if until < since:
        return None
    weeks = timedelta(weeks=-(-((until - since).days + 1) // 7))
    after = Span(since=since + weeks, until=until + weeks)
    before = Span(since=since - weeks, until=until - weeks)
    return before, Span(since=since, until=until), after if ends <= yesterday and after.until <= yesterday else None


def during(indicator: Indicator, status: PointStatus, *, today: date) -> During | None:
    """A measure at the point of a mode. Nine queries at most."""
    spans = spans_of(status, today=today)
    if spans is None:
        return None
    scope = Scope(hromada=status.point.hromada_id or "", point=status.point_id)
    others = _times(indicator, replace(scope, besides=True), *spans)
    back = tuple(span and Span(since=span.since - _YEAR, until=span.until - _YEAR) for span in spans)
    return During(
        before=spans[0], during=spans[1], after=spans[2],
        is_lasting=status.ends_at is None or day_of(status.ends_at) >= today,
        own=_times(indicator, scope, *spans), year_ago=_times(indicator, scope, *back),  # type: ignore[arg-type]
        others=others if others.before.n or others.during.n else None,
    )  # fmt: skip


def _times(indicator: Indicator, scope: Scope, before: Span, within: Span, after: Span | None) -> Times:
    return Times(
        before=value(indicator, scope, before), during=value(indicator, scope, within),
        after=value(indicator, scope, after) if after else None,
    )  # fmt: skip
