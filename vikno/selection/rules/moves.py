"""Lifecycles, each one table: services and screens read the same. Anything else is refused."""

from collections.abc import Mapping
from typing import Final

from vikno.selection.enums import (
    AppealMove,
    AppealState,
    AssignmentMove,
    AssignmentState,
    DecisionMove,
    DecisionState,
    Outcome,
    RunMove,
    RunState,
)
from vikno.selection.ranking import Code

type Table = Mapping[tuple[str, str], str]

_A, _AM = AssignmentState, AssignmentMove
# Nobody opens a file before `conflict_check` is clean.
ASSIGNMENT_MOVES: Final[Table] = {
    (_A.PROPOSED, _AM.CHECK): _A.CONFLICT_CHECK,
    (_A.CONFLICT_CHECK, _AM.ACCEPT): _A.ACCEPTED,
    (_A.ACCEPTED, _AM.BEGIN): _A.IN_PROGRESS,
    (_A.IN_PROGRESS, _AM.SUBMIT): _A.SUBMITTED,
    (_A.REOPENED, _AM.SUBMIT): _A.SUBMITTED,
    (_A.SUBMITTED, _AM.REOPEN): _A.REOPENED,
    (_A.SUBMITTED, _AM.LOCK): _A.LOCKED,
    **{
        (state, _AM.RECUSE): _A.RECUSED
        for state in (_A.PROPOSED, _A.CONFLICT_CHECK, _A.ACCEPTED, _A.IN_PROGRESS, _A.SUBMITTED, _A.REOPENED)
    },
    **{
        (state, _AM.EXPIRE): _A.EXPIRED
        for state in (_A.PROPOSED, _A.CONFLICT_CHECK, _A.ACCEPTED, _A.IN_PROGRESS, _A.REOPENED)
    },
}  # fmt: skip

_R, _RM = RunState, RunMove
RUN_MOVES: Final[Table] = {
    (_R.PREPARED, _RM.FREEZE): _R.FROZEN,
    (_R.FROZEN, _RM.COMPUTE): _R.COMPUTED,
    (_R.COMPUTED, _RM.ADOPT): _R.ADOPTED,
    **{(state, _RM.SUPERSEDE): _R.SUPERSEDED for state in (_R.PREPARED, _R.FROZEN, _R.COMPUTED, _R.ADOPTED)},
}

_D, _DM = DecisionState, DecisionMove
DECISION_MOVES: Final[Table] = {
    (_D.DRAFT, _DM.SIGN): _D.SIGNED,
    (_D.SIGNED, _DM.EMBARGO): _D.EMBARGOED,
    (_D.EMBARGOED, _DM.EMBARGO): _D.EMBARGOED,  # the hour is moved
    (_D.EMBARGOED, _DM.PUBLISH): _D.PUBLISHED,
    (_D.PUBLISHED, _DM.AMEND): _D.AMENDED,
}

_P, _PM = AppealState, AppealMove
APPEAL_MOVES: Final[Table] = {
    (_P.FILED, _PM.ADMIT): _P.ADMISSIBLE,
    (_P.FILED, _PM.DISMISS): _P.NOT_ADMISSIBLE,
    (_P.ADMISSIBLE, _PM.UPHOLD): _P.UPHELD,
    (_P.ADMISSIBLE, _PM.REJECT): _P.REJECTED,
}

# What a line of a run comes to if the commission agrees.
PROPOSAL_OUTCOMES: Final[Mapping[str, Outcome]] = {
    Code.SELECTED_OPEN: Outcome.SELECTED, Code.SELECTED_RESERVED: Outcome.SELECTED, Code.RESERVE: Outcome.RESERVE,
    Code.RESERVE_CAP: Outcome.RESERVE, Code.BELOW_THRESHOLD: Outcome.NOT_SELECTED,
    Code.INELIGIBLE: Outcome.NOT_SELECTED,
}  # fmt: skip


def after(table: Table, state: str, move: str) -> str | None:
    """The state a move leads to; None: it is not allowed."""
    return table.get((state, move))


def moves_from(table: Table, state: str) -> list[str]:
    """What may be done in a state."""
    return [move for before, move in table if before == state]
