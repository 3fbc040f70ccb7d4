"""Who sits and who waits. A delegation is admitted whole or not at all.

Order of the line: class of priority, then hromadas with fewer visits this year, then time. Seats that are too few for
the first group are kept for it `hold` hours, then go to the next that fits; each time it is passed over the next
keeping is longer by as much, so that a large group and a single visitor both come to their turn.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

type Key = tuple[str, str]  # ("hromada", code), ("oblast", code) or ("role", post)


@dataclass(frozen=True, kw_only=True)
class Group:
    """A delegation in line. `counts`: how many of its people each limit counts."""

    pk: int
    size: int
    asked_at: datetime
    priority: int = 2
    visits: int = 0
    counts: Mapping[Key, int] = field(default_factory=dict)
    held_until: datetime | None = None
    passed: int = 0

    @property
    def place(self) -> tuple[int, int, datetime, int]:
        return self.priority, self.visits, self.asked_at, self.pk


@dataclass(frozen=True, kw_only=True)
class Room:
    """Free seats of a pool, and what the limits of the event have left; a key without a limit is not named."""

    free: int
    left: Mapping[Key, int] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Choice:
    """Who is offered seats now, for whom the rest is kept and until when, who was passed over."""

    offered: tuple[Group, ...] = ()
    kept_for: Group | None = None
    kept_until: datetime | None = None
    passed: tuple[Group, ...] = ()


def in_order(line: Sequence[Group]) -> list[Group]:
    """The line, whatever order it was given in."""
    return sorted(line, key=lambda one: one.place)


def place_in_line(line: Sequence[Group], pk: int) -> int | None:
    """1 for the first; None for who is not in it."""
    return next((n for n, one in enumerate(in_order(line), start=1) if one.pk == pk), None)


def is_within_limits(group: Group, left: Mapping[Key, int]) -> bool:
    return all(n <= left[key] for key, n in group.counts.items() if key in left)


def fits(group: Group, room: Room) -> bool:
    """Whether the whole of it may sit down now."""
    return group.size <= room.free and is_within_limits(group, room.left)


def choose(line: Sequence[Group], room: Room, *, hold: timedelta, at: datetime) -> Choice:
    """Offers of this moment. Whom a limit stops lets the others by; who lacks seats only is waited for."""
    free, left = room.free, Counter(room.left)
    offered: list[Group] = []
    behind: list[Group] = []
    for one in in_order(line):
        if not is_within_limits(one, left):
            continue
        if one.size <= free:
            offered.append(one)
            free -= one.size
            left.subtract({key: n for key, n in one.counts.items() if key in left})
        elif free > 0:
            until = one.held_until or at + hold * (1 + one.passed)
            if at < until:
                return Choice(offered=tuple(offered), kept_for=one, kept_until=until, passed=_past(behind, offered))
            behind.append(one)
    return Choice(offered=tuple(offered), passed=_past(behind, offered))


def _past(behind: Sequence[Group], offered: Sequence[Group]) -> tuple[Group, ...]:
    """Those whose keeping is over and after whom somebody else was offered seats."""
    return tuple(one for one in behind if any(other.place > one.place for other in offered))
