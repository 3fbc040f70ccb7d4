"""Periods of days, both ends inside: a month, a quarter, a year, or from a day to a day."""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from vikno.indicators.errors import SpanWrong

LONGEST_DAYS: Final = 5 * 366


@dataclass(frozen=True, kw_only=True)
class Span:
    """Days of a measure. Raises SpanWrong where the end is before the beginning or they are too far apart."""

    since: date
    until: date

    def __post_init__(self) -> None:
        if self.until < self.since or (self.until - self.since).days > LONGEST_DAYS:
            raise SpanWrong

    @property
    def days(self) -> int:
        return (self.until - self.since).days + 1

    @property
    def is_of_months(self) -> bool:
        """From the first day of a month to the last of one."""
        return self.since.day == 1 and (self.until + timedelta(days=1)).day == 1

    @property
    def months(self) -> int:
        return (self.until.year - self.since.year) * 12 + self.until.month - self.since.month + 1

    def __str__(self) -> str:
        """«листопад 2026», «III квартал 2026 року», «2026 рік» or the two days."""
        if self.is_of_months and self.months == 1:
            return date_format(self.since, "F Y").lower()
        if self.is_of_months and self.months == 3 and self.since.month % 3 == 1:
            return _("{number} квартал {year} року").format(
                number=("I", "II", "III", "IV")[self.since.month // 3], year=self.since.year
            )  # fmt: skip
        if self.is_of_months and self.months == 12 and self.since.month == 1:
            return _("{year} рік").format(year=self.since.year)
        return f"{self.since:%d.%m.%Y} – {self.until:%d.%m.%Y}"


def month_span(first: date, months: int = 1) -> Span:
    """So many whole months from the first day of one."""
    year, month = divmod(first.year * 12 + first.month - 1 + months - 1, 12)
    return Span(since=first.replace(day=1), until=date(year, month + 1, calendar.monthrange(year, month + 1)[1]))


def span_of(name: str, *, on: date) -> Span:
    """A period by its word: "month", "quarter", "year", the same «last_…» before it, or "30" days up to a day."""
    first = on.replace(day=1)
    quarter, january = first.replace(month=first.month - (first.month - 1) % 3), first.replace(month=1)
    whole = {"month": month_span(first), "quarter": month_span(quarter, 3), "year": month_span(january, 12)}
    if name.removeprefix("last_") in whole:
        found = whole[name.removeprefix("last_")]
        return earlier(found) if name.startswith("last_") else found
    return Span(since=on - timedelta(days=29), until=on)


def earlier(span: Span) -> Span:
    """As many months, or days, right before."""
    if span.is_of_months:
        year, month = divmod(span.since.year * 12 + span.since.month - 1 - span.months, 12)
        return month_span(date(year, month + 1, 1), span.months)
    return Span(since=span.since - timedelta(days=span.days), until=span.since - timedelta(days=1))


def year_before(span: Span) -> Span:
    """The same months a year before; of days, 364 earlier: the same weekdays."""
    if span.is_of_months:
        return month_span(span.since.replace(year=span.since.year - 1), span.months)
    return Span(since=span.since - timedelta(days=364), until=span.until - timedelta(days=364))
