"""What the records say of a pilot: measures of the centre and its services, before its first day and from it on.

It tells what changed, not why: the same comparison as `indicators.queries.around`, nothing counted anew.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
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

    `ready_on`: the first day when a whole week is over. `has_records`: anything at all on either side.
    """

    before: Span | None
    after: Span | None
    found: Mapping[str, Around]
    services: Sequence[Asked]
    counted_at: datetime | None
    ready_on: date

    @property
    def has_records(self) -> bool:
        return any(one.own.before.n or one.own.after.n for one in self.found.values())

    @property
    def has_nothing_before(self) -> bool:
        """Records begin with the pilot or later: what grew out of nothing tells of the records, not of the pilot."""
        return not any(one.own.before.n for one in self.found.values())


def measures_of(pilot: Pilot, *, today: date) -> PilotMeasures:
    """Of the hromada of the pilot, which is bound. As many queries for one service as for ten."""
    until = min(today, pilot.ends_on + timedelta(days=1)) if pilot.ends_on else today
    weeks = max(0, min(WEEKS, (until - pilot.starts_on).days // 7))
    scope = Scope(hromada=pilot.hromada_id, oblast=pilot.hromada.oblast_id or "")
    found = {
        code: one
        for code in MEASURES
        if (one := indicators.around(INDICATORS[code], scope, pilot.starts_on, weeks=weeks, today=today))
    }
    spans = next(iter(found.values()), None)
    return PilotMeasures(
        before=spans.before if spans else None, after=spans.after if spans else None, found=found,
        services=_asked(pilot, scope, spans.before, spans.after) if spans else (),
        counted_at=indicators.counted_at(pilot.hromada_id), ready_on=indicators.ready_on(pilot.starts_on),
    )  # fmt: skip


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
