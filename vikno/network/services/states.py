"""What happens to a point: it closes, moves, is destroyed, works on wheels; the history has no gaps."""

import datetime as dt

from django.db import transaction

from vikno.audit.services import announce
from vikno.common.actors import Actor
from vikno.common.clock import KYIV
from vikno.common.text import clean
from vikno.network import policies
from vikno.network.enums import Cause, OperatingMode, PointState
from vikno.network.errors import MovedNowhere, StateMayNotFollow, StateNeedsNotice, StateNeedsReason, StateTooEarly
from vikno.network.models import Point, PointStatus
from vikno.network.rules import status as rules
from vikno.network.services.journal import point_for_change, record


@transaction.atomic
def change_status(
    *,
    actor: Actor,
    at: dt.datetime,
    point_id: int,
    state: PointState,
    cause: Cause,
    reason: str,
    notice: str = "",
    notice_en: str = "",
    starts_at: dt.datetime | None = None,
    mode: OperatingMode = OperatingMode.NORMAL,
    capacity_limit: int | None = None,
    expected_until: dt.date | None = None,
    moved_to_id: int | None = None,
) -> PointStatus:
    """Put the point into a state from `starts_at` (default: now; may lie ahead or in the past, after the state before).

    A planned state that has not begun by then is replaced. Raises NotAllowed, NoSuchPoint, StateMayNotFollow,
    StateNeedsReason, StateNeedsNotice, StateTooEarly, MovedNowhere.
    """
    point = point_for_change(point_id)
    policies.require_may_edit(actor, point)
    starts_at = starts_at or at
    before = _state_before(point, starts_at, at)
    _require_sound(before, state, reason=reason, notice=notice)
    moved_to = _destination(point, state, moved_to_id)
    replaced = _make_room(point, before, starts_at)
    found = PointStatus.objects.create(
        point=point, state=state, mode=mode, cause=cause, capacity_limit=capacity_limit, starts_at=starts_at,
        expected_until=expected_until, reason=clean(reason), notice=notice.strip(), notice_en=notice_en.strip(),
        moved_to=moved_to, set_by_id=actor.user_id, recorded_at=at,
    )  # fmt: skip
    facts = {"state": str(state), "before": before.state if before else "", "from": starts_at.isoformat()}
    record(actor, "point.status_changed", point, at, cause=str(cause), replaced=replaced, **facts)
    announce(topic="point.status_changed", payload={"point": point.pk, **facts}, hromada_code=actor.hromada_code)
    return found


def _state_before(point: Point, starts_at: dt.datetime, at: dt.datetime) -> PointStatus | None:
    """The state to be ended. History that has begun is not rewritten, only what is planned may be replaced."""
    begun = point.statuses.filter(starts_at__gte=starts_at, starts_at__lte=at).order_by("-starts_at").first()
    if begun is not None:
        raise StateTooEarly(since=f"{begun.starts_at.astimezone(KYIV):%d.%m.%Y %H:%M}")
    return point.statuses.filter(starts_at__lt=starts_at).order_by("-starts_at").first()


def _require_sound(before: PointStatus | None, state: PointState, *, reason: str, notice: str) -> None:
    if not rules.may_follow(before.state if before else "", state):
        shown = before.get_state_display() if before else ""
        raise StateMayNotFollow(before=shown, after=PointState(state).label)
    if not reason.strip():
        raise StateNeedsReason
    if state in rules.NEEDS_NOTICE and not notice.strip():
        raise StateNeedsNotice


def _destination(point: Point, state: PointState, moved_to_id: int | None) -> Point | None:
    """A point may move into another point of its own network."""
    if state != PointState.MOVED or moved_to_id is None:
        return None
    found = Point.objects.filter(pk=moved_to_id, hromada_id=point.hromada_id).exclude(pk=point.pk).first()
    if found is None:
        raise MovedNowhere
    return found


def _make_room(point: Point, before: PointStatus | None, starts_at: dt.datetime) -> list[str]:
    """End the state before; drop states that were planned for later. Returns what was dropped."""
    later = list(point.statuses.filter(starts_at__gte=starts_at))
    PointStatus.objects.filter(pk__in=[status.pk for status in later]).delete()
    if before is not None:
        PointStatus.objects.filter(pk=before.pk).update(ends_at=starts_at)
    return [f"{status.state} {status.starts_at.isoformat()}" for status in later]
