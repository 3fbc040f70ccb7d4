"""What may follow: one table for services, screens and tests."""

from typing import Final

from vikno.queue.enums import Move, State

# A called person may be served at once: «закінчити» without «почати» is allowed, and the start is then assumed.
MOVES: Final[dict[tuple[State, Move], State]] = {
    (State.WAITING, Move.CALL): State.CALLED,
    (State.WAITING, Move.TRANSFER): State.WAITING,
    (State.WAITING, Move.POSTPONE): State.POSTPONED,
    (State.WAITING, Move.ABANDON): State.ABANDONED,
    (State.CALLED, Move.RECALL): State.CALLED,
    (State.CALLED, Move.START): State.SERVING,
    (State.CALLED, Move.FINISH): State.DONE,
    (State.CALLED, Move.NO_SHOW): State.NO_SHOW,
    (State.CALLED, Move.POSTPONE): State.POSTPONED,
    (State.CALLED, Move.TRANSFER): State.WAITING,
    (State.CALLED, Move.RETURN): State.WAITING,
    (State.SERVING, Move.FINISH): State.DONE,
    (State.SERVING, Move.POSTPONE): State.POSTPONED,
    (State.SERVING, Move.TRANSFER): State.WAITING,
    (State.POSTPONED, Move.CALL): State.CALLED,
    (State.POSTPONED, Move.RETURN): State.WAITING,
    (State.POSTPONED, Move.ABANDON): State.ABANDONED,
    (State.NO_SHOW, Move.CALL): State.CALLED,
    (State.NO_SHOW, Move.RETURN): State.WAITING,
    (State.DONE, Move.RETURN): State.WAITING,
    (State.ABANDONED, Move.RETURN): State.WAITING,
}
# A person stands at a window.
BUSY: Final = frozenset({State.CALLED, State.SERVING})
ENDED: Final = frozenset({State.DONE, State.NO_SHOW, State.ABANDONED})


def allowed(state: str, move: str) -> bool:
    return (state, move) in MOVES


def moved(state: str, move: str) -> State | None:
    """Where a move leads; None when it may not follow."""
    return MOVES.get((State(state), Move(move)))
