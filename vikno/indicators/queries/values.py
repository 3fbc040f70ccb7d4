"""Values of measures: one query for a period, whatever number of them is asked for."""

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db.models import F, Q, QuerySet, Sum
from django.db.models.functions import TruncMonth

from vikno.catalogue.models import PublicService
from vikno.common.once import once
from vikno.indicators.definitions import INDICATORS, Holds, Indicator
from vikno.indicators.enums import Fact, Part, Shape
from vikno.indicators.errors import SpanWrong
from vikno.indicators.facts import PARTS
from vikno.indicators.models import Counted, DayCount, MonthCount, OblastCount
from vikno.indicators.queries.spans import Span

type Rows = Sequence[dict[str, Any]]
_COLUMNS: Final = ("a", "b", "c")
_PLACES: Final = {
    Part.POINT: "point_id", Part.KIND: "kind", Part.MONTH: "month", Part.HROMADA: "hromada_id", Part.OBLAST: "oblast",
}  # fmt: skip
_OF_DAYS: Final = frozenset({"point_id", "day"})
_BY_SERVICE: Final = frozenset(fact.value for fact, parts in PARTS.items() if parts[:1] == (Part.SERVICE,))
_SUMS: Final[Any] = {"n": Sum("n"), "total": Sum("total")}
_UNITS: Final = {Shape.HOURS: 60, Shape.MONEY: 100}  # minutes of an hour, kopiykas of a hryvnia


@dataclass(frozen=True, kw_only=True)
class Scope:
    """Whose records: a hromada, one point of it, or without a hromada an oblast or the whole country.

    `besides`: all but it. The other points of the hromada, or the other hromadas of the oblast, by whole months.
    `services`: keys of services, only their records; none: all of them. A measure that is counted without services
    (`is_of_services`) has no records then, and there are no lines by oblasts.
    """

    hromada: str = ""
    point: int | None = None
    oblast: str = ""
    besides: bool = False
    services: frozenset[int] = frozenset()

    @property
    def is_of_days(self) -> bool:
        """Days are kept of the points of a hromada; of other hromadas there are months."""
        return bool(self.hromada) and not (self.besides and self.point is None)


@dataclass(frozen=True, kw_only=True)
class Value:
    """What came out. `amount` None: nothing to say it of. `n` records it is of; `missing`: of which it is not known.

    A spread has its middle as `amount`, and the ninth of ten and the mean beside it.
    """

    amount: float | None
    n: int
    ninetieth: int | None = None
    mean: float | None = None
    missing: int = 0

    @property
    def missing_percent(self) -> int:
        """Rounded up: a hole is never shown as none."""
        return math.ceil(100 * self.missing / (self.n + self.missing)) if self.missing else 0


@dataclass(frozen=True, kw_only=True)
class Line:
    """A value of a part: `key` is what the records hold, a label is asked of `labels_of`."""

    key: str
    value: Value


def values(scope: Scope, span: Span) -> dict[str, Value]:
    """Every measure of a period by its code, in one query. Raises SpanWrong for days where only months are kept."""
    rows = list(_summed(scope, span, Fact))
    by_fact: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        by_fact[row["fact"]].append(row)
    return {code: value_of(one, [r for f in _facts(one) for r in by_fact[f]]) for code, one in INDICATORS.items()}


def value(indicator: Indicator, scope: Scope, span: Span) -> Value:
    """One measure of a period."""
    return value_of(indicator, list(_summed(scope, span, _facts(indicator))))


