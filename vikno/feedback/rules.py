"""Decisions about feedback that need neither a database nor a clock."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

# What may be done with a complaint from each state; screens read the same table.
MOVES: Final[dict[str, frozenset[str]]] = {
    "registered": frozenset({"assigned", "extended", "answered", "redirected", "left"}),
    "assigned": frozenset({"assigned", "extended", "answered", "redirected", "left"}),
    "answered": frozenset(),
    "redirected": frozenset(),
    "left": frozenset(),
}
OPEN_STATES: Final = frozenset(state for state, moves in MOVES.items() if moves)
# An answer is soon late: shown a few days ahead.
SOON: Final = dt.timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Summary:
    """Answers of a place over a time: how many, how good, what was ticked most."""

    answers: int
    average: float | None
    by_score: tuple[tuple[int, int], ...]
    by_tag: tuple[tuple[str, int], ...]


def may_move(state: str, step: str) -> bool:
    return step in MOVES[state]


def lateness(*, state: str, due_on: dt.date, today: dt.date) -> str:
    """ "late", "soon", or "" for what is in time or closed."""
    if state not in OPEN_STATES:
        return ""
    if today > due_on:
        return "late"
    return "soon" if today >= due_on - SOON else ""


def summary_of(scores: Sequence[int], tags: Iterable[Sequence[str]]) -> Summary:
    """Counts of scores from 5 to 1, and of tags, the most ticked first."""
    counted: dict[str, int] = {}
    for ticked in tags:
        for code in ticked:
            counted[code] = counted.get(code, 0) + 1
    by_score = tuple((score, sum(1 for one in scores if one == score)) for score in range(5, 0, -1))
    average = round(sum(scores) / len(scores), 1) if scores else None
    by_tag = tuple(sorted(counted.items(), key=lambda pair: (-pair[1], pair[0])))
    return Summary(answers=len(scores), average=average, by_score=by_score, by_tag=by_tag)


def years_later(day: dt.date, years: int) -> dt.date:
    """The same day of a later year; 29 February becomes 28."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
