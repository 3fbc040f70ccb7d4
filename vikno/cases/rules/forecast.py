"""Whether a case will be late, said before it is: days of the courier, closures, the provider's queue."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from vikno.cases.rules.calendar import DAY, Closure, WorkingCalendar, is_working_day
from vikno.cases.rules.explaining import days_in_words
from vikno.catalogue.enums import TermUnit


@dataclass(frozen=True, kw_only=True)
class Ahead:
    """What stands between a case and its decision today.

    `trips`: days on which papers may leave for the provider; None when they are there already. `travel_days`:
    working days on the way. `queue`: cases decided before this one. `per_day`: how many the provider decides on a
    working day, as it did lately. `closures`: days on which the provider does not work.
    """

    trips: Sequence[dt.date] | None = None
    travel_days: int = 0
    queue: int = 0
    per_day: float = 0.0
    closures: Sequence[Closure] = ()


@dataclass(frozen=True, kw_only=True)
class Forecast:
    """When a decision may be expected (None: not foreseeable), whether that is late, and each reason in Ukrainian."""

    expected_on: dt.date | None
    late_days: int
    reasons: tuple[str, ...]

    @property
    def is_late(self) -> bool:
        return self.late_days > 0 or bool(self.reasons and self.expected_on is None)


def forecast(*, due_on: dt.date | None, today: dt.date, ahead: Ahead, calendar: WorkingCalendar) -> Forecast:
    """Compare the expected day with the last day; a reason is named when without it the case would come earlier."""
    expected = expected_on(today=today, ahead=ahead, calendar=calendar)
    late = max(0, (expected - due_on).days) if expected and due_on else 0
    if due_on is None or (expected is not None and not late):
        return Forecast(expected_on=expected, late_days=0, reasons=())
    return Forecast(
        expected_on=expected, late_days=late,
        reasons=tuple(_reasons(expected, today=today, ahead=ahead, calendar=calendar)),
    )  # fmt: skip


def expected_on(*, today: dt.date, ahead: Ahead, calendar: WorkingCalendar) -> dt.date | None:
    """The day of decision if everything goes on as now; None when no trip or no work is in sight."""
    calendar = calendar.closed_also(ahead.closures, version="прогноз")
    there_on = today
    if ahead.trips is not None:
        leaves_on = min((trip for trip in ahead.trips if trip >= today), default=None)
        if leaves_on is None:
            return None
        there_on = _working_days_on(leaves_on, ahead.travel_days, calendar)
    work = days_of_work(queue=ahead.queue, per_day=ahead.per_day)
    return None if work is None else _working_days_on(there_on, work, calendar)


def days_of_work(*, queue: int, per_day: float) -> int | None:
    """Working days until the turn of a case comes and it is decided; None while nothing is decided before it."""
    if queue and per_day <= 0:
        return None
    return max(1, -int(-(queue + 1) // per_day)) if per_day > 0 else 1


def _working_days_on(day: dt.date, days: int, calendar: WorkingCalendar) -> dt.date:
    left = days
    while left > 0:
        day += DAY
        left -= is_working_day(day, calendar)
    return day


def _reasons(expected: dt.date | None, *, today: dt.date, ahead: Ahead, calendar: WorkingCalendar) -> list[str]:
    reasons = []
    if ahead.trips is not None and _is_earlier(replace(ahead, trips=None, travel_days=0), expected, today, calendar):
        reasons.append(_courier(ahead, today=today))
    if ahead.closures and _is_earlier(replace(ahead, closures=()), expected, today, calendar):
        reasons.extend(
            _closed(closure) for closure in ahead.closures if closure.ends_on is None or closure.ends_on >= today
        )
    if ahead.queue and _is_earlier(replace(ahead, queue=0, per_day=max(ahead.per_day, 1)), expected, today, calendar):
        reasons.append(_queue(ahead))
    return reasons or ["До останнього дня лишилося замало робочих днів, навіть якщо взятися за справу сьогодні."]


def _is_earlier(without: Ahead, expected: dt.date | None, today: dt.date, calendar: WorkingCalendar) -> bool:
    found = expected_on(today=today, ahead=without, calendar=calendar)
    return found is not None and (expected is None or found < expected)


def _courier(ahead: Ahead, *, today: dt.date) -> str:
    leaves_on = min((trip for trip in ahead.trips or () if trip >= today), default=None)
    if leaves_on is None:
        return "Жодного рейсу кур'єра до суб'єкта надання не заплановано."
    on_the_way = f", у дорозі {days_in_words(ahead.travel_days, TermUnit.WORKING_DAYS)}" if ahead.travel_days else ""
    return f"Найближчий рейс кур'єра — {leaves_on:%d.%m.%Y}{on_the_way}."


def _closed(closure: Closure) -> str:
    until = f"до {closure.ends_on:%d.%m.%Y} включно" if closure.ends_on else "доки не скажуть інакше"
    return f"Не працює з {closure.starts_on:%d.%m.%Y} {until}: {closure.name}."


def _queue(ahead: Ahead) -> str:
    if ahead.per_day <= 0:
        return f"Перед цією справою в черзі суб'єкта надання ще {ahead.queue}, а рішень останнім часом немає."
    speed = f"{ahead.per_day:.1f}".rstrip("0").rstrip(".").replace(".", ",")
    return f"Перед цією справою в черзі суб'єкта надання ще {ahead.queue}, а за день він вирішує {speed}."
