"""Everybody marks the same anchors first; how far each lies from the agreed mark. Nothing is ever corrected by it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

type Marks = Mapping[str, int]


@dataclass(frozen=True, kw_only=True)
class Severity:
    """`widest`: the largest distance from an agreed mark; `mean`: above nought marks higher than agreed."""

    reviewer: int
    marked: int
    widest: int
    mean: float


def severities(agreed: Mapping[int, Marks], said: Mapping[int, Mapping[int, Marks]]) -> list[Severity]:
    """By reviewer. `agreed`: anchor → criterion → mark; `said`: reviewer → anchor → criterion → mark."""
    return [_of(reviewer, agreed, anchors) for reviewer, anchors in sorted(said.items())]


def is_calibrated(found: Sequence[Severity], *, anchors: int, reviewers: int, spread: int) -> bool:
    """Everybody has marked every anchor, and nobody lies further than the spread."""
    everybody = len(found) == reviewers and all(one.marked == anchors for one in found)
    return everybody and anchors > 0 and all(one.widest <= spread for one in found)


def _of(reviewer: int, agreed: Mapping[int, Marks], anchors: Mapping[int, Marks]) -> Severity:
    apart = [
        mark - agreed[anchor][code]
        for anchor, marks in anchors.items()
        for code, mark in marks.items()
        if code in agreed.get(anchor, {})
    ]
    return Severity(
        reviewer=reviewer,
        marked=len(anchors),
        widest=max((abs(one) for one in apart), default=0),
        mean=float(Fraction(sum(apart), len(apart))) if apart else 0.0,
    )
