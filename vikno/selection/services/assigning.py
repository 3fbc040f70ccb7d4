"""Proposals are given out: the least reviewed first, to the least loaded without a conflict."""

from datetime import datetime, timedelta

from django.db import connection, transaction

from vikno.common.actors import Actor
from vikno.programmes import services as programmes
from vikno.programmes.enums import CallState, ProposalMove, ProposalState
from vikno.programmes.models import Proposal
from vikno.selection import policies, queries, rules
from vikno.selection.enums import AssignmentMove
from vikno.selection.models import Assignment, CallReview, Conflict
from vikno.selection.services.conflicts import find_conflicts
from vikno.selection.services.journal import record
from vikno.selection.services.steps import move_assignment


@transaction.atomic
def distribute_proposals(*, review: CallReview, actor: Actor, at: datetime) -> int:
    """Find conflicts, then give every eligible proposal to as many experts as the terms say; how many were given.

    Refusals: MayNotRun, NoSuchCall.
    """
    held = policies.review_run_by(actor, review.call.number)
    if held.call.state == CallState.CLOSED:
        programmes.start_review(call=held.call, actor=actor, at=at)
    eligible = Proposal.objects.filter(
        call_id=held.call_id, organisation_id=held.organisation_id, state=ProposalState.ELIGIBLE
    )
    programmes.carry_proposals(proposals=eligible, move=ProposalMove.REVIEW, reason="", actor=actor, at=at)
    find_conflicts(held, at=at)
    given = give_out(held, at=at)
    record(held, "distributed", actor=actor, at=at, call=held.call.number, given=given)
    return given


@transaction.atomic
def expire_assignments(*, review: CallReview, actor: Actor, at: datetime) -> int:
    """Take back what is late and give it to others; how many were late. Refusals: MayNotRun, NoSuchCall."""
    held = policies.review_run_by(actor, review.call.number)
    late = list(queries.late_assignments(held, at=at))
    for one in late:
        move_assignment(one, AssignmentMove.EXPIRE, actor=actor, at=at)
    give_out(held, at=at)
    record(held, "expired", actor=actor, at=at, call=held.call.number, late=len(late))
    return len(late)


def give_out(review: CallReview, *, at: datetime) -> int:
    """New assignments, checked for conflicts: the expert still confirms. One at a time for a call."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('selection'), %s)", [review.pk])
    wants, loads = queries.wants_of(review), queries.loads_of(review)
    barred = set(
        Conflict.objects.filter(reviewer__review=review, lifted_at=None).values_list("proposal_id", "reviewer_id")
    )
    met = set(Assignment.objects.filter(reviewer__review=review).values_list("proposal_id", "reviewer_id"))
    pairs = rules.distribute(wants, loads, needed=review.needed, barred=barred | met)
    due = at + timedelta(days=review.review_days)
    for proposal, reviewer in pairs:
        made = Assignment.objects.create(proposal_id=proposal, reviewer_id=reviewer, due_at=due, given_at=at)
        move_assignment(made, AssignmentMove.CHECK, actor=Actor.system(), at=at)
    return len(pairs)
