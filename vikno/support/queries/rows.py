"""Rows as each side sees them, and one row of them."""

from datetime import date, datetime

from django.db.models import Count, F, Q, QuerySet, Sum

from vikno.accounts.enums import Role
from vikno.common.actors import Actor
from vikno.programmes.models import Programme, Proposal
from vikno.support import policies, rules
from vikno.support.enums import ActState, MilestoneState
from vikno.support.errors import NoSuchThing
from vikno.support.models import (
    ActLine,
    AllocationLine,
    EquipmentItem,
    HandoverAct,
    Memorandum,
    Milestone,
    Result,
    Shared,
    SupportActivity,
)

OPEN_MILESTONES = (MilestoneState.PLANNED, MilestoneState.IN_PROGRESS, MilestoneState.RETURNED)


def the_one[Row: Shared](actor: Actor, kind: type[Row], pk: int, *related: str) -> Row:
    """A row of the actor's side. Refusals: NoSuchThing, which is a 404."""
    rows = policies.visible(actor, kind._default_manager.filter(pk=pk))
    for row in rows.select_related(*related) if related else rows:
        return row
    raise NoSuchThing


def memorandum_of(actor: Actor, pk: int) -> Memorandum:
    return the_one(actor, Memorandum, pk, "programme", "hromada", "organisation", "proposal")


def memoranda_of(actor: Actor, *, state: str = "") -> QuerySet[Memorandum]:
    """The newest first."""
    found = policies.visible(actor, Memorandum.objects.select_related("hromada", "programme"))
    return found.filter(state=state) if state else found


def awaiting_memorandum(actor: Actor) -> QuerySet[Proposal]:
    """Chosen proposals of the programme that have no memorandum yet: who has confirmed stands first."""
    if actor.role != Role.PROGRAMME:
        return Proposal.objects.none()
    rows = Proposal.objects.filter(
        organisation_id=actor.organisation_id or 0, state__in=policies.CHOSEN, memorandum__isnull=True
    ).select_related("hromada", "call__programme", "track")
    return rows.order_by("state", "pk")


def milestones_of(actor: Actor, *, on: date, is_overdue: bool | None = None) -> QuerySet[Milestone]:
    """By their day; the overdue ones only, where asked."""
    found = policies.visible(actor, Milestone.objects.select_related("memorandum", "hromada")).order_by("due_on", "pk")
    return found.filter(state__in=OPEN_MILESTONES, due_on__lt=on) if is_overdue else found


def activities_of(actor: Actor, *, memorandum: int | None = None) -> QuerySet[SupportActivity]:
    """The whole ledger with what was corrected: the newest first."""
    found = policies.visible(actor, SupportActivity.objects.select_related("memorandum", "hromada", "corrected_by"))
    return found.filter(memorandum=memorandum) if memorandum else found


def items_of(actor: Actor) -> QuerySet[EquipmentItem]:
    return EquipmentItem.objects.filter(organisation_id=actor.organisation_id or 0)


def acts_of(actor: Actor, *, at: datetime, is_old: bool = False) -> QuerySet[HandoverAct]:
    """The newest first; `is_old`: unsigned for more than 14 days."""
    found = policies.visible(actor, HandoverAct.objects.select_related("memorandum", "hromada"))
    found = found.annotate(things=Sum("lines__quantity"), n=Count("lines")).order_by("-drafted_at", "-pk")
    return found.filter(_unsigned(at)) if is_old else found


def _unsigned(at: datetime) -> Q:
    return Q(
        state__in=[ActState.ISSUED, ActState.SIGNED_BY_GIVER], issued_at__lt=at - rules.UNSIGNED_TOO_LONG
    )  # fmt: skip


def allocations_of(actor: Actor, *, stage: str = "", memorandum: int | None = None) -> QuerySet[AllocationLine]:
    """What is given, with how much has come. `stage`: planned (not all has come) or delivered (in no live act yet)."""
    found = policies.visible(actor, AllocationLine.objects.select_related("item", "memorandum", "hromada"))
    found = found.annotate(come=Sum("deliveries__quantity", default=0)).order_by("-pk")
    if memorandum:
        found = found.filter(memorandum=memorandum)
    if stage == "planned":
        return found.filter(come__lt=F("quantity"))
    in_acts = policies.visible(actor, ActLine.objects.exclude(act__state=ActState.DROPPED))
    if stage == "delivered":
        return found.filter(come__gt=0).exclude(pk__in=in_acts.values("allocation"))
    return found


def things_of(actor: Actor, *, stage: str = "") -> QuerySet[ActLine]:
    """Lines of signed acts that have not left; `stage` in_use: those of acts in use."""
    found = policies.visible(actor, ActLine.objects.select_related("act", "act__memorandum", "hromada", "item"))
    found = found.filter(gone=None).order_by("-act", "order")
    states = [ActState.IN_USE] if stage == "in_use" else [ActState.SIGNED_BY_RECEIVER, *sorted(rules.IN_HANDS)]
    return found.filter(act__state__in=states)


def programmes_of(actor: Actor) -> QuerySet[Programme]:
    return Programme.objects.filter(organisation_id=actor.organisation_id or 0)


def programme_of(actor: Actor, pk: int) -> Programme:
    """Of the actor's organisation. Refusals: NoSuchThing."""
    for programme in programmes_of(actor).filter(pk=pk):
        return programme
    raise NoSuchThing


def results_of(actor: Actor, *, programme: int | None = None) -> QuerySet[Result]:
    """With indicators, periods and their values, the newest value first."""
    found = Result.objects.filter(organisation_id=actor.organisation_id or 0).select_related("programme")
    found = found.prefetch_related("indicators__periods__actuals")
    return found.filter(programme=programme) if programme else found
