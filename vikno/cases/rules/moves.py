"""The lifecycle of a case: one table of moves that screens, services and papers read."""

import datetime as dt
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from vikno.cases.enums import FINAL, NOTES, OVER, PAUSED, CaseState, Step

# Papers move in almost every state and do not change what was decided about the case.
PAPER_MOVES: Final = frozenset({Step.BAGGED, Step.DISPATCHED, Step.RECEIVED})
_WHERE_PAPERS_MOVE: Final = frozenset(CaseState) - OVER
# Something is still to be done.
OPEN: Final = tuple(state for state in CaseState if state not in FINAL)
# Before a decision the applicant may take the application back.
UNDECIDED: Final = (
    frozenset({CaseState.REGISTERED, CaseState.HANDED_OVER, CaseState.ACCEPTED, CaseState.HEARING}) | PAUSED
)
# Whoever decides may stop or lengthen the term; where the centre itself decides, that is from registration on.
_UNDER_STUDY: Final = (CaseState.REGISTERED, CaseState.ACCEPTED)
# The result lies at the centre and waits for the person.
WAITING_FOR_APPLICANT: Final = frozenset({CaseState.RESULT_RECEIVED, CaseState.NOTIFIED, CaseState.UNCLAIMED})
# What is handed over, sent or kept for nobody goes to the archive.
_ARCHIVABLE: Final = (CaseState.ISSUED, CaseState.POSTED, CaseState.WITHDRAWN, CaseState.UNCLAIMED)

# The one table of allowed moves; screens and services read it, nothing else decides.
MOVES: Final[Mapping[tuple[CaseState, Step], CaseState]] = MappingProxyType(
    {
        (CaseState.REGISTERED, Step.FORWARDED): CaseState.HANDED_OVER,
        # The centre itself decides what it gives at once or in its own name.
        (CaseState.REGISTERED, Step.DECIDED): CaseState.DECIDED,
        # The provider sent the packet back as incomplete, and it goes again.
        (CaseState.HANDED_OVER, Step.FORWARDED): CaseState.HANDED_OVER,
        (CaseState.HANDED_OVER, Step.ACCEPTED): CaseState.ACCEPTED,
        (CaseState.ACCEPTED, Step.DECIDED): CaseState.DECIDED,
        **{(state, Step.WITHOUT_MOTION): CaseState.WITHOUT_MOTION for state in _UNDER_STUDY},
        **{(state, Step.SUSPENDED): CaseState.SUSPENDED for state in _UNDER_STUDY},
        **{(state, Step.EXTENDED): state for state in (*_UNDER_STUDY, CaseState.HEARING)},
        # Before an adverse decision the applicant is invited to speak; the term runs meanwhile.
        **{(state, Step.INVITED): CaseState.HEARING for state in _UNDER_STUDY},
        (CaseState.HEARING, Step.HEARD): CaseState.ACCEPTED,
        (CaseState.HEARING, Step.UNHEARD): CaseState.ACCEPTED,
        # Whoever decides to grant need not wait for the hearing.
        (CaseState.HEARING, Step.DECIDED): CaseState.DECIDED,
        (CaseState.WITHOUT_MOTION, Step.CURED): CaseState.ACCEPTED,
        # Defects not mended in time: the application is left without consideration.
        (CaseState.WITHOUT_MOTION, Step.DECIDED): CaseState.DECIDED,
        (CaseState.SUSPENDED, Step.RESUMED): CaseState.ACCEPTED,
        (CaseState.DECIDED, Step.RETURNED): CaseState.RESULT_RECEIVED,
        (CaseState.RESULT_RECEIVED, Step.NOTIFIED): CaseState.NOTIFIED,
        (CaseState.NOTIFIED, Step.NOTIFIED): CaseState.NOTIFIED,
        (CaseState.NOTIFIED, Step.UNCLAIMED): CaseState.UNCLAIMED,
        (CaseState.UNCLAIMED, Step.NOTIFIED): CaseState.UNCLAIMED,
        **{(state, Step.ISSUED): CaseState.ISSUED for state in WAITING_FOR_APPLICANT},
        **{(state, Step.POSTED): CaseState.POSTED for state in WAITING_FOR_APPLICANT},
        # The post brought the letter back: the result lies here again and waits for the person.
        (CaseState.POSTED, Step.CAME_BACK): CaseState.UNCLAIMED,
        **{(state, Step.ARCHIVED): CaseState.ARCHIVED for state in _ARCHIVABLE},
        **{(state, Step.WITHDRAWN): CaseState.WITHDRAWN for state in UNDECIDED},
        **{(state, step): state for state in _WHERE_PAPERS_MOVE for step in PAPER_MOVES},
        **{(state, note): state for state in CaseState for note in NOTES},
        **{(state, Step.REASSIGNED): state for state in OPEN},
    }
)


def state_after(state: str, step: str) -> CaseState | None:
    """The state a step leads to; None when the step is not allowed from this state."""
    return MOVES.get((CaseState(state), Step(step)))


def steps_from(state: str) -> frozenset[Step]:
    """Steps allowed from a state."""
    return frozenset(step for before, step in MOVES if before == state)


def states_before(step: str) -> tuple[CaseState, ...]:
    """States from which a step may be taken, in the order of the lifecycle: what an impossible step waits for."""
    return tuple(state for state in CaseState if (state, Step(step)) in MOVES)


def is_overdue(*, state: str, due_on: dt.date | None, today: dt.date) -> bool:
    """Whether the last day has passed and nothing is decided."""
    return state in UNDECIDED and due_on is not None and due_on < today


def is_cure_missed(*, state: str, cure_by: dt.date | None, today: dt.date) -> bool:
    """Whether the day set for mending defects has passed without the applicant."""
    return state == CaseState.WITHOUT_MOTION and cure_by is not None and cure_by < today