def lines(indicator: Indicator, scope: Scope, span: Span, part: Part) -> list[Line]:
    """The same measure part by part; only parts that have records. Two queries at most."""
    columns = {"kind", "b", "bucket", *_raw_columns(indicator, part)}
    facts = _facts(indicator)
    rows = _summed(scope, span, facts, "oblast") if part == Part.OBLAST else _grouped(scope, span, *sorted(columns))
    rows = rows.filter(fact__in=facts)
    groups = _groups() if part == Part.GROUP else {}
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        raw = str(row[_column_of(Fact(row["fact"]), part)])
        found[groups.get(raw, "") if part == Part.GROUP else raw].append(row)
    for month in _months_between(sorted(found)) if part == Part.MONTH else ():
        found.setdefault(month, [])  # a month without records is a hole, not a seam
    return [Line(key=key, value=value_of(indicator, listed)) for key, listed in sorted(found.items())]


def is_of_services(indicator: Indicator) -> bool:
    """Whether all that it is made of is counted apart by services."""
    return _facts(indicator) <= _BY_SERVICE


def counted_by_day(indicator: Indicator, scope: Scope, span: Span) -> list[dict[str, Any]]:
    """What the measure is made of, day by day (`day`), for `value_of`; only where days are kept."""
    rows = _grouped(scope, span, "day", "kind", "b", "bucket").filter(fact__in=_facts(indicator))
    return list(rows)


def counted_at(hromada_code: str) -> datetime | None:
    """As of when the counts of a hromada are; None before the first time."""
    return Counted.objects.filter(hromada_id=hromada_code).values_list("at", flat=True).first()


def _summed(scope: Scope, span: Span, facts: Iterable[str], *besides: str) -> "QuerySet[Any, dict[str, Any]]":
    """Without services: of the country and its oblasts there are smaller sums for that."""
    columns = ("kind", "b", "bucket", *besides)
    if scope.is_of_days or scope.besides or scope.services:
        return _grouped(scope, span, *columns).filter(fact__in=list(facts))
    _require_months(span)
    rows = OblastCount.objects.filter(month__range=(span.since, span.until), fact__in=list(facts))
    if scope.oblast:
        rows = rows.filter(oblast=scope.oblast)
    grouped: QuerySet[Any, dict[str, Any]] = rows.order_by().values("fact", *columns).annotate(**_SUMS)
    return grouped


def _require_months(span: Span) -> None:
    if not span.is_of_months:
        raise SpanWrong


def are_counted(hromadas: Collection[str], *, since: datetime) -> bool:
    """Whether each of them was counted at this moment or later: of a first count by halves nothing may be told."""
    return Counted.objects.filter(hromada_id__in=hromadas, at__gte=since).count() == len(set(hromadas))


def _grouped(scope: Scope, span: Span, *columns: str) -> "QuerySet[Any, dict[str, Any]]":
    """From sums of months where they tell as much: they are tens of times fewer than days of points."""
    rows: QuerySet[Any]
    are_enough = span.is_of_months and scope.point is None and not _OF_DAYS & set(columns)
    if scope.is_of_days and not are_enough:
        rows = DayCount.objects.filter(hromada_id=scope.hromada, day__range=(span.since, span.until))
        rows = rows.annotate(kind=F("point__kind"))
        if scope.point is not None:
            of_point = Q(point_id=scope.point)
            rows = rows.filter(~of_point if scope.besides else of_point)
        if "month" in columns:
            rows = rows.annotate(month=TruncMonth("day"))
    else:
        _require_months(span)
        rows = MonthCount.objects.filter(month__range=(span.since, span.until))
        if scope.oblast and not scope.is_of_days:
            rows = rows.filter(Q(hromada__oblast_id=scope.oblast) | Q(hromada_id=scope.oblast))
        if scope.hromada:
            own = Q(hromada_id=scope.hromada)
            rows = rows.filter(~own if scope.besides else own)
    if scope.services:  # in the same column other facts keep other keys
        rows = rows.filter(fact__in=_BY_SERVICE, a__in=[str(one) for one in scope.services])
    grouped: QuerySet[Any, dict[str, Any]] = rows.order_by().values("fact", *columns).annotate(**_SUMS)
    return grouped


