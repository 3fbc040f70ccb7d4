"""Quarters, and how a value of a report changes between two of them. No clock, no database."""

from dataclasses import dataclass
from datetime import date, timedelta

type Plain = int | float | str | bool | None


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
