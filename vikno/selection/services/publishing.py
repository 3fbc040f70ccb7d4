"""Publication: the public list, each hromada's own result and each letter appear in one transaction, at one moment."""

import json
from datetime import datetime, timedelta

from django.db import transaction

from vikno.common import tenancy
from vikno.common.actors import Actor
from vikno.common.clock import KYIV, today
from vikno.programmes import services as programmes
from vikno.programmes.enums import CallState, ProposalMove, ProposalState
from vikno.programmes.models import Proposal
from vikno.selection import letters, outcomes, ranking
from vikno.selection.enums import DecisionMove, DecisionState, Outcome
from vikno.selection.errors import TooEarly
from vikno.selection.models import CallReview, Decision, OwnResult, PublishedResult
from vikno.selection.services.deciding import after_move, embargo_decision, held_decision, require_standing
from vikno.selection.services.journal import record

_MOVES = {
    Outcome.SELECTED: ProposalMove.SELECT,
    Outcome.RESERVE: ProposalMove.KEEP,
    Outcome.NOT_SELECTED: ProposalMove.PASS_OVER,
}


@transaction.atomic
def publish_decision(*, decision: Decision, actor: Actor, at: datetime) -> PublishedResult:
    """Tell everybody at once. Refusals: MayNotRun, NoSuchCall, MoveNotAllowed, RunReplaced, Withdrawn, TooEarly."""
    return publish_held(held_decision(decision, actor), actor=actor, at=at)


@transaction.atomic
def publish_now(*, decision: Decision, actor: Actor, at: datetime) -> PublishedResult:
    """Not wait for the hour: it becomes this moment. Refusals: MayNotRun, NoSuchCall, MoveNotAllowed, RunReplaced,
    Withdrawn.
    """
    held = held_decision(decision, actor)
    if held.publish_at is None or at < held.publish_at:
        held = embargo_decision(decision=held, publish_at=at, actor=actor, at=at)
    return publish_decision(decision=held, actor=actor, at=at)


def publish_held(held: Decision, *, actor: Actor, at: datetime) -> PublishedResult:
    review = CallReview.objects.get(call_id=held.call_id, organisation_id=held.organisation_id)
    after = after_move(held, DecisionMove.PUBLISH)
    require_standing(held)
    if held.publish_at is not None and at < held.publish_at:
        raise TooEarly(moment=f"{held.publish_at.astimezone(KYIV):%d.%m.%Y %H:%M}")
    Decision.objects.filter(call=held.call_id, state=DecisionState.PUBLISHED).update(state=DecisionState.AMENDED)
    held.state, held.published_at, held.published_by_name = after, at, actor.name
    held.save(update_fields=["state", "published_at", "published_by_name"])
    made = _publish_list(held, review, at=at)
    _tell_everybody(held, review, actor=actor, at=at)
    _carry(held, actor=actor, at=at)
    if held.call.state == CallState.DECIDED:
        programmes.publish_call(call=held.call, actor=actor, at=at)
    record(held, "decision_published", actor=actor, at=at, number=held.number, sha256=made.sha256)
    return made


def _publish_list(decision: Decision, review: CallReview, *, at: datetime) -> PublishedResult:
    inputs = ranking.inputs_from(json.loads(decision.run.inputs))
    told = ranking.file_of(inputs, ranking.run(inputs), seed_sha256=decision.call.seed_sha256)
    body = json.dumps(told, ensure_ascii=False, sort_keys=True, indent=1)
    return PublishedResult.objects.create(
        call_id=decision.call_id, decision=decision, rows=outcomes.public_rows(decision, review),
        facts=outcomes.public_facts(decision), body=body, sha256=ranking.digest(body.encode()), published_at=at,
    )  # fmt: skip


def _tell_everybody(decision: Decision, review: CallReview, *, actor: Actor, at: datetime) -> None:
    """One result and one letter to each. A letter is a row of its hromada, so its tenant is bound for it."""
    until = today(at) + timedelta(days=review.appeal_days)
    for proposal, outcome, told in outcomes.own_results(decision, review):
        subject, body = letters.result_letter(proposal, outcome, until=until)
        with tenancy.standing_in(proposal.hromada_id):
            OwnResult.objects.create(
                hromada_id=proposal.hromada_id, organisation_id=decision.organisation_id, proposal=proposal,
                decision=decision, outcome=outcome, told=told, published_at=at, appeal_until=until,
            )  # fmt: skip
            programmes.write_to_applicant(proposal, subject, body, actor=actor, at=at)


def _carry(decision: Decision, *, actor: Actor, at: datetime) -> None:
    for outcome, move in _MOVES.items():
        keys = decision.lines.filter(outcome=outcome).values("entry__proposal_id")
        rows = Proposal.objects.filter(
            pk__in=keys, organisation_id=decision.organisation_id, state=ProposalState.RANKED
        )
        programmes.carry_proposals(proposals=rows, move=move, reason="", actor=actor, at=at)
