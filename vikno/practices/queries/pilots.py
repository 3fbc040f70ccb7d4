"""What the records say of a pilot: measures of its services and of the centre, before its first day and from it on.

It tells what changed, not why: the same comparison as `indicators.queries.around`, nothing counted anew.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final

from vikno.indicators import queries as indicators
from vikno.indicators.definitions import INDICATORS
from vikno.indicators.enums import Part
from vikno.indicators.queries import Around, Scope, Span
from vikno.practices.models import Pilot

WEEKS: Final = 13
# What powers taken over may change first: how much is asked, how soon and how it ends, how people are received.
MEASURES: Final = ("requested", "given", "days_to_result", "in_time", "refused", "waiting", "satisfaction")
_YEAR: Final = timedelta(weeks=52)  # the same weekdays


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Applications for one service of the pilot, or for all of them (""), here and in the same weeks a year earlier."""

    title: str
    before: int
    after: int
    year_ago_before: int
    year_ago_after: int


@dataclass(frozen=True, kw_only=True)
class PilotMeasures:
    """`found` is empty while no whole week of the pilot is over; `counted_at` is None where nothing was ever counted.

    `of_services`: codes of measures that are of the services of the pilot alone, the rest are of the whole centre.
    `ready_on`: the first day when a whole week is over. `has_records`: anything at all on either side, of the centre
    too; `has_nothing_before`: the records of the centre begin with the pilot or later, so what grew out of nothing
    tells of the records. That the services themselves begin with it is what a pilot is.
    """

    before: Span | None
    after: Span | None
    found: Mapping[str, Around]
    of_services: frozenset[str]
    services: Sequence[Asked]
    counted_at: datetime | None
    ready_on: date
    has_records: bool
    has_nothing_before: bool


def measures_of(pilot: Pilot, *, today: date) -> PilotMeasures:
    """Of the hromada of the pilot, which is bound. As many queries for one service as for ten.

    What is counted by services is told of those of the pilot, where it names any.
    """
    until = min(today, pilot.ends_on + timedelta(days=1)) if pilot.ends_on else today
    weeks = max(0, min(WEEKS, (until - pilot.starts_on).days // 7))
    scope = Scope(hromada=pilot.hromada_id, oblast=pilot.hromada.oblast_id or "")
    chosen = replace(scope, services=frozenset(one.pk for one in pilot.services.all()))
    apart = frozenset(code for code in MEASURES if chosen.services and indicators.is_of_services(INDICATORS[code]))
    found = {
        code: one
        for code in MEASURES
        if (
            one := indicators.around(
                INDICATORS[code], chosen if code in apart else scope, pilot.starts_on, weeks=weeks, today=today
            )
        )
    }
    spans = next(iter(found.values()), None)
    before, after = _records(scope, found.values(), spans)
    return PilotMeasures(
        before=spans.before if spans else None, after=spans.after if spans else None, found=found, of_services=apart,
        services=_asked(pilot, scope, spans.before, spans.after) if spans else (),
        counted_at=indicators.counted_at(pilot.hromada_id), ready_on=indicators.ready_on(pilot.starts_on),
        has_records=bool(before or after), has_nothing_before=not before,
    )  # fmt: skip


def _records(scope: Scope, found: Iterable[Around], spans: Around | None) -> tuple[int, int]:
    """How many there are of the whole centre before and after."""
    if spans is None:
        return 0, 0
    before, after = (indicators.value(INDICATORS["requested"], scope, one).n for one in (spans.before, spans.after))
    for one in found:
        before, after = before + one.own.before.n, after + one.own.after.n
    return before, after


def _asked(pilot: Pilot, scope: Scope, before: Span, after: Span) -> list[Asked]:
    """The sum of all first, where there are several."""
    named = {str(one.pk): str(one) for one in pilot.services.all()}
    if not named:
        return []
    counts = [_by_service(scope, span) for span in (before, after, _year_ago(before), _year_ago(after))]
    rows = [_row(title, [one.get(key, 0) for one in counts]) for key, title in named.items()]
    whole = _row("", [sum(one.get(key, 0) for key in named) for one in counts])
    return [whole, *rows] if len(rows) > 1 else rows


def _by_service(scope: Scope, span: Span) -> dict[str, int]:
    listed = indicators.lines(INDICATORS["requested"], scope, span, Part.SERVICE)
    return {line.key: line.value.n for line in listed}


def _row(title: str, counts: Sequence[int]) -> Asked:
    before, after, year_ago_before, year_ago_after = counts
    return Asked(
        title=title, before=before, after=after, year_ago_before=year_ago_before, year_ago_after=year_ago_after
    )


def _year_ago(span: Span) -> Span:
    return Span(since=span.since - _YEAR, until=span.until - _YEAR)
