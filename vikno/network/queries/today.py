"""States and hours of many points at once: a fixed number of queries for any number of points."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q, QuerySet

from vikno.common import clock
from vikno.common.compiled import Among, compiled
from vikno.network.models import HoursException, OpeningPeriod, PointStatus
from vikno.network.rules import opening
from vikno.network.rules.opening import DayException, Hours, OpenNow, Schedule, StateSpan, WeeklyPeriod

_AHEAD = dt.timedelta(days=opening.HORIZON_DAYS + 1)


@dataclass(frozen=True, slots=True)
class PointToday:
    """What a person needs to know before going there. `status` None: no state is recorded."""

    status: PointStatus | None
    hours: tuple[Hours, ...]
    exception: DayException | None
    now: OpenNow

    @property
    def state(self) -> str:
        return self.status.state if self.status else ""


def point_state_now(point_ids: Collection[int], at: dt.datetime) -> dict[int, PointStatus]:
    """The state of each point at a moment, in one query; a point with no recorded state is left out."""
    found = PointStatus.objects.filter(point_id__in=point_ids, starts_at__lte=at).select_related("moved_to")
    return {s.point_id: s for s in found.order_by("point", "starts_at") if s.ends_at is None or s.ends_at > at}


def states_now(point_ids: Collection[int], at: dt.datetime) -> dict[int, str]:
    """The same as words of the table alone: for those who count many points and show none."""
    lasting = Q(ends_at__isnull=True) | Q(ends_at__gt=at)
    found = PointStatus.objects.filter(lasting, point_id__in=point_ids, starts_at__lte=at).order_by("starts_at")
    return dict(found.values_list("point_id", "state"))


def state_at(point_id: int, at: dt.datetime) -> str:
    """The state of one point at a moment, "" where none is recorded."""
    lasting = Q(ends_at__isnull=True) | Q(ends_at__gt=at)
    found = PointStatus.objects.filter(lasting, point_id=point_id, starts_at__lte=at).order_by("-starts_at")
    return next(iter(found.values_list("state", flat=True)[:1]), "")


def schedules_of(
    point_ids: Collection[int], *, around: dt.datetime, ahead: dt.timedelta = _AHEAD
) -> dict[int, Schedule]:
    """Weekly hours, exceptions from a moment over the time ahead and states, in three queries."""
    return _schedules(point_ids, _statuses(point_ids), around, ahead)


def opening_of(point_ids: Collection[int], at: dt.datetime) -> dict[int, PointToday]:
    """State, hours of the day and "open now" of each point, in three queries."""
    statuses = _statuses(point_ids)
    schedules = _schedules(point_ids, statuses, at)
    return {number: today_of(schedules[number], _current(statuses[number], at), at) for number in point_ids}


def _statuses(point_ids: Collection[int]) -> dict[int, list[PointStatus]]:
    found: dict[int, list[PointStatus]] = defaultdict(list)
    for status in _statuses_read(list(point_ids)):
        found[status.point_id].append(status)
    return found


@compiled
def _statuses_read(point_ids: list[int]) -> QuerySet[PointStatus]:
    return PointStatus.objects.filter(Among(F("point_id"), point_ids)).order_by("point_id", "starts_at")


def _current(statuses: list[PointStatus], at: dt.datetime) -> PointStatus | None:
    return next((s for s in statuses if s.starts_at <= at and (s.ends_at is None or at < s.ends_at)), None)


def _schedules(
    point_ids: Collection[int],
    statuses: Mapping[int, list[PointStatus]],
    around: dt.datetime,
    ahead: dt.timedelta = _AHEAD,
) -> dict[int, Schedule]:
    periods: dict[int, list[WeeklyPeriod]] = defaultdict(list)
    for point, weekday, opens, closes, kind in _periods(list(point_ids)):
        periods[point].append(WeeklyPeriod(weekday, opens, closes, kind))
    exceptions: dict[int, list[DayException]] = defaultdict(list)
    coming = _exceptions(list(point_ids), clock.today(around), clock.today(around + ahead))
    for point, on, starts, ends, reason in coming:
        exceptions[point].append(DayException(on, starts, ends, reason))
    return {
        n: Schedule(
            tuple(periods[n]), tuple(exceptions[n]),
            tuple(StateSpan(s.state, s.starts_at, s.ends_at) for s in statuses.get(n, ())),
        )
        for n in point_ids
    }  # fmt: skip


@compiled
def _periods(point_ids: list[int]) -> QuerySet[OpeningPeriod, tuple[Any, ...]]:
    week = OpeningPeriod.objects.filter(Among(F("point_id"), point_ids)).order_by("point_id", "weekday", "opens")
    return week.values_list("point_id", "weekday", "opens", "closes", "kind")


@compiled
def _exceptions(point_ids: list[int], first: dt.date, last: dt.date) -> QuerySet[HoursException, tuple[Any, ...]]:
    coming = HoursException.objects.filter(Among(F("point_id"), point_ids), on__gte=first, on__lte=last)
    return coming.order_by("point_id", "on").values_list("point_id", "on", "opens", "closes", "reason")


def planned_hours(
    point_ids: Sequence[int], *, since: dt.date, until: dt.date
) -> dict[tuple[int, dt.date], tuple[Hours, ...] | None]:
    """Reception hours by the present timetable, states aside, by point and day; None where they are not known."""
    ahead = clock.midnight(until) - clock.midnight(since)
    schedules = schedules_of(point_ids, around=clock.midnight(since), ahead=ahead)
    days = [since + dt.timedelta(days=step) for step in range((until - since).days + 1)]
    return {
        (n, day): opening.hours_on(day, one) if one.is_known or opening.exception_on(day, one) else None
        for n, one in schedules.items() for day in days
    }  # fmt: skip


def today_of(schedule: Schedule, status: PointStatus | None, at: dt.datetime) -> PointToday:
    """The same for one schedule already read."""
    day = clock.today(at)
    return PointToday(
        status=status,
        hours=opening.hours_on(day, schedule),
        exception=opening.exception_on(day, schedule),
        now=opening.open_now(at, schedule),
    )


def today_hours(point_ids: Collection[int], at: dt.datetime) -> Mapping[int, tuple[Hours, ...]]:
    """Reception hours of the day of a moment; states are not looked at."""
    day = clock.today(at)
    return {n: opening.hours_on(day, schedule) for n, schedule in schedules_of(point_ids, around=at).items()}
