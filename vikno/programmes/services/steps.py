"""How a state changes: one row held, one table asked, one row of history."""

from datetime import datetime
from typing import Any

from vikno.audit import services as audit
from vikno.common.actors import Actor
from vikno.programmes import policies, rules
from vikno.programmes.enums import CallMove, CallState, ProposalMove, ProposalState
from vikno.programmes.errors import MoveNotAllowed, NoSuchCall, NoSuchProposal
from vikno.programmes.models import CallStep, ProgrammeCall, Proposal, ProposalStep


def held_call(call: ProgrammeCall, actor: Actor) -> ProgrammeCall:
    """The call as it is now, held to the end of the transaction; the system holds any."""
    rows = ProgrammeCall.objects.select_for_update(of=("self",)).select_related("programme")
    if not actor.is_system:
        policies.require_may_run(actor)
        rows = rows.filter(organisation_id=actor.organisation_id or 0)
    found = rows.filter(pk=call.pk).first()
    if found is None:
        raise NoSuchCall
    return found


def held_proposal(proposal: Proposal, actor: Actor) -> Proposal:
    """The proposal as it is now, held to the end of the transaction."""
    rows = Proposal.objects if actor.is_system else policies.visible_proposals(actor)
    found = rows.select_for_update(of=("self",)).filter(pk=proposal.pk).first()
    if found is None:
        raise NoSuchProposal
    return found


def move_call(
    call: ProgrammeCall, move: CallMove, *, actor: Actor, at: datetime, reason: str = "", **facts: Any
) -> ProgrammeCall:
    """Carry a held call to its next state. `facts` are columns that change with it. Refusals: MoveNotAllowed."""
    after = rules.call_after(call.state, move)
    if after is None:
        raise MoveNotAllowed(state=CallState(call.state).label)
    call.state = after
    for name, value in facts.items():
        setattr(call, name, value)
    call.save(update_fields=["state", *facts])
    CallStep.objects.create(
        call=call, move=move, state_after=after, reason=reason, closes_at=facts.get("closes_at"), at=at,
        by_name=actor.name, by_role=actor.role,
    )  # fmt: skip
    record(call, f"call.{move}", actor=actor, at=at, facts={"state": after})
    return call


def move_proposal(
    proposal: Proposal, move: ProposalMove, *, actor: Actor, at: datetime, reason: str = "", office: str = "",
    **facts: Any,
) -> Proposal:  # fmt: skip
    """Carry a held proposal to its next state. Refusals: MoveNotAllowed."""
    after = rules.proposal_after(proposal.state, move)
    if after is None:
        raise MoveNotAllowed(state=ProposalState(proposal.state).label)
    proposal.state, proposal.changed_at = after, at
    for name, value in facts.items():
        setattr(proposal, name, value)
    proposal.save(update_fields=["state", "changed_at", *facts])
    write_step(proposal, move, actor=actor, at=at, reason=reason, office=office)
    return proposal


def write_step(
    proposal: Proposal, move: ProposalMove, *, actor: Actor, at: datetime, reason: str = "", office: str = ""
) -> None:
    """A line of the history of a proposal, and of the journal of whoever acts."""
    ProposalStep.objects.create(
        proposal=proposal, hromada_id=proposal.hromada_id, organisation_id=proposal.organisation_id, move=move,
        state_after=proposal.state, reason=reason, at=at, by_name=actor.name, by_role=actor.role, office=office,
    )  # fmt: skip
    audit.record(
        actor=actor, action=f"proposal.{move}", subject=proposal, at=at, hromada_code=actor.hromada_code,
        facts={"number": proposal.number, "state": proposal.state},
    )  # fmt: skip


def record(call: ProgrammeCall, action: str, *, actor: Actor, at: datetime, facts: dict[str, Any]) -> None:
    """Into the chain of the country: a call belongs to no hromada."""
    audit.record(
        actor=actor, action=action, subject=call, at=at, hromada_code=actor.hromada_code,
        facts={"number": call.number, **facts},
    )  # fmt: skip
