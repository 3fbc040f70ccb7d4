"""Sums of a month by hromada and kind of point, laid apart by one part at a time: what open data are made of."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final, NamedTuple

from django.db import connection
from django.db.models import Max, Min

from vikno.indicators.enums import Fact
from vikno.indicators.models import MonthCount
from vikno.queue import queries as queue

UNKNOWN: Final = "unknown"


class Sum(NamedTuple):
    """So many records of a fact in a month, with one value of a part. `oblast` of a city with the rank is itself."""

    oblast: str
    hromada: str
    kind: str
    key: str
    n: int


def _banded(*edges: tuple[int, str], beyond: str) -> str:
    """Whole days or minutes as a few bands: exact ones would tell a person by their day."""
    steps = " ".join(f"WHEN bucket <= {edge} THEN '{name}'" for edge, name in edges)
    return f"CASE WHEN bucket IS NULL THEN '{UNKNOWN}' {steps} ELSE '{beyond}' END"


_SERVICE: Final = f"coalesce(service.code, '{UNKNOWN}')"
_PROVIDER: Final = f"coalesce(nullif(provider.edrpou, ''), '{UNKNOWN}')"
_DAYS: Final = _banded((0, "0"), (10, "1-10"), (30, "11-30"), beyond="31+")
_MINUTES: Final = _banded((5, "0-5"), (15, "6-15"), (30, "16-30"), (60, "31-60"), beyond="61+")
_TERM: Final = f"CASE WHEN bucket IS NULL THEN '{UNKNOWN}' WHEN bucket = 0 THEN 'in_time' ELSE 'late' END"
_A: Final = f"coalesce(nullif(a, ''), '{UNKNOWN}')"
_B: Final = f"coalesce(nullif(b, ''), '{UNKNOWN}')"
_C: Final = f"coalesce(nullif(c, ''), '{UNKNOWN}')"
# A topic that a hromada has named by itself carries its words: it is told as one with the other such topics.
_TOPIC: Final = f"CASE WHEN a = '' THEN '{UNKNOWN}' WHEN a = ANY(%(topics)s) THEN a ELSE 'own' END"
# What a fact is laid apart by stands in the columns that `facts.PARTS` names.
# Without applications that are repeated, tickets of whoever is called sooner and tickets without a link: each taken
# from its whole would give a small rest away. Of money there are how many lines, not sums: of a service with one price
# a sum tells how many.
# Without states of tickets: tickets, waits and services would give a small state away. Outages are not about people.
LAID_APART: Final[Mapping[Fact, Mapping[str, str]]] = {
    Fact.REGISTERED: {"service": _SERVICE, "channel": _B},
    Fact.GIVEN: {"service": _SERVICE, "days": _DAYS},
    Fact.DECIDED: {"service": _SERVICE, "outcome": _B, "provider": _PROVIDER, "term": _TERM},
    Fact.HALTED: {"service": _SERVICE},
    Fact.WITHDRAWN: {"service": _SERVICE},
    Fact.TRAVELLED: {"service": _SERVICE, "days": _DAYS, "provider": _PROVIDER},
    Fact.CHECKED: {"service": _SERVICE, "condition": _B},
    Fact.LOST: {"service": _SERVICE, "found": _B},
    Fact.PAID: {"service": _SERVICE, "entry": _B, "pay_channel": _C},
    Fact.FORGIVEN: {"service": _SERVICE},
    Fact.TICKETS: {"purpose": _A},
    Fact.WAITED: {"minutes": _MINUTES},
    Fact.SERVED: {"minutes": _MINUTES},
    Fact.TALKED: {"topic": _TOPIC, "talk_channel": _B},
    Fact.BOOKED: {"service": _SERVICE, "state": _B},
    Fact.ANSWERED: {"score": f"coalesce(bucket::text, '{UNKNOWN}')"},
    Fact.TAGGED: {"tag": _A},
}


def months_counted() -> tuple[date, date] | None:
    """The first and the last month of which anything is counted."""
    found = MonthCount.objects.aggregate(first=Min("month"), last=Max("month"))
    return (found["first"], found["last"]) if found["first"] else None


def sums_of_month(month: date, fact: Fact, part: str) -> Sequence[Sum]:
    """Every hromada and kind of point with every value of a part of `LAID_APART[fact]`; its sums are the fact's own."""
    key = LAID_APART[fact][part]
    decider = "b" if fact == Fact.TRAVELLED else "c"
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT coalesce(place.oblast_id, place.code), counted.hromada_id, counted.kind, {key} AS key, sum(n)::bigint
            FROM indicators_monthcount AS counted JOIN territories_unit AS place ON place.code = counted.hromada_id
            LEFT JOIN catalogue_publicservice AS service ON service.id::text = counted.a
            LEFT JOIN accounts_organisation AS provider ON provider.id::text = counted.{decider}
            WHERE counted.month = %(month)s AND counted.fact = %(fact)s
            GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4
            """,  # noqa: S608  words of this module
            {"month": month, "fact": fact.value, "topics": list(queue.topics("", on=month))},
        )
        return [Sum(*row) for row in cursor.fetchall()]
