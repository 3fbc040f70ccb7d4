"""The roadmap: a gap taken up in one press or accepted as it is, items planned and moved on."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from vikno.assessments import policies, queries, rules
from vikno.assessments.enums import Funding, ItemState
from vikno.assessments.errors import (
    FundingMissing,
    ItemAlreadyThere,
    MoveRefused,
    NoSuchQuestion,
    ProofMissing,
    ReasonMissing,
)
from vikno.assessments.models import GapAccepted, RoadmapItem
from vikno.assessments.queries import Line
from vikno.assessments.services.moving import move_item_to
from vikno.audit import services as audit
from vikno.common.actors import Actor
from vikno.common.clock import today

_WITH_REASON = frozenset({ItemState.POSTPONED, ItemState.DROPPED})


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What a person writes of an item; `cost` in hryvnias."""

    title: str
    result: str = ""
    owner_name: str = ""
    due_on: date | None = None
    cost: Decimal | None = None
    funding: str = Funding.NONE


@transaction.atomic
def take_up(*, assessment: int, question: str, actor: Actor, at: datetime) -> RoadmapItem:
    """A gap becomes an item: its advice, and the day by which such things are usually done.

    Refusals: MayNotAssess, NoSuchAssessment, NoSuchQuestion, ItemAlreadyThere.
    """
    policies.require_may_assess(actor)
    row = queries.locked_assessment(assessment, actor=actor)
    line = _gap(assessment, question, actor=actor, at=at)
    if line.item is not None:
        raise ItemAlreadyThere
    made = RoadmapItem.objects.create(
        hromada_id=row.hromada_id, organisation_id=row.organisation_id, assessment=row, question=question,
        title=line.question.advice.uk or line.question.title.uk, result=line.question.levels[line.question.below].uk,
        due_on=rules.months_later(today(at), line.question.due), created_at=at, created_by_name=actor.name,
        is_demo=row.is_demo,
    )  # fmt: skip
    _record("roadmap_item.taken_up", made, actor=actor, at=at)
    return made


@transaction.atomic
def leave_as_is(*, assessment: int, question: str, reason: str, actor: Actor, at: datetime) -> GapAccepted:
    """A gap nobody will close now, with the reason.

    Refusals: MayNotAssess, NoSuchAssessment, NoSuchQuestion, ReasonMissing, ItemAlreadyThere.
    """
    policies.require_may_assess(actor)
    row = queries.locked_assessment(assessment, actor=actor)
    line = _gap(assessment, question, actor=actor, at=at)
    if line.is_settled:
        raise ItemAlreadyThere
    if not reason.strip():
        raise ReasonMissing
    return GapAccepted.objects.create(
        hromada_id=row.hromada_id, organisation_id=row.organisation_id, assessment=row, question=question,
        reason=reason.strip(), at=at, by_name=actor.name,
    )  # fmt: skip


@transaction.atomic
def plan_item(*, plan: Plan, actor: Actor, at: datetime, is_demo: bool = False) -> RoadmapItem:
    """An idea of the hromada's own that closes no gap. Refusals: MayNotAssess."""
    policies.require_may_assess(actor)
    made = RoadmapItem.objects.create(
        hromada_id=actor.hromada_code, created_at=at, created_by_name=actor.name, is_demo=is_demo, **vars(plan)
    )  # fmt: skip
    _record("roadmap_item.planned", made, actor=actor, at=at)
    return made


@transaction.atomic
def change_item(*, item: int, plan: Plan, actor: Actor, at: datetime) -> RoadmapItem:
    """Owner, day, cost and words of an item that goes on.

    Refusals: MayNotAssess, NoSuchItem, MoveRefused, FundingMissing.
    """
    policies.require_may_assess(actor)
    row = _locked(item, actor=actor)
    if not rules.ITEM_MOVES[row.state] or row.state == ItemState.DONE:
        raise MoveRefused(state=row.get_state_display())
    if row.state in (ItemState.FUNDED, ItemState.IN_PROGRESS) and plan.funding == Funding.NONE:
        raise FundingMissing
    for name, value in vars(plan).items():
        setattr(row, name, value)
    row.save()
    _record("roadmap_item.changed", row, actor=actor, at=at)
    return row


@transaction.atomic
def move_item(*, item: int, to: str, actor: Actor, at: datetime, words: str = "", funding: str = "") -> RoadmapItem:
    """One step by the table. `words`: the proof of what is done, the reason of what is postponed or dropped.

    Refusals: MayNotAssess, NoSuchItem, MoveRefused, FundingMissing, ProofMissing, ReasonMissing.
    """
    policies.require_may_assess(actor)
    row = _locked(item, actor=actor)
    said = words.strip()
    if to == ItemState.CONFIRMED:  # only a new assessment confirms
        raise MoveRefused(state=row.get_state_display())
    if to == ItemState.FUNDED:
        row.funding = funding or row.funding
        if row.funding == Funding.NONE:
            raise FundingMissing
    if to == ItemState.DONE:
        if not said:
            raise ProofMissing
        row.proof = said
    if to in _WITH_REASON and not said:
        raise ReasonMissing
    move_item_to(row, to, actor=actor, at=at, reason=said)
    return row


def _gap(assessment: int, question: str, *, actor: Actor, at: datetime) -> Line:
    row = queries.access_assessment(assessment, actor=actor)
    line = queries.sheet_of(row, actor=actor, at=at).line(question)
    if line is None or not line.is_gap:
        raise NoSuchQuestion
    return line


def _locked(item: int, *, actor: Actor) -> RoadmapItem:
    queries.access_item(item, actor=actor)
    return RoadmapItem.objects.select_for_update(of=("self",)).get(pk=item)


def _record(action: str, item: RoadmapItem, *, actor: Actor, at: datetime) -> None:
    audit.record(
        actor=actor, action=action, subject=item, at=at, hromada_code=actor.hromada_code,
        facts={"question": item.question, "state": item.state},
    )  # fmt: skip
