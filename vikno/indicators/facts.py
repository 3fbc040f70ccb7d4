"""Facts: what is counted of each family of records, in one place. Every count is made here and nowhere else.

A family is counted for cells, a point on a day each, all of them in one go. What is said of time is in whole days or
whole minutes, rounded as the screens of its room round it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final, NamedTuple

from django.db import connection

from vikno.common.clock import midnight
from vikno.common.clock import today as day_of
from vikno.continuity.models import InterruptionPoint
from vikno.indicators import statements
from vikno.indicators.enums import Fact, Family, Part
from vikno.indicators.hours import hours_of_days
from vikno.network.models import Point
from vikno.queue import queries as queue


class Cell(NamedTuple):
    """Where and when something is to be counted."""

    point: int
    day: date


class Row(NamedTuple):
    """A row of `DayCount` without its hromada."""

    point: int
    day: date
    fact: str
    a: str = ""
    b: str = ""
    c: str = ""
    bucket: int | None = None
    n: int = 1
    total: int = 0


_MANY: Final = 100  # cells; of fewer no plan is thought dear enough to be compiled
type Counting = Callable[[str, Sequence[Cell], datetime], Iterable[Row]]

# What `a`, `b` and `c` of a fact are; `bucket` is named with each fact below.
PARTS: Final[Mapping[Fact, tuple[Part, ...]]] = {
    Fact.REGISTERED: (Part.SERVICE, Part.CHANNEL),
    Fact.GIVEN: (Part.SERVICE,),
    Fact.DECIDED: (Part.SERVICE, Part.OUTCOME, Part.PROVIDER),
    Fact.HALTED: (Part.SERVICE,),
    Fact.WITHDRAWN: (Part.SERVICE,),
    Fact.REPEATED: (Part.SERVICE,),
    Fact.WORKED: (),
    Fact.TICKETS: (Part.PURPOSE, Part.STATE),
    Fact.PREFERRED: (Part.PRIORITY,),
    Fact.OFFLINE: (),
    Fact.WAITED: (),
    Fact.SERVED: (),
    Fact.TALKED: (Part.TOPIC, Part.TALK_CHANNEL),
    Fact.BOOKED: (Part.SERVICE, Part.STATE),
    Fact.ANSWERED: (),
    Fact.TAGGED: (Part.TAG,),
    Fact.STOOD: (Part.CAUSE,),
    Fact.PLANNED: (),
    Fact.KEPT: (),
    Fact.SHUT: (Part.LOSS,),
    Fact.TRAVELLED: (Part.SERVICE, Part.PROVIDER),
    Fact.CHECKED: (Part.SERVICE, Part.CONDITION),
    Fact.LOST: (Part.SERVICE, Part.FOUND),
    Fact.PAID: (Part.SERVICE, Part.ENTRY, Part.PAY_CHANNEL),
    Fact.FORGIVEN: (Part.SERVICE,),
}
FACTS_OF: Final[Mapping[Family, tuple[Fact, ...]]] = {
    Family.CASES: (
        Fact.REGISTERED, Fact.GIVEN, Fact.DECIDED, Fact.HALTED, Fact.WITHDRAWN, Fact.REPEATED, Fact.WORKED,
    ),
    Family.QUEUE: (Fact.TICKETS, Fact.PREFERRED, Fact.OFFLINE, Fact.WAITED, Fact.SERVED),
    Family.TALKS: (Fact.TALKED,),
    Family.BOOKINGS: (Fact.BOOKED,),
    Family.ANSWERS: (Fact.ANSWERED, Fact.TAGGED),
    Family.OUTAGES: (Fact.STOOD, Fact.PLANNED, Fact.KEPT, Fact.SHUT),
    Family.PAPERS: (Fact.TRAVELLED, Fact.CHECKED, Fact.LOST),
    Family.MONEY: (Fact.PAID, Fact.FORGIVEN),
}  # fmt: skip


@dataclass(frozen=True)
class _Asked:
    """A family counted by the database itself."""

    statement: str

    def __call__(self, hromada: str, cells: Sequence[Cell], at: datetime) -> Iterator[Row]:
        given: dict[str, Any] = {
            "hromada": hromada,
            "points": [cell.point for cell in cells],
            "days": [cell.day for cell in cells],
        }
        given |= {"first_day": min(given["days"]), "last_day": max(given["days"])}
        given |= {"first": midnight(given["first_day"]), "last": midnight(given["last_day"] + timedelta(days=1))}
        with connection.cursor() as cursor:
            if len(cells) > _MANY:
                cursor.execute("SET LOCAL jit = off")  # compiling the plan was a third of a portion's time
            cursor.execute(statements.CELLS + self.statement, given)
            yield from (Row(*row) for row in cursor.fetchall())


def _queue(hromada: str, cells: Sequence[Cell], at: datetime) -> Iterator[Row]:
    """Tickets, waits and services as the queue's own room measures them; `bucket` of the last two is whole minutes."""
    wanted = set(cells)
    by_point: dict[int, list[date]] = {}
    for cell in cells:
        by_point.setdefault(cell.point, []).append(cell.day)
    points = Point.objects.filter(hromada_id=hromada).in_bulk(by_point)
    for point, days in by_point.items():
        if point not in points:
            continue
        for since, until in _stretches(sorted(days)):
            period = queue.Period(hromada_code=hromada, points=[points[point]], since=since, until=until)
            yield from (row for row in _measured(period) if Cell(row.point, row.day) in wanted)


