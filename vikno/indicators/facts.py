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

# A day begins at midnight in Kyiv; `%(points)s` and `%(days)s` are the cells, side by side.
_CELLS = """
    WITH cell AS (
        SELECT point, day, day::timestamp AT TIME ZONE 'Europe/Kyiv' AS begins,
               (day + 1)::timestamp AT TIME ZONE 'Europe/Kyiv' AS ends
        FROM unnest(%(points)s::bigint[], %(days)s::date[]) AS asked (point, day)
    )
"""


def _on_day(moment: str) -> str:
    """A condition of a join: the moment lies on the day of the cell, and between the first and the last day of all.

    Few cells are found by their ends in an index, thousands in one pass by point and day. By the ends alone every
    record of a point was held against each of its days.
    """
    return (
        f"{moment} >= cell.begins AND {moment} < cell.ends AND ({moment} AT TIME ZONE 'Europe/Kyiv')::date = cell.day"
        f" AND {moment} >= %(first)s AND {moment} < %(last)s"
    )


# Case by case: `bucket` of what was given is whole days from the application, of a decision days after its last day
# (0 in time, none where the case has no last day). Repeated: the same person for the same service within ninety days.
# Worked: how many people registered at least one application that day, whoever leads their cases now.
_CASES = f"""
    SELECT cell.point, cell.day, 'registered', one.service_id::text, one.intake_channel, '', NULL::int, count(*), 0
    FROM cell JOIN cases_case AS one ON one.hromada_id = %(hromada)s AND one.point_id = cell.point
        AND {_on_day("one.registered_at")}
    GROUP BY cell.point, cell.day, one.service_id, one.intake_channel
  UNION ALL
    SELECT cell.point, cell.day, 'given', one.service_id::text, '', '',
           cell.day - (one.registered_at AT TIME ZONE 'Europe/Kyiv')::date, count(*), 0
    FROM cell JOIN cases_statuschange AS step ON step.hromada_id = %(hromada)s
        AND {_on_day("step.happened_at")} AND step.step IN ('issued', 'posted')
    JOIN cases_case AS one ON one.id = step.case_id AND one.point_id = cell.point
    WHERE NOT EXISTS (
        SELECT 1 FROM cases_statuschange AS sooner
        WHERE sooner.case_id = step.case_id AND sooner.step IN ('issued', 'posted')
          AND (sooner.happened_at, sooner.id) < (step.happened_at, step.id)
    )
    GROUP BY cell.point, cell.day, one.service_id, (one.registered_at AT TIME ZONE 'Europe/Kyiv')::date
  UNION ALL
    SELECT cell.point, cell.day, 'decided', one.service_id::text, found.outcome, coalesce(one.provider_id::text, ''),
           greatest(found.decided_on - one.due_on, 0) + CASE WHEN one.due_on IS NULL THEN NULL ELSE 0 END, count(*), 0
    FROM cell JOIN cases_decision AS found ON found.hromada_id = %(hromada)s AND found.decided_on = cell.day
        AND found.decided_on BETWEEN %(first_day)s AND %(last_day)s
    JOIN cases_case AS one ON one.id = found.case_id AND one.point_id = cell.point
    GROUP BY cell.point, cell.day, one.service_id, found.outcome, one.provider_id, 7
  UNION ALL
    SELECT cell.point, cell.day, CASE step.step WHEN 'withdrawn' THEN 'withdrawn' ELSE 'halted' END,
           one.service_id::text, '', '', NULL, count(*), 0
    FROM cell JOIN cases_statuschange AS step ON step.hromada_id = %(hromada)s
        AND {_on_day("step.happened_at")}
        AND step.step IN ('without_motion', 'withdrawn')
    JOIN cases_case AS one ON one.id = step.case_id AND one.point_id = cell.point
    GROUP BY cell.point, cell.day, 3, one.service_id
  UNION ALL
    SELECT cell.point, cell.day, 'repeated', one.service_id::text, '', '', NULL, count(*), 0
    FROM cell JOIN cases_case AS one ON one.hromada_id = %(hromada)s AND one.point_id = cell.point
        AND {_on_day("one.registered_at")}
    WHERE EXISTS (
        SELECT 1 FROM cases_case AS sooner
        WHERE sooner.hromada_id = one.hromada_id AND sooner.applicant_id = one.applicant_id
          AND sooner.service_id = one.service_id AND (sooner.registered_at, sooner.id) < (one.registered_at, one.id)
          AND sooner.registered_at >= one.registered_at - interval '92 days'
          AND cell.day - (sooner.registered_at AT TIME ZONE 'Europe/Kyiv')::date <= 90
    )
    GROUP BY cell.point, cell.day, one.service_id
  UNION ALL
    SELECT cell.point, cell.day, 'worked', '', '', '', NULL,
           count(DISTINCT coalesce(one.registrar_id, one.officer_id)), 0
    FROM cell JOIN cases_case AS one ON one.hromada_id = %(hromada)s AND one.point_id = cell.point
        AND {_on_day("one.registered_at")}
    GROUP BY cell.point, cell.day
"""  # noqa: S608  names of columns are written here
# Papers of a case, at its point. `bucket` of those that came to a provider, the first time only, is whole days from the
# application.
_PAPERS = f"""
    SELECT cell.point, cell.day, 'travelled', one.service_id::text, held.organisation_id::text, '',
           cell.day - (one.registered_at AT TIME ZONE 'Europe/Kyiv')::date, count(*), 0
    FROM cell JOIN consignments_custody AS held ON held.hromada_id = %(hromada)s AND held.holder_kind = 'provider'
        AND {_on_day("held.since")}
    JOIN cases_case AS one ON one.id = held.case_id AND one.point_id = cell.point
    WHERE NOT EXISTS (
        SELECT 1 FROM consignments_custody AS sooner
        WHERE sooner.case_id = held.case_id AND sooner.holder_kind = 'provider'
          AND (sooner.since, sooner.id) < (held.since, held.id)
    )
    GROUP BY cell.point, cell.day, one.service_id, held.organisation_id,
             (one.registered_at AT TIME ZONE 'Europe/Kyiv')::date
  UNION ALL
    SELECT cell.point, cell.day, 'checked', one.service_id::text, item.state, '', NULL, count(*), 0
    FROM cell JOIN consignments_bag AS bag ON bag.hromada_id = %(hromada)s
        AND {_on_day("bag.received_at")}
    JOIN consignments_bagitem AS item ON item.bag_id = bag.id AND item.state <> 'expected'
    JOIN cases_case AS one ON one.id = item.case_id AND one.point_id = cell.point
    GROUP BY cell.point, cell.day, one.service_id, item.state
  UNION ALL
    SELECT cell.point, cell.day, 'lost', one.service_id::text,
           CASE WHEN gone.found_at IS NULL THEN 'lost' ELSE 'found' END, '', NULL, count(*), 0
    FROM cell JOIN consignments_loss AS gone ON gone.hromada_id = %(hromada)s
        AND {_on_day("gone.declared_at")}
    JOIN cases_case AS one ON one.id = gone.case_id AND one.point_id = cell.point
    GROUP BY cell.point, cell.day, one.service_id, gone.found_at IS NULL
"""  # noqa: S608  names of columns are written here
# In kopiykas. What went back is negative; what is forgiven by a bill that was cancelled is not.
_MONEY = """
    SELECT cell.point, cell.day, 'paid', one.service_id::text, line.kind, line.channel, NULL::int, count(*),
           sum(line.amount * 100)::bigint
    FROM cell JOIN payments_entry AS line ON line.hromada_id = %(hromada)s AND line.happened_on = cell.day
    JOIN payments_bill AS bill ON bill.id = line.bill_id
    JOIN cases_case AS one ON one.id = bill.case_id AND one.point_id = cell.point
    GROUP BY cell.point, cell.day, one.service_id, line.kind, line.channel
  UNION ALL
    SELECT cell.point, cell.day, 'forgiven', one.service_id::text, '', '', NULL, count(*),
           sum((bill.full_amount - bill.amount) * 100)::bigint
    FROM cell JOIN payments_bill AS bill ON bill.hromada_id = %(hromada)s AND bill.issued_on = cell.day
        AND bill.amount < bill.full_amount
    JOIN cases_case AS one ON one.id = bill.case_id AND one.point_id = cell.point
    WHERE NOT EXISTS (SELECT 1 FROM payments_cancellation AS taken WHERE taken.bill_id = bill.id)
    GROUP BY cell.point, cell.day, one.service_id
"""
_TALKS = """
    SELECT cell.point, cell.day, 'talked', one.topic, one.channel, '', NULL::int, count(*), 0
    FROM cell JOIN queue_consultation AS one ON one.hromada_id = %(hromada)s AND one.point_id = cell.point
        AND one.day = cell.day AND one.cancelled_at IS NULL
    GROUP BY cell.point, cell.day, one.topic, one.channel
"""
_BOOKINGS = f"""
    SELECT cell.point, cell.day, 'booked', one.service_id::text, one.state, '', NULL::int, count(*), 0
    FROM cell JOIN appointments_booking AS one ON one.hromada_id = %(hromada)s AND one.point_id = cell.point
        AND {_on_day("one.starts_at")}
    GROUP BY cell.point, cell.day, one.service_id, one.state
"""  # noqa: S608  names of columns are written here
# `bucket` of an answer is its score.
_ANSWERS = f"""
    SELECT cell.point, cell.day, 'answered', '', '', '', one.score::int, count(*), 0
    FROM cell JOIN feedback_answer AS one ON one.hromada_id = %(hromada)s AND one.point_id = cell.point
        AND {_on_day("one.answered_at")}
    GROUP BY cell.point, cell.day, one.score
  UNION ALL
    SELECT cell.point, cell.day, 'tagged', tag, '', '', NULL, count(*), 0
    FROM cell JOIN feedback_answer AS one ON one.hromada_id = %(hromada)s AND one.point_id = cell.point
        AND {_on_day("one.answered_at")}, unnest(one.tags) AS tag
    GROUP BY cell.point, cell.day, tag
"""  # noqa: S608  names of columns are written here


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
            cursor.execute(_CELLS + self.statement, given)
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
    Family.CASES: _Asked(_CASES),
    Family.QUEUE: _queue,
    Family.TALKS: _Asked(_TALKS),
    Family.BOOKINGS: _Asked(_BOOKINGS),
    Family.ANSWERS: _Asked(_ANSWERS),
    Family.OUTAGES: _outages,
    Family.PAPERS: _Asked(_PAPERS),
    Family.MONEY: _Asked(_MONEY),
}
