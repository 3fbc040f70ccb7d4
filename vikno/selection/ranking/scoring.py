"""Points of a proposal: facts by table, marks of people by median or mean, weights that sum to 100.

Fractions inside, one rounding at the end (two digits, half to even): a longer list of criteria and a shorter one
give equal points for equal answers.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction

from vikno.selection.ranking.inputs import HUNDRED, Candidate, Criterion, Missing, NotReady, Source, Track

CENT = Decimal("0.01")


@dataclass(frozen=True, kw_only=True)
class Scored:
    """`points` by criterion are rounded for people; `total` is rounded once and is not their sum."""

    total: Decimal
    points: dict[str, Decimal | None]


def score(candidate: Candidate, track: Track) -> Scored:
    """Points of 100. Raises NotReady for a missing mark, too few of them, or a spread nobody discussed."""
    shares = {one.code: _share(candidate, one) for one in track.criteria}
    weights = _weights(candidate, track.criteria, shares)
    points = {
        code: None if share is None and code not in weights else (share or Fraction(0)) * weights[code]
        for code, share in shares.items()
    }
    total = sum((one for one in points.values() if one is not None), Fraction(0)) + _bonus(candidate, track)
    return Scored(
        total=rounded(min(total, Fraction(HUNDRED))),
        points={code: None if one is None else rounded(one) for code, one in points.items()},
    )


def agreed(marks: Sequence[int]) -> Fraction:
    """One value of many marks: the median of three and more, the mean of two, the mark of one."""
    ordered, middle = sorted(marks), len(marks) // 2
    if len(ordered) % 2:
        return Fraction(ordered[middle])
    return Fraction(ordered[middle - 1] + ordered[middle], 2)


def rounded(value: Fraction) -> Decimal:
    """Two digits, half to even."""
    whole = round(value * 100)  # of a Fraction: exact, half to even
    return (Decimal(whole) / 100).quantize(CENT, rounding=ROUND_HALF_EVEN)


def is_wide(marks: Sequence[int], spread: int | None) -> bool:
    """Reviewers differ by more than the call allows."""
    return spread is not None and len(marks) > 1 and max(marks) - min(marks) > spread


def mark_by_bands(value: Decimal, criterion: Criterion) -> int | None:
    """The mark of the first band that holds it; outside all of them it is not known, which is not nought."""
    return next((band.mark for band in criterion.bands if band.holds(value)), None)


def _share(candidate: Candidate, criterion: Criterion) -> Fraction | None:
    """Part of the weight that is earned, 0…1; None: not applicable."""
    if criterion.source == Source.FACT:
        value = candidate.facts.get(criterion.code)
        mark = None if value is None else mark_by_bands(value, criterion)
        return None if mark is None else Fraction(mark, criterion.top)
    marks = candidate.marks.get(criterion.code, ())
    if not marks:
        return None
    _require_honest(candidate, criterion, marks)
    return agreed(marks) / criterion.top


def _require_honest(candidate: Candidate, criterion: Criterion, marks: Sequence[int]) -> None:
    named = {"number": candidate.number, "criterion": criterion.code}
    if any(not 0 <= mark <= criterion.top for mark in marks):
        raise NotReady("mark_out_of_scale", **named)
    if len(marks) < criterion.needed:
        raise NotReady("too_few_marks", **named)
    if is_wide(marks, criterion.spread) and criterion.code not in candidate.settled:
        raise NotReady("not_discussed", **named)


def _bonus(candidate: Candidate, track: Track) -> Fraction:
    held = [one.points for one in track.advantages if one.code in candidate.advantages]
    return min(Fraction(sum(held)), Fraction(track.bonus_cap))


def _weights(
    candidate: Candidate, criteria: Sequence[Criterion], shares: dict[str, Fraction | None]
) -> dict[str, Fraction]:
    """Weights with those of «not applicable» moved inside their dimension; what counts as nought keeps its own."""
    weights = {one.code: Fraction(one.weight) for one in criteria}
    for dimension in {one.dimension for one in criteria}:
        group = [one for one in criteria if one.dimension == dimension]
        gone = [one for one in group if shares[one.code] is None and one.missing != Missing.ZERO]
        if not gone:
            continue
        left = [one for one in group if one not in gone]
        forbidden = next((one for one in gone if one.missing == Missing.REFUSED or not left), None)
        if forbidden is not None:
            raise NotReady("mark_missing", number=candidate.number, criterion=forbidden.code)
        grown = 1 + sum((weights[one.code] for one in gone), Fraction(0)) / sum(
            (weights[one.code] for one in left), Fraction(0)
        )
        for one in gone:
            del weights[one.code]
        for one in left:
            weights[one.code] *= grown
    return weights
