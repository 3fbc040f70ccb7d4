"""Costs of points: typed, or taken from a table whole or not at all. Nothing is overwritten: a line follows a line."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation

from django.db import connection, transaction
from django.utils.translation import gettext as _

from vikno.audit import services as audit
from vikno.common.actors import Actor
from vikno.common.clock import today
from vikno.network.models import Point
from vikno.reporting import policies, queries
from vikno.reporting.enums import CostKind
from vikno.reporting.errors import CostNeedsSource, CostsRefused, CostTwice
from vikno.reporting.models import CostLine

MOST_ROWS = 500
MOST_SHOWN = 10
_MOST = Decimal("999999999999.99")


@dataclass(frozen=True, kw_only=True)
class Cost:
    """`amount` None takes back what stands."""

    amount: Decimal | None
    source: str


@dataclass(frozen=True, kw_only=True)
class CostRow:
    """One row of a table as it came: `line` is its place in the file. `number` empty: the whole year."""

    line: int
    point: str
    year: str
    number: str
    kind: str
    amount: str
    source: str


@transaction.atomic
def write_costs(
    *, point: Point, year: int, number: int, costs: Mapping[CostKind, Cost], actor: Actor, at: datetime
) -> int:
    """Keep what differs from what stands there; how many lines.

    Refusals: MayNotRead, NoSuchCosts, CostNeedsSource, CostTwice.
    """
    queries.point_of_costs(actor, point.pk, year=year, number=number, on=today(at))
    _hold(actor.hromada_code)
    standing = queries.current_lines(actor.hromada_code, year)
    made = _kept(point, year, number, costs, standing, actor=actor, at=at)
    if made:
        audit.record(
            actor=actor, action="costs.written", subject=made[0], at=at, hromada_code=actor.hromada_code,
            facts={"point": point.pk, "year": year, "quarter": number, "kinds": sorted(one.kind for one in made)},
        )  # fmt: skip
    return len(made)


@transaction.atomic
def take_costs(*, rows: Sequence[CostRow], actor: Actor, at: datetime) -> int:
    """All rows or none; how many were new or other than what stood. Refusals: MayNotRead, CostsRefused by rows."""
    policies.require_may_keep(actor)
    points = {point.name.casefold(): point for point in Point.objects.filter(hromada_id=actor.hromada_code)}
    problems, taken, made = list[str](), set[tuple[object, ...]](), 0
    if not 0 < len(rows) <= MOST_ROWS:
        problems.append(_("Рядків має бути від 1 до {most}.").format(most=MOST_ROWS))
    for row in rows[:MOST_ROWS]:
        try:
            made += _take(row, points, taken, actor=actor, at=at)
        except (ValueError, CostNeedsSource, CostTwice) as wrong:
            problems.append(_("Рядок {line}: {reason}").format(line=row.line, reason=wrong))
    if problems:
        more = _(" І ще помилок: {n}.").format(n=len(problems) - MOST_SHOWN) if len(problems) > MOST_SHOWN else ""
        raise CostsRefused(problems=" ".join(problems[:MOST_SHOWN]) + more)
    return made


def _take(
    row: CostRow, points: Mapping[str, Point], taken: set[tuple[object, ...]], *, actor: Actor, at: datetime
) -> int:
    """Raises ValueError with what is wrong in the row."""
    point = points.get(row.point.strip().casefold())
    if point is None:
        raise ValueError(_("точки «{name}» у громаді немає.").format(name=row.point[:80]))
    year, number = _period(row, on=today(at).year)
    kinds = {str(kind.label).casefold(): kind for kind in CostKind} | {kind.value: kind for kind in CostKind}
    kind = kinds.get(row.kind.strip().casefold())
    if kind is None:
        said = ", ".join(str(one.label) for one in CostKind)
        raise ValueError(_("вид витрат має бути один із: {kinds}.").format(kinds=said))
    if (point.pk, year, number, kind) in taken:
        raise ValueError(_("такий рядок у таблиці вже є."))
    taken.add((point.pk, year, number, kind))
    cost = {kind: Cost(amount=_amount(row.amount), source=row.source)}
    return write_costs(point=point, year=year, number=number, costs=cost, actor=actor, at=at)


def _period(row: CostRow, *, on: int) -> tuple[int, int]:
    year, number = (said.strip().removesuffix(".0") for said in (row.year, row.number))
    if not (year.isascii() and year.isdigit()) or not queries.FIRST_YEAR <= int(year) <= on:
        raise ValueError(_("року «{year}» тут бути не може.").format(year=row.year[:20]))
    if number not in ("", "0", "1", "2", "3", "4"):
        raise ValueError(_("квартал — від 1 до 4, а для цілого року порожньо."))
    return int(year), int(number or 0)


def _amount(said: str) -> Decimal:
    try:
        amount = Decimal("".join(said.split()).replace(",", "."))
    except InvalidOperation:
        amount = Decimal(-1)
    if not (amount.is_finite() and 0 <= amount <= _MOST):
        raise ValueError(_("суми «{amount}» не прочитано.").format(amount=said[:40]))
    return amount.quantize(Decimal("0.01"))


def _kept(
    point: Point, year: int, number: int, costs: Mapping[CostKind, Cost], standing: Sequence[CostLine],
    *, actor: Actor, at: datetime,
) -> list[CostLine]:  # fmt: skip
    here = [line for line in standing if line.point_id == point.pk]
    made = []
    for kind, cost in costs.items():
        source = cost.source.strip()[:300]
        now = next((line for line in here if (line.kind, line.number) == (kind, number)), None)
        if (now.amount, now.source) == (cost.amount, source) if now else cost.amount is None:
            continue
        if cost.amount is not None and not source:
            raise CostNeedsSource(kind=kind.label)
        if cost.amount is not None and any(line.kind == kind and bool(line.number) != bool(number) for line in here):
            raise CostTwice(kind=kind.label, how=_("за цілий рік") if number else _("за кварталами"))
        made.append(
            CostLine(
                hromada_id=actor.hromada_code,
                point=point,
                year=year,
                number=number,
                kind=kind,
                amount=cost.amount,
                source=source,
                recorded_at=at,
                recorded_by_name=actor.name,
            )
        )
    return CostLine.objects.bulk_create(made)


def _hold(hromada_code: str) -> None:
    """One at a time in a hromada: a year and its quarters are never written at once."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('costs'), hashtext(%s))", [hromada_code])
