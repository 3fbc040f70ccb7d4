"""Did supported hromadas change more than the reserve of the same type? Counts and medians; never a proof of cause.

The seam for the rooms that know scores: they give pairs, this file compares. No Django, no clock.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import median
from typing import Final

# Below this a median says little, and the page says so instead of it.
FEWEST: Final = 5


@dataclass(frozen=True, kw_only=True)
class Pair:
    """Scores 0–100 of one hromada on the common questions, before and after; `kind`: village, settlement, city."""

    hromada: str
    kind: str
    before: Decimal
    after: Decimal

    @property
    def change(self) -> Decimal:
        return self.after - self.before


@dataclass(frozen=True, kw_only=True)
class Group:
    """What a group looks like: how many, where it began, how it changed. None where there is nobody."""

    n: int
    base: Decimal | None
    change: Decimal | None

    @property
    def is_enough(self) -> bool:
        return self.n >= FEWEST


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """One type of hromada. `difference`: of the median changes; None where either group is too small."""

    kind: str
    supported: Group
    reserve: Group

    @property
    def difference(self) -> Decimal | None:
        ours, theirs = self.supported.change, self.reserve.change
        if ours is None or theirs is None or not (self.supported.is_enough and self.reserve.is_enough):
            return None
        return ours - theirs

    @property
    def base_gap(self) -> Decimal | None:
        """How far apart the groups began: a large one makes the comparison weaker."""
        ours, theirs = self.supported.base, self.reserve.base
        return None if ours is None or theirs is None else ours - theirs


def compare(supported: Sequence[Pair], reserve: Sequence[Pair]) -> list[Comparison]:
    """One line for each type of hromada that has anybody supported, in the order of the alphabet."""
    kinds = sorted({pair.kind for pair in supported})
    return [
        Comparison(
            kind=kind, supported=_group([pair for pair in supported if pair.kind == kind]),
            reserve=_group([pair for pair in reserve if pair.kind == kind]),
        )
        for kind in kinds
    ]  # fmt: skip


def _group(pairs: Sequence[Pair]) -> Group:
    if not pairs:
        return Group(n=0, base=None, change=None)
    return Group(n=len(pairs), base=median(pair.before for pair in pairs), change=median(pair.change for pair in pairs))
