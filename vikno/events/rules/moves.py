"""The lifecycle of a registration, one table: services and screens read the same."""

from collections.abc import Mapping
from typing import Final

from vikno.events.enums import Move, State

_S, _M = State, Move

# Anything else is refused. A lapsed or cancelled one never comes back: a new one is made.
MOVES: Final[Mapping[tuple[str, str], State]] = {
    (_S.REQUESTED, _M.APPROVE): _S.APPROVED,
    (_S.APPROVED, _M.CONFIRM): _S.CONFIRMED,
    (_S.APPROVED, _M.WAIT): _S.WAITLISTED,
    (_S.WAITLISTED, _M.OFFER): _S.OFFERED,
    (_S.OFFERED, _M.CONFIRM): _S.CONFIRMED,
    (_S.OFFERED, _M.LAPSE): _S.LAPSED,
    (_S.CONFIRMED, _M.ATTEND): _S.ATTENDED,
    (_S.CONFIRMED, _M.MISS): _S.NO_SHOW,
    (_S.NO_SHOW, _M.ATTEND): _S.ATTENDED,  # a phone that was offline sends its scans late
    (_S.CONFIRMED, _M.LEAVE): _S.CONFIRMED,  # one of them does not come; the last one cancels
    **{
        (state, _M.CANCEL): _S.CANCELLED
        for state in (_S.REQUESTED, _S.APPROVED, _S.WAITLISTED, _S.OFFERED, _S.CONFIRMED)
    },
}

# States that keep seats, states that stand in the way of a second registration.
SEATED: Final = frozenset({_S.OFFERED, _S.CONFIRMED})
LIVE: Final = frozenset({_S.REQUESTED, _S.APPROVED, _S.WAITLISTED, *SEATED})
# Answers to questions of the event may still be changed; once seats are confirmed people are fed and lodged by them.
ANSWERS_OPEN: Final = LIVE - {_S.CONFIRMED}


def after(state: str, move: str) -> State | None:
    """The state that a move leads to; None: it is not allowed."""
    return MOVES.get((state, move))
