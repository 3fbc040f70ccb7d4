"""The key «наступний»: one press, one person, one window.

The order is decided by `rules.in_turn` from what is seen; then the first of it that nobody else holds is taken with
`FOR UPDATE SKIP LOCKED` and read again. Windows that press at the same moment pass by each other's tickets instead of
waiting. A ticket called meanwhile no longer answers to «waiting»; one called and sent on meanwhile does, and is known
by its queue and window being others than those seen. Two presses of one officer meet at the row of the shift; the
second sees the first one's call by its press, or within `DOUBLE_PRESS`.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from vikno.audit import services as audit
from vikno.common.actors import Actor
from vikno.common.compiled import compiled
from vikno.queue import policies, queries
from vikno.queue.enums import Move, State, Turn
from vikno.queue.errors import MoveNotAllowed, OnPause, TicketInHand
from vikno.queue.models import Call, Shift, Ticket
from vikno.queue.queries import Caller
from vikno.queue.rules import Choice
from vikno.queue.services.writing import act_of, locked, own_shift, put, put_end, record, require_at, require_going

DOUBLE_PRESS: Final = timedelta(seconds=2)


@transaction.atomic
def call_next_ticket(*, press: UUID, actor: Actor, at: datetime) -> Call | None:
    """Finish whoever is at the actor's window and call the next one; None when nobody waits for this window.

    The same press again, or another one within two seconds, answers with the same call. Refusals: NoShift,
    NotYourPoint, OnPause, QueueStopped.
    """
    shift = _ready(actor, at=at)
    again = _same_press(shift, press, at=at)
    if again is not None:
        return again
    stood = require_going(shift.counter.point, at=at)
    finished = _finish_current(shift, at=at)
    waiting = queries.callers(shift.counter.point, at=at)
    choices = queries.choices_for(shift.counter, waiting=waiting, at=at, stood=stood)
    taken = _take_first(choices, waiting, shift)
    call = _called(*taken, shift=shift, press=press, actor=actor, at=at) if taken else None
    said = [act_of(finished, "finished", counter=shift.counter.name)] if finished else []
    said += [act_of(call.ticket, "called", counter=shift.counter.name, turn=call.turn)] if call else []
    # The journal last: its chain is held to the end, and every window of the hromada waits for it there.
    if said:
        audit.record_all(said, actor=actor, at=at, hromada_code=shift.hromada_id)
    return call


@transaction.atomic
def call_ticket(*, ticket: Ticket, press: UUID, actor: Actor, at: datetime) -> Call:
    """Call one ticket by its number: postponed, returned after a no-show, or out of turn; the journal says so.

    Refusals: NoShift, NotYourPoint, OnPause, QueueStopped, TicketNotFound, DayOver, TicketInHand, MoveNotAllowed.
    """
    shift = _ready(actor, at=at)
    again = _same_press(shift, press, at=at)
    if again is not None:
        return again
    require_going(shift.counter.point, at=at)
    state = queries.counter_state(shift.counter)
    if state is not None:
        raise TicketInHand(ticket=state[0].number_shown)
    now = locked(ticket, actor=actor, at=at)
    if now.point_id != shift.counter.point_id:
        raise MoveNotAllowed(ticket=now.number_shown, state=State(now.state).label)
    call = _called(now, Turn.CHOSEN, shift=shift, press=press, actor=actor, at=at)
    record(now, "called", actor=actor, at=at, counter=shift.counter.name, turn=call.turn)
    return call


@transaction.atomic
def recall_ticket(*, ticket: Ticket, actor: Actor, at: datetime) -> Call:
    """Call the same person again. Refusals: NoShift, TicketNotFound, TicketElsewhere, MoveNotAllowed."""
    shift = own_shift(actor, at=at)
    now = locked(ticket, actor=actor, at=at)
    require_at(shift.counter, now)
    put(now, Move.RECALL, at=at, counter=shift.counter)
    call = Call.objects.select_for_update().get(ticket=now, ended_at=None)
    if at - call.last_called_at < DOUBLE_PRESS:
        return call
    call.last_called_at, call.times = at, call.times + 1
    call.save(update_fields=["last_called_at", "times"])
    record(now, "recalled", actor=actor, at=at, counter=shift.counter.name, times=call.times)
    return call


def _ready(actor: Actor, *, at: datetime) -> Shift:
    shift = own_shift(actor, at=at)
    policies.require_may_serve(actor, shift.counter.point, at=at)
    if queries.open_pause(shift) is not None:
        raise OnPause
    return shift


def _same_press(shift: Shift, press: UUID, *, at: datetime) -> Call | None:
    for call in queries.calls_of_press(shift, press):
        is_double = call.user_id == shift.user_id and at - call.called_at < DOUBLE_PRESS
        if call.press == press or (is_double and call.ended_at is None):
            return call
    return None


def _finish_current(shift: Shift, *, at: datetime) -> Ticket | None:
    """The ticket is held, and with it its call; one that another hand took away meanwhile is nobody's here."""
    call = max(_held_calls(shift.hromada_id, shift.counter_id), key=lambda one: one.pk, default=None)
    if call is None or call.ticket.counter_id != shift.counter_id:
        return None
    put(call.ticket, Move.FINISH, at=at)
    put_end(call, Move.FINISH, at=at)
    return call.ticket


@compiled
def _held_calls(hromada_code: str, counter_id: int) -> QuerySet[Call]:
    held = Call.objects.select_for_update(of=("ticket",)).select_related("ticket")
    return held.filter(hromada_id=hromada_code, counter_id=counter_id, ended_at=None).order_by()


def _take_first(choices: Iterable[Choice], waiting: Iterable[Caller], shift: Shift) -> tuple[Ticket, Turn] | None:
    seen = {one.key: one for one in waiting}
    for choice in choices:
        one, mine = seen[choice.key], (shift.hromada_id, choice.key)
        if one.for_counter_id is None:
            held = _held_for_any(*mine, one.service_id)
        else:
            held = _held_for_one(*mine, one.service_id, one.for_counter_id)
        if held:
            return held[0], choice.turn
    return None


@compiled
def _held_for_any(hromada_code: str, key: int, service_id: int) -> QuerySet[Ticket]:
    return _free(hromada_code, key, service_id).filter(for_counter=None)


@compiled
def _held_for_one(hromada_code: str, key: int, service_id: int, counter_id: int) -> QuerySet[Ticket]:
    return _free(hromada_code, key, service_id).filter(for_counter_id=counter_id)


def _free(hromada_code: str, key: int, service_id: int) -> QuerySet[Ticket]:
    """One that nobody holds, if it stands where it was seen."""
    free = Ticket.objects.select_for_update(skip_locked=True, of=("self",)).select_related("service").order_by()
    return free.filter(pk=key, hromada_id=hromada_code, state=State.WAITING, service_id=service_id)


def _called(ticket: Ticket, turn: Turn, *, shift: Shift, press: UUID, actor: Actor, at: datetime) -> Call:
    put(ticket, Move.CALL, at=at, counter=shift.counter)
    return Call.objects.create(
        hromada_id=ticket.hromada_id, point_id=ticket.point_id, ticket=ticket, counter=shift.counter,
        user_id=actor.user_id, press=press, turn=turn, lane=ticket.service.lane, queued_at=min(ticket.queued_at, at),
        called_at=at, last_called_at=at,
    )  # fmt: skip
