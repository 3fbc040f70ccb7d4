"""Decisions of calls and proposals: values in, value out."""

from vikno.programmes.rules.moves import (
    CALL_MOVES,
    PROPOSAL_MOVES,
    UNDECIDED,
    WRITABLE,
    call_after,
    call_moves_from,
    proposal_after,
)
from vikno.programmes.rules.scoring import banded
from vikno.programmes.rules.times import (
    Break,
    is_in_time,
    is_over,
    leaves_time,
    may_extend,
)
from vikno.programmes.rules.whole import Change, Lack, changes, lacks, weight_of

__all__ = [
    "CALL_MOVES",
    "PROPOSAL_MOVES",
    "UNDECIDED",
    "WRITABLE",
    "Break",
    "Change",
    "Lack",
    "banded",
    "call_after",
    "call_moves_from",
    "changes",
    "is_in_time",
    "is_over",
    "lacks",
    "leaves_time",
    "may_extend",
    "proposal_after",
    "weight_of",
]
