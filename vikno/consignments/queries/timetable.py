"""When the courier comes to a point, and by when papers must have left it."""

import tomllib
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from django.db.models import Q, QuerySet

from vikno.cases.counting import here
from vikno.cases.models import Case
from vikno.cases.roads import Road
from vikno.cases.rules import is_working_day
from vikno.common import clock
from vikno.consignments import rules
from vikno.consignments.enums import HolderKind, PaperMode
from vikno.consignments.models import Transfer, TransferException
from vikno.consignments.queries.holding import chains_of
from vikno.consignments.queries.modes import Mode, modes_of
from vikno.consignments.rules import Departure, Exempted, Weekly
from vikno.network.models import Point

_DATA = Path(__file__).parent.parent / "data" / "journey.toml"
FORECAST_DAYS = 60


def working_days_of(hromada_code: str, *, since: date) -> Callable[[date], bool]:
    """Whether a day works in a hromada: the national calendar with its own closures."""
    calendar = here(hromada_code=hromada_code, provider_id=None, since=since).calendar
    return lambda day: is_working_day(day, calendar)


def transfers_of(point: Point) -> QuerySet[Transfer]:
    """Rows of a point's timetable, also those that hold no longer."""
    return Transfer.objects.filter(hromada_id=point.hromada_id, point=point).order_by("weekday", "at", "pk")


def exceptions_of(hromada_code: str, *, since: date) -> QuerySet[TransferException]:
    """Days without a transfer or with a moved one, from a day on."""
    rows = TransferException.objects.filter(hromada_id=hromada_code).select_related("point")
    return rows.filter(Q(on__gte=since) | Q(moved_to__gte=since)).order_by("on", "pk")


def departures(point: Point, *, since: date, until: date) -> list[Departure]:
    """When the courier comes to a point between two days, both inside."""
    weekly, exempted = _rows(point, since=since)
    working = working_days_of(point.hromada_id or "", since=since)
    return rules.departures(weekly, exempted, since=since, until=until, is_working=working)


def next_departure(point: Point, *, after: datetime) -> Departure | None:
    """The next time the courier comes; None when nothing is in sight."""
    local = after.astimezone(clock.KYIV)
    weekly, exempted = _rows(point, since=local.date())
    working = working_days_of(point.hromada_id or "", since=local.date())
    return rules.next_departure(weekly, exempted, after=local, is_working=working)


def roads_of(cases: Sequence[Case], today: date) -> dict[int, Road]:
    """The road before the papers of each case, for the forecast of lateness; as many queries for one as for many.

    A case is not there when no trip stands between it and its decision: the papers are with the provider or the
    courier, scans go instead of them, or the point has no timetable and nothing can be said.
    """
    lying = {pk: chain.history[-1].place for pk, chain in chains_of(cases).items()}
    at_points = [case for case in cases if case.provider_id and lying[case.pk].kind == HolderKind.POINT]
    if not at_points:
        return {}
    modes = modes_of(at_points, on=today)
    points = {case.pk: lying[case.pk].id for case in at_points if modes[case.pk].mode == PaperMode.TRAVELS}
    days = _days_of_points(set(points.values()), at_points[0].hromada_id, today=today)
    return {pk: Road(trips=days[point]) for pk, point in points.items() if point in days}


def longest_road(hromada_code: str, today: date) -> Road | None:
    """The road from the point whose courier comes last; None where no point has a timetable."""
    rows = list(Transfer.objects.filter(hromada_id=hromada_code).order_by("pk"))
    days = _days_of(rows, hromada_code, today=today).values()
    if not days:
        return None
    return Road(trips=(max(trips[0] for trips in days),) if all(days) else ())


def _days_of_points(points: Collection[int], hromada_code: str, *, today: date) -> dict[int, tuple[date, ...]]:
    rows = list(Transfer.objects.filter(hromada_id=hromada_code, point_id__in=points).order_by("pk"))
    return _days_of(rows, hromada_code, today=today)


def _days_of(transfers: Sequence[Transfer], hromada_code: str, *, today: date) -> dict[int, tuple[date, ...]]:
    """Days on which the courier comes to each point that has a timetable; two queries whatever their number."""
    weekly: dict[int, list[Weekly]] = defaultdict(list)
    for row in transfers:
        weekly[row.point_id].append(_weekly(row))
    if not weekly:
        return {}
    exceptions = list(exceptions_of(hromada_code, since=today))
    working, until = working_days_of(hromada_code, since=today), today + timedelta(days=FORECAST_DAYS)
    found = {}
    for point, rows in weekly.items():
        listed = rules.departures(
            rows, _exempted(exceptions, point), since=today, until=until, is_working=working
        )  # fmt: skip
        found[point] = tuple(sorted({each.on for each in listed}))
    return found


@dataclass(frozen=True, kw_only=True)
class ForwardingRule:
    """By which working day papers must have left, for whose services, by which act."""

    groups: tuple[str, ...]
    working_days: int
    source: str
    is_confirmed: bool


def forwarding_rule(group_code: str, *, on: date) -> ForwardingRule:
    """The row in force on a day for a group of services; the row without groups is for every other."""
    rows = [row for row in forwarding_rules() if row[0] <= on]
    named = [row for row in rows if group_code in row[1].groups]
    return max(named or [row for row in rows if not row[1].groups], key=lambda row: row[0])[1]


@cache
def forwarding_rules() -> tuple[tuple[date, ForwardingRule], ...]:
    """Every row with the day it holds from."""
    rows: list[dict[str, Any]] = tomllib.loads(_DATA.read_text(encoding="utf-8"))["forwarding"]
    return tuple(
        (
            row["valid_from"],
            ForwardingRule(
                groups=tuple(row["groups"]), working_days=row["working_days"], source=row["source"],
                is_confirmed=row["is_confirmed"],
            ),
        )
        for row in rows
    )  # fmt: skip


def leave_by(cases: Sequence[Case], modes: dict[int, Mode]) -> dict[int, date]:
    """The last day on which papers may lie where they were taken in. Paper that stays has none.

    `cases` are read with their service and its group.
    """
    listed = [case for case in cases if modes[case.pk].mode != PaperMode.PAPER_STAYS]
    if not listed:
        return {}
    since = min(clock.today(case.registered_at) for case in listed)
    working = working_days_of(listed[0].hromada_id, since=since)
    return {case.pk: _leave_by(case, modes[case.pk], working) for case in listed}


def _leave_by(case: Case, mode: Mode, working: Callable[[date], bool]) -> date:
    if mode.mode == PaperMode.SCAN_FIRST and mode.follow_by is not None:
        return mode.follow_by
    on = clock.today(case.registered_at)
    days = forwarding_rule(case.service.group.code, on=on).working_days
    return rules.leave_by(on, working_days=days, is_working=working)


def _rows(point: Point, *, since: date) -> tuple[list[Weekly], list[Exempted]]:
    weekly = [_weekly(row) for row in transfers_of(point)]
    return weekly, _exempted(exceptions_of(point.hromada_id or "", since=since), point.pk)


def _weekly(row: Transfer) -> Weekly:
    return Weekly(weekday=row.weekday, at=row.at, valid_from=row.valid_from, valid_to=row.valid_to, route=row.route)


def _exempted(rows: Iterable[TransferException], point: int) -> list[Exempted]:
    """A row of the point itself is stronger than one of the whole network."""
    found: dict[date, TransferException] = {}
    for row in rows:
        if row.point_id == point or (row.point_id is None and row.on not in found):
            found[row.on] = row
    return [Exempted(on=row.on, moved_to=row.moved_to, reason=row.reason) for row in found.values()]
