"""Runs, protocols, what was published, results of a hromada."""

from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse

from vikno.common.actors import Actor
from vikno.programmes.enums import ProposalState
from vikno.programmes.models import ProgrammeCall, Proposal
from vikno.selection import policies
from vikno.selection.enums import DecisionState, RunState
from vikno.selection.errors import (
    ExpertsNotShown,
    NoSuchCall,
    NoSuchProposal,
    NoSuchRow,
    RunReplaced,
    Withdrawn,
)
from vikno.selection.models import (
    Appeal,
    CallReview,
    Decision,
    DecisionLine,
    OwnResult,
    PublishedResult,
    RankingRun,
    Reviewer,
)
from vikno.territories.queries import oblasts

_GONE = (ProposalState.WITHDRAWN, ProposalState.DECLINED)


def runs_of(call: ProgrammeCall) -> QuerySet[RankingRun]:
    """The newest first, without their bytes."""
    return RankingRun.objects.filter(call=call).defer("inputs", "output").order_by("-number")


def run_run_by(actor: Actor, pk: int) -> RankingRun:
    """Raises MayNotRun, NoSuchRow."""
    organisation = policies.require_may_run(actor)
    rows = RankingRun.objects.select_related("call").filter(organisation_id=organisation)
    found = rows.filter(pk=pk).first()
    if found is None:
        raise NoSuchRow
    return found


def decisions_of(call: ProgrammeCall) -> QuerySet[Decision]:
    return Decision.objects.filter(call=call).order_by("-number")


def decision_run_by(actor: Actor, pk: int) -> Decision:
    """Raises MayNotRun, NoSuchRow."""
    organisation = policies.require_may_run(actor)
    rows = Decision.objects.select_related("call__programme", "run").filter(organisation_id=organisation)
    found = rows.filter(pk=pk).first()
    if found is None:
        raise NoSuchRow
    return found


def why_not_published(decision: Decision) -> RunReplaced | Withdrawn | None:
    """A run that was replaced, or somebody in it who has gone; None: the decision stands as it was signed."""
    if decision.run.state != RunState.ADOPTED:
        return RunReplaced()
    gone = decision.lines.filter(entry__proposal__state__in=_GONE).order_by("entry__position")
    numbers = list(gone.values_list("entry__number", flat=True))
    return Withdrawn(numbers=", ".join(numbers)) if numbers else None


def line_run_by(actor: Actor, pk: int) -> DecisionLine:
    """Raises MayNotRun, NoSuchRow."""
    organisation = policies.require_may_run(actor)
    rows = DecisionLine.objects.select_related("decision__call", "entry__proposal__hromada")
    found = rows.filter(decision__organisation_id=organisation, pk=pk).first()
    if found is None:
        raise NoSuchRow
    return found


def appeals_run_by(actor: Actor) -> QuerySet[Appeal]:
    """Of all calls of the programme, those without an answer first. Raises MayNotRun."""
    organisation = policies.require_may_run(actor)
    rows = Appeal.objects.filter(organisation_id=organisation)
    return rows.select_related("result__proposal", "hromada").order_by("answered_at", "answer_by", "pk")


def appeal_run_by(actor: Actor, pk: int) -> Appeal:
    """Raises MayNotRun, NoSuchRow."""
    found = appeals_run_by(actor).filter(pk=pk).first()
    if found is None:
        raise NoSuchRow
    return found


def published_calls() -> QuerySet[PublishedResult]:
    """What everybody may read, the newest first; an amended one gives place to the one in force."""
    rows = PublishedResult.objects.filter(decision__state=DecisionState.PUBLISHED)
    return rows.select_related("call__programme").defer("body").order_by("-published_at")


def published_call(number: str) -> PublishedResult:
    """Raises NoSuchCall, before publication too."""
    rows = PublishedResult.objects.filter(decision__state=DecisionState.PUBLISHED, call__number=number)
    found = rows.select_related("call__programme", "decision").first()
    if found is None:
        raise NoSuchCall
    return found


def own_results_of(actor: Actor) -> QuerySet[OwnResult]:
    """Of the actor's hromada. Raises MayNotAppeal."""
    policies.require_may_appeal(actor)
    rows = OwnResult.objects.filter(hromada_id=actor.hromada_code)
    return rows.select_related("proposal__track", "proposal__call", "decision").order_by("-pk")


def own_result(actor: Actor, pk: int) -> OwnResult:
    """Raises MayNotAppeal, NoSuchRow."""
    found = own_results_of(actor).select_related("appeal", "decision__call__review").filter(pk=pk).first()
    if found is None:
        raise NoSuchRow
    return found


def outcomes_told(organisation: int) -> list[tuple[str, str, datetime]]:
    """(hromada, outcome, when it was told) of decisions of a bound programme that are in force, the first one first."""
    rows = OwnResult.objects.filter(organisation_id=organisation, decision__state=DecisionState.PUBLISHED)
    return list(rows.order_by("published_at", "pk").values_list("hromada_id", "outcome", "published_at"))


def experts_shown_to(actor: Actor, number: str) -> tuple[Proposal, list[Reviewer]]:
    """The pool of the call of one's own proposal: names, never who reads what.

    Raises MayNotAppeal, NoSuchProposal, ExpertsNotShown.
    """
    policies.require_may_appeal(actor)
    rows = Proposal.objects.select_related("call__review").filter(hromada_id=actor.hromada_code, number=number)
    proposal = rows.filter(submitted_at__isnull=False).first()
    if proposal is None or not hasattr(proposal.call, "review"):
        raise NoSuchProposal
    if proposal.call.review.experts_shown_at is None:
        raise ExpertsNotShown
    pool = Reviewer.objects.filter(review=proposal.call.review, left_at__isnull=True).select_related("user", "review")
    return proposal, list(pool.order_by("user__full_name", "pk"))


def experts_url(proposal: Proposal) -> str:
    """Where a hromada reads who the experts of its call are; "" before they are shown. One query."""
    rows = CallReview.objects.filter(call_id=proposal.call_id, experts_shown_at__isnull=False)
    if proposal.submitted_at is None or not rows.exists():
        return ""
    return reverse("selection:experts", args=[proposal.number])


def names_in(call: ProgrammeCall) -> dict[str, str]:
    """Words for what codes of a run name: sentences of rules, titles of sets, oblasts. Three queries."""
    names = {one.pk: one.title for one in oblasts()}
    names |= dict(call.regions.order_by("pk").values_list("code", "title"))
    return names | dict(call.eligibility.order_by("pk").values_list("code", "sentence"))
