"""Moves that the room of selection makes with proposals of a call; its own rules stand before them."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from django.db import transaction

from vikno.common.actors import Actor
from vikno.programmes import policies
from vikno.programmes.enums import ProposalMove
from vikno.programmes.errors import MoveNotAllowed
from vikno.programmes.models import Proposal
from vikno.programmes.services.steps import held_proposal, move_proposal

_OF_SELECTION: Final = frozenset(
    {
        ProposalMove.REVIEW, ProposalMove.SCORE, ProposalMove.RANK, ProposalMove.SELECT, ProposalMove.KEEP,
        ProposalMove.PASS_OVER, ProposalMove.RECONSIDER,
    }
)  # fmt: skip


@transaction.atomic
def carry_proposals(
    *, proposals: Iterable[Proposal], move: ProposalMove, reason: str, actor: Actor, at: datetime
) -> int:
    """Carry received proposals one step further, all or none; how many. The system does it at its hour.

    Refusals: MayNotRun, NoSuchProposal, MoveNotAllowed.
    """
    if not actor.is_system:
        policies.require_may_run(actor)
    if move not in _OF_SELECTION:
        raise MoveNotAllowed(state=ProposalMove(move).label)
    held = [held_proposal(one, actor) for one in sorted(proposals, key=lambda one: one.pk)]
    for one in held:
        move_proposal(one, move, actor=actor, at=at, reason=reason[:1000])
    return len(held)
