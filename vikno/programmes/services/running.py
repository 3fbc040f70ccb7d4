"""A call from its approval to the archive. Each act is one line of the table of moves with its guard."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_noop

from vikno.common.actors import Actor
from vikno.common.clock import KYIV
from vikno.common.text import clean
from vikno.programmes import beside, canonical, conditions, letters, rules, shown_lacks
from vikno.programmes.enums import CallMove, CallState
from vikno.programmes.errors import (
    AmendmentOpen,
    CallIncomplete,
    MoveNotAllowed,
    NothingChanged,
    NotLater,
    ReasonMissing,
    TooEarly,
    TooLateToExtend,
)
from vikno.programmes.models import CallVersion, Outage, ProgrammeCall, Proposal
from vikno.programmes.rules import Break
from vikno.programmes.services.restoring import restore_rows
from vikno.programmes.services.steps import held_call, move_call, record
from vikno.programmes.services.telling import notify

_MAY_BE_AMENDED = frozenset({CallState.APPROVED, CallState.FORECASTED, CallState.OPEN})


@transaction.atomic
def approve_call(*, call: ProgrammeCall, actor: Actor, at: datetime) -> ProgrammeCall:
    """Freeze the first version of the rules. Refusals: MayNotRun, NoSuchCall, MoveNotAllowed, CallIncomplete."""
    held = held_call(call, actor)
    _require_whole(held)
    move_call(held, CallMove.APPROVE, actor=actor, at=at)
    _freeze(held, reason="", actor=actor, at=at)
    return held


@transaction.atomic
def forecast_call(*, call: ProgrammeCall, actor: Actor, at: datetime) -> ProgrammeCall:
    """Show the call to everybody before it opens. Refusals: MayNotRun, NoSuchCall, MoveNotAllowed."""
    return move_call(held_call(call, actor), CallMove.FORECAST, actor=actor, at=at)


@transaction.atomic
def open_call(*, call: ProgrammeCall, actor: Actor, at: datetime) -> ProgrammeCall:
    """Begin to accept proposals. Refusals: MayNotRun, NoSuchCall, MoveNotAllowed, AmendmentOpen, TooEarly."""
    held = held_call(call, actor)
    if held.amending:
        raise AmendmentOpen
    if held.opens_at is not None and at < held.opens_at:
        raise TooEarly(moment=moment_shown(held.opens_at))
    return move_call(held, CallMove.OPEN, actor=actor, at=at)


@transaction.atomic
def extend_call(*, call: ProgrammeCall, closes_at: datetime, reason: str, actor: Actor, at: datetime) -> ProgrammeCall:
    """Close later: a new version of the rules, told to everybody who has begun. After closing only after an outage.

    Refusals: MayNotRun, NoSuchCall, MoveNotAllowed, AmendmentOpen, ReasonMissing, NotLater, TooLateToExtend.
    """
    held = held_call(call, actor)
    said = _required(reason)
    if held.amending:
        raise AmendmentOpen
    if rules.call_after(held.state, CallMove.EXTEND) is None or held.closes_at is None:
        raise MoveNotAllowed(state=CallState(held.state).label)
    if closes_at <= max(held.closes_at, at):
        raise NotLater
    _require_may_extend(held, at=at)
    move_call(held, CallMove.EXTEND, actor=actor, at=at, reason=said, closes_at=closes_at, swept_at=None)
    move_call(held, CallMove.RESUME, actor=actor, at=at, reason=said)
    _freeze(held, reason=said, actor=actor, at=at)
    notify(held, letters.EXTENDED, at=at, moment=moment_shown(closes_at), reason=said)
    return held


@transaction.atomic
def register_outage(
    *, call: ProgrammeCall, words: str, source: str, began_at: datetime, ended_at: datetime, actor: Actor, at: datetime
) -> Outage:
    """Why people could not submit, with its source; for good. Refusals: MayNotRun, NoSuchCall, ReasonMissing."""
    held = held_call(call, actor)
    made = Outage.objects.create(
        call=held, words=_required(words), source=_required(source)[:300], began_at=began_at, ended_at=ended_at,
        registered_at=at, by_name=actor.name,
    )  # fmt: skip
    record(held, "call.outage_registered", actor=actor, at=at, facts={"outage": made.pk})
    return made


@transaction.atomic
def close_call(*, call: ProgrammeCall, actor: Actor, at: datetime) -> ProgrammeCall:
    """Stop accepting, once the closing second is well over. Refusals: MoveNotAllowed, TooEarly.

    An unfinished change of the rules is given up: the version in force was frozen and speaks.
    """
    held = held_call(call, actor)
    if held.amending:
        restore_rows(held)
    if held.closes_at is None or not rules.is_over(at, held.closes_at):
        raise TooEarly(moment=moment_shown(held.closes_at or at))
    return move_call(held, CallMove.CLOSE, actor=actor, at=at, amending="")


@transaction.atomic
def cancel_call(*, call: ProgrammeCall, reason: str, actor: Actor, at: datetime) -> ProgrammeCall:
    """End a call before it is decided. Refusals: MayNotRun, NoSuchCall, MoveNotAllowed, ReasonMissing."""
    held = held_call(call, actor)
    said = _required(reason)
    if held.amending:
        restore_rows(held)
    move_call(held, CallMove.CANCEL, actor=actor, at=at, reason=said, amending="")
    notify(held, letters.CANCELLED, at=at, reason=said)
    received = Proposal.objects.filter(call=held, organisation_id=held.organisation_id).values_list("pk", flat=True)
    beside.call_off(list(received), gettext_noop("Конкурс скасовано."), actor=actor, at=at)
    return held


@transaction.atomic
def start_review(*, call: ProgrammeCall, actor: Actor, at: datetime) -> ProgrammeCall:
    """From closing to review. Refusals: MayNotRun, NoSuchCall, MoveNotAllowed."""
    return move_call(held_call(call, actor), CallMove.REVIEW, actor=actor, at=at)


@transaction.atomic
def decide_call(*, call: ProgrammeCall, actor: Actor, at: datetime) -> ProgrammeCall:
    """The commission has signed its protocol. Refusals: MayNotRun, NoSuchCall, MoveNotAllowed."""
    return move_call(held_call(call, actor), CallMove.DECIDE, actor=actor, at=at)


@transaction.atomic
def publish_call(*, call: ProgrammeCall, actor: Actor, at: datetime) -> ProgrammeCall:
    """Results are for everybody. Refusals: MayNotRun, NoSuchCall, MoveNotAllowed."""
    return move_call(held_call(call, actor), CallMove.PUBLISH, actor=actor, at=at)


@transaction.atomic
def archive_call(*, call: ProgrammeCall, actor: Actor, at: datetime) -> ProgrammeCall:
    """Nothing is done to it any more. Refusals: MayNotRun, NoSuchCall, MoveNotAllowed."""
    return move_call(held_call(call, actor), CallMove.ARCHIVE, actor=actor, at=at)


@transaction.atomic
def begin_amendment(*, call: ProgrammeCall, reason: str, actor: Actor, at: datetime) -> ProgrammeCall:
    """Let the rows of a frozen call be changed; the version in force holds until the next one.

    Refusals: MayNotRun, NoSuchCall, MoveNotAllowed, AmendmentOpen, ReasonMissing.
    """
    held = held_call(call, actor)
    if held.state not in _MAY_BE_AMENDED:
        raise MoveNotAllowed(state=CallState(held.state).label)
    if held.amending:
        raise AmendmentOpen
    held.amending = _required(reason)
    held.save(update_fields=["amending"])
    record(held, "call.amendment_begun", actor=actor, at=at, facts={})
    return held


@transaction.atomic
def finish_amendment(*, call: ProgrammeCall, actor: Actor, at: datetime) -> CallVersion:
    """Freeze the next version and tell everybody who has begun a proposal.

    Refusals: MayNotRun, NoSuchCall, MoveNotAllowed, CallIncomplete, NothingChanged.
    """
    held = held_call(call, actor)
    if held.state not in _MAY_BE_AMENDED or not held.amending:
        raise MoveNotAllowed(state=CallState(held.state).label)
    _require_whole(held)
    last = held.versions.last()
    if last is not None and last.body == canonical.body_of(held):
        raise NothingChanged
    reason = held.amending
    held.amending = ""
    held.save(update_fields=["amending"])
    made = _freeze(held, reason=reason, actor=actor, at=at)
    notify(held, letters.AMENDED, at=at, reason=reason, version=str(made.number))
    return made


@transaction.atomic
def abandon_amendment(*, call: ProgrammeCall, actor: Actor, at: datetime) -> ProgrammeCall:
    """Put the rows back as the version in force says. Refusals: MayNotRun, NoSuchCall, MoveNotAllowed."""
    held = held_call(call, actor)
    if not held.amending:
        raise MoveNotAllowed(state=CallState(held.state).label)
    restore_rows(held)
    held.amending = ""
    held.save(update_fields=["amending"])
    record(held, "call.amendment_abandoned", actor=actor, at=at, facts={})
    return held


def moment_shown(moment: datetime) -> str:
    return f"{moment.astimezone(KYIV):%d.%m.%Y %H:%M}"


def _require_whole(call: ProgrammeCall) -> None:
    found = rules.lacks(conditions.with_problems(canonical.rules_of(call)))
    if found:
        raise CallIncomplete(missing="; ".join(shown_lacks.said(one) for one in found))


def _require_may_extend(call: ProgrammeCall, *, at: datetime) -> None:
    breaks = [Break(one.began_at, one.ended_at) for one in call.outages.all()]
    if call.closes_at is None or not rules.may_extend(
        is_closed=call.state == CallState.CLOSED or not rules.is_in_time(at, call.closes_at), at=at,
        closes_at=call.closes_at, hours=call.outage_hours, breaks=breaks,
    ):  # fmt: skip
        raise TooLateToExtend(hours=call.outage_hours)


def _freeze(call: ProgrammeCall, *, reason: str, actor: Actor, at: datetime) -> CallVersion:
    body = canonical.body_of(call)
    made = CallVersion.objects.create(
        call=call, number=call.versions.count() + 1, body=body, sha256=canonical.fingerprint(body), reason=reason,
        frozen_at=at, frozen_by_name=actor.name,
    )  # fmt: skip
    record(call, "call.frozen", actor=actor, at=at, facts={"version": made.number, "sha256": made.sha256})
    return made


def _required(words: str) -> str:
    if not clean(words):
        raise ReasonMissing
    return clean(words)[:500]
