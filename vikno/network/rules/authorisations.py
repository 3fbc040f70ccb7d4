"""May this person give this service to a resident of this settlement on this day: a decision's number, or a refusal.

Starostas act on explicit local decisions (domain notes 1.6); administrators act by law and need none.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

NEEDS_AUTHORISATION: Final = frozenset({"starosta"})

type Denied = Literal[
    "no_decision", "not_this_service", "not_yet", "ended", "not_this_settlement", "settlement_unknown"
]


@dataclass(frozen=True, slots=True)
class Decision:
    """A council's decision. No settlements named = the whole hromada. Both days of the period count."""

    key: int
    number: str
    decided_on: dt.date
    valid_from: dt.date
    valid_to: dt.date | None
    services: frozenset[int]
    settlements: frozenset[str]


@dataclass(frozen=True, slots=True)
class Permit:
    """Allowed; `decision` is None for those who need none."""

    decision: Decision | None


@dataclass(frozen=True, slots=True)
class Refused:
    """Denied by name; `decision` is the one that comes nearest, None when there is none at all."""

    reason: Denied
    decision: Decision | None = None


def may_give(
    *, role: str, decisions: Iterable[Decision], service: int, settlement: str | None, on: dt.date
) -> Permit | Refused:
    """`settlement`: the resident's, "" where it is not on record, None while nobody has asked who comes.

    None lets the service and the date decide alone; "" is covered only by a decision for the whole hromada.
    """
    if role not in NEEDS_AUTHORISATION:
        return Permit(None)
    all_decisions = sorted(decisions, key=lambda d: (d.decided_on, d.key), reverse=True)
    if not all_decisions:
        return Refused("no_decision")
    naming = [d for d in all_decisions if service in d.services]
    if not naming:
        return Refused("not_this_service", all_decisions[0])
    in_force = [d for d in naming if d.valid_from <= on and (d.valid_to is None or on <= d.valid_to)]
    if not in_force:
        return _out_of_force(naming, on)
    covering = [d for d in in_force if settlement is None or not d.settlements or settlement in d.settlements]
    if covering:
        return Permit(covering[0])
    return Refused("not_this_settlement" if settlement else "settlement_unknown", in_force[0])


def _out_of_force(naming: list[Decision], on: dt.date) -> Refused:
    """A decision still to come is nearer than one that has ended."""
    coming = [d for d in naming if d.valid_from > on]
    return Refused("not_yet", coming[-1]) if coming else Refused("ended", naming[0])
