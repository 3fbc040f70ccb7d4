"""Which state may follow which, and what a change must carry. The screen reads the same table."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

# Keys and values are `enums.PointState`. A destroyed office does not reopen by one click: it is moved, served by a
# mobile point, or first marked as under repair.
MOVES: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        "open": frozenset({"restricted", "closed", "destroyed", "moved", "mobile"}),
        "restricted": frozenset({"open", "restricted", "closed", "destroyed", "moved", "mobile"}),
        "closed": frozenset({"open", "restricted", "destroyed", "moved", "mobile"}),
        "destroyed": frozenset({"closed", "moved", "mobile"}),
        "moved": frozenset({"open", "restricted", "closed", "mobile"}),
        "mobile": frozenset({"open", "restricted", "mobile", "closed", "destroyed", "moved"}),
    }
)
# Residents must be told where to go or what has changed.
NEEDS_NOTICE: Final = frozenset({"restricted", "closed", "destroyed", "moved", "mobile"})


def may_follow(before: str, after: str) -> bool:
    """Whether a point in state `before` ("" = none is known) may go to `after`."""
    return after in MOVES if not before else after in MOVES[before]


def following(before: str) -> tuple[str, ...]:
    """States that may follow, in the order of the table."""
    return tuple(state for state in MOVES if may_follow(before, state))
