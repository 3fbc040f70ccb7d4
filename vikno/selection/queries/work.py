"""The pool, what is given to whom, anchors: what services decide by."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from vikno.accounts.enums import Role
from vikno.accounts.models import Membership
from vikno.common.actors import Actor
from vikno.programmes.enums import ProposalState
from vikno.programmes.models import Criterion, Proposal
from vikno.selection import policies
from vikno.selection.enums import AssignmentState
from vikno.selection.errors import NoSuchProposal, NoSuchRow
from vikno.selection.models import Anchor, AnchorMarks, Assignment, CallReview, Declaration, Reviewer
from vikno.selection.models.people import ALIVE
from vikno.selection.rules import Load, Severity, Want, severities
from vikno.territories.models import Unit

# A criterion without written anchors is marked on this scale.
_PLAIN_SCALE: Final = range(6)
IN_REVIEW: Final = (
    ProposalState.ELIGIBLE, ProposalState.IN_REVIEW, ProposalState.SCORED, ProposalState.RANKED,
)  # fmt: skip
_LATE: Final = (
    AssignmentState.PROPOSED, AssignmentState.CONFLICT_CHECK, AssignmentState.ACCEPTED, AssignmentState.IN_PROGRESS,
    AssignmentState.REOPENED,
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Calibration:
    """How far everybody lies from the agreed marks. `reviewers`: how many must mark `anchors` each."""

    severities: list[Severity]
    anchors: int
    reviewers: int


def experts_of(review: CallReview, *, on: date) -> QuerySet[Membership]:
    """Experts of the programme on a day, in the pool or not."""
    rows = Membership.objects.filter(role=Role.EXPERT, organisation_id=review.organisation_id, valid_from__lte=on)
    rows = rows.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on))
    return rows.select_related("user").order_by("user__full_name", "pk")


def pool_of(review: CallReview) -> QuerySet[Reviewer]:
    """Who reviews, with their ties and declarations."""
    rows = Reviewer.objects.filter(review=review, left_at__isnull=True).select_related("user", "track", "review__call")
    return rows.prefetch_related("ties__hromada_unit", "declarations").order_by("user__full_name", "pk")


def proposals_in(review: CallReview) -> QuerySet[Proposal]:
    """Eligible proposals of a call, from admission to the ranking."""
    rows = Proposal.objects.filter(call_id=review.call_id, organisation_id=review.organisation_id, state__in=IN_REVIEW)
    return rows.select_related("track", "hromada__oblast").order_by("number")


def hromadas_in(review: CallReview) -> list[Unit]:
    """Who takes part, by the alphabet and without numbers: an expert declares ties against it."""
    return list(Unit.objects.filter(pk__in=proposals_in(review).values("hromada_id")).order_by("sort_key", "pk"))


def wants_of(review: CallReview) -> list[Want]:
    """Every proposal in review with how many living assignments it has. One query."""
    rows = proposals_in(review).filter(state=ProposalState.IN_REVIEW)
    counted = rows.annotate(given=Count("assignments", filter=Q(assignments__state__in=ALIVE)))
    return [Want(proposal=one.pk, track=one.track_id, given=one.given) for one in counted]


def loads_of(review: CallReview) -> list[Load]:
    """Every expert who has declared, with how many they hold. One query."""
    declared = Declaration.objects.filter(reviewer=OuterRef("pk"))
    rows = Reviewer.objects.filter(review=review, left_at__isnull=True).filter(Exists(declared)).order_by("pk")
    counted = rows.annotate(held=Count("assignments", filter=Q(assignments__state__in=ALIVE)))
    return [Load(reviewer=one.pk, held=one.held, most=one.most, track=one.track_id) for one in counted]


def late_assignments(review: CallReview, *, at: datetime) -> QuerySet[Assignment]:
    return Assignment.objects.filter(reviewer__review=review, due_at__lt=at, state__in=_LATE).order_by("pk")


def calibration_of(review: CallReview) -> Calibration:
    """Of everybody in the pool, those who have marked nothing too. A fixed number of queries."""
    agreed = {anchor.pk: anchor.agreed for anchor in review.anchors.all()}
    pool = list(Reviewer.objects.filter(review=review, left_at__isnull=True).values_list("pk", flat=True))
    said: dict[int, dict[int, dict[str, int]]] = {one: {} for one in pool}
    for row in AnchorMarks.objects.filter(anchor__review=review, reviewer_id__in=pool):
        said[row.reviewer_id][row.anchor_id] = row.marks
    return Calibration(severities=severities(agreed, said), anchors=len(agreed), reviewers=len(pool))


def anchors_for(reviewer: Reviewer) -> list[tuple[Anchor, AnchorMarks | None]]:
    """Anchors of a call with what the expert has said; agreed marks are not for them to see before."""
    said = {row.anchor_id: row for row in reviewer.anchor_marks.all()}
    rows = Anchor.objects.filter(review_id=reviewer.review_id).select_related("track").order_by("pk")
    return [(anchor, said.get(anchor.pk)) for anchor in rows]


def scale_of(criterion: Criterion) -> list[int]:
    """Marks a person may give."""
    return sorted(int(one["value"]) for one in criterion.anchors) or list(_PLAIN_SCALE)


def reviewer_run_by(actor: Actor, pk: int) -> Reviewer:
    """Raises MayNotRun, NoSuchRow."""
    organisation = policies.require_may_run(actor)
    rows = Reviewer.objects.select_related("review__call", "user").prefetch_related("ties__hromada_unit")
    found = rows.filter(review__organisation_id=organisation, pk=pk).first()
    if found is None:
        raise NoSuchRow
    return found


def assignment_run_by(actor: Actor, pk: int) -> Assignment:
    """Raises MayNotRun, NoSuchRow."""
    organisation = policies.require_may_run(actor)
    rows = Assignment.objects.select_related("reviewer__review__call", "proposal")
    found = rows.filter(reviewer__review__organisation_id=organisation, pk=pk).first()
    if found is None:
        raise NoSuchRow
    return found


def proposal_run_by(actor: Actor, number: str) -> Proposal:
    """Raises MayNotRun, NoSuchProposal."""
    organisation = policies.require_may_run(actor)
    rows = Proposal.objects.select_related("call", "track", "hromada").filter(
        organisation_id=organisation, submitted_at__isnull=False
    )
    found = rows.filter(number=number).first()
    if found is None:
        raise NoSuchProposal
    return found
