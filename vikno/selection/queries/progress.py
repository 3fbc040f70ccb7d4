"""How far the review of a call has come: counts, conflicts, marks that lie too far apart."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from vikno.common.actors import Actor
from vikno.programmes.enums import CallState, Source
from vikno.programmes.models import Criterion, ProgrammeCall, Proposal
from vikno.selection import policies
from vikno.selection.enums import AssignmentState
from vikno.selection.errors import NoSuchRow
from vikno.selection.models import CallReview, Conflict, Discussion, Score
from vikno.selection.models.people import ALIVE
from vikno.selection.queries.work import proposals_in
from vikno.selection.ranking.scoring import is_wide

DONE = (AssignmentState.SUBMITTED, AssignmentState.LOCKED)


@dataclass(frozen=True, kw_only=True)
class Disagreement:
    """Marks of a criterion that lie further apart than the terms allow. `settled`: it was discussed."""

    proposal: Proposal
    criterion: Criterion
    marks: list[int]
    settled: Discussion | None


def calls_run_by(actor: Actor) -> QuerySet[ProgrammeCall]:
    """Calls of the programme that have closed, the newest first. Raises MayNotRun."""
    organisation = policies.require_may_run(actor)
    states = (CallState.OPEN, CallState.CLOSED, CallState.UNDER_REVIEW, CallState.DECIDED, CallState.PUBLISHED)
    rows = ProgrammeCall.objects.filter(organisation_id=organisation, state__in=states)
    return rows.select_related("review").order_by("-number")


def progress_of(review: CallReview) -> QuerySet[Proposal]:
    """Every proposal in review with `given`, `done` and `barred` counted. One query."""
    return proposals_in(review).annotate(
        given=Count("assignments", filter=Q(assignments__state__in=ALIVE)),
        done=Count("assignments", filter=Q(assignments__state__in=DONE)),
    )


def conflicts_of(review: CallReview) -> QuerySet[Conflict]:
    """All that were ever found, those that stand first."""
    rows = Conflict.objects.filter(reviewer__review=review)
    return rows.select_related("reviewer__user", "proposal__hromada").order_by("-lifted_at", "-pk")


def conflict_run_by(actor: Actor, pk: int) -> Conflict:
    """Raises MayNotRun, NoSuchRow."""
    organisation = policies.require_may_run(actor)
    rows = Conflict.objects.select_related("reviewer__review__call", "proposal")
    found = rows.filter(reviewer__review__organisation_id=organisation, pk=pk).first()
    if found is None:
        raise NoSuchRow
    return found


def disagreements_of(review: CallReview) -> list[Disagreement]:
    """By proposal and criterion; those that nobody has discussed first. Four queries.

    Marks are read bare: proposals are loaded where marks lie apart, not with each mark.
    """
    rows = Score.objects.filter(
        assignment__reviewer__review=review, assignment__state__in=DONE, mark__isnull=False,
        criterion__source=Source.REVIEWER,
    ).order_by("pk")  # fmt: skip
    marks: dict[tuple[int, int], list[int]] = defaultdict(list)
    for proposal, criterion, mark in rows.values_list("assignment__proposal_id", "criterion_id", "mark"):
        marks[proposal, criterion].append(mark or 0)
    wide = {key: sorted(said) for key, said in marks.items() if is_wide(said, review.spread)}
    proposals = Proposal.objects.select_related("track").in_bulk({proposal for proposal, _criterion in wide})
    criteria = Criterion.objects.in_bulk({criterion for _proposal, criterion in wide})
    settled = {
        (one.proposal_id, one.criterion_id): one
        for one in Discussion.objects.filter(proposal__call_id=review.call_id).order_by("pk")
    }
    found = [
        Disagreement(proposal=proposals[key[0]], criterion=criteria[key[1]], marks=said, settled=settled.get(key))
        for key, said in wide.items()
    ]
    return sorted(found, key=lambda one: (one.settled is not None, one.proposal.number, one.criterion.code))
