"""Submission: the office and the second are asked at the act, the whole is kept byte for byte, a receipt is given."""

from datetime import datetime
from typing import Final

from django.db import transaction

from vikno.accounts.enums import Role
from vikno.accounts.models import Membership
from vikno.common.actors import Actor
from vikno.programmes import canonical, papers, policies, queries, rules, snapshots
from vikno.programmes.enums import Fit, ProposalMove, ProposalState
from vikno.programmes.errors import AnswerMissing, MoveNotAllowed, NotFit, ProposalIncomplete, TooLate
from vikno.programmes.models import ClarificationRequest, ProgrammeCall, Proposal, ProposalRevision, Receipt
from vikno.programmes.services.running import moment_shown
from vikno.programmes.services.steps import held_proposal, move_proposal
from vikno.programmes.services.writing import require_open
from vikno.questionnaires import services as questionnaires

_POSITION: Final = 200


@transaction.atomic
def submit_proposal(*, proposal: Proposal, actor: Actor, at: datetime) -> Receipt:
    """Submit a draft under the rules in force now.

    Refusals: MayNotApply, NoSuchProposal, NotYourOffice, NotOpen, TooLate, MoveNotAllowed, ProposalIncomplete, NotFit.
    """
    held = held_proposal(proposal, actor)
    call = ProgrammeCall.objects.select_for_update().get(pk=held.call_id)
    office = policies.require_may_submit(actor, call, at=at)
    if held.state != ProposalState.DRAFT:
        raise MoveNotAllowed(state=ProposalState(held.state).label)
    require_open(call, at=at)
    held.call = call
    _require_whole(held, at=at)
    _give(held, actor=actor, at=at)
    version = queries.version_in_force(call)
    move_proposal(
        held, ProposalMove.SUBMIT, actor=actor, at=at, office=_office(office), submitted_at=at, version=version
    )
    return _receive(held, office, actor=actor, at=at)


@transaction.atomic
def answer_request(*, proposal: Proposal, answer: str, actor: Actor, at: datetime) -> Receipt:
    """Answer what the programme asked: the next revision, under the same version of the rules.

    Refusals: MayNotApply, NoSuchProposal, NotYourOffice, MoveNotAllowed, AnswerMissing, TooLate, ProposalIncomplete.
    """
    held = held_proposal(proposal, actor)
    office = policies.require_may_submit(actor, held.call, at=at)
    request = ClarificationRequest.objects.select_for_update().filter(proposal=held, revision=None).first()
    if request is None or held.state != ProposalState.CLARIFICATION:
        raise MoveNotAllowed(state=ProposalState(held.state).label)
    if not answer.strip():
        raise AnswerMissing
    if not rules.is_in_time(at, request.due_at):
        raise TooLate(moment=moment_shown(request.due_at))
    _require_whole(held, at=at)
    _give(held, actor=actor, at=at)
    request.answer = answer.strip()[:4000]
    move_proposal(held, ProposalMove.RESUBMIT, actor=actor, at=at, office=_office(office))
    receipt = _receive(held, office, actor=actor, at=at, answer=request.answer)
    request.revision = receipt.revision
    request.save(update_fields=["answer", "revision"])
    return receipt


def _require_whole(proposal: Proposal, *, at: datetime) -> None:
    missing = queries.missing_of(proposal, at=at)
    if missing:
        raise ProposalIncomplete(missing="; ".join(missing))
    for one in queries.fit_of_proposal(proposal, at=at):
        if one.fit == Fit.FAIL:
            raise NotFit(sentence=one.sentence)


def _give(proposal: Proposal, *, actor: Actor, at: datetime) -> None:
    """Answers to the questions of the call go with the proposal; missing ones were named before."""
    if proposal.response is not None and not proposal.response.is_submitted:
        questionnaires.submit_response(response=proposal.response, actor=actor, at=at)


def _receive(proposal: Proposal, office: Membership, *, actor: Actor, at: datetime, answer: str = "") -> Receipt:
    body = canonical.written(
        snapshots.snapshot_of(proposal, by=actor.name, office=_office(office), at=at, answer=answer)
    )
    whose = {"hromada_id": proposal.hromada_id, "organisation_id": proposal.organisation_id}
    revision = ProposalRevision.objects.create(
        proposal=proposal, number=proposal.revisions.count() + 1, version=proposal.version, body=body,
        sha256=canonical.fingerprint(body), submitted_at=at, by_user_id=actor.user_id, by_name=actor.name,
        office=_office(office), **whose,
    )  # fmt: skip
    return Receipt.objects.create(
        revision=revision, number=f"{proposal.number}-{revision.number}", sha256=revision.sha256,
        paper=papers.receipt_of(proposal, revision, at=at), template=papers.RECEIPT, issued_at=at, **whose,
    )  # fmt: skip


def _office(held: Membership) -> str:
    """The position, or the role where none is written."""
    return (held.position or str(Role(held.role).label))[:_POSITION]
