"""When a point receives: weekly periods, and dates on which they do not hold."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from django.db import transaction

from vikno.common import clock
from vikno.common.actors import Actor
from vikno.common.text import clean
from vikno.network import policies
from vikno.network.enums import PeriodKind, TimetableState, Weekday
from vikno.network.errors import ExceptionInPast, HoursOutOfOrder, HoursOverlap
from vikno.network.models import HoursException, OpeningPeriod, Point
from vikno.network.services.journal import point_for_change, record


@dataclass(frozen=True, slots=True, order=True)
class PeriodGiven:
    """A stretch of a weekday (1 = Monday), local time."""

    weekday: int
    opens: dt.time
    closes: dt.time
    kind: PeriodKind = PeriodKind.RECEPTION


@transaction.atomic
def set_hours(*, actor: Actor, at: dt.datetime, point_id: int, periods: Sequence[PeriodGiven]) -> None:
    """Replace the whole week. A lunch break is the gap between two periods; an empty week = no fixed hours.

    Settles the question of the register's timetable. Raises NotAllowed, NoSuchPoint, HoursOutOfOrder, HoursOverlap.
    """
    point = point_for_change(point_id)
    policies.require_may_set_hours(actor, point)
    _require_sound(periods)
    before = _as_text(point.opening_periods.order_by("weekday", "opens"))
    replace_periods(point, periods)
    if point.timetable_state == TimetableState.QUESTION or before != _as_text(periods):
        state = TimetableState.PARSED if periods else TimetableState.ABSENT
        Point.objects.filter(pk=point.pk).update(timetable_state=state, timetable_reason="", timetable_note="")
        record(actor, "point.hours_set", point, at, before=before, after=_as_text(periods))


def replace_periods(point: Point, periods: Iterable[PeriodGiven]) -> None:
    """Write the week as given."""
    point.opening_periods.all().delete()
    OpeningPeriod.objects.bulk_create(
        OpeningPeriod(point=point, weekday=p.weekday, kind=p.kind, opens=p.opens, closes=p.closes)
        for p in sorted(periods)
    )


@transaction.atomic
def add_exception(
    *,
    actor: Actor,
    at: dt.datetime,
    point_id: int,
    on: dt.date,
    reason: str,
    opens: dt.time | None = None,
    closes: dt.time | None = None,
) -> HoursException:
    """A date with other hours, or closed (no times). A second one for the date replaces the first."""
    point = point_for_change(point_id)
    policies.require_may_edit(actor, point)
    if on < clock.today(at):
        raise ExceptionInPast(on=f"{on:%d.%m.%Y}")
    if (opens is None) != (closes is None) or (opens and closes and closes <= opens):
        raise HoursOutOfOrder(day=f"{on:%d.%m.%Y}")
    found, _ = HoursException.objects.update_or_create(
        point=point, on=on, defaults={"opens": opens, "closes": closes, "reason": clean(reason)}
    )
    record(actor, "point.exception_added", point, at, on=on.isoformat(), is_closed=opens is None)
    return found


@transaction.atomic
def drop_exception(*, actor: Actor, at: dt.datetime, point_id: int, on: dt.date) -> None:
    """The usual hours hold again on the date."""
    point = point_for_change(point_id)
    policies.require_may_edit(actor, point)
    dropped, _ = HoursException.objects.filter(point=point, on=on).delete()
    if dropped:
        record(actor, "point.exception_dropped", point, at, on=on.isoformat())


def _require_sound(periods: Sequence[PeriodGiven]) -> None:
    for period in periods:
        if period.closes <= period.opens:
            raise HoursOutOfOrder(day=Weekday(period.weekday).label)
    for weekday, of_day in groupby(sorted(periods), key=lambda p: p.weekday):
        if any(left.closes > right.opens for left, right in pairwise(of_day)):
            raise HoursOverlap(day=Weekday(weekday).label)


def _as_text(periods: Iterable[OpeningPeriod | PeriodGiven]) -> list[str]:
    return [f"{p.weekday} {p.kind} {p.opens:%H:%M}-{p.closes:%H:%M}" for p in periods]
