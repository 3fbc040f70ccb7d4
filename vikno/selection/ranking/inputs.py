"""What a run is made of, frozen. Every rule that was published with the call is here as a value."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from itertools import combinations

HUNDRED = Decimal(100)


class NotReady(Exception):
    """Inputs from which no honest list can be made. `code` says why, `facts` name the lines."""

    def __init__(self, code: str, **facts: str) -> None:
        self.code, self.facts = code, facts
        super().__init__(f"{code} {facts}")


class Source(StrEnum):
    """Where the mark of a criterion comes from."""

    FACT = "fact"
    REVIEWER = "reviewer"
    INTERVIEW = "interview"


class Missing(StrEnum):
    """What «not applicable» means for a criterion, as published."""

    REFUSED = "refused"  # there must be a mark
    MOVED = "moved"  # its weight goes to the other criteria of its dimension
    ZERO = "zero"  # no points


@dataclass(frozen=True, kw_only=True)
class Band:
    """A fact between these two, both inside, has this mark; None is open."""

    mark: int
    least: Decimal | None = None
    most: Decimal | None = None

    def holds(self, value: Decimal) -> bool:
        return (self.least is None or self.least <= value) and (self.most is None or value <= self.most)


@dataclass(frozen=True, kw_only=True)
class Criterion:
    """Marks 0…`top`; `weight` of the 100 of its track. `needed`: marks without which there is no value.

    `spread`: marks of reviewers may lie that far apart; a wider pair is discussed before the run.
    """

    code: str
    weight: Decimal
    source: Source
    top: int
    dimension: str = ""
    bands: tuple[Band, ...] = ()
    missing: Missing = Missing.REFUSED
    needed: int = 1
    spread: int | None = None


@dataclass(frozen=True, kw_only=True)
class Guarantee:
    """Seats reserved for a set of oblasts; sets of a track do not overlap."""

    code: str
    oblasts: frozenset[str]
    seats: int


@dataclass(frozen=True, kw_only=True)
class Cap:
    """At most so many seats of the track for a set of oblasts together."""

    code: str
    oblasts: frozenset[str]
    seats: int


@dataclass(frozen=True, kw_only=True)
class Advantage:
    """What is preferred among equals; with `points` it adds them to the score instead."""

    code: str
    points: Decimal = Decimal(0)


@dataclass(frozen=True, kw_only=True)
class Track:
    """A direction of the call. Seats it does not use go to the next `order`; with 0 they stay empty.

    `bonus_cap`: points of advantages together are no more than that.
    """

    code: str
    order: int
    seats: int
    threshold: Decimal
    criteria: tuple[Criterion, ...]
    guarantees: tuple[Guarantee, ...] = ()
    caps: tuple[Cap, ...] = ()
    cap_per_oblast: int | None = None
    advantages: tuple[Advantage, ...] = ()
    bonus_cap: Decimal = HUNDRED


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """A proposal without names: `failed` rules, advantages that hold, need index, facts and marks by criterion.

    Marks carry no reviewer. `settled`: criteria where a wide spread was discussed and left as it is.
    """

    number: str
    track: str
    oblast: str
    failed: tuple[str, ...] = ()
    advantages: tuple[str, ...] = ()
    need: Decimal = Decimal(0)
    facts: dict[str, Decimal | None] = field(default_factory=dict)
    marks: dict[str, tuple[int, ...]] = field(default_factory=dict)
    settled: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Inputs:
    """All of a call. `seed` is text; its SHA-256 was published before the call opened. `caps`: over all tracks."""

    call: str
    seed: str
    tracks: tuple[Track, ...]
    candidates: tuple[Candidate, ...]
    caps: tuple[Cap, ...] = ()

    @property
    def seed_sha256(self) -> str:
        return hashlib.sha256(self.seed.encode()).hexdigest()


def lot_of(seed: str, number: str) -> str:
    """The public lot of a proposal: the smaller stands higher."""
    return hashlib.sha256(f"{seed}|{number}".encode()).hexdigest()


def require_ready(inputs: Inputs) -> None:
    """Rules that contradict each other and proposals of no track. Raises NotReady."""
    for code, facts in _faults(inputs):
        raise NotReady(code, **facts)


def _faults(inputs: Inputs) -> Iterator[tuple[str, dict[str, str]]]:
    codes = [track.code for track in inputs.tracks]
    orders = [track.order for track in inputs.tracks if track.order]
    if len(set(codes)) != len(codes) or len(set(orders)) != len(orders):
        yield "track_twice", {}
    numbers = [one.number for one in inputs.candidates]
    if len(set(numbers)) != len(numbers):
        yield "number_twice", {}
    for one in inputs.candidates:
        if one.track not in codes:
            yield "track_unknown", {"number": one.number, "track": one.track}
    for track in inputs.tracks:
        yield from _faults_of_track(track)


def _faults_of_track(track: Track) -> Iterator[tuple[str, dict[str, str]]]:
    named = {"track": track.code}
    if not track.criteria or sum(one.weight for one in track.criteria) != HUNDRED:
        yield "weights_not_hundred", named
    if any(one.weight <= 0 or one.top < 1 for one in track.criteria):
        yield "criterion_weighs_nothing", named
    if len({one.code for one in track.criteria}) != len(track.criteria):
        yield "criterion_twice", named
    if sum(one.seats for one in track.guarantees) > track.seats:
        yield "guarantees_exceed_seats", named
    if any(one.oblasts & other.oblasts for one, other in combinations(track.guarantees, 2)):
        yield "guarantees_overlap", named
    if any(not 0 <= band.mark <= one.top for one in track.criteria for band in one.bands):
        yield "band_out_of_scale", named
