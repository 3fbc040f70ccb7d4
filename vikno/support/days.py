"""Days of a package that are not written as the standard asks: 05/06/2014 is June to one and May to another. Pure.

Such a day is read only once somebody has said where the day stands and where the month.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from vikno.support.enums import DayOrder

_ORDERED: Final = re.compile(r"([0-9]{1,2})([./-])([0-9]{1,2})\2([0-9]{4})(?:[T ,].*)?", re.S)


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """Rows whose number above 12 can only be a day, and a written day that both orders can read, or ""."""

    day_first: tuple[int, ...]
    month_first: tuple[int, ...]
    example: str

    @property
    def is_needed(self) -> bool:
        """Whether the package has days to be said about; a day that neither order can read asks nothing."""
        return bool(self.day_first or self.month_first or self.example)

    @property
    def proposed(self) -> DayOrder | None:
        """What all of it says; None when it says nothing or both."""
        if bool(self.day_first) == bool(self.month_first):
            return None
        return DayOrder.DAY_FIRST if self.day_first else DayOrder.MONTH_FIRST


def is_ordered(value: Any) -> bool:
    """Whether it is a day only to whoever knows the order."""
    return isinstance(value, str) and _ORDERED.fullmatch(value.strip()) is not None


def day_of(value: Any, order: str) -> date | None:
    """A day or the day of a moment as the standard has them; another one by the order that was said."""
    if not isinstance(value, str):
        return None
    found = _ORDERED.fullmatch(value.strip())
    try:
        if found is None:
            return date.fromisoformat(value[:10])
        first, second, year = int(found[1]), int(found[3]), int(found[4])
        if order == DayOrder.DAY_FIRST:
            return date(year, second, first)
        return date(year, first, second) if order == DayOrder.MONTH_FIRST else None
    except ValueError:
        return None


def evidence_of(written: Iterable[tuple[int, str]]) -> Evidence:
    """From (row, day as written) of a package."""
    rows = [(row, said) for row, said in written if is_ordered(said)]
    read = {order: {row for row, said in rows if day_of(said, order)} for order in DayOrder}
    day_first, month_first = read[DayOrder.DAY_FIRST], read[DayOrder.MONTH_FIRST]
    both = [said for row, said in rows if row in day_first & month_first]
    told = [said for said in both if day_of(said, DayOrder.DAY_FIRST) != day_of(said, DayOrder.MONTH_FIRST)]
    return Evidence(
        day_first=tuple(sorted(day_first - month_first)), month_first=tuple(sorted(month_first - day_first)),
        example=next(iter(told + both), ""),
    )  # fmt: skip
