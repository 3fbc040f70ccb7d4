"""What the clock does to calls: they open, they close, and what was begun and not submitted is closed with a letter."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from vikno.common.actors import Actor
from vikno.programmes import letters
from vikno.programmes.enums import CallState, ProposalMove, ProposalState
from vikno.programmes.errors import AmendmentOpen, MoveNotAllowed, TooEarly
from vikno.programmes.models import ProgrammeCall, Proposal
from vikno.programmes.services.running import close_call, moment_shown, open_call
from vikno.programmes.services.steps import held_proposal, move_proposal
from vikno.programmes.services.telling import tell_applicant

_AFTER_CLOSING = frozenset(CallState) - {
    CallState.DRAFT, CallState.APPROVED, CallState.FORECASTED, CallState.OPEN, CallState.EXTENDED,
}  # fmt: skip


def turn_calls(*, at: datetime) -> int:
    """Open and close what is due; how many. One that cannot be opened yet keeps no other waiting."""
    due = Q(state=CallState.FORECASTED, opens_at__lte=at) | Q(state=CallState.OPEN, closes_at__lt=at)
    turned = 0
    for call in ProgrammeCall.objects.filter(due).order_by("pk"):
        turn = open_call if call.state == CallState.FORECASTED else close_call
        try:
            turn(call=call, actor=Actor.system(), at=at)
        except (AmendmentOpen, TooEarly, MoveNotAllowed):
            continue
        turned += 1
    return turned


def calls_to_sweep() -> list[ProgrammeCall]:
    """Calls that accept nothing any more and whose drafts were not closed yet."""
    return list(ProgrammeCall.objects.filter(state__in=_AFTER_CLOSING, swept_at=None).order_by("pk"))


@transaction.atomic
def expire_drafts(*, call: ProgrammeCall, hromada_code: str, at: datetime) -> int:
    """Close what a bound hromada began and did not submit, each with a letter to its contact; how many."""
    drafts = Proposal.objects.filter(call=call, hromada_id=hromada_code, state=ProposalState.DRAFT)
    actor = Actor.system(hromada_code)
    found = [held_proposal(one, actor) for one in drafts.order_by("pk")]
    for proposal in found:
        move_proposal(proposal, ProposalMove.EXPIRE, actor=actor, at=at)
        tell_applicant(
            proposal, letters.EXPIRED, actor=actor, at=at, proposal=proposal.number, title=call.title,
            moment=moment_shown(call.closes_at or at),
        )  # fmt: skip
    return len(found)


def finish_sweep(*, call: ProgrammeCall, at: datetime) -> None:
    """Every hromada has been gone through. One that was extended meanwhile is gone through again after its closing."""
    ProgrammeCall.objects.filter(pk=call.pk, swept_at=None, state__in=_AFTER_CLOSING).update(swept_at=at)
