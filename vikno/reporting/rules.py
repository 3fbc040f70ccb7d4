"""Quarters, how a value changes between two of them, what of a small group is told. No clock, no database."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

type Plain = int | float | str | bool | None
FACTS_FIT: Final = timedelta(days=14)  # later, what a network is says nothing of what it was when the quarter ended
LEAST_TOLD: Final = 5  # a smaller group of people is not told outside of the hromada


@dataclass(frozen=True, order=True)
class Quarter:
    """A quarter of a year: number 1–4."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> "Quarter":
        return cls(day.year, (day.month - 1) // 3 + 1)

    @property
    def first_day(self) -> date:
        return date(self.year, 3 * self.number - 2, 1)

    @property
    def last_day(self) -> date:
        return self.following.first_day - timedelta(days=1)

    @property
    def previous(self) -> "Quarter":
        return Quarter(self.year, self.number - 1) if self.number > 1 else Quarter(self.year - 1, 4)

    @property
    def following(self) -> "Quarter":
        return Quarter(self.year, self.number + 1) if self.number < 4 else Quarter(self.year + 1, 1)

    @property
    def year_before(self) -> "Quarter":
        return Quarter(self.year - 1, self.number)

    def has_begun(self, day: date) -> bool:
        return self.first_day <= day

    def is_over(self, day: date) -> bool:
        return self.last_day < day


def latest(day: date, count: int) -> list[Quarter]:
    """So many quarters that have begun by a day, the newest first."""
    found = [Quarter.of(day)]
    while len(found) < count:
        found.append(found[-1].previous)
    return found


def quarter_to_keep(day: date) -> Quarter | None:
    """The quarter whose end is still near enough to be told by the records of a day."""
    ended = Quarter.of(day).previous
    return ended if day <= ended.last_day + FACTS_FIT else None


def is_missing(value: Plain) -> bool:
    """«Ні» and zero are values; nothing and an empty text are not."""
    return value is None or value == ""


def difference(now: Plain, before: Plain) -> float | None:
    """Of two numbers; None where either is not one."""
    if isinstance(now, bool) or isinstance(before, bool):
        return None
    if not isinstance(now, int | float) or not isinstance(before, int | float):
        return None
    return now - before


def total(values: list[Plain]) -> float | None:
    """Sum of the numbers among values; None where there is none."""
    numbers = [value for value in values if isinstance(value, int | float) and not isinstance(value, bool)]
    return sum(numbers) if numbers else None


def last_week(day: date) -> tuple[date, date]:
    """Monday and Sunday of the last week that is over."""
    monday = day - timedelta(days=day.weekday() + 7)
    return monday, monday + timedelta(days=6)


@dataclass(frozen=True, kw_only=True)
class Told:
    """Groups by how many, and `rest`: small ones together, or None where even together they would tell one."""

    groups: Mapping[str, int]
    rest: int
    is_held_back: bool


def told_of(counts: Mapping[str, int]) -> Told:
    """Groups of fewer than five are told as one sum, with the smallest of the others where they are too few together.

    The whole stands beside the groups, so the sum of what is kept back is known: it is of two groups at least and of
    five records at least. Where that cannot be, no group is told.
    """
    left = sorted(((n, key) for key, n in counts.items() if n), reverse=True)
    kept_back: list[tuple[int, str]] = []
    while left and left[-1][0] < LEAST_TOLD:
        kept_back.append(left.pop())
    while kept_back and left and (len(kept_back) < 2 or sum(n for n, _key in kept_back) < LEAST_TOLD):
        kept_back.append(left.pop())
    rest = sum(n for n, _key in kept_back)
    if kept_back and (rest < LEAST_TOLD or len(kept_back) < 2):
        return Told(groups={}, rest=0, is_held_back=True)
    return Told(groups={key: n for n, key in left}, rest=rest, is_held_back=False)


def is_told(amount: float | None, *, n: int, is_share: bool) -> bool:
    """Whether a value of so many records may be told outside: of a share also those it counts and those it does not."""
    if not n:
        return True
    chosen = round((amount or 0) * n / 100) if is_share else n
    parts = (n, chosen, n - chosen) if is_share else (n,)
    return all(not part or part >= LEAST_TOLD for part in parts)


type Costs = Mapping[tuple[int, str], Decimal]  # by number (0: the whole year) and kind


def cost_of(known: Costs, number: int, kinds: Iterable[str]) -> Decimal | None:
    """What a quarter, or a year (0), cost in all kinds; None while any of them is not known.

    A kind of a year is its own line, or its four quarters; a year is not divided into quarters.
    """
    return _together([_cost_of_kind(known, number, kind) for kind in kinds])


def _cost_of_kind(known: Costs, number: int, kind: str) -> Decimal | None:
    if number or (0, kind) in known:
        return known.get((number, kind))
    return _together([known.get((quarter, kind)) for quarter in range(1, 5)])


def _together(amounts: Iterable[Decimal | None]) -> Decimal | None:
    listed = list(amounts)
    return sum((one for one in listed if one is not None), Decimal(0)) if None not in listed else None


def per_service(cost: Decimal | None, given: int) -> Decimal | None:
    """Hryvnias for one result; None where the cost is not known or results are too few to say anything."""
    return (cost / given).quantize(Decimal("0.01")) if cost is not None and given >= LEAST_TOLD else None
