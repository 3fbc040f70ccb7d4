"""Planned talks: of a call for its programme, of a hromada, of an expert. Who is in a conflict sees none of it."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from vikno.common.actors import Actor
from vikno.programmes.beside import TalkTold
from vikno.programmes.models import Proposal
from vikno.selection import policies
from vikno.selection.errors import NoSuchRow
from vikno.selection.models import CallReview, Conflict, Declaration, Reviewer, TalkPlan, TalkSeat
from vikno.selection.queries.work import pool_of

type Pool = QuerySet[Reviewer]


def talks_of(review: CallReview) -> QuerySet[TalkPlan]:
    """Of a call that the actor runs, by hour, with the panel."""
    rows = TalkPlan.objects.filter(
        organisation_id=review.organisation_id, proposal__call_id=review.call_id, cancelled_at=None
    )
    return rows.select_related("proposal__track", "hromada").prefetch_related("seats__user")


def talk_run_by(actor: Actor, pk: int) -> TalkPlan:
    """Raises MayNotRun, NoSuchRow."""
    organisation = policies.require_may_run(actor)
    rows = TalkPlan.objects.select_related("proposal__call", "hromada").filter(cancelled_at=None)
    found = rows.filter(organisation_id=organisation, pk=pk).first()
    if found is None:
        raise NoSuchRow
    return found


def planned_for(proposal: Proposal) -> TalkPlan | None:
    """What stands for a proposal. Bind its hromada or its programme."""
    return TalkPlan.objects.filter(
        proposal=proposal, organisation_id=proposal.organisation_id, hromada_id=proposal.hromada_id, cancelled_at=None
    ).first()


def talk_told(proposal: Proposal) -> TalkTold | None:
    """For the page of the hromada's proposal."""
    plan = planned_for(proposal)
    if plan is None:
        return None
    return TalkTold(
        kind=plan.get_kind_display(), starts_at=plan.starts_at, ends_at=plan.ends_at, place=plan.place, link=plan.link,
        url=reverse("selection:talk_calendar", args=[plan.pk]),
    )  # fmt: skip


def own_talk(actor: Actor, pk: int) -> TalkPlan:
    """Of the actor's hromada, a cancelled one too: a calendar must hear of it. Raises MayNotAppeal, NoSuchRow."""
    policies.require_may_appeal(actor)
    rows = TalkPlan.objects.select_related("proposal__call").filter(hromada_id=actor.hromada_code)
    found = rows.filter(pk=pk).first()
    if found is None:
        raise NoSuchRow
    return found


def seats_of(actor: Actor, *, at: datetime) -> QuerySet[TalkSeat]:
    """Talks of an expert that are not over, without what they are in conflict with. Raises MayNotReview."""
    standing = Conflict.objects.filter(
        reviewer=OuterRef("reviewer_id"), proposal=OuterRef("plan__proposal_id"), lifted_at__isnull=True
    )
    rows = TalkSeat.objects.filter(reviewer__in=policies.reviewers_of(actor), ends_at__gt=at).filter(~Exists(standing))
    return rows.select_related("plan__proposal__track").order_by("starts_at", "pk")


def may_talk(review: CallReview, proposal: Proposal) -> Pool:
    """Who of the pool may come: of this track or of all, has declared ties, and is in no conflict with it."""
    declared = Declaration.objects.filter(reviewer=OuterRef("pk"))
    rows = pool_of(review).filter(Q(track=None) | Q(track_id=proposal.track_id)).filter(Exists(declared))
    return rows.exclude(pk__in=barred_from(proposal))


def barred_from(proposal: Proposal) -> set[int]:
    """Keys of reviewers with a standing conflict."""
    rows = Conflict.objects.filter(proposal=proposal, lifted_at=None)
    return set(rows.values_list("reviewer_id", flat=True))
