"""The protocol of the commission: lines that depart from the run with a reason, the signature, the hour."""

from datetime import datetime

from django.db import transaction

from vikno.common.actors import Actor
from vikno.common.clock import KYIV
from vikno.common.text import clean
from vikno.programmes import services as programmes
from vikno.programmes.enums import CallState
from vikno.selection import papers, policies, queries, rules
from vikno.selection.enums import DecisionMove, DecisionState, Outcome
from vikno.selection.errors import (
    HourIsOver,
    IneligibleStays,
    MoveNotAllowed,
    NoSuchRow,
    ReasonMissing,
    TooManyChosen,
)
from vikno.selection.models import Decision, DecisionLine
from vikno.selection.ranking import Code
from vikno.selection.services.journal import record


@transaction.atomic
def deviate_line(*, line: DecisionLine, outcome: Outcome, reason: str, actor: Actor, at: datetime) -> DecisionLine:
    """The commission departs from the run in one line.

    Refusals: MayNotRun, NoSuchCall, NoSuchRow, MoveNotAllowed, IneligibleStays, ReasonMissing, TooManyChosen.
    """
    decision = held_decision(line.decision, actor)
    if decision.state != DecisionState.DRAFT:
        raise MoveNotAllowed(state=DecisionState(decision.state).label)
    held = DecisionLine.objects.select_for_update(of=("self",)).select_related("entry").get(pk=line.pk)
    if held.entry.code == Code.INELIGIBLE:
        raise IneligibleStays
    if outcome != held.by_run and not clean(reason):
        raise ReasonMissing
    others = decision.lines.filter(outcome=Outcome.SELECTED).exclude(pk=held.pk).count()
    if outcome == Outcome.SELECTED and others >= decision.call.quota:
        raise TooManyChosen(places=decision.call.quota)
    held.outcome, held.reason = outcome, clean(reason)[:1000] if outcome != held.by_run else ""
    held.save(update_fields=["outcome", "reason"])
    record(held, "line_deviated", actor=actor, at=at, by_run=held.by_run, outcome=outcome)
    return held


@transaction.atomic
def sign_decision(*, decision: Decision, actor: Actor, at: datetime) -> Decision:
    """Freeze the protocol and its paper. Refusals: MayNotRun, NoSuchCall, MoveNotAllowed, RunReplaced, Withdrawn."""
    held = held_decision(decision, actor)
    after = after_move(held, DecisionMove.SIGN)
    require_standing(held)
    held.paper = papers.protocol_of(held, by=actor.name, at=at)
    held.state, held.signed_at, held.signed_by_name = after, at, actor.name
    held.save(update_fields=["paper", "state", "signed_at", "signed_by_name"])
    if held.call.state == CallState.UNDER_REVIEW:
        programmes.decide_call(call=held.call, actor=actor, at=at)
    record(held, "decision_signed", actor=actor, at=at, number=held.number)
    return held


@transaction.atomic
def embargo_decision(*, decision: Decision, publish_at: datetime, actor: Actor, at: datetime) -> Decision:
    """Say the hour or move it: nobody outside hears anything before it, then the clock publishes.

    Refusals: MayNotRun, NoSuchCall, MoveNotAllowed, HourIsOver.
    """
    held = held_decision(decision, actor)
    after = after_move(held, DecisionMove.EMBARGO)
    if publish_at < at:
        raise HourIsOver(moment=f"{at.astimezone(KYIV):%d.%m.%Y %H:%M}")
    held.state, held.publish_at, held.held_back_at = after, publish_at, None
    held.save(update_fields=["state", "publish_at", "held_back_at"])
    record(held, "decision_embargoed", actor=actor, at=at, number=held.number, hour=publish_at.isoformat())
    return held


def held_decision(decision: Decision, actor: Actor) -> Decision:
    """As it is now, held to the end of the transaction. Raises MayNotRun, NoSuchCall, NoSuchRow."""
    call = policies.call_run_by(actor, decision.call.number)
    rows = Decision.objects.select_for_update(of=("self",)).select_related("call", "run")
    found = rows.filter(pk=decision.pk, call=call).first()
    if found is None:
        raise NoSuchRow
    return found


def require_standing(decision: Decision) -> None:
    """The run is still the one adopted, and nobody in it has gone. Raises RunReplaced, Withdrawn."""
    found = queries.why_not_published(decision)
    if found is not None:
        raise found


def after_move(decision: Decision, move: DecisionMove) -> str:
    """Raises MoveNotAllowed."""
    after = rules.after(rules.DECISION_MOVES, decision.state, move)
    if after is None:
        raise MoveNotAllowed(state=DecisionState(decision.state).label)
    return after
