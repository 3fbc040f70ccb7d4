"""Who reads what next: the proposal with the fewest reviews goes first, to the least loaded who may read it."""

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Want:
    """A proposal and how many living assignments it has."""

    proposal: int
    track: int
    given: int


@dataclass(frozen=True, kw_only=True)
class Load:
    """An expert: how many they hold, how many they agreed to at most; a track they are bound to, or None."""

    reviewer: int
    held: int
    most: int
    track: int | None = None


def distribute(
    wants: Sequence[Want], loads: Sequence[Load], *, needed: int, barred: Collection[tuple[int, int]]
) -> list[tuple[int, int]]:
    """New pairs (proposal, reviewer) until everybody has `needed` or nobody is left who may read.

    `barred`: pairs that must not meet or have met. Equals are told apart by a hash: the same state, the same pairs.
    """
    given = {want.proposal: want.given for want in wants}
    tracks = {want.proposal: want.track for want in wants}
    held = {load.reviewer: load.held for load in loads}
    by_id = {load.reviewer: load for load in loads}
    met, made = set(barred), []
    open_ = {proposal for proposal, n in given.items() if n < needed}
    while open_:
        proposal = min(open_, key=lambda one: (given[one], _lot(one, 0)))
        fitting = [one for one in held if _may(by_id[one], held[one], tracks[proposal]) and (proposal, one) not in met]
        if not fitting:
            open_.remove(proposal)
            continue
        reviewer = min(fitting, key=lambda one: (held[one], _lot(proposal, one)))
        made.append((proposal, reviewer))
        met.add((proposal, reviewer))
        given[proposal] += 1
        held[reviewer] += 1
        if given[proposal] >= needed:
            open_.remove(proposal)
    return made


def _may(load: Load, held: int, track: int) -> bool:
    return held < load.most and load.track in (None, track)


def _lot(proposal: int, reviewer: int) -> str:
    return hashlib.sha256(f"{proposal}|{reviewer}".encode()).hexdigest()
