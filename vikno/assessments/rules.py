"""Pure decisions of self-assessment: allowed moves, levels of records, three scores, gaps, days."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from itertools import groupby
from typing import Final

MOST_LEVEL: Final = 3
_CENT: Final = Decimal("0.01")

# What may become of each; whatever is not here is refused. Screens read the same tables.
ASSESSMENT_MOVES: Final[Mapping[str, frozenset[str]]] = {
    "not_started": frozenset({"prefilled", "in_progress"}),
    "prefilled": frozenset({"in_progress"}),
    "in_progress": frozenset({"submitted"}),
    "submitted": frozenset({"returned", "verified", "accepted_unverified"}),
    "returned": frozenset({"resubmitted"}),
    "resubmitted": frozenset({"returned", "verified", "accepted_unverified"}),
    "verified": frozenset({"locked"}),
    "accepted_unverified": frozenset({"locked"}),
    "locked": frozenset({"superseded"}),
    "superseded": frozenset(),
}
EVIDENCE_MOVES: Final[Mapping[str, frozenset[str]]] = {
    "draft": frozenset({"submitted"}),
    "submitted": frozenset({"approved", "rejected"}),
    "approved": frozenset({"expired"}),
    "rejected": frozenset({"submitted"}),  # a new revision
    "expired": frozenset({"submitted"}),  # a newer paper
}
ITEM_MOVES: Final[Mapping[str, frozenset[str]]] = {
    "proposed": frozenset({"agreed", "dropped"}),
    "agreed": frozenset({"funded", "postponed", "dropped"}),
    "funded": frozenset({"in_progress", "postponed", "dropped"}),
    "in_progress": frozenset({"done", "postponed", "dropped"}),
    "done": frozenset({"confirmed"}),
    "confirmed": frozenset(),
    "postponed": frozenset({"agreed", "dropped"}),
    "dropped": frozenset(),
}
EDITABLE: Final = frozenset({"not_started", "prefilled", "in_progress", "returned"})
WITH_PROGRAMME: Final = frozenset({"submitted", "resubmitted"})
HANDED_IN: Final = frozenset(
    {"submitted", "returned", "resubmitted", "verified", "accepted_unverified", "locked", "superseded"}
)
FINAL: Final = frozenset({"verified", "accepted_unverified", "locked", "superseded"})


def may_move(table: Mapping[str, frozenset[str]], state: str, to: str) -> bool:
    return to in table.get(state, frozenset())


@dataclass(frozen=True, kw_only=True)
class Bands:
    """How a value becomes a level. `falls`: less is better, bounds are read as «up to»."""

    bounds: Sequence[tuple[Decimal, int]]
    falls: bool = False
    least: int = 0

    def level_of(self, amount: Decimal | None, *, n: int | None = None) -> int | None:
        """None: nothing to say. No data and too few records propose nothing, and never a zero."""
        if amount is None or (self.least and (n or 0) < self.least):
            return None
        if self.falls:
            return next((level for bound, level in self.bounds if amount <= bound), None)
        reached = [level for bound, level in self.bounds if amount >= bound]
        return reached[-1] if reached else None


@dataclass(frozen=True, kw_only=True)
class Weighted:
    """A question as it is summed: its dimension, weights of both, and its level; None where it is not known."""

    code: str
    dimension: str
    weight: Decimal
    dimension_weight: Decimal
    level: int | None


@dataclass(frozen=True, kw_only=True)
class Score:
    """0–100 in two digits, half-even; None where nothing is known. `known` of `asked` questions are in it."""

    value: Decimal | None
    known: int
    asked: int


@dataclass(frozen=True, kw_only=True)
class Scores:
    total: Score
    dimensions: Mapping[str, Score]


def scores_of(questions: Sequence[Weighted]) -> Scores:
    """Weighted means. What is not known is left out with its weight, so it never lowers a mean."""
    ordered = sorted(questions, key=lambda one: one.dimension)
    found: dict[str, Score] = {}
    exact: list[tuple[Decimal, Decimal]] = []
    for dimension, group in groupby(ordered, key=lambda one: one.dimension):
        listed = list(group)
        mean = _mean([(Decimal(one.level) / MOST_LEVEL, one.weight) for one in listed if one.level is not None])
        found[dimension] = Score(
            value=_shown(mean), known=sum(one.level is not None for one in listed), asked=len(listed)
        )
        if mean is not None:
            exact.append((mean, listed[0].dimension_weight))
    total = Score(
        value=_shown(_mean(exact)), known=sum(one.known for one in found.values()), asked=len(questions)
    )  # fmt: skip
    return Scores(total=total, dimensions=found)


def _mean(parts: Iterable[tuple[Decimal, Decimal]]) -> Decimal | None:
    listed = list(parts)
    weight = sum((weight for _value, weight in listed), Decimal(0))
    return sum((value * weight for value, weight in listed), Decimal(0)) / weight if weight else None


def _shown(mean: Decimal | None) -> Decimal | None:
    return None if mean is None else (mean * 100).quantize(_CENT, ROUND_HALF_EVEN)


def is_gap(level: int | None, below: int) -> bool:
    """What is not known is no gap: it is a hole, and is told apart."""
    return level is not None and level < below


def verified_level(said: int | None, *, approved: bool, is_needed: bool, evidence_is_good: bool) -> int | None:
    """What a reviewer let stand. A level that needs evidence falls out of the verified score once it has expired."""
    if not approved:
        return None
    return said if evidence_is_good or not is_needed else None


def needs_evidence(rule: str, level: int | None) -> bool:
    """`rule`: "none", "optional", "required"; required is asked for the two upper levels."""
    return rule == "required" and level is not None and level >= 2


def evidence_state(state: str, valid_until: dt.date | None, *, on: dt.date) -> str:
    """«Expired» is computed: an approved paper whose last day has passed."""
    return "expired" if state == "approved" and valid_until is not None and valid_until < on else state


def months_later(day: dt.date, months: int) -> dt.date:
    """The same day so many months later, the last one of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return dt.date(year, month + 1, min(day.day, last))
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")


def whole_year_before(day: dt.date) -> tuple[dt.date, dt.date]:
    """Twelve whole months before the month of a day."""
    first = day.replace(day=1)
    return first.replace(year=first.year - 1), first - dt.timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Change:
    """A common question before and after."""

    code: str
    before: int
    after: int


def changes(before: Mapping[str, int | None], after: Mapping[str, int | None], same: Mapping[str, str]) -> list[Change]:
    """Only questions that both editions ask alike (`same`: old code → new code) and both know the level of."""
    found = []
    for old, new in sorted(same.items()):
        first, second = before.get(old), after.get(new)
        if first is not None and second is not None:
            found.append(Change(code=new, before=first, after=second))
    return found