def _stretches(days: Sequence[date]) -> Iterator[tuple[date, date]]:
    """Days joined into spans where they follow one another closely: a span is read as fast as a day."""
    since = last = days[0]
    for day in days[1:]:
        if day - last > timedelta(days=7) or day - since > timedelta(days=90):
            yield since, last
            since = day
        last = day
    yield since, last


def _measured(period: queue.Period) -> Iterator[Row]:
    for day, point, purpose, state, n in queue.tickets_counted(period):
        yield Row(point, day, Fact.TICKETS, purpose, state, n=n)
    for day, point, priority, n in queue.preferred_counted(period):
        yield Row(point, day, Fact.PREFERRED, priority, n=n)
    for day, point, n in queue.offline_counted(period):
        yield Row(point, day, Fact.OFFLINE, n=n)
    waits, services = queue.minutes_counted(period)
    for fact, found in ((Fact.WAITED, waits), (Fact.SERVED, services)):
        for (day, point, minutes), n in found.items():
            yield Row(point, day, fact, bucket=minutes, n=n)


def _outages(hromada: str, cells: Sequence[Cell], at: datetime) -> Iterator[Row]:
    """Minutes of a day that lay within an interruption, by its cause: one that lasts is counted up to now."""
    touches = InterruptionPoint.objects.filter(hromada_id=hromada, point__in={cell.point for cell in cells})
    spans = [
        (touch.point_id, touch.interruption.cause, touch.interruption.began_at, touch.interruption.over_at(at))
        for touch in touches.select_related("interruption").order_by("pk")
    ]
    for cell in cells:
        begins, ends = midnight(cell.day), midnight(cell.day + timedelta(days=1))
        found: dict[str, list[int]] = {}
        for point, cause, since, until in spans:
            minutes = (min(until, ends) - max(since, begins)) // timedelta(minutes=1)
            if point == cell.point and minutes > 0:
                found.setdefault(cause, []).append(minutes)
        for cause, listed in found.items():
            yield Row(cell.point, cell.day, Fact.STOOD, cause, n=len(listed), total=sum(listed))
    yield from _hours(hromada, cells, at)


def _hours(hromada: str, cells: Sequence[Cell], at: datetime) -> Iterator[Row]:
    """Minutes by the timetable of the day, those that were kept, and why the others were not.

    `bucket` of what was planned is 0, none where nobody knows the hours of the point.
    """
    for day in hours_of_days(hromada, set(cells), at):
        if day.hours is None:
            yield Row(day.point, day.day, Fact.PLANNED)
        elif day.hours.planned:
            yield Row(day.point, day.day, Fact.PLANNED, bucket=0, total=day.hours.planned)
            yield Row(day.point, day.day, Fact.KEPT, total=day.hours.kept)
            for why, minutes in day.hours.lost.items():
                yield Row(day.point, day.day, Fact.SHUT, why, total=minutes)


def unfinished(hromada: str, *, since: datetime | None, at: datetime) -> Iterator[Cell]:
    """Cells of interruptions that have gone on since they were counted last: time passes without any record of it."""
    touches = InterruptionPoint.objects.filter(hromada_id=hromada, interruption__ended_at=None)
    if since is not None:
        touches = touches.filter(interruption__lapses_at__gte=since)
    for touch in touches.select_related("interruption").order_by("pk"):
        day = max(day_of(touch.interruption.began_at), day_of(since) if since else date.min)
        while day <= day_of(touch.interruption.over_at(at)):
            yield Cell(touch.point_id, day)
            day += timedelta(days=1)


COUNTINGS: Final[Mapping[Family, Counting]] = {
    Family.CASES: _Asked(statements.CASES),
    Family.QUEUE: _queue,
    Family.TALKS: _Asked(statements.TALKS),
    Family.BOOKINGS: _Asked(statements.BOOKINGS),
    Family.ANSWERS: _Asked(statements.ANSWERS),
    Family.OUTAGES: _outages,
    Family.PAPERS: _Asked(statements.PAPERS),
    Family.MONEY: _Asked(statements.MONEY),
}
