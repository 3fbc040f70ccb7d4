"""Whose turn it is.

A priority is a head start in minutes: whoever has it stands as if they had come that much earlier. So everybody's
place gets better with every minute, and only those who come within the head start can pass a person. Beyond the
longest wait nobody is passed for long: every N-th call of a window (N is data) goes to whoever waits longest, whatever
their lane. A lane with a surge may take only every N-th call of a shared window while others wait.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import NamedTuple, Protocol

from vikno.queue.enums import Turn
from vikno.queue.rules.pauses import Still, counted


@dataclass(frozen=True, kw_only=True)
class QueueRule:
    """How the queue of a point is kept. Minutes, except the counts of calls."""

    longest_wait_minutes: int = 60
    overdue_one_in: int = 2
    booking_late_minutes: int = 5
    booking_ahead_minutes: int = 240
    cap_minutes: int = 60
    pause_after_minutes: int = 120
    pause_minutes: int = 10
    pressure_entries: int = 2
    pressure_window_minutes: int = 60
    source: str = ""
    is_confirmed: bool = False

    @property
    def longest_wait(self) -> timedelta:
        return timedelta(minutes=self.longest_wait_minutes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A place in the queue: from when one waits, as who comes when one stands, whether a booking was missed."""

    waits_since: datetime
    turn_at: datetime
    is_late: bool = False


class Stands(Protocol):
    """Somebody who waits, as the rule sees them. `lane` is "" for the ordinary one."""

    @property
    def key(self) -> int: ...
    @property
    def waits_since(self) -> datetime: ...
    @property
    def turn_at(self) -> datetime: ...
    @property
    def lane(self) -> str: ...
    @property
    def is_booked(self) -> bool: ...


class Waiting(NamedTuple):
    """The least that is known of somebody who waits. Tuples: a queue of hundreds is read at every press."""

    key: int
    waits_since: datetime
    turn_at: datetime
    lane: str = ""
    is_booked: bool = False


class Recent(NamedTuple):
    """A call of the same window: from which lane, and by which rule."""

    lane: str = ""
    turn: str = Turn.ORDER


class Choice(NamedTuple):
    """A ticket in its place, with the rule that put it there."""

    key: int
    turn: Turn


@dataclass(frozen=True, kw_only=True)
class _Now:
    at: datetime
    longest: timedelta
    closed: frozenset[str] = field(default_factory=frozenset)
    stills: Sequence[Still] = ()


def standing(
    *, arrived_at: datetime, head_start_minutes: int, booked_for: datetime | None, rule: QueueRule
) -> Standing:
    """Where a person stands who came at a moment. A booking missed by more than the allowed minutes is a live queue."""
    head_start = timedelta(minutes=head_start_minutes)
    if booked_for is None:
        return Standing(waits_since=arrived_at, turn_at=arrived_at - head_start)
    booked_for = booked_for.astimezone(UTC)  # minutes are counted on the world's clock, not on Kyiv's
    if arrived_at > booked_for + timedelta(minutes=rule.booking_late_minutes):
        return Standing(waits_since=arrived_at, turn_at=arrived_at - head_start, is_late=True)
    ahead = max(timedelta(minutes=rule.booking_ahead_minutes), head_start)
    return Standing(waits_since=max(arrived_at, booked_for), turn_at=booked_for - ahead)


def in_turn(
    waiting: Iterable[Stands],
    *,
    at: datetime,
    rule: QueueRule,
    one_in: Mapping[str, int] | None = None,
    recent: Sequence[Recent] = (),
    stills: Sequence[Still] = (),
) -> list[Choice]:
    """Everybody in the order in which one window calls them now.

    `recent` are the window's own calls, newest first; `one_in`: lanes that may take only every N-th of them;
    `stills`: when the whole queue stood still, which nobody waited.
    """
    lanes = one_in or {}
    closed = frozenset(lane for lane in lanes if any(call.lane == lane for call in recent[: lanes[lane] - 1]))
    now = _Now(at=at, longest=rule.longest_wait, closed=closed, stills=stills)
    in_order = sorted(waiting, key=lambda one: _place(one, now))
    first = _longest_waiting(in_order, now) if _is_turn_of_overdue(recent, rule) else None
    rest = [one for one in in_order if first is None or one.key != first.key]
    chosen = [Choice(first.key, Turn.OVERDUE)] if first is not None else []
    return chosen + [Choice(one.key, _why(one, rest, now)) for one in rest]


def _place(one: Stands, now: _Now) -> tuple[bool, bool, datetime, datetime, int]:
    return (one.lane in now.closed, one.waits_since > now.at, one.turn_at, one.waits_since, one.key)


def _is_turn_of_overdue(recent: Sequence[Recent], rule: QueueRule) -> bool:
    return all(call.turn != Turn.OVERDUE for call in recent[: rule.overdue_one_in - 1])


def _longest_waiting(waiting: Sequence[Stands], now: _Now) -> Stands | None:
    earliest = min(waiting, key=lambda one: (one.waits_since, one.key), default=None)
    if earliest is None or counted(earliest.waits_since, now.at, now.stills) < now.longest:
        return None  # who came later has waited no longer
    return earliest


def _why(one: Stands, rest: Sequence[Stands], now: _Now) -> Turn:
    if one.lane in now.closed or one.waits_since > now.at:
        return Turn.ALONE if rest[0].key == one.key else Turn.ORDER
    if one.is_booked and one.turn_at < one.waits_since:
        return Turn.BOOKED
    return Turn.PRIORITY if one.turn_at < one.waits_since else Turn.ORDER
