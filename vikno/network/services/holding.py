"""A state for a while: what was before goes on by itself at a moment, or sooner; what was planned stays planned."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction

from vikno.audit.services import announce
from vikno.common.actors import Actor
from vikno.network import policies
from vikno.network.enums import SERVING, Cause, PointState
from vikno.network.errors import StateNeedsNotice
from vikno.network.models import Point, PointStatus
from vikno.network.services.journal import point_for_change, record


@dataclass(frozen=True, kw_only=True)
class HeldFacts:
    """Which state, why, in which words, and until when at the latest."""

    state: PointState
    cause: Cause
    reason: str
    notice: str
    notice_en: str
    until: dt.datetime
    expected_on: dt.date | None = None


@dataclass(frozen=True, kw_only=True)
class Hold:
    """A state put for a while, and the one that follows it; None: something else was planned for that moment."""

    held: PointStatus
    resumes: PointStatus | None


@transaction.atomic
def hold_state(
    *, point_id: int, facts: HeldFacts, known: Hold | None, actor: Actor, at: dt.datetime
) -> Hold | None:  # fmt: skip
    """Put a point into a state until a moment; `known`: the hold in force, which this one takes the place of.

    None, and nothing changes, where somebody has set another state meanwhile, or where the point does not receive
    anyway (closed, destroyed, moved). Raises NotAllowed, NoSuchPoint, StateNeedsNotice.
    """
    point = point_for_change(point_id)
    policies.require_may_edit(actor, point)
    if not facts.notice.strip():
        raise StateNeedsNotice
    now = _state_at(point, at)
    if known is None:
        if now is not None and (now.state not in SERVING or now.starts_at >= at):
            return None
        hold = _begun(point, now, facts, actor=actor, at=at)
    elif now is None or now.pk != known.held.pk:
        return None
    else:
        hold = _changed(point, known, facts, actor=actor, at=at)
    _tell(point, hold.held, now, actor=actor, at=at)
    return hold


@transaction.atomic
def release_state(*, point_id: int, known: Hold, actor: Actor, at: dt.datetime) -> bool:
    """What was before the hold goes on now; False, and nothing changes, where somebody has set another state."""
    point = point_for_change(point_id)
    policies.require_may_edit(actor, point)
    now = _state_at(point, at)
    if now is None or now.pk != known.held.pk:
        return False
    following, ended_at = known.resumes, now.ends_at
    if now.starts_at >= at:
        now.delete()
    else:
        _end(now, at)
    if following is None:
        following = PointStatus.objects.create(
            point=point, state=PointState.OPEN, cause=Cause.OTHER, starts_at=at, ends_at=ended_at,
            reason="Роботу відновлено", set_by_id=actor.user_id, recorded_at=at,
        )  # fmt: skip
    else:
        PointStatus.objects.filter(pk=following.pk).update(starts_at=at)
    _tell(point, following, now, actor=actor, at=at)
    return True


def _begun(point: Point, now: PointStatus | None, facts: HeldFacts, *, actor: Actor, at: dt.datetime) -> Hold:
    until = _clear_until(point, facts.until, besides=None, at=at)
    lasts_to = now.ends_at if now is not None else _next_start(point, at)
    if now is not None:
        _end(now, at)
    held = _put(point, facts, until, actor=actor, at=at)
    if lasts_to is not None and lasts_to <= until:
        return Hold(held=held, resumes=None)
    before = now or PointStatus(state=PointState.OPEN, cause=Cause.OTHER, reason="До перебою працювали")
    return Hold(held=held, resumes=_again(point, before, until, lasts_to, at=at))


def _changed(point: Point, known: Hold, facts: HeldFacts, *, actor: Actor, at: dt.datetime) -> Hold:
    held, resumes = known.held, known.resumes
    until = _clear_until(point, facts.until, besides=resumes, at=at)
    if resumes is None or (resumes.ends_at is not None and resumes.ends_at <= until):
        until = held.ends_at or until  # what follows is a plan: it stays where it is
    elif until != resumes.starts_at and until > resumes.starts_at:
        PointStatus.objects.filter(pk=resumes.pk).update(starts_at=until)
    is_same = held.state == facts.state or held.starts_at >= at
    if not is_same:
        _end(held, at)
        held = _put(point, facts, until, actor=actor, at=at)
    else:
        _reword(held, facts, until)
    if resumes is not None and until < resumes.starts_at:
        PointStatus.objects.filter(pk=resumes.pk).update(starts_at=until)
    if resumes is not None:
        resumes.refresh_from_db()
    return Hold(held=held, resumes=resumes)


def _put(point: Point, facts: HeldFacts, until: dt.datetime, *, actor: Actor, at: dt.datetime) -> PointStatus:
    return PointStatus.objects.create(
        point=point, state=facts.state, cause=facts.cause, starts_at=at, ends_at=until, reason=facts.reason,
        expected_until=facts.expected_on, notice=facts.notice, notice_en=facts.notice_en, set_by_id=actor.user_id,
        recorded_at=at,
    )  # fmt: skip


def _reword(held: PointStatus, facts: HeldFacts, until: dt.datetime) -> None:
    """The state goes on with other words and another end; the journal keeps both."""
    held.state, held.cause, held.reason = facts.state, facts.cause, facts.reason
    held.notice, held.notice_en = facts.notice, facts.notice_en
    held.ends_at, held.expected_until = until, facts.expected_on
    held.save()


def _again(
    point: Point, before: PointStatus, starts_at: dt.datetime, ends_at: dt.datetime | None, *, at: dt.datetime
) -> PointStatus:
    """The same state as before, from a moment on."""
    return PointStatus.objects.create(
        point=point, state=before.state, mode=before.mode, cause=before.cause, capacity_limit=before.capacity_limit,
        starts_at=starts_at, ends_at=ends_at, expected_until=before.expected_until, reason=before.reason,
        notice=before.notice, notice_en=before.notice_en, moved_to_id=before.moved_to_id, set_by_id=before.set_by_id,
        recorded_at=at,
    )  # fmt: skip


def _clear_until(point: Point, until: dt.datetime, *, besides: PointStatus | None, at: dt.datetime) -> dt.datetime:
    """The moment wanted, or an earlier one at which something else was planned."""
    starts = _next_start(point, at, besides=besides)
    return until if starts is None else min(until, starts)


def _next_start(point: Point, at: dt.datetime, *, besides: PointStatus | None = None) -> dt.datetime | None:
    planned = point.statuses.filter(starts_at__gt=at).exclude(pk=besides.pk if besides else 0)
    return planned.order_by("starts_at").values_list("starts_at", flat=True).first()


def _state_at(point: Point, at: dt.datetime) -> PointStatus | None:
    begun = point.statuses.filter(starts_at__lte=at).order_by("-starts_at").first()
    return begun if begun is not None and (begun.ends_at is None or begun.ends_at > at) else None


def _end(status: PointStatus, at: dt.datetime) -> None:
    PointStatus.objects.filter(pk=status.pk).update(ends_at=at)


def _tell(point: Point, found: PointStatus, before: PointStatus | None, *, actor: Actor, at: dt.datetime) -> None:
    facts = {"state": str(found.state), "before": before.state if before else "", "from": at.isoformat()}
    record(actor, "point.status_changed", point, at, cause=str(found.cause), replaced=[], **facts)
    announce(topic="point.status_changed", payload={"point": point.pk, **facts}, hromada_code=actor.hromada_code)
