"""Conflicts of interest: found by rule, declared, objected; lifted with a reason. Whoever is in one is replaced."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from vikno.common.actors import Actor
from vikno.common.clock import today
from vikno.programmes.models import Proposal
from vikno.selection import policies, queries, rules
from vikno.selection.enums import AssignmentMove, AssignmentState, ConflictKind
from vikno.selection.errors import AlreadyThere, ExpertsNotShown, NoSuchRow, ReasonMissing
from vikno.selection.models import Assignment, CallReview, Conflict, Declaration, PastTie, Reviewer
from vikno.selection.services.journal import record
from vikno.selection.services.steps import move_assignment
from vikno.selection.services.telling import free_seats
from vikno.territories.models import Unit


@transaction.atomic
def add_tie(
    *, reviewer: Reviewer, hromada: Unit, kind: str, since: date | None, until: date | None, source: str, actor: Actor,
    at: datetime,
) -> PastTie:  # fmt: skip
    """What binds an expert to a hromada, as a record says. Refusals: MayNotRun, NoSuchCall, ReasonMissing."""
    review = policies.review_run_by(actor, reviewer.review.call.number)
    if not source.strip():
        raise ReasonMissing
    made = PastTie.objects.create(
        reviewer=reviewer, hromada_unit=hromada, kind=kind, since=since, until=until, source=source.strip()[:300],
        added_at=at, added_by_name=actor.name,
    )  # fmt: skip
    record(made, "tie_added", actor=actor, at=at, kind=kind)
    find_conflicts(review, at=at)
    return made


@transaction.atomic
def declare_ties(*, number: str, hromadas: Sequence[str], words: str, actor: Actor, at: datetime) -> Declaration:
    """An expert says before any file whom they are bound to; nobody too. Refusals: MayNotReview, NoSuchCall."""
    reviewer = policies.reviewer_in(actor, number)
    made = Declaration.objects.create(
        reviewer=reviewer, hromadas=sorted(set(hromadas)), words=words.strip()[:1000], at=at
    )
    record(made, "declared", actor=actor, at=at, call=number, hromadas=len(made.hromadas))
    find_conflicts(reviewer.review, at=at)
    return made


@transaction.atomic
def object_to_expert(*, proposal: Proposal, reviewer: Reviewer, words: str, actor: Actor, at: datetime) -> Conflict:
    """A hromada objects to an expert of the list that was shown.

    Refusals: MayNotAppeal, NoSuchRow, ExpertsNotShown, ReasonMissing, AlreadyThere.
    """
    policies.require_may_appeal(actor)
    if proposal.hromada_id != actor.hromada_code or reviewer.review.call_id != proposal.call_id:
        raise NoSuchRow
    if reviewer.review.experts_shown_at is None:
        raise ExpertsNotShown
    if not words.strip():
        raise ReasonMissing
    if _stands(reviewer, proposal, ConflictKind.OBJECTED):
        raise AlreadyThere
    made = Conflict.objects.create(
        reviewer=reviewer, proposal=proposal, kind=ConflictKind.OBJECTED, words=words.strip()[:1000], at=at,
        by_name=actor.name,
    )  # fmt: skip
    record(made, "objected", actor=actor, at=at, number=proposal.number)
    _replace(reviewer, proposal, at=at)
    return made


@transaction.atomic
def lift_conflict(*, conflict: Conflict, reason: str, actor: Actor, at: datetime) -> Conflict:
    """The programme decides that there is none. Refusals: MayNotRun, NoSuchCall, NoSuchRow, ReasonMissing."""
    policies.review_run_by(actor, conflict.reviewer.review.call.number)
    if not reason.strip():
        raise ReasonMissing
    held = Conflict.objects.select_for_update().filter(pk=conflict.pk, lifted_at=None).first()
    if held is None:
        raise NoSuchRow
    held.lifted_at, held.lifted_by_name, held.lifted_because = at, actor.name, reason.strip()[:500]
    held.save(update_fields=["lifted_at", "lifted_by_name", "lifted_because"])
    record(held, "conflict_lifted", actor=actor, at=at, kind=held.kind)
    return held


def find_conflicts(review: CallReview, *, at: datetime) -> int:
    """Write down every pair that the rules or a declaration bar and nobody has decided about; how many are new."""
    bars = {rule.kind: rule.years for rule in review.conflict_rules.all()}
    proposals = list(queries.proposals_in(review))
    known = set(Conflict.objects.filter(reviewer__review=review).values_list("reviewer_id", "proposal_id", "kind"))
    made = []
    for reviewer in queries.pool_of(review):
        for proposal in proposals:
            for kind, tie, words in _barring(reviewer, proposal, bars, on=today(at)):
                if (reviewer.pk, proposal.pk, kind) not in known:
                    made.append(Conflict(
                        reviewer=reviewer, proposal=proposal, kind=kind, tie=tie, words=words, at=at, by_name="Система"
                    ))  # fmt: skip
    Conflict.objects.bulk_create(made)
    for one in made:
        _replace(one.reviewer, one.proposal, at=at)
    return len(made)


def _barring(
    reviewer: Reviewer, proposal: Proposal, bars: dict[str, int | None], *, on: date
) -> list[tuple[str, str, str]]:
    ties = [one for one in reviewer.ties.all() if one.hromada_unit_id == proposal.hromada_id]
    facts = [rules.TieFact(kind=one.kind, until=one.until) for one in ties]
    found = rules.barring_tie(facts, bars, on=on)
    told = [(str(ConflictKind.RULE), found.kind, ties[facts.index(found)].source)] if found else []
    declared = next(iter(reviewer.declarations.all()), None)
    if declared and proposal.hromada_id in declared.hromadas:
        told.append((str(ConflictKind.DECLARED), "", declared.words))
    return told


def _replace(reviewer: Reviewer, proposal: Proposal, *, at: datetime) -> None:
    """Whoever holds the proposal in a conflict holds it no more; another one is given it at once."""
    from vikno.selection.services.assigning import give_out

    free_seats(reviewer, proposal, actor=Actor.system(), at=at)
    gone = (AssignmentState.RECUSED, AssignmentState.EXPIRED, AssignmentState.LOCKED)
    held = Assignment.objects.filter(reviewer=reviewer, proposal=proposal).exclude(state__in=gone).first()
    if held is not None:
        move_assignment(held, AssignmentMove.RECUSE, actor=Actor.system(), at=at, reason="conflict")
        give_out(reviewer.review, at=at)


def _stands(reviewer: Reviewer, proposal: Proposal, kind: str) -> bool:
    return Conflict.objects.filter(reviewer=reviewer, proposal=proposal, kind=kind, lifted_at=None).exists()
