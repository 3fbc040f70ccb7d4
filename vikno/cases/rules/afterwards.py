"""After the decision: until when it may be complained of, and when a result nobody took is unclaimed."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from vikno.cases.rules.calendar import Span, WorkingCalendar, counted_to, months_later, next_working_day
from vikno.cases.rules.explaining import days_in_words
from vikno.cases.rules.terms import MONTHS, Length


@dataclass(frozen=True, kw_only=True)
class ComplaintRule(Span):
    """How an adverse decision of one regime may be complained of. `length` None: the act names no term.

    `body` and `court` are sentences; {provider} in them is whoever decided.
    """

    regime: str
    version: str
    source: str
    body: str
    court: str = ""
    length: Length | None = None
    moves_to_working_day: bool = True
    outcomes: frozenset[str] = frozenset()
    is_confirmed: bool = False


@dataclass(frozen=True, kw_only=True)
class Complaint:
    """The route of a complaint: the last day (None: not told yet, or no term), and sentences in Ukrainian."""

    until: dt.date | None
    sentences: tuple[str, ...]
    version: str
    is_confirmed: bool


@dataclass(frozen=True, kw_only=True)
class UnclaimedRule(Span):
    """How long a result waits after the applicant was told."""

    version: str
    source: str
    length: Length
    is_confirmed: bool = False


def complaint_rule(day: dt.date, *, regime: str, outcome: str, rows: Sequence[ComplaintRule]) -> ComplaintRule | None:
    """The row for a decision made on a day; None for what is not complained of so."""
    return next((row for row in rows if row.regime == regime and day in row and outcome in row.outcomes), None)


def complaint(*, rule: ComplaintRule, told_on: dt.date | None, provider: str, calendar: WorkingCalendar) -> Complaint:
    """Until when and to whom. Before the applicant is told the term is said in days, afterwards as a date."""
    until = counted_from(told_on, rule.length, calendar, moves=rule.moves_to_working_day) if told_on else None
    return Complaint(
        until=until,
        sentences=tuple(_said(rule, told_on=told_on, until=until, provider=provider)),
        version=rule.version,
        is_confirmed=rule.is_confirmed,
    )


def _said(rule: ComplaintRule, *, told_on: dt.date | None, until: dt.date | None, provider: str) -> list[str]:
    said = []
    if rule.length is not None:
        term = days_in_words(rule.length.days, rule.length.unit)
        if told_on is not None and until is not None:
            said.append(
                f"Оскаржити можна до {until:%d.%m.%Y} включно: {term} з дня, коли вас повідомлено ({told_on:%d.%m.%Y})."
            )
        else:
            said.append(f"Оскаржити можна протягом строку, що починається з дня, коли вас повідомлено: {term}.")
    said.append(rule.body.format(provider=provider))
    if rule.court:
        said.append(rule.court.format(provider=provider))
    return [*said, f"Підстава: {rule.source}."]


def counted_from(day: dt.date, length: Length | None, calendar: WorkingCalendar, *, moves: bool) -> dt.date | None:
    """The last day of so many days or months after a day; None without a length."""
    if length is None:
        return None
    if length.unit == MONTHS:
        last = months_later(day, length.days)
    else:
        last = counted_to(started_on=day, days=length.days, unit=length.unit, calendar=calendar) or day
    return next_working_day(last, calendar) if moves else last


def unclaimed_rule(day: dt.date, rows: Sequence[UnclaimedRule]) -> UnclaimedRule | None:
    """The row in force on the day the applicant was told."""
    return next((row for row in rows if day in row), None)


def unclaimed_from(*, told_on: dt.date, rule: UnclaimedRule, calendar: WorkingCalendar) -> dt.date | None:
    """The first day on which a result is unclaimed: the day after its time is over."""
    last = counted_from(told_on, rule.length, calendar, moves=False)
    return last + dt.timedelta(days=1) if last else None
