"""The calendar of talks: planned, moved, cancelled, fallen with their proposal. Each time everybody is told."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.db import IntegrityError, transaction

from vikno.common.actors import Actor
from vikno.common.text import clean
from vikno.programmes import services as programmes
from vikno.programmes.models import Proposal
from vikno.selection import letters, policies, queries, rules
from vikno.selection.errors import (
    BusyThen,
    ExpertInConflict,
    HoursWrong,
    NoSuchRow,
    PanelMissing,
    PlaceMissing,
    ReasonMissing,
    TalkOver,
)
from vikno.selection.models import CallReview, Reviewer, TalkPlan, TalkSeat
from vikno.selection.services.journal import record
from vikno.selection.services.telling import panel_of, tell_cancelled, tell_planned


@dataclass(frozen=True, kw_only=True)
class TalkFacts:
    """When, where and with whom. A place or a link, or both."""

    kind: str
    starts_at: datetime
    ends_at: datetime
    place: str
    link: str
    panel: Sequence[int]


@transaction.atomic
def plan_talk(*, proposal: Proposal, facts: TalkFacts, actor: Actor, at: datetime) -> TalkPlan:
    """Say the hour of a talk, or another one: the hromada and whoever comes are written to.

    Refusals: MayNotRun, NoSuchCall, NoSuchRow, HoursWrong, PlaceMissing, PanelMissing, ExpertInConflict, BusyThen,
    TalkOver.
    """
    review = policies.review_run_by(actor, proposal.call.number)
    of = queries.proposals_in(review).filter(pk=proposal.pk).first()
    if of is None or not rules.has_talks(of.track.stages):
        raise NoSuchRow
    _require_hours(facts, at=at)
    panel = _panel(review, of, set(facts.panel))
    standing = TalkPlan.objects.select_for_update(of=("self",)).filter(proposal=of, cancelled_at=None).first()
    if standing is not None and standing.starts_at <= at:
        raise TalkOver
    _require_free(of, facts, panel, but=standing)
    made = standing or TalkPlan(hromada_id=of.hromada_id, organisation_id=of.organisation_id, proposal=of, edition=0)
    made.kind, made.starts_at, made.ends_at = facts.kind, facts.starts_at, facts.ends_at
    made.place, made.link = clean(facts.place)[:300], facts.link.strip()
    made.edition, made.changed_at, made.changed_by_name = made.edition + 1, at, actor.name
    before = panel_of(standing) if standing else []
    _keep(made, panel)
    record(made, "talk_planned", actor=actor, at=at, number=of.number, edition=made.edition)
    tell_planned(made, before=before, actor=actor, at=at)
    return made


@transaction.atomic
def cancel_talk(*, plan: TalkPlan, reason: str, actor: Actor, at: datetime) -> TalkPlan:
    """There will be no talk at that hour. Refusals: MayNotRun, NoSuchCall, NoSuchRow, ReasonMissing, TalkOver."""
    review = policies.review_run_by(actor, plan.proposal.call.number)
    rows = TalkPlan.objects.select_for_update(of=("self",)).select_related("proposal__call")
    held = rows.filter(pk=plan.pk, organisation_id=review.organisation_id, cancelled_at=None).first()
    if held is None:
        raise NoSuchRow
    if held.starts_at <= at:
        raise TalkOver
    if not clean(reason):
        raise ReasonMissing
    _cancel(held, clean(reason)[:500], actor=actor, at=at)
    return held


@transaction.atomic
def call_off_talks(proposals: Collection[int], because: str, actor: Actor, at: datetime) -> int:
    """Talks to come of proposals that are judged no more; how many. The programme is told where a hromada ended it.

    Whoever ends the proposal was asked for their right to it by the room of programmes.
    """
    rows = TalkPlan.objects.select_for_update(of=("self",)).select_related("proposal__call")
    rows = rows.filter(proposal__in=proposals, cancelled_at=None, starts_at__gt=at)
    fallen = list(rows.order_by("pk"))
    for plan in fallen:
        _cancel(plan, because, actor=actor, at=at)
        if actor.hromada_code:
            notice = partial(letters.talk_fell_notice, plan)
            programmes.write_to_programme(plan.organisation_id, notice, about=plan, actor=actor, at=at)
    return len(fallen)


def _cancel(held: TalkPlan, because: str, *, actor: Actor, at: datetime) -> None:
    before = panel_of(held)
    held.cancelled_at, held.cancelled_because = at, because
    held.edition, held.changed_at, held.changed_by_name = held.edition + 1, at, actor.name
    held.save()
    held.seats.all().delete()
    record(held, "talk_cancelled", actor=actor, at=at, number=held.proposal.number)
    tell_cancelled(held, before=before, actor=actor, at=at)


def _require_hours(facts: TalkFacts, *, at: datetime) -> None:
    if not rules.are_talk_hours(facts.starts_at, facts.ends_at, now=at):
        raise HoursWrong
    if not clean(facts.place) and not facts.link.strip():
        raise PlaceMissing


def _panel(review: CallReview, of: Proposal, asked: set[int]) -> list[Reviewer]:
    """Those of the pool who may come, all who were asked; whoever is in a conflict is named."""
    for one in queries.pool_of(review).filter(pk__in=asked & queries.barred_from(of)):
        raise ExpertInConflict(name=one.user.full_name)
    panel = list(queries.may_talk(review, of).filter(pk__in=asked))
    if not panel or len(panel) != len(asked):
        raise PanelMissing
    return panel


def _require_free(of: Proposal, facts: TalkFacts, panel: Sequence[Reviewer], *, but: TalkPlan | None) -> None:
    """Asked before the database refuses, so that it is told who is busy. Talks of others are its matter alone."""
    span = rules.TalkHours(facts.starts_at, facts.ends_at)
    for one in panel:
        rows = TalkSeat.objects.filter(user_id=one.user_id).exclude(plan=but)
        if rules.clashes(span, [rules.TalkHours(*row) for row in rows.values_list("starts_at", "ends_at")]):
            raise BusyThen(who=one.user.full_name)
    plans = TalkPlan.objects.filter(hromada_id=of.hromada_id, cancelled_at=None).exclude(proposal=of)
    if rules.clashes(span, [rules.TalkHours(*row) for row in plans.values_list("starts_at", "ends_at")]):
        raise BusyThen(who=of.hromada.title)


def _keep(made: TalkPlan, panel: Sequence[Reviewer]) -> None:
    try:
        with transaction.atomic():
            if made.pk:
                made.seats.all().delete()
            made.save()
            TalkSeat.objects.bulk_create(
                TalkSeat(plan=made, reviewer=one, user_id=one.user_id, starts_at=made.starts_at, ends_at=made.ends_at)
                for one in panel
            )
    except IntegrityError as error:  # two presses at once, or a talk of another programme
        raise BusyThen(who=made.proposal.hromada.title) from error
