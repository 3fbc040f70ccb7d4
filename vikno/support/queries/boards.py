"""The programme's board and the hromada's «what we must do now»: numbers, each with the rows behind it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Count, Sum

from vikno.accounts.enums import Role
from vikno.common.actors import Actor
from vikno.common.clock import today
from vikno.support import policies, rules
from vikno.support.enums import ActState, MemorandumState, MilestoneState, Side
from vikno.support.metrics import current_activities
from vikno.support.models import (
    ActLine,
    Amendment,
    CorrectionAct,
    HandoverAct,
    Inspection,
    Memorandum,
    Milestone,
)
from vikno.support.queries.rows import acts_of, allocations_of, memoranda_of, milestones_of, things_of


@dataclass(frozen=True, kw_only=True)
class Board:
    """Hours and visits of the year; things by what became of them."""

    memoranda: dict[str, int]
    overdue: int
    hours: Decimal
    visits: int
    planned: int
    delivered: int
    in_use: int
    old_acts: int


@dataclass(frozen=True, kw_only=True)
class Duty:
    """Something a person of the hromada must do: the kind of page (`page`, `pk`) where it is done."""

    what: str
    page: str
    pk: int
    subject: str
    by: date | None = None


def board_of(actor: Actor, *, at: datetime) -> Board:
    """So many queries whatever there is."""
    day = today(at)
    ledger = current_activities(actor.organisation_id or 0).filter(on__year=day.year, hours__gt=0)
    given = ledger.aggregate(hours=Sum("hours"))
    coming: Iterable[Any] = allocations_of(actor, stage="planned")
    waiting: Iterable[Any] = allocations_of(actor, stage="delivered")
    states = policies.visible(actor, Memorandum.objects.order_by()).values_list("state").annotate(n=Count("pk"))
    return Board(
        memoranda=dict(states), overdue=milestones_of(actor, on=day, is_overdue=True).count(),
        hours=given["hours"] or Decimal(0), visits=ledger.filter(is_visit=True).count(),
        planned=sum(each.quantity - each.come for each in coming),
        delivered=sum(each.come for each in waiting),
        in_use=things_of(actor, stage="in_use").aggregate(n=Sum("quantity"))["n"] or 0,
        old_acts=acts_of(actor, at=at, is_old=True).count(),
    )  # fmt: skip


def duties_of(actor: Actor, *, at: datetime) -> list[Duty]:
    """What waits for this role of the hromada, the nearest day first."""
    found = _signing(actor) if actor.role == Role.LEADER else _keeping(actor)
    return sorted([*found, *_answers(actor)], key=lambda one: (one.by is None, one.by or today(at), one.page, one.pk))


def _signing(actor: Actor) -> Sequence[Duty]:
    """The leader's: words to agree, signatures, corrections."""
    made: list[Duty] = []
    for one in memoranda_of(actor):
        made += [
            Duty(what=str(move.label), page="memorandum", pk=one.pk, subject=str(one))
            for move in rules.memorandum_moves(one.state, Role.LEADER, needs_council=one.needs_council)
        ]
    waiting = policies.visible(actor, HandoverAct.objects.filter(state=ActState.SIGNED_BY_GIVER))
    made += [Duty(what="sign_act", page="act", pk=act.pk, subject=act.number) for act in waiting]
    changes = policies.visible(actor, Amendment.objects.filter(hromada_signed_at=None).select_related("memorandum"))
    made += [
        Duty(what="sign_amendment", page="memorandum", pk=each.memorandum_id, subject=str(each.memorandum))
        for each in changes
    ]
    wrong = policies.visible(actor, CorrectionAct.objects.filter(agreed_at=None).select_related("act"))
    return [*made, *(Duty(what="agree", page="act", pk=each.act_id, subject=each.act.number) for each in wrong)]


def _keeping(actor: Actor) -> Sequence[Duty]:
    """The head's: milestones, books."""
    mine = policies.visible(
        actor, Milestone.objects.filter(responsible=Side.HROMADA, memorandum__state=MemorandumState.IN_FORCE)
    )
    open_states = (MilestoneState.PLANNED, MilestoneState.IN_PROGRESS, MilestoneState.RETURNED)
    made = [
        Duty(what="report", page="milestone", pk=each.pk, subject=each.title, by=each.due_on)
        for each in mine.filter(state__in=open_states)
    ]
    signed = policies.visible(
        actor, HandoverAct.objects.filter(state__in=[ActState.SIGNED_BY_RECEIVER, ActState.REGISTERED])
    )
    return [
        *made,
        *(
            Duty(
                what="register" if act.state == ActState.SIGNED_BY_RECEIVER else "use", page="act", pk=act.pk,
                subject=act.number,
            )
            for act in signed
        ),
    ]  # fmt: skip


def _answers(actor: Actor) -> list[Duty]:
    waiting = policies.visible(actor, Inspection.objects.filter(answered_at=None).select_related("act"))
    return [Duty(what="answer", page="act", pk=each.act_id, subject=each.act.number) for each in waiting]


def equipment_here(actor: Actor) -> list[ActLine]:
    """Things of the hromada that it answers for."""
    return list(things_of(actor))
