"""An expert's work: confirm, recuse, mark, abstain, submit; the programme may hand a review back with a reason."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from vikno.common.actors import Actor
from vikno.common.text import clean
from vikno.programmes.enums import Source
from vikno.selection import policies, queries
from vikno.selection.enums import AssignmentMove, AssignmentState, ConflictKind
from vikno.selection.errors import (
    DeclareFirst,
    MarkOutOfScale,
    MarksMissing,
    MoveNotAllowed,
    NoSuchRow,
    NotOpened,
    ReasonMissing,
)
from vikno.selection.models import Assignment, Conflict, Declaration, Opening, Score
from vikno.selection.services.assigning import give_out
from vikno.selection.services.journal import record
from vikno.selection.services.steps import move_assignment
from vikno.selection.services.telling import free_seats

_WRITABLE = (AssignmentState.ACCEPTED, AssignmentState.IN_PROGRESS, AssignmentState.REOPENED)


@dataclass(frozen=True, kw_only=True)
class MarkSaid:
    """A mark with its ground, or why there is none."""

    mark: int | None = None
    abstained: str = ""
    note: str = ""


@transaction.atomic
def accept_assignment(*, assignment: Assignment, actor: Actor, at: datetime) -> Assignment:
    """«No conflict, I accept»: the file opens. Refusals: MayNotReview, NoSuchRow, DeclareFirst, NotOpened,
    MoveNotAllowed.
    """
    held = _own(assignment, actor)
    if not Declaration.objects.filter(reviewer=held.reviewer_id).exists():
        raise DeclareFirst
    if not Opening.objects.filter(review=held.reviewer.review_id).exists():
        raise NotOpened
    moved = move_assignment(held, AssignmentMove.ACCEPT, actor=actor, at=at)
    record(moved, "assignment_accepted", actor=actor, at=at)
    return moved


@transaction.atomic
def recuse(*, assignment: Assignment, reason: str, actor: Actor, at: datetime) -> Assignment:
    """Refuse a proposal for a conflict; another expert is given it at once.

    Refusals: MayNotReview, NoSuchRow, ReasonMissing, MoveNotAllowed.
    """
    held = _own(assignment, actor)
    if not clean(reason):
        raise ReasonMissing
    moved = move_assignment(held, AssignmentMove.RECUSE, actor=actor, at=at, reason=clean(reason))
    Conflict.objects.create(
        reviewer_id=held.reviewer_id, proposal_id=held.proposal_id, kind=ConflictKind.DECLARED,
        words=clean(reason)[:1000], at=at, by_name=actor.name,
    )  # fmt: skip
    free_seats(held.reviewer, held.proposal, actor=actor, at=at)
    record(moved, "recused", actor=actor, at=at)
    give_out(held.reviewer.review, at=at)
    return moved


@transaction.atomic
def save_marks(*, number: str, said: Mapping[str, MarkSaid], comment: str, actor: Actor, at: datetime) -> Assignment:
    """Keep marks of criteria, all or some. Refusals: MayNotReview, NoSuchProposal, MoveNotAllowed, MarkOutOfScale."""
    held = policies.access_proposal(actor, number).assignment
    if held.state not in _WRITABLE:
        raise MoveNotAllowed(state=AssignmentState(held.state).label)
    if held.state == AssignmentState.ACCEPTED:
        move_assignment(held, AssignmentMove.BEGIN, actor=actor, at=at)
    criteria = {one.code: one for one in held.proposal.track.criteria.filter(source=Source.REVIEWER)}
    for code, one in said.items():
        if code not in criteria:
            raise NoSuchRow
        if one.mark is not None and one.mark not in queries.scale_of(criteria[code]):
            raise MarkOutOfScale(criterion=criteria[code].title)
        facts = {"mark": one.mark, "abstained": "" if one.mark is not None else one.abstained, "note": one.note}
        Score.objects.update_or_create(assignment=held, criterion=criteria[code], defaults={**facts, "at": at})
    Assignment.objects.filter(pk=held.pk).update(comment=comment[:4000])
    record(held, "marks_saved", actor=actor, at=at, criteria=sorted(said))
    return held


@transaction.atomic
def hand_in_review(
    *, number: str, said: Mapping[str, MarkSaid], comment: str, actor: Actor, at: datetime
) -> Assignment:
    """Keep what is written and submit it, or neither: nothing that was typed is left behind.

    Refusals: MayNotReview, NoSuchProposal, MoveNotAllowed, MarkOutOfScale, MarksMissing.
    """
    save_marks(number=number, said=said, comment=comment, actor=actor, at=at)
    return submit_review(number=number, actor=actor, at=at)


@transaction.atomic
def submit_review(*, number: str, actor: Actor, at: datetime) -> Assignment:
    """All criteria have a word. Refusals: MayNotReview, NoSuchProposal, MarksMissing, MoveNotAllowed."""
    held = policies.access_proposal(actor, number).assignment
    wanted = held.proposal.track.criteria.filter(source=Source.REVIEWER).count()
    if held.scores.count() < wanted:
        raise MarksMissing
    moved = move_assignment(held, AssignmentMove.SUBMIT, actor=actor, at=at)
    record(moved, "review_submitted", actor=actor, at=at)
    return moved


@transaction.atomic
def reopen_review(*, assignment: Assignment, reason: str, actor: Actor, at: datetime) -> Assignment:
    """Hand a submitted review back. Refusals: MayNotRun, NoSuchCall, ReasonMissing, MoveNotAllowed."""
    policies.review_run_by(actor, assignment.reviewer.review.call.number)
    if not clean(reason):
        raise ReasonMissing
    moved = move_assignment(assignment, AssignmentMove.REOPEN, actor=actor, at=at, reason=clean(reason))
    record(moved, "review_reopened", actor=actor, at=at)
    return moved


def _own(assignment: Assignment, actor: Actor) -> Assignment:
    found = policies.own_assignments(actor).filter(pk=assignment.pk).first()
    if found is None:
        raise NoSuchRow
    return found
