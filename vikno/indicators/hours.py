"""The timetable of each day as it stood on that day, and the hours that were kept of it.

Timetables have no history in the network: what was planned is written down once the day is over and stays.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import Final, NamedTuple

from django.db.models import Max, Q

from vikno.common.clock import KYIV, midnight
from vikno.common.clock import today as day_of
from vikno.continuity.enums import Effect
from vikno.continuity.models import InterruptionPoint
from vikno.indicators.models import PlannedDay
from vikno.indicators.rules import Hours, Stop, Stretch, hours_kept
from vikno.network.enums import MOBILE, PointState
from vikno.network.models import Point, PointStatus
from vikno.network.queries import planned_hours

OF_STATE: Final = "state"  # the point did not work, and no interruption says why
_ELSEWHERE: Final = frozenset({PointState.DESTROYED, PointState.MOVED})
_LONGEST_GAP: Final = timedelta(days=31)  # nothing was counted meanwhile: of longer ago nobody knows the timetable
_ALWAYS: Final = datetime(9000, 1, 1, tzinfo=KYIV)


class DayKept(NamedTuple):
    """A point on a day; `hours` None where its timetable was not known."""

    point: int
    day: date
    hours: Hours | None


def write_down(hromada: str, at: datetime) -> None:
    """The timetables of the days that are over since they were written down last. Four queries, one where none is."""
    yesterday = day_of(at) - timedelta(days=1)
    last = PlannedDay.objects.filter(hromada_id=hromada).aggregate(last=Max("day"))["last"]
    since = yesterday if last is None else max(last + timedelta(days=1), yesterday - _LONGEST_GAP)
    if since > yesterday:
        return
    points = Point.objects.filter(hromada_id=hromada).exclude(kind__in=MOBILE).order_by("pk")
    listed = points.filter(Q(left_register_on=None) | Q(left_register_on__gt=yesterday))
    planned = planned_hours(list(listed.values_list("pk", flat=True)), since=since, until=yesterday)
    PlannedDay.objects.bulk_create(
        (
            PlannedDay(
                hromada_id=hromada, point_id=point, day=day, is_known=hours is not None,
                hours=[[f"{one.opens:%H:%M}", f"{one.closes:%H:%M}"] for one in hours or ()],
            )
            for (point, day), hours in planned.items() if hours != ()
        ),
        ignore_conflicts=True,
    )  # fmt: skip


def hours_of_days(hromada: str, cells: Collection[tuple[int, date]], at: datetime) -> Iterator[DayKept]:
    """Of these points on these days, where a timetable was written down. Three queries."""
    points, days = {point for point, _day in cells}, {day for _point, day in cells}
    plans = PlannedDay.objects.filter(hromada_id=hromada, point__in=points, day__in=days).order_by("day", "point")
    found = [plan for plan in plans if (plan.point_id, plan.day) in cells]
    if not found:
        return
    first, last = midnight(found[0].day), midnight(found[-1].day + timedelta(days=1))
    stops, elsewhere = _stops(hromada, points, first, last, at)
    for plan in found:
        place = plan.point_id
        kept = hours_kept(_stretches(plan), elsewhere=elsewhere.get(place, ()), stops=stops.get(place, ()))
        yield DayKept(place, plan.day, kept if plan.is_known else None)


def _stretches(plan: PlannedDay) -> list[Stretch]:
    return [
        (
            datetime.combine(plan.day, time.fromisoformat(opens), KYIV),
            datetime.combine(plan.day, time.fromisoformat(closes), KYIV),
        )
        for opens, closes in plan.hours
    ]


def _stops(
    hromada: str, points: Collection[int], since: datetime, until: datetime, at: datetime
) -> tuple[Mapping[int, list[Stop]], Mapping[int, list[Stretch]]]:
    """By point: interruptions that closed it, the earliest first, then its states; and when it was not there at all."""
    stops, elsewhere = defaultdict[int, list[Stop]](list), defaultdict[int, list[Stretch]](list)
    touches = InterruptionPoint.objects.filter(
        hromada_id=hromada, point__in=points, effect=Effect.CLOSED, interruption__began_at__lt=until
    ).select_related("interruption")
    for touch in touches.order_by("interruption__began_at", "pk"):
        one = touch.interruption
        stops[touch.point_id].append(Stop(one.cause, max(one.began_at, touch.added_at), one.over_at(at)))
    states = PointStatus.objects.filter(point__in=points, state__in=(PointState.CLOSED, *_ELSEWHERE))
    lasting = Q(ends_at=None) | Q(ends_at__gt=since)
    for state in states.filter(lasting, starts_at__lt=until).order_by("starts_at", "pk"):
        ends = state.ends_at or _ALWAYS
        if state.state in _ELSEWHERE:
            elsewhere[state.point_id].append((state.starts_at, ends))
        else:
            stops[state.point_id].append(Stop(OF_STATE, state.starts_at, ends))
    return stops, elsewhere
