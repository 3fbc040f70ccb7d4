"""A courier's trip: what is taken and left at a stop, and when the trip may be closed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from vikno.consignments.enums import BagFate, BagState, TripState
from vikno.consignments.rules.bags import Place

# Allowed moves of a trip.
TRIP_MOVES: Final[Mapping[TripState, frozenset[TripState]]] = MappingProxyType(
    {
        TripState.PLANNED: frozenset({TripState.STARTED, TripState.CANCELLED}),
        TripState.STARTED: frozenset({TripState.CLOSED}),
        TripState.CLOSED: frozenset(),
        TripState.CANCELLED: frozenset(),
    }
)


@dataclass(frozen=True, kw_only=True)
class Carried:
    """A bag that has to do with a trip now: its number, state, ends, and what the trip says of it (None: nothing)."""

    number: str
    state: BagState
    origin: Place
    destination: Place
    fate: BagFate | None = None


def to_leave(here: Place, bags: Iterable[Carried]) -> list[Carried]:
    """On board, for this stop, and not yet received."""
    return [bag for bag in bags if bag.fate == BagFate.ON_BOARD and bag.destination == here]


def to_take(here: Place, later: Iterable[Place], bags: Iterable[Carried]) -> list[Carried]:
    """Sealed here for a later stop of this trip: taken, or a reason is named."""
    ahead = frozenset(later)
    return [bag for bag in bags if _waits(bag, here) and bag.destination in ahead]


def may_take(here: Place, later: Iterable[Place], bags: Iterable[Carried]) -> list[Carried]:
    """Sealed here for somewhere else: another trip's, unless the courier helps."""
    ahead = frozenset(later)
    return [bag for bag in bags if _waits(bag, here) and bag.destination not in ahead]


def unsettled(bags: Iterable[Carried]) -> list[Carried]:
    """Bags that keep a trip from being closed."""
    return [bag for bag in bags if bag.fate == BagFate.ON_BOARD]


def current(done: Sequence[bool]) -> int | None:
    """The place in the order of the first stop not yet done; None: all are."""
    return next((index for index, is_done in enumerate(done) if not is_done), None)


def _waits(bag: Carried, here: Place) -> bool:
    return bag.state == BagState.SEALED and bag.origin == here and bag.fate is None
