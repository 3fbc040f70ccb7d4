"""Costs as they are kept now, their history, and what one result cost."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from vikno.common.actors import Actor
from vikno.indicators import queries as indicators
from vikno.indicators.definitions import INDICATORS
from vikno.indicators.enums import Part
from vikno.indicators.queries import Scope, Span
from vikno.network.models import Point
from vikno.reporting import policies
from vikno.reporting.enums import CostKind
from vikno.reporting.errors import NoSuchCosts
from vikno.reporting.models import CostLine
from vikno.reporting.rules import Costs, cost_of, per_service

FIRST_YEAR = 2000


@dataclass(frozen=True, kw_only=True)
class PointCost:
    """`cost` None: not all kinds are known; `is_partly`: some of them are."""

    point: Point
    cost: Decimal | None
    is_partly: bool
    given: int
    per_service: Decimal | None


@dataclass(frozen=True, kw_only=True)
class Period:
    """A quarter of a year, or the year (`number` 0). `cost` and `given` are of the points whose costs are known."""

    year: int
    number: int
    span: Span
    rows: Sequence[PointCost]
    cost: Decimal
    given: int
    per_service: Decimal | None

    @property
    def known(self) -> int:
        return sum(row.cost is not None for row in self.rows)


def span_of_costs(year: int, number: int) -> Span:
    first = date(year, 3 * number - 2 if number else 1, 1)
    return indicators.month_span(first, 3 if number else 12)


def current_lines(hromada_code: str, year: int) -> list[CostLine]:
    """The newest of each point, period and kind; those taken back are left out."""
    keys = ("point_id", "number", "kind")  # the row itself: a point has an order of its own
    rows = CostLine.objects.filter(hromada_id=hromada_code, year=year).order_by(*keys, "-pk").distinct(*keys)
    return [row for row in rows if row.amount is not None]


def costs_of(actor: Actor, *, year: int, number: int) -> Period:
    """Every point with its cost, what it gave and what one result cost. Four queries. Raises MayNotRead."""
    policies.require_may_keep(actor)
    known: dict[int, dict[tuple[int, str], Decimal]] = defaultdict(dict)
    for line in current_lines(actor.hromada_code, year):
        known[line.point_id][line.number, line.kind] = line.amount or Decimal(0)
    span = span_of_costs(year, number)
    lines = indicators.lines(INDICATORS["given"], Scope(hromada=actor.hromada_code), span, Part.POINT)
    given = {int(line.key): line.value.n for line in lines}
    points = Point.objects.filter(hromada_id=actor.hromada_code).order_by("sort_key", "pk")
    rows = [_row(point, known[point.pk], number, given.get(point.pk, 0)) for point in points]
    whole = [row for row in rows if row.cost is not None]
    cost, results = sum((row.cost or Decimal(0) for row in whole), Decimal(0)), sum(row.given for row in whole)
    return Period(
        year=year, number=number, span=span, rows=rows, cost=cost, given=results,
        per_service=per_service(cost, results) if whole else None,
    )  # fmt: skip


def point_of_costs(actor: Actor, pk: int, *, year: int, number: int, on: date) -> Point:
    """Raises MayNotRead, NoSuchCosts for a point of others or a period that cannot be."""
    policies.require_may_keep(actor)
    found = Point.objects.filter(pk=pk, hromada_id=actor.hromada_code).first()
    if found is None or not FIRST_YEAR <= year <= on.year or number not in range(5):
        raise NoSuchCosts
    return found


def lines_at(point: Point, year: int, number: int) -> dict[CostKind, CostLine]:
    """What is kept now of one point and period."""
    found = current_lines(point.hromada_id or "", year)
    return {CostKind(row.kind): row for row in found if (row.point_id, row.number) == (point.pk, number)}


def history_of(point: Point, year: int, number: int) -> Sequence[CostLine]:
    """Every line that was ever kept, the newest first."""
    rows = CostLine.objects.filter(hromada_id=point.hromada_id, point=point, year=year, number=number)
    return list(rows.order_by("-pk")[:100])


def _row(point: Point, known: Costs, number: int, given: int) -> PointCost:
    cost = cost_of(known, number, CostKind.values)
    has_some = any(line == number or not number for line, _kind in known)
    return PointCost(
        point=point, cost=cost, is_partly=cost is None and has_some, given=given, per_service=per_service(cost, given)
    )
