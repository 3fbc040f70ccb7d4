"""What is marked is counted anew from its records: so every count equals a count of everything from the beginning."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db import connection, transaction

from vikno.common.clock import today
from vikno.indicators.enums import Fact, Family
from vikno.indicators.facts import COUNTINGS, FACTS_OF, Cell, Row, unfinished
from vikno.indicators.hours import write_down
from vikno.indicators.models import Counted, Mark
from vikno.indicators.services.summing import add_to_oblasts, hold, settled
from vikno.territories.models import Unit

_AT_ONCE: Final = 2_000
_LONGEST_GAP: Final = timedelta(days=31)
_LONGEST_MONTH: Final = timedelta(days=31)
_KIND: Final = "kind"  # a point became another kind of point: its days stay, sums of months by kind do not


@transaction.atomic
def refresh(*, hromada_code: str, at: datetime) -> int:
    """Count what has changed in a hromada, which must be bound; how many cells (a point on a day) were counted.

    A record that is not committed yet keeps its mark for the next time.
    """
    hold(hromada_code)
    before = Counted.objects.select_related("hromada").filter(hromada_id=hromada_code).first()
    place = before.hromada if before else Unit.objects.get(pk=hromada_code)
    oblast = settled(place, stands_in=before.oblast if before else None)
    if before is None:  # records may be older than their marks
        mark_everything(hromada_code=hromada_code)
    if before is None or today(before.at) < today(at):
        write_down(hromada_code, at)
    marks = _taken(hromada_code)
    lasting = set(unfinished(hromada_code, since=before.at if before else None, at=at))
    if lasting:
        marks[Family.OUTAGES] |= lasting
    is_all = marks.pop(_KIND, None) is not None
    for name, cells in marks.items():
        family = Family(name)
        for part in _portions(cells):
            _put(hromada_code, part, FACTS_OF[family], COUNTINGS[family](hromada_code, part, at))
        _sum_months(hromada_code, oblast, FACTS_OF[family], {cell.day.replace(day=1) for cell in cells})
    if is_all:
        _sum_months(hromada_code, oblast, Fact, None)
    Counted.objects.update_or_create(hromada_id=hromada_code, defaults={"at": at, "oblast": oblast})
    return sum(len(cells) for cells in marks.values())


def hromadas_to_count() -> list[str]:
    """Codes of hromadas where something waits to be counted."""
    return list(Mark.objects.order_by("hromada_id").values_list("hromada_id", flat=True).distinct())


@transaction.atomic
def mark_everything(*, hromada_code: str) -> None:
    """Mark every day of a bound hromada that has records or counts: the next refresh counts it from the beginning."""
    with connection.cursor() as cursor:
        cursor.execute(_EVERYTHING, {"hromada": hromada_code})


def _taken(hromada_code: str) -> dict[str, set[Cell]]:
    """Marks are taken away before anything is read: what changes from now on is marked again."""
    found: dict[str, set[Cell]] = defaultdict(set)
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM indicators_mark WHERE hromada_id = %s RETURNING family, point_id, day", [hromada_code]
        )
        for family, point, day in cursor.fetchall():
            found[family].add(Cell(point, day))
    return found


def _portions(cells: Iterable[Cell]) -> Iterator[Sequence[Cell]]:
    """Cells in the order of days: a portion reads its own stretch of time of a hromada's records and no other.

    A longer gap ends it: a correction of years ago and the present day are not read with all that lies between.
    """
    found: list[Cell] = []
    for cell in sorted(cells, key=lambda one: (one.day, one.point)):
        if found and (len(found) == _AT_ONCE or cell.day - found[-1].day > _LONGEST_GAP):
            yield found
            found = []
        found.append(cell)
    if found:
        yield found


def _put(hromada_code: str, cells: Sequence[Cell], facts: Iterable[Fact], rows: Iterable[Row]) -> None:
    """What was counted of these cells instead of what stood there."""
    place: dict[str, Any] = {"hromada": hromada_code, "facts": [fact.value for fact in facts]}
    place |= {"points": [cell.point for cell in cells], "days": [cell.day for cell in cells]}
    columns = list(zip(*rows, strict=True)) or [()] * len(Row._fields)
    filled: dict[str, Any] = dict(zip(Row._fields, map(list, columns), strict=True))
    with connection.cursor() as cursor:
        cursor.execute(_CLEAR, place)
        cursor.execute(_FILL, {"hromada": hromada_code, **filled})


def _sum_months(hromada_code: str, oblast: str, facts: Iterable[Fact], months: set[date] | None) -> None:
    """Months are sums of their days; None: every month."""
    given: dict[str, Any] = {"hromada": hromada_code, "facts": [fact.value for fact in facts]}
    given |= {"months": sorted(months or ()), "is_all": months is None}
    # Without the ends of time a day counted anew read all days that a city ever had.
    given["since"] = min(months) if months else date.min
    given["until"] = max(months) + _LONGEST_MONTH if months else date.max
    with connection.cursor() as cursor:
        cursor.execute(_CLEAR_MONTHS, given)
        gone = cursor.fetchall()
        cursor.execute(_FILL_MONTHS, given)
        add_to_oblasts(oblast, gone=gone, come=cursor.fetchall())


_CLEAR: Final = """
    DELETE FROM indicators_daycount AS kept
    USING unnest(%(points)s::bigint[], %(days)s::date[]) AS cell (point, day)
    WHERE kept.hromada_id = %(hromada)s::text AND kept.point_id = cell.point AND kept.day = cell.day
      AND kept.fact = ANY(%(facts)s)
