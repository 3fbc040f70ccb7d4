"""The two lifecycles, each one table: the services and the screens read the same."""

from collections.abc import Mapping
from typing import Final

from vikno.programmes.enums import CallMove, CallState, ProposalMove, ProposalState

_C, _CM, _P, _PM = CallState, CallMove, ProposalState, ProposalMove

# Anything else is refused. An extension passes through `extended` and is open again in the same moment.
CALL_MOVES: Final[Mapping[tuple[str, str], CallState]] = {
    (_C.DRAFT, _CM.APPROVE): _C.APPROVED,
    (_C.APPROVED, _CM.FORECAST): _C.FORECASTED,
    (_C.FORECASTED, _CM.OPEN): _C.OPEN,
    (_C.OPEN, _CM.EXTEND): _C.EXTENDED,
    (_C.CLOSED, _CM.EXTEND): _C.EXTENDED,  # only after a registered outage: `may_extend`
    (_C.EXTENDED, _CM.RESUME): _C.OPEN,
    (_C.OPEN, _CM.CLOSE): _C.CLOSED,
    (_C.CLOSED, _CM.REVIEW): _C.UNDER_REVIEW,
    (_C.UNDER_REVIEW, _CM.DECIDE): _C.DECIDED,
    (_C.DECIDED, _CM.PUBLISH): _C.PUBLISHED,
    (_C.PUBLISHED, _CM.ARCHIVE): _C.ARCHIVED,
    **{
        (state, _CM.CANCEL): _C.CANCELLED
        for state in (
            _C.DRAFT, _C.APPROVED, _C.FORECASTED, _C.OPEN, _C.EXTENDED, _C.CLOSED, _C.UNDER_REVIEW,
        )
    },
}  # fmt: skip

# States from which an applicant may still take a proposal back: nothing is decided about it.
UNDECIDED: Final = (
    _P.DRAFT, _P.SUBMITTED, _P.CLARIFICATION, _P.RESUBMITTED, _P.ELIGIBLE, _P.IN_REVIEW, _P.SCORED, _P.RANKED,
)  # fmt: skip

PROPOSAL_MOVES: Final[Mapping[tuple[str, str], ProposalState]] = {
    (_P.DRAFT, _PM.SUBMIT): _P.SUBMITTED,
    (_P.DRAFT, _PM.EXPIRE): _P.EXPIRED,
    (_P.SUBMITTED, _PM.ASK): _P.CLARIFICATION,
    (_P.RESUBMITTED, _PM.ASK): _P.CLARIFICATION,
    (_P.CLARIFICATION, _PM.RESUBMIT): _P.RESUBMITTED,
    # Of `clarification` only when the time for the answer is over.
    **{(state, _PM.ADMIT): _P.ELIGIBLE for state in (_P.SUBMITTED, _P.CLARIFICATION, _P.RESUBMITTED)},
    **{(state, _PM.REFUSE): _P.INELIGIBLE for state in (_P.SUBMITTED, _P.CLARIFICATION, _P.RESUBMITTED)},
    (_P.ELIGIBLE, _PM.REVIEW): _P.IN_REVIEW,
    (_P.IN_REVIEW, _PM.SCORE): _P.SCORED,
    (_P.SCORED, _PM.RANK): _P.RANKED,
    (_P.RANKED, _PM.SELECT): _P.SELECTED,
    (_P.RANKED, _PM.KEEP): _P.RESERVE,
    (_P.RANKED, _PM.PASS_OVER): _P.NOT_SELECTED,
    (_P.RESERVE, _PM.SELECT): _P.SELECTED,  # somebody selected has declined
    (_P.SELECTED, _PM.CONFIRM): _P.CONFIRMED,
    (_P.SELECTED, _PM.DECLINE): _P.DECLINED,
    (_P.RESERVE, _PM.DECLINE): _P.DECLINED,
    # After an appeal that was upheld: a new run, the old one is kept.
    **{(state, _PM.RECONSIDER): _P.RANKED for state in (_P.SELECTED, _P.RESERVE, _P.NOT_SELECTED)},
    (_P.INELIGIBLE, _PM.RECONSIDER): _P.ELIGIBLE,
    **{(state, _PM.WITHDRAW): _P.WITHDRAWN for state in UNDECIDED},
}

# Who applies may still write.
WRITABLE: Final = frozenset({_P.DRAFT, _P.CLARIFICATION})


def call_after(state: str, move: str) -> CallState | None:
    """The state that a move leads to; None: it is not allowed."""
    return CALL_MOVES.get((state, move))


def proposal_after(state: str, move: str) -> ProposalState | None:
    """The state that a move leads to; None: it is not allowed."""
    return PROPOSAL_MOVES.get((state, move))


def call_moves_from(state: str) -> list[CallMove]:
    """What may be done to a call in a state."""
    return [CallMove(move) for before, move in CALL_MOVES if before == state]
