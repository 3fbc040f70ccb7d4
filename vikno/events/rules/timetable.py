"""Sessions that run at the same time: nobody is in two rooms at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations


@dataclass(frozen=True, kw_only=True)
class Part:
    """A session with its hours."""

    pk: int
    begins: datetime
    ends: datetime


def is_at_once(one: Part, other: Part) -> bool:
    """One that begins as the other ends is after it."""
    return one.begins < other.ends and other.begins < one.ends


def clashes(parts: Sequence[Part]) -> list[tuple[int, int]]:
    """Pairs that run at the same time, by their beginning."""
    in_order = sorted(parts, key=lambda one: (one.begins, one.pk))
    return [(one.pk, other.pk) for one, other in combinations(in_order, 2) if is_at_once(one, other)]
