"""Planned hours and what became of them. Plain Python: no clock, no rows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

type Stretch = tuple[datetime, datetime]
_MINUTE = timedelta(minutes=1)


class Stop(NamedTuple):
    """From when until when nobody was received, and why."""

    why: str
    since: datetime
    until: datetime


@dataclass(frozen=True, kw_only=True)
class Hours:
    """Whole minutes of a day. What was kept and everything that was lost are together what was planned."""

    planned: int
    kept: int
    lost: Mapping[str, int]


def hours_kept(plan: Sequence[Stretch], *, elsewhere: Iterable[Stretch], stops: Iterable[Stop]) -> Hours:
    """Each planned minute once: it is lost by the first stop that takes it, however many lay over one another.

    `elsewhere`: the point was destroyed or had moved away, so nobody planned to receive there.
    """
    left = list(plan)
    for since, until in elsewhere:
        left, _gone = _cut(left, since, until)
    planned, lost = _minutes(left), dict[str, int]()
    for stop in stops:
        left, gone = _cut(left, stop.since, stop.until)
        if minutes := _minutes(gone):
            lost[stop.why] = lost.get(stop.why, 0) + minutes
    return Hours(planned=planned, kept=planned - sum(lost.values()), lost=lost)


def _cut(stretches: Iterable[Stretch], since: datetime, until: datetime) -> tuple[list[Stretch], list[Stretch]]:
    """What is left outside, and what lay inside."""
    left, gone = list[Stretch](), list[Stretch]()
    for begins, ends in stretches:
        first, last = max(begins, since), min(ends, until)
        if first >= last:
            left.append((begins, ends))
            continue
        gone.append((first, last))
        left += [one for one in ((begins, first), (last, ends)) if one[0] < one[1]]
    return left, gone


def _minutes(stretches: Iterable[Stretch]) -> int:
    return sum((ends - begins for begins, ends in stretches), timedelta()) // _MINUTE
