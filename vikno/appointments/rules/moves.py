"""What a booking may become. One table: services and buttons read it."""

from collections.abc import Mapping
from typing import Final

MOVES: Final[Mapping[str, frozenset[str]]] = {
    "held": frozenset({"confirmed", "booked", "lapsed", "by_person", "by_centre"}),
    "booked": frozenset({"confirmed", "attended", "no_show", "by_person", "by_centre"}),
    "confirmed": frozenset({"attended", "no_show", "by_person", "by_centre"}),
    # A mark at the desk is one key away from a slip of the finger: it can be put right.
    "attended": frozenset({"no_show"}),
    "no_show": frozenset({"attended"}),
    # Whom the centre let down chooses another time without asking anew.
    "by_centre": frozenset({"booked"}),
    "by_person": frozenset(),
    "lapsed": frozenset(),
}
# A person said to have come by mistake is expected again, as before that mark. Only whoever serves may put it back.
PUT_BACK: Final = frozenset({"booked", "confirmed", "no_show"})
MAY_CHANGE_TIME: Final = frozenset({"booked", "confirmed", "by_centre"})


def may_become(state: str, wanted: str) -> bool:
    return wanted in MOVES[state]
