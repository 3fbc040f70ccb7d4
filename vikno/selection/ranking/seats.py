"""Who sits where: the order of a track, seats that are reserved, open seats under caps, the reserve list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from vikno.selection.ranking.inputs import Candidate, Cap, Guarantee, Track, lot_of
from vikno.selection.ranking.scoring import Scored


class Code(StrEnum):
    """Why a line stands as it stands; `about` of the line names the rule, the set, the cap."""

    INELIGIBLE = "INELIGIBLE"
    BELOW_THRESHOLD = "BELOW_THRESHOLD"
    SELECTED_RESERVED = "SELECTED_RESERVED"
    SELECTED_OPEN = "SELECTED_OPEN"
    RESERVE = "RESERVE"
    RESERVE_CAP = "RESERVE_CAP"


SELECTED = frozenset({Code.SELECTED_RESERVED, Code.SELECTED_OPEN})
RESERVE = frozenset({Code.RESERVE, Code.RESERVE_CAP})


class TieKey(StrEnum):
    """What decided between equal points."""

    ADVANTAGE = "advantage"
    NEED = "need"
    LOT = "lot"


@dataclass(frozen=True, kw_only=True)
class Tie:
    """The neighbour in the order with equal points, and what put one above the other."""

    number: str
    by: TieKey


@dataclass(frozen=True, kw_only=True)
class Line:
    """One proposal of the list. `place`: in the order of its track; `reserve`: on its reserve list; both from 1."""

    number: str
    track: str
    oblast: str
    code: Code
    about: str = ""
    score: Decimal | None = None
    points: dict[str, Decimal | None] | None = None
    advantages: int = 0
    need: Decimal = Decimal(0)
    lot: str = ""
    place: int | None = None
    reserve: int | None = None
    ties: tuple[Tie, ...] = ()

    @property
    def is_selected(self) -> bool:
        return self.code in SELECTED


class Hall:
    """Who sits where so far, by oblast: in this track and in the call."""

    def __init__(self, caps: Sequence[Cap]) -> None:
        self.caps = sorted(caps, key=lambda one: one.code)
        self._track: Counter[str] = Counter()
        self._call: Counter[str] = Counter()

    def entered(self) -> Hall:
        """The same hall for the next track."""
        self._track = Counter()
        return self

    def add(self, oblast: str) -> None:
        self._track[oblast] += 1
        self._call[oblast] += 1

    def of_track(self, oblasts: frozenset[str]) -> int:
        return sum(self._track[oblast] for oblast in oblasts)

    def of_call(self, oblasts: frozenset[str]) -> int:
        return sum(self._call[oblast] for oblast in oblasts)


def line_of(candidate: Candidate, scored: Scored | None, track: Track, *, seed: str) -> Line:
    """A line before seats are given: ineligible, below the threshold, or waiting (as reserve)."""
    facts = {
        "number": candidate.number, "track": candidate.track, "oblast": candidate.oblast, "need": candidate.need,
        "advantages": _preferred(candidate, track), "lot": lot_of(seed, candidate.number),
    }  # fmt: skip
    if scored is None:
        return Line(code=Code.INELIGIBLE, about=candidate.failed[0], **facts)  # type: ignore[arg-type]
    code = Code.RESERVE if scored.total >= track.threshold else Code.BELOW_THRESHOLD
    return Line(code=code, score=scored.total, points=scored.points, **facts)  # type: ignore[arg-type]


def _preferred(candidate: Candidate, track: Track) -> int:
    """Advantages that decide among equals; those that bring points have brought them."""
    return sum(one.code in candidate.advantages and not one.points for one in track.advantages)


def in_order(lines: Iterable[Line]) -> list[Line]:
    """Points ↓, advantages ↓, need ↓, lot ↑. Never the time of submission."""
    ranked = sorted(lines, key=_key)
    placed = [replace(line, place=place) for place, line in enumerate(ranked, start=1)]
    return [
        replace(line, ties=tuple(_ties(line, placed[max(at - 1, 0) : at] + placed[at + 1 : at + 2])))
        for at, line in enumerate(placed)
    ]


def seated(lines: Sequence[Line], track: Track, hall: Hall, *, seats: int) -> list[Line]:
    """Lines of a track in their order, each with its code. `seats`: own and those another track left."""
    chosen: dict[str, Line] = {}
    sitting = hall.entered()
    for line, guarantee in _reserved(lines, track, sitting):
        chosen[line.number] = replace(line, code=Code.SELECTED_RESERVED, about=guarantee.code)
    made: list[Line] = []
    for line in lines:
        if line.number not in chosen and line.code == Code.RESERVE and len(chosen) < seats:
            full = _full_cap(line, track, sitting)
            if full is None:
                chosen[line.number] = replace(line, code=Code.SELECTED_OPEN)
                sitting.add(line.oblast)
            else:
                line = replace(line, code=Code.RESERVE_CAP, about=full)
        made.append(chosen.get(line.number, line))
    return _reserve_numbered(made)


def _reserved(lines: Sequence[Line], track: Track, sitting: Hall) -> Iterator[tuple[Line, Guarantee]]:
    """Who takes the reserved seats; counts them as sitting. Sets do not overlap, so nobody is found twice."""
    for guarantee in track.guarantees:
        left = guarantee.seats
        for line in lines:
            if not left or line.code != Code.RESERVE:
                continue
            if line.oblast in guarantee.oblasts and _full_cap(line, track, sitting) is None:
                sitting.add(line.oblast)
                left -= 1
                yield line, guarantee


def _full_cap(line: Line, track: Track, sitting: Hall) -> str | None:
    """The cap that keeps the line out. Seats that are reserved count too."""
    for cap in sorted(track.caps, key=lambda one: one.code):
        if line.oblast in cap.oblasts and sitting.of_track(cap.oblasts) >= cap.seats:
            return cap.code
    for cap in sitting.caps:
        if line.oblast in cap.oblasts and sitting.of_call(cap.oblasts) >= cap.seats:
            return cap.code
    if track.cap_per_oblast is not None and sitting.of_track(frozenset({line.oblast})) >= track.cap_per_oblast:
        return line.oblast
    return None


def _reserve_numbered(lines: Sequence[Line]) -> list[Line]:
    made, last = [], 0
    for line in lines:
        if line.code in RESERVE:
            last += 1
            line = replace(line, reserve=last)
        made.append(line)
    return made


def _key(line: Line) -> tuple[Decimal, int, Decimal, str, str]:
    return (-(line.score or Decimal(0)), -line.advantages, -line.need, line.lot, line.number)


def _ties(line: Line, neighbours: Sequence[Line]) -> Iterable[Tie]:
    for other in neighbours:
        if other.score == line.score:
            yield Tie(number=other.number, by=_decided_by(line, other))


def _decided_by(line: Line, other: Line) -> TieKey:
    if line.advantages != other.advantages:
        return TieKey.ADVANTAGE
    return TieKey.NEED if line.need != other.need else TieKey.LOT
