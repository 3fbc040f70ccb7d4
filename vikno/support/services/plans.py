"""Milestones: put into the plan, begun, reported with a proof, accepted or sent back, cancelled by an amendment."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from vikno.common.actors import Actor
from vikno.documents.models import StoredFile
from vikno.support import policies, rules
from vikno.support.enums import MemorandumState, MilestoneMove, MilestoneState, Side
from vikno.support.errors import AmendmentMissing, MoveNotAllowed, ProofMissing, TextFrozen, WordsMissing
from vikno.support.models import Amendment, Deliverable, Memorandum, Milestone, MilestoneStep
from vikno.support.services.common import held, record, short, who

# The plan is part of what is agreed: it grows while words are drafted, and by amendments afterwards.
PLANNABLE = (MemorandumState.DRAFTING, MemorandumState.IN_FORCE)


@dataclass(frozen=True, kw_only=True)
class MilestoneFacts:
    title: str
    responsible: Side
    due_on: date
    deliverables: Sequence[str] = ()


@transaction.atomic
def add_milestone(*, memorandum: Memorandum, facts: MilestoneFacts, actor: Actor, at: datetime) -> Milestone:
    """The next one of the plan. Refusals: NoSuchThing, NotYourMove, TextFrozen."""
    policies.require_may_run(actor, memorandum)
    one = held(memorandum)
    if one.state not in PLANNABLE:
        raise TextFrozen
    made = Milestone.objects.create(
        **one.sides, memorandum=one, number=one.milestones.count() + 1, title=short(facts.title, 300),
        responsible=facts.responsible, due_on=facts.due_on,
    )  # fmt: skip
    named = [short(title, 300) for title in facts.deliverables if short(title)]
    Deliverable.objects.bulk_create(Deliverable(**one.sides, milestone=made, title=title) for title in named)
    record(actor, "milestone.planned", made, at=at, number=made.number, due_on=made.due_on)
    return made


@transaction.atomic
def move_milestone(
    *, milestone: Milestone, move: MilestoneMove, actor: Actor, at: datetime, words: str = "",
    proof: StoredFile | None = None, done: Collection[int] = (),
) -> MilestoneStep:  # fmt: skip
    """Begin, report, accept, return. `done`: deliverables that are there; a hromada's report carries a proof.

    Refusals: NoSuchThing, NotYourMove, MoveNotAllowed, WordsMissing, ProofMissing, AmendmentMissing.
    """
    policies.require_may_move(actor, milestone, rules.milestone_by(move, milestone.responsible))
    one = held(milestone)
    if move == MilestoneMove.CANCEL:
        raise AmendmentMissing
    state = rules.MILESTONE.get((one.state, move))
    if state is None:
        raise MoveNotAllowed(state=one.get_state_display())
    if move in rules.MILESTONE_WITH_WORDS and not short(words):
        raise WordsMissing
    if move == MilestoneMove.REPORT and one.responsible == Side.HROMADA and proof is None:
        raise ProofMissing
    if move == MilestoneMove.REPORT:
        one.deliverables.exclude(pk__in=done).update(is_done=False)
        one.deliverables.filter(pk__in=done).update(is_done=True)
    return _step(one, move, state, actor=actor, at=at, words=short(words, 2000), proof=proof)


@transaction.atomic
def cancel_milestone(*, milestone: Milestone, amendment: Amendment, actor: Actor, at: datetime) -> MilestoneStep:
    """By an amendment that both sides have signed. Refusals: NoSuchThing, NotYourMove, AmendmentMissing,
    MoveNotAllowed.
    """
    policies.require_may_run(actor, milestone)
    one = held(milestone)
    if amendment.memorandum_id != one.memorandum_id or not amendment.is_signed:
        raise AmendmentMissing
    if (one.state, MilestoneMove.CANCEL) not in rules.MILESTONE:
        raise MoveNotAllowed(state=one.get_state_display())
    one.cancelled_by = amendment
    return _step(one, MilestoneMove.CANCEL, MilestoneState.CANCELLED, actor=actor, at=at, words=amendment.reason)


def _step(one: Milestone, move: MilestoneMove, state: str, *, actor: Actor, at: datetime, **said: Any) -> MilestoneStep:
    one.state = state
    one.save(update_fields=["state", "cancelled_by"])
    step = MilestoneStep.objects.create(
        **one.sides, milestone=one, move=move, state_after=state, **said, **who(actor, at)
    )
    record(actor, f"milestone.{move.value}", one, at=at, number=one.number, state=state)
    return step
