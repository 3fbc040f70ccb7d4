"""Sitting down at a window, a pause, getting up."""

from datetime import datetime

from django.db import transaction

from vikno.accounts.models import User
from vikno.audit import services as audit
from vikno.common.actors import Actor
from vikno.queue import policies, queries
from vikno.queue.enums import PauseKind
from vikno.queue.errors import CounterClosed, CounterTaken, QueueNotFound, TicketInHand
from vikno.queue.models import Counter, Pause, Shift
from vikno.queue.services.days import close_past_days
from vikno.queue.services.writing import own_shift


@transaction.atomic
def begin_shift(*, counter: Counter, actor: Actor, at: datetime) -> Shift:
    """Sit down at a window, leaving another one; sitting there already changes nothing.

    Refusals: QueueNotFound, NotYourPoint, CounterClosed, CounterTaken, TicketInHand (at the window left).
    """
    place = Counter.objects.select_for_update().filter(pk=counter.pk, hromada_id=actor.hromada_code or None).first()
    if place is None:
        raise QueueNotFound
    policies.require_may_serve(actor, place.point, at=at)
    if not place.is_open:
        raise CounterClosed(counter=place.name)
    close_past_days(hromada_code=place.hromada_id, at=at)
    # One person who presses twice, for two windows, goes one press after the other.
    User.objects.select_for_update().filter(pk=actor.user_id or 0).first()
    sits = Shift.objects.filter(hromada_id=place.hromada_id, counter=place, ended_at=None).select_related("user")
    held = sits.first()
    if held is not None and held.user_id != actor.user_id:
        raise CounterTaken(counter=place.name, officer=held.user.full_name)
    if held is not None:
        return held
    if queries.open_shift(actor, at=at) is not None:
        end_shift(actor=actor, at=at)
    shift = Shift.objects.create(hromada_id=place.hromada_id, counter=place, user_id=actor.user_id or 0, began_at=at)
    _record(shift, "shift_began", actor=actor, at=at)
    return shift


@transaction.atomic
def end_shift(*, actor: Actor, at: datetime) -> Shift:
    """Get up. Refusals: NoShift, TicketInHand."""
    shift = own_shift(actor, at=at)
    state = queries.counter_state(shift.counter)
    if state is not None:
        raise TicketInHand(ticket=state[0].number_shown)
    _end_pause(shift, at=at)
    shift.ended_at = max(at, shift.began_at)
    shift.save(update_fields=["ended_at"])
    _record(shift, "shift_ended", actor=actor, at=at)
    return shift


@transaction.atomic
def pause_counter(*, kind: PauseKind, actor: Actor, at: datetime) -> Pause:
    """Stop calling for a while; paused already, nothing changes. Refusals: NoShift, TicketInHand."""
    shift = own_shift(actor, at=at)
    known = queries.open_pause(shift)
    if known is not None:
        return known
    state = queries.counter_state(shift.counter)
    if state is not None:
        raise TicketInHand(ticket=state[0].number_shown)
    pause = Pause.objects.create(hromada_id=shift.hromada_id, shift=shift, kind=kind, began_at=at)
    _record(shift, "paused", actor=actor, at=at, kind=str(kind))
    return pause


@transaction.atomic
def resume_counter(*, actor: Actor, at: datetime) -> Shift:
    """Call again; not paused, nothing changes. Refusals: NoShift."""
    shift = own_shift(actor, at=at)
    if _end_pause(shift, at=at):
        _record(shift, "resumed", actor=actor, at=at)
    return shift


def _end_pause(shift: Shift, *, at: datetime) -> bool:
    pause = queries.open_pause(shift)
    if pause is None:
        return False
    pause.ended_at = max(at, pause.began_at)
    pause.save(update_fields=["ended_at"])
    return True


def _record(shift: Shift, what: str, *, actor: Actor, at: datetime, **facts: str) -> None:
    audit.record(
        actor=actor, action=f"queue.{what}", subject=shift, at=at, hromada_code=shift.hromada_id,
        facts={"counter": shift.counter.name, "point": shift.counter.point_id, **facts},
    )  # fmt: skip
