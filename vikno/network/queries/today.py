"""States and hours of many points at once: a fixed number of queries for any number of points."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from vikno.common import clock
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


def schedules_of(point_ids: Collection[int], *, around: dt.datetime) -> dict[int, Schedule]:
    """Weekly hours, exceptions of the coming weeks and states, in three queries."""
    periods: dict[int, list[WeeklyPeriod]] = defaultdict(list)
    for p in OpeningPeriod.objects.filter(point_id__in=point_ids).order_by("point", "weekday", "opens"):
        periods[p.point_id].append(WeeklyPeriod(p.weekday, p.opens, p.closes, p.kind))
    days = (clock.today(around), clock.today(around + _AHEAD))
    exceptions: dict[int, list[DayException]] = defaultdict(list)
    for e in HoursException.objects.filter(point_id__in=point_ids, on__range=days).order_by("point", "on"):
        exceptions[e.point_id].append(DayException(e.on, e.opens, e.closes, e.reason))
    states: dict[int, list[StateSpan]] = defaultdict(list)
    for s in PointStatus.objects.filter(point_id__in=point_ids).order_by("point", "starts_at"):
        states[s.point_id].append(StateSpan(s.state, s.starts_at, s.ends_at))
    return {n: Schedule(tuple(periods[n]), tuple(exceptions[n]), tuple(states[n])) for n in point_ids}


def opening_of(point_ids: Collection[int], at: dt.datetime) -> dict[int, PointToday]:
    """State, hours of the day and "open now" of each point, in four queries."""
    statuses = point_state_now(point_ids, at)
    return {
        number: today_of(schedule, statuses.get(number), at)
        for number, schedule in schedules_of(point_ids, around=at).items()
    }


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
