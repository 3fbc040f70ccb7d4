"""When a month is published: once, late enough for late entries, and never again."""

from collections.abc import Iterator
from datetime import date
from typing import Final

FROM_DAY: Final = 15  # of the next month; reports of a month are due by its tenth day and mended by the fifteenth


def months_due(first: date, last: date, *, on: date) -> Iterator[date]:
    """First days of months, from the first to the last, that may be published on a day."""
    month = first.replace(day=1)
    while month <= last and on >= _due_on(month):
        yield month
        month = _next(month)


def _due_on(month: date) -> date:
    return _next(month).replace(day=FROM_DAY)


def _next(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)
