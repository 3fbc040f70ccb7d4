"""Which days work. Holidays, regimes, moved days and closures are dated rows; here they are only read and counted."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from vikno.catalogue.enums import TermUnit

DAY = dt.timedelta(days=1)
_WEEKEND = {6: "субота", 7: "неділя"}


@dataclass(frozen=True, kw_only=True)
class Span:
    """Days from `starts_on` to `ends_on`, both inside; `ends_on` None while the end is not known."""

    starts_on: dt.date
    ends_on: dt.date | None = None

    def __contains__(self, day: dt.date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


@dataclass(frozen=True, kw_only=True)
class Regime(Span):
    """A period in which holidays are ordinary working days."""

    name: str
    source: str = ""


@dataclass(frozen=True, kw_only=True)
class Closure(Span):
    """Days on which nobody works here by a local decision: they are not working days of this hromada."""

    name: str
    source: str = ""


@dataclass(frozen=True, kw_only=True)
class StoppedTerms(Span):
    """An act that stops terms of the services on its list for a period (martial law)."""

    code: str
    name: str
    source: str = ""
    is_confirmed: bool = False


@dataclass(frozen=True, kw_only=True)
class WorkingCalendar:
    """Dated rows of law: which days work. `version` is kept with every term computed from it."""

    version: str
    holidays: Mapping[dt.date, str] = field(default_factory=dict)
    regimes: tuple[Regime, ...] = ()
    closures: tuple[Closure, ...] = ()
    stopped: tuple[StoppedTerms, ...] = ()
    # Days off moved by an act: this Saturday works.
    working_days: Mapping[dt.date, str] = field(default_factory=dict)
    # A holiday on Saturday or Sunday gives the next working day off; not under a regime.
    moves_weekend_holidays: bool = False

    @cached_property
    def moved_days_off(self) -> Mapping[dt.date, str]:
        """Days off given for holidays that fell on a weekend, with the name of the holiday."""
        moved: dict[dt.date, str] = {}
        for holiday in sorted(self.holidays) if self.moves_weekend_holidays else ():
            if holiday.isoweekday() < 6 or regime_on(holiday, self):
                continue
            day = holiday + DAY
            while day.isoweekday() > 5 or day in self.holidays or day in moved:
                day += DAY
            if regime_on(day, self) is None:
                moved[day] = self.holidays[holiday]
        return moved

    def closed_also(self, closures: Sequence[Closure], *, version: str) -> "WorkingCalendar":
        """This calendar with closures of one hromada; `version` says which rows they were."""
        if not closures:
            return self
        return replace(self, closures=(*self.closures, *closures), version=f"{self.version}, {version}")


def regime_on(day: dt.date, calendar: WorkingCalendar) -> Regime | None:
    """The regime a day falls under, if any."""
    return next((regime for regime in calendar.regimes if day in regime), None)


def why_off(day: dt.date, calendar: WorkingCalendar) -> str:
    """Why a day does not work, in Ukrainian; empty for a working day."""
    closure = next((closure for closure in calendar.closures if day in closure), None)
    if closure is not None:
        return closure.name
    if day in calendar.working_days:
        return ""
    if day.isoweekday() > 5:
        return _WEEKEND[day.isoweekday()]
    if regime_on(day, calendar) is not None:
        return ""
    if day in calendar.holidays:
        return calendar.holidays[day]
    moved = calendar.moved_days_off.get(day, "")
    return f"вихідний за {moved}" if moved else ""


def is_working_day(day: dt.date, calendar: WorkingCalendar) -> bool:
    """Monday to Friday, except holidays and closures; under a regime holidays work too."""
    return not why_off(day, calendar)


def next_working_day(day: dt.date, calendar: WorkingCalendar) -> dt.date:
    """The day itself if it works, or the first working day after it."""
    while not is_working_day(day, calendar):
        day += DAY
    return day


def counted_to(
    *, started_on: dt.date, days: int, unit: str, calendar: WorkingCalendar, pauses: Sequence[Span] = ()
) -> dt.date | None:
    """The day on which so many days have been counted, from the day after the start, days of `pauses` left out.

    None when a pause without an end stands in the way. Nothing is moved to a working day here.
    """
    open_from = min((pause.starts_on for pause in pauses if pause.ends_on is None), default=None)
    day, left = started_on, days
    while left > 0:
        day += DAY
        if open_from is not None and day >= open_from:
            return None
        if any(day in pause for pause in pauses):
            continue
        left -= unit != TermUnit.WORKING_DAYS or is_working_day(day, calendar)
    return day


def days_counted(
    *, started_on: dt.date, until: dt.date, unit: str, calendar: WorkingCalendar, pauses: Sequence[Span] = ()
) -> int:
    """How many days of a term have been counted by the end of `until`."""
    days = ((started_on + DAY * n) for n in range(1, (until - started_on).days + 1))
    return sum(
        (unit != TermUnit.WORKING_DAYS or is_working_day(day, calendar)) and not any(day in pause for pause in pauses)
        for day in days
    )


def last_day(*, started_on: dt.date, days: int, unit: str, calendar: WorkingCalendar) -> dt.date:
    """The last day of an undisturbed term: counting begins on the day after the start, the end is a working day."""
    day = counted_to(started_on=started_on, days=days, unit=unit, calendar=calendar) or started_on
    return day if unit == TermUnit.WORKING_DAYS else next_working_day(day, calendar)


def months_later(day: dt.date, months: int) -> dt.date:
    """The same date so many months on; the last day of a month that has no such date."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    first_after = dt.date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return min(dt.date(year, month + 1, 1) + DAY * (day.day - 1), first_after - DAY)


def orthodox_easter(year: int) -> dt.date:
    """Easter by the Julian reckoning, as a date of our calendar; right for 1900–2099."""
    a, b, c = year % 4, year % 7, year % 19
    d = (19 * c + 15) % 30
    e = (2 * a + 4 * b - d + 34) % 7
    month, day = divmod(d + e + 114, 31)
    return dt.date(year, month, day + 1) + dt.timedelta(days=13)
