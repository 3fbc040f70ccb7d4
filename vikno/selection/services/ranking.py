"""A ranking run: prepared, frozen with the revealed seed, computed, adopted. What was replaced is kept."""

import json
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from vikno.common.actors import Actor
from vikno.programmes import services as programmes
from vikno.programmes.enums import ProposalMove, ProposalState
from vikno.programmes.models import Proposal
from vikno.selection import frozen, policies, ranking, rules, shown
from vikno.selection.enums import AssignmentMove, AssignmentState, DecisionState, RunMove, RunState
from vikno.selection.errors import AlreadyThere, HashDiffers, MoveNotAllowed, NotReady, ReasonMissing
from vikno.selection.models import Assignment, CallReview, Decision, DecisionLine, RankingEntry, RankingRun
from vikno.selection.services.journal import record
from vikno.selection.services.steps import move_assignment

_LIVE = (RunState.PREPARED, RunState.FROZEN, RunState.COMPUTED)
_DECIDED = (ProposalState.SELECTED, ProposalState.RESERVE, ProposalState.NOT_SELECTED)


@transaction.atomic
def prepare_run(*, review: CallReview, because: str = "", actor: Actor, at: datetime) -> RankingRun:
    """A new run; a second one says why. Refusals: MayNotRun, NoSuchCall, AlreadyThere, ReasonMissing."""
    held = policies.review_run_by(actor, review.call.number)
    rows = RankingRun.objects.select_for_update().filter(call=held.call)
    last = rows.order_by("-number").first()
    if last is not None and last.state in _LIVE:
        raise AlreadyThere
    if last is not None and not because.strip():
        raise ReasonMissing
    made = RankingRun.objects.create(
        call=held.call, organisation_id=held.organisation_id, number=last.number + 1 if last else 1,
        because=because.strip()[:500], prepared_at=at,
    )  # fmt: skip
    record(made, "run_prepared", actor=actor, at=at, call=held.call.number, run=made.number)
    return made


@transaction.atomic
def freeze_run(*, run: RankingRun, actor: Actor, at: datetime) -> RankingRun:
    """Reveal the seed and freeze every input as bytes. Refusals: MayNotRun, NoSuchCall, MoveNotAllowed, NotReady."""
    held, review = _held(run, actor)
    after = _after(held, RunMove.FREEZE)
    lacking = frozen.lacking(review)
    if lacking:
        raise NotReady(reason=" ".join(map(str, lacking[:5])))
    seed = programmes.reveal_seed(call=review.call, actor=actor, at=at)
    inputs = frozen.inputs_of(review, seed=seed)
    _computed(inputs)  # what contradicts itself is not frozen
    body = ranking.inputs_bytes(inputs)
    held.inputs, held.inputs_sha256, held.state, held.frozen_at = body.decode(), ranking.digest(body), after, at
    held.save(update_fields=["inputs", "inputs_sha256", "state", "frozen_at"])
    _carry(review, ProposalState.IN_REVIEW, ProposalMove.SCORE, actor=actor, at=at)
    for one in Assignment.objects.filter(reviewer__review=review, state=AssignmentState.SUBMITTED):
        move_assignment(one, AssignmentMove.LOCK, actor=actor, at=at)
    record(held, "run_frozen", actor=actor, at=at, run=held.number, sha256=held.inputs_sha256)
    return held


@transaction.atomic
def compute_run(*, run: RankingRun, actor: Actor, at: datetime) -> RankingRun:
    """Rank what is frozen, nothing else. Refusals: MayNotRun, NoSuchCall, MoveNotAllowed, NotReady."""
    held, _review = _held(run, actor)
    after = _after(held, RunMove.COMPUTE)
    made = _computed(ranking.inputs_from(json.loads(held.inputs)))
    body = ranking.run_bytes(made)
    held.output, held.output_sha256, held.state, held.computed_at = body.decode(), ranking.digest(body), after, at
    held.cost_of_fairness, held.unused = made.cost_of_fairness, made.unused
    held.save(update_fields=["output", "output_sha256", "state", "computed_at", "cost_of_fairness", "unused"])
    _write_entries(held, made)
    record(held, "run_computed", actor=actor, at=at, run=held.number, sha256=held.output_sha256)
    return held


@transaction.atomic
def adopt_run(*, run: RankingRun, actor: Actor, at: datetime) -> Decision:
    """Compute it a second time, compare, and begin the protocol of the commission with its lines.

    Refusals: MayNotRun, NoSuchCall, MoveNotAllowed, HashDiffers.
    """
    held, review = _held(run, actor)
    after = _after(held, RunMove.ADOPT)
    if ranking.digest(ranking.run_bytes(_computed(ranking.inputs_from(json.loads(held.inputs))))) != held.output_sha256:
        raise HashDiffers
    RankingRun.objects.filter(call=held.call_id, state=RunState.ADOPTED).update(state=RunState.SUPERSEDED)
    held.state, held.adopted_at = after, at
    held.save(update_fields=["state", "adopted_at"])
    _carry(review, ProposalState.SCORED, ProposalMove.RANK, actor=actor, at=at)
    for state in _DECIDED:
        _carry(review, state, ProposalMove.RECONSIDER, actor=actor, at=at, reason=held.because)
    last = Decision.objects.filter(call=held.call_id).order_by("-number").first()
    decision = Decision.objects.create(
        call_id=held.call_id, organisation_id=held.organisation_id, run=held, state=DecisionState.DRAFT,
        number=last.number + 1 if last else 1,
    )  # fmt: skip
    for entry in held.entries.order_by("position"):
        outcome = rules.PROPOSAL_OUTCOMES[entry.code]
        DecisionLine.objects.create(decision=decision, entry=entry, by_run=outcome, outcome=outcome)
    record(held, "run_adopted", actor=actor, at=at, run=held.number, sha256=held.output_sha256)
    return decision


def _held(run: RankingRun, actor: Actor) -> tuple[RankingRun, CallReview]:
    review = policies.review_run_by(actor, run.call.number)
    return RankingRun.objects.select_for_update(of=("self",)).get(pk=run.pk), review


def _after(run: RankingRun, move: RunMove) -> str:
    after = rules.after(rules.RUN_MOVES, run.state, move)
    if after is None:
        raise MoveNotAllowed(state=RunState(run.state).label)
    return after


def _computed(inputs: ranking.Inputs) -> ranking.Run:
    try:
        return ranking.run(inputs)
    except ranking.NotReady as error:
        raise NotReady(reason=shown.why_not_ready(error)) from None


def _write_entries(run: RankingRun, made: ranking.Run) -> None:
    keys = dict(Proposal.objects.filter(call=run.call_id).values_list("number", "pk"))
    RankingEntry.objects.bulk_create(
        RankingEntry(
            run=run, proposal_id=keys[line.number], number=line.number, track=line.track, oblast=line.oblast,
            code=line.code, about=line.about, score=line.score, points=_texts(line.points or {}), place=line.place,
            reserve=line.reserve, lot=line.lot, position=position,
            ties=[[tie.number, tie.by.value] for tie in line.ties],
        )
        for position, line in enumerate(made.lines, start=1)
    )  # fmt: skip


def _texts(points: dict[str, Decimal | None]) -> dict[str, str | None]:
    return {code: None if one is None else f"{one:.2f}" for code, one in points.items()}


def _carry(review: CallReview, state: str, move: ProposalMove, *, actor: Actor, at: datetime, reason: str = "") -> None:
    rows = Proposal.objects.filter(call_id=review.call_id, organisation_id=review.organisation_id, state=state)
    programmes.carry_proposals(proposals=rows, move=move, reason=reason, actor=actor, at=at)
