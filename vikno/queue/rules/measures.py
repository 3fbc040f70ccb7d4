"""Waits and services as numbers: the middle, the ninth of ten, the longest; what was never closed is capped."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, kw_only=True)
class Spread:
    """Minutes of many people. All None when nobody was counted."""

    count: int = 0
    median: int | None = None
    ninetieth: int | None = None
    longest: int | None = None


def whole_minutes(duration: timedelta) -> int:
    """Rounded half up; never below nothing."""
    return math.floor(max(duration, timedelta()) / timedelta(minutes=1) + 0.5)


def spread(durations: Iterable[timedelta]) -> Spread:
    """Whole minutes, rounded half up; the nearest-rank percentile: a wait that somebody really had."""
    minutes = sorted(whole_minutes(each) for each in durations)
    if not minutes:
        return Spread()
    return Spread(
        count=len(minutes), median=_rank(minutes, 50), ninetieth=_rank(minutes, 90), longest=minutes[-1]
    )  # fmt: skip


def _rank(ordered: list[int], percent: int) -> int:
    return ordered[math.ceil(len(ordered) * percent / 100) - 1]


def capped_end(*, began_at: datetime, closed_at: datetime, cap_minutes: int) -> datetime:
    """When a visit that nobody closed is taken to have ended: after the cap, never later than the closing."""
    return max(began_at, min(closed_at, began_at + timedelta(minutes=cap_minutes)))
