"""Decisions about interruptions: what prevails at a point, how long each one may last, how much they cover."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, Protocol

from vikno.common.spans import Span, covered_seconds
from vikno.continuity.enums import Effect

MOST_DAYS: Final = 14
_STRICTEST: Final = (Effect.RESTRICTED, Effect.CLOSED)


class Holding(Protocol):
    """An interruption as it holds at one point."""

    @property
    def effect(self) -> str: ...
    @property
    def added_at(self) -> datetime: ...
    @property
    def pk(self) -> int: ...


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What an effect does at a point: the queue stands; times fall away, all or of named services; who is in doubt."""

    stops_queue: bool
    all_fall_away: bool
    named_fall_away: bool
    all_in_doubt: bool


def plan_of(effect: str, *, has_services: bool) -> Plan:
    """A closed point calls nobody and receives nobody; a restricted one loses named services, else nobody is sure."""
    is_closed = effect == Effect.CLOSED
    return Plan(
        stops_queue=is_closed, all_fall_away=is_closed, named_fall_away=not is_closed and has_services,
        all_in_doubt=not is_closed and not has_services,
    )  # fmt: skip


def prevailing[H: Holding](holding: Iterable[H]) -> H | None:
    """The strictest of what holds at a point; of equal ones the latest."""
    return max(holding, key=lambda one: (_STRICTEST.index(Effect(one.effect)), one.added_at, one.pk), default=None)


def expected_end(*, at: datetime, minutes: int, day_ends: datetime) -> datetime:
    """What is told when nobody says otherwise: so many minutes, in steps of five; 0, or too late: the day's end."""
    if not minutes:
        return day_ends
    rough = at + timedelta(minutes=minutes)
    step = timedelta(minutes=5)
    rounded = rough.replace(minute=rough.minute - rough.minute % 5, second=0, microsecond=0)
    return min(rounded if rounded == rough else rounded + step, max(day_ends, at + step))


def last_day(*, expected: date | None, today: date) -> date:
    """On which day an interruption ends by itself if nobody ends it: that of its expected end."""
    return max(expected or today, today)


def hours_of(spans: Sequence[Span]) -> float:
    """Hours in which at least one of them lasted."""
    if not spans:
        return 0.0
    first, last = min(span.since for span in spans), max(span.until for span in spans)
    return covered_seconds(spans, first, last) / 3600