"""
_FILL: Final = """
    INSERT INTO indicators_daycount (hromada_id, point_id, day, fact, a, b, c, bucket, n, total)
    SELECT %(hromada)s::text, found.* FROM unnest(
        %(point)s::bigint[], %(day)s::date[], %(fact)s::text[], %(a)s::text[], %(b)s::text[], %(c)s::text[],
        %(bucket)s::int[], %(n)s::bigint[], %(total)s::bigint[]
    ) AS found
"""
_CLEAR_MONTHS: Final = """
    DELETE FROM indicators_monthcount WHERE hromada_id = %(hromada)s::text AND fact = ANY(%(facts)s)
      AND (%(is_all)s OR month = ANY(%(months)s::date[]))
    RETURNING month, fact, kind, b, bucket, n, total
"""
_FILL_MONTHS: Final = """
    INSERT INTO indicators_monthcount (hromada_id, month, fact, kind, a, b, c, bucket, n, total)
    SELECT %(hromada)s::text, date_trunc('month', day)::date, fact, point.kind, a, b, c, bucket, sum(n), sum(total)
    FROM indicators_daycount AS counted JOIN network_point AS point ON point.id = counted.point_id
    WHERE counted.hromada_id = %(hromada)s::text AND fact = ANY(%(facts)s)
      AND day BETWEEN %(since)s::date AND %(until)s::date
      AND (%(is_all)s OR date_trunc('month', day)::date = ANY(%(months)s::date[]))
    GROUP BY 2, fact, point.kind, a, b, c, bucket
    RETURNING month, fact, kind, b, bucket, n, total
"""
_EVERYTHING: Final = """
    INSERT INTO indicators_mark (hromada_id, point_id, day, family)
    SELECT %(hromada)s::text, point_id, indicators_day(registered_at), 'cases'
        FROM cases_case WHERE hromada_id = %(hromada)s::text
    UNION SELECT %(hromada)s::text, one.point_id, indicators_day(step.happened_at), 'cases'
        FROM cases_statuschange AS step JOIN cases_case AS one ON one.id = step.case_id
        WHERE step.hromada_id = %(hromada)s::text AND step.step IN ('issued', 'posted', 'without_motion', 'withdrawn')
    UNION SELECT %(hromada)s::text, one.point_id, found.decided_on, 'cases'
        FROM cases_decision AS found JOIN cases_case AS one ON one.id = found.case_id
        WHERE found.hromada_id = %(hromada)s::text
    UNION SELECT %(hromada)s::text, point_id, day, 'queue' FROM queue_ticket WHERE hromada_id = %(hromada)s::text
    UNION SELECT %(hromada)s::text, point_id, day, 'talks' FROM queue_consultation WHERE hromada_id = %(hromada)s::text
    UNION SELECT %(hromada)s::text, point_id, indicators_day(starts_at), 'bookings'
        FROM appointments_booking WHERE hromada_id = %(hromada)s::text
    UNION SELECT %(hromada)s::text, point_id, indicators_day(answered_at), 'answers'
        FROM feedback_answer WHERE hromada_id = %(hromada)s::text
    UNION SELECT %(hromada)s::text, touch.point_id, each::date, 'outages'
        FROM continuity_interruptionpoint AS touch
        JOIN continuity_interruption AS one ON one.id = touch.interruption_id,
        generate_series(indicators_day(one.began_at), indicators_day(coalesce(one.ended_at, one.lapses_at)), '1 day')
            AS each
        WHERE touch.hromada_id = %(hromada)s::text
    UNION SELECT %(hromada)s::text, point_id, day, 'outages' FROM indicators_plannedday
        WHERE hromada_id = %(hromada)s::text
    UNION SELECT %(hromada)s::text, one.point_id, indicators_day(held.since), 'papers'
        FROM consignments_custody AS held JOIN cases_case AS one ON one.id = held.case_id
        WHERE held.hromada_id = %(hromada)s::text AND held.holder_kind = 'provider'
    UNION SELECT %(hromada)s::text, one.point_id, indicators_day(bag.received_at), 'papers'
        FROM consignments_bag AS bag JOIN consignments_bagitem AS item ON item.bag_id = bag.id
        JOIN cases_case AS one ON one.id = item.case_id
        WHERE bag.hromada_id = %(hromada)s::text AND bag.received_at IS NOT NULL
    UNION SELECT %(hromada)s::text, one.point_id, indicators_day(gone.declared_at), 'papers'
        FROM consignments_loss AS gone JOIN cases_case AS one ON one.id = gone.case_id
        WHERE gone.hromada_id = %(hromada)s::text
    UNION SELECT %(hromada)s::text, one.point_id, found.day, 'money'
        FROM payments_bill AS bill JOIN cases_case AS one ON one.id = bill.case_id,
        LATERAL (SELECT bill.issued_on UNION SELECT happened_on FROM payments_entry WHERE bill_id = bill.id)
            AS found (day)
        WHERE bill.hromada_id = %(hromada)s::text
    UNION SELECT %(hromada)s::text, point_id, day, family
        FROM (SELECT DISTINCT point_id, day FROM indicators_daycount WHERE hromada_id = %(hromada)s::text) AS kept,
        unnest(ARRAY['cases', 'queue', 'talks', 'bookings', 'answers', 'outages', 'papers', 'money']) AS family
"""
