"""A year for the council: the measures beside those of the year before, what was given by group and by point, words."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.utils.translation import gettext as _

from vikno.common.actors import Actor
from vikno.common.clock import today
from vikno.common.text import sort_key
from vikno.indicators import queries as indicators
from vikno.indicators.definitions import INDICATORS
from vikno.indicators.enums import Part
from vikno.indicators.queries import Line, Scope, Span, Value
from vikno.reporting import policies
from vikno.reporting.enums import Section
from vikno.reporting.errors import NoSuchYear
from vikno.reporting.models import YearWords

MEASURES: Final = (
    "requested", "given", "days_to_result", "in_time", "refused", "remote_share", "mobile_share", "visitors",
    "waiting", "abandoned", "consultations", "satisfaction", "outages",
)  # fmt: skip
_FIRST: Final = 2000


@dataclass(frozen=True, kw_only=True)
class MonthOfYear:
    """How many applications came and how many results were given."""

    first: date
    requested: int
    given: int


@dataclass(frozen=True, kw_only=True)
class Year:
    """Up to its last day, or to the present one while it goes on. `written`: parts a person has written."""

    number: int
    span: Span
    now: dict[str, Value]
    before: dict[str, Value]
    by_group: list[tuple[str, int]]
    by_point: list[tuple[str, int]]
    by_month: list[MonthOfYear]
    words: dict[Section, str]
    written: frozenset[Section]

    @property
    def kept_words(self) -> dict[str, str]:
        """Without those that nobody has written yet."""
        return {section.value: words for section, words in self.words.items() if section in self.written}


def year_asked(number: int, *, on: date) -> int:
    """Raises NoSuchYear for one that has not begun, or that cannot be meant."""
    if not _FIRST <= number <= on.year:
        raise NoSuchYear
    return number


def year_of(actor: Actor, number: int, *, at: datetime) -> Year:
    """Raises MayNotRead. A fixed number of queries."""
    policies.require_may_keep(actor)
    scope, span = Scope(hromada=actor.hromada_code), _span(number, on=today(at))
    now = indicators.values(scope, span)
    written = _written(actor.hromada_code, number)
    return Year(
        number=number, span=span, now=now, before=indicators.values(scope, _span(number - 1, on=today(at))),
        by_group=_named(scope, span, Part.GROUP), by_point=_named(scope, span, Part.POINT),
        by_month=_by_month(scope, span),
        words={Section.INTRODUCTION: _drafted(number, now), **written}, written=frozenset(written),
    )  # fmt: skip


def _span(number: int, *, on: date) -> Span:
    return Span(since=date(number, 1, 1), until=min(date(number, 12, 31), max(on, date(number, 1, 1))))


def _named(scope: Scope, span: Span, part: Part) -> list[tuple[str, int]]:
    """What was given, by name."""
    given = INDICATORS["given"]
    lines: list[Line] = indicators.lines(given, scope, span, part)
    names = indicators.labels_of(part, [line.key for line in lines], fact=given.fact, hromada=scope.hromada)
    return sorted(((names.get(line.key, line.key), line.value.n) for line in lines), key=lambda row: sort_key(row[0]))


def _by_month(scope: Scope, span: Span) -> list[MonthOfYear]:
    """Every month that has begun, also without records."""
    requested, given = (_counted(code, scope, span) for code in ("requested", "given"))
    months = [date(span.since.year, number, 1) for number in range(1, span.until.month + 1)]
    return [MonthOfYear(first=day, requested=requested.get(day, 0), given=given.get(day, 0)) for day in months]


def _counted(code: str, scope: Scope, span: Span) -> dict[date, int]:
    lines = indicators.lines(INDICATORS[code], scope, span, Part.MONTH)
    return {date.fromisoformat(line.key[:10]): line.value.n for line in lines}


def _written(hromada: str, number: int) -> dict[Section, str]:
    rows = YearWords.objects.filter(hromada_id=hromada, year=number).order_by("section", "-pk").distinct("section")
    return {Section(row.section): row.words for row in rows}


def _drafted(number: int, now: dict[str, Value]) -> str:
    """The first words, of the numbers themselves: until a person writes their own."""
    said = _("У {year} році центр прийняв заяв: {requested}, видав результатів: {given}, дав консультацій: {talks}.")
    return said.format(year=number, requested=now["requested"].n, given=now["given"].n, talks=now["consultations"].n)