def _months_between(keys: Sequence[str]) -> Iterator[str]:
    """First days of months from the first to the last."""
    if keys:
        day, last = date.fromisoformat(keys[0][:10]), date.fromisoformat(keys[-1][:10])
        while day <= last:
            yield str(day)
            day = (day + timedelta(days=31)).replace(day=1)


def _facts(indicator: Indicator) -> set[str]:
    return {indicator.fact.value, *(fact.value for fact in indicator.among)}


def _column_of(fact: Fact, part: Part) -> str:
    if part in (Part.GROUP, Part.SERVICE):
        return _COLUMNS[PARTS[fact].index(Part.SERVICE)]
    if part in PARTS[fact]:
        return _COLUMNS[PARTS[fact].index(part)]
    return _PLACES[part]


def _raw_columns(indicator: Indicator, part: Part) -> set[str]:
    return {_column_of(Fact(fact), part) for fact in _facts(indicator)}


def _groups() -> dict[str, str]:
    """Group of a service, both by key, as the counts hold them."""
    return once("indicators.groups", _groups_now)


def _groups_now() -> dict[str, str]:
    return {str(pk): str(group) for pk, group in PublicService.objects.order_by().values_list("pk", "group_id")}


def value_of(indicator: Indicator, rows: Rows) -> Value:
    """What rows of counts come to, whatever they were grouped by."""
    among = indicator.among or (indicator.fact,)
    asked = [row for row in rows if row["fact"] in among]
    known = [row for row in asked if _holds(row, indicator.measured)]
    chosen = [row for row in rows if row["fact"] == indicator.fact and _holds(row, indicator.chosen)]
    if indicator.among:
        chosen = [row for row in chosen if row["fact"] not in among or _holds(row, indicator.measured)]
    n, missing = _sum(known), _sum(asked) - _sum(known)
    if indicator.shape == Shape.COUNT:
        return Value(amount=_sum(chosen), n=_sum(chosen))
    if indicator.shape in _UNITS:
        return Value(amount=sum(row["total"] for row in chosen) / _UNITS[indicator.shape], n=n)
    if not n:
        return Value(amount=None, n=0, missing=missing)
    if indicator.shape == Shape.SHARE:
        return Value(amount=100 * _sum(chosen) / n, n=n, missing=missing)
    if indicator.shape == Shape.TIME:
        planned = sum(row["total"] for row in known)
        done = 100 * sum(row["total"] for row in chosen) / planned if planned else None
        return Value(amount=done, n=n, missing=missing)
    if indicator.shape == Shape.RATIO:
        return Value(amount=_sum(chosen) / n, n=n, missing=missing)
    if indicator.shape == Shape.MEAN:
        return Value(amount=sum(row["bucket"] * row["n"] for row in known) / n, n=n, missing=missing)
    return _spread(known, n=n, missing=missing)


def _spread(rows: Rows, *, n: int, missing: int) -> Value:
    """The middle and the ninth of ten: values that somebody really had (nearest rank)."""
    by_bucket: dict[int, int] = defaultdict(int)
    for row in rows:
        by_bucket[row["bucket"]] += row["n"]
    ordered = sorted(by_bucket.items())
    mean = sum(bucket * count for bucket, count in ordered) / n
    return Value(amount=_rank(ordered, n, 50), n=n, ninetieth=_rank(ordered, n, 90), mean=mean, missing=missing)


def _rank(ordered: Iterable[tuple[int, int]], n: int, percent: int) -> int:
    place, passed = math.ceil(n * percent / 100), 0
    for bucket, count in ordered:
        passed += count
        if passed >= place:
            return bucket
    raise AssertionError("a rank lies within its rows")


def _holds(row: dict[str, Any], conditions: Holds) -> bool:
    return all(
        row[column] is not None if wanted is None else row[column] in wanted for column, wanted in conditions.items()
    )


def _sum(rows: Rows) -> int:
    return sum(row["n"] for row in rows)
