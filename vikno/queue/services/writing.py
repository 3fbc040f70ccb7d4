"""What every move shares: the ticket locked, the table of moves asked, the line in the journal."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from vikno.audit import services as audit
from vikno.common.actors import Actor
from vikno.common.clock import midnight, today
from vikno.common.compiled import compiled
from vikno.network.models import Point
from vikno.queue import policies, queries
from vikno.queue.enums import Move, State
from vikno.queue.errors import DayOver, MoveNotAllowed, NoShift, QueueStopped, TicketElsewhere, TicketNotFound
from vikno.queue.models import Call, Counter, Shift, Ticket
from vikno.queue.rules import BUSY, ENDED, Still, moved


def locked(ticket: Ticket, *, actor: Actor, at: datetime) -> Ticket:
    """The ticket as it is now, held until the end. Refusals: TicketNotFound, NotYourPoint, DayOver."""
    found = Ticket.objects.select_for_update().filter(pk=ticket.pk, hromada_id=actor.hromada_code or None).first()
    if found is None:
        raise TicketNotFound
    policies.require_may_serve(actor, found.point, at=at)
    if found.day != today(at):
        raise DayOver
    return found


def own_shift(actor: Actor, *, at: datetime) -> Shift:
    """The actor's shift of today, held: two presses of one officer go one after the other. Refusals: NoShift.

    A shift left open yesterday is none: sitting down again closes that day first, so its visits are capped.
    """
    ours = _held_shifts(actor.hromada_code, actor.user_id or 0, midnight(today(at)))
    if not ours:
        raise NoShift
    return ours[0]


@compiled
def _held_shifts(hromada_code: str, user_id: int, since: datetime) -> QuerySet[Shift]:
    ours = Shift.objects.filter(hromada_id=hromada_code, user_id=user_id, ended_at=None, began_at__gte=since)
    return ours.select_for_update(of=("self",)).select_related("counter__point").order_by("pk")[:1]


def require_going(point: Point, *, at: datetime) -> list[Still]:
    """The queue of the point does not stand still; answers when it did today. Refusals: QueueStopped."""
    pauses = queries.pauses_today(point, at=at)
    stopped = queries.pause_in_force(pauses, at=at)
    if stopped is not None:
        raise QueueStopped(words=str(stopped))
    return queries.stills(pauses)


def require_at(counter: Counter | None, ticket: Ticket) -> None:
    """The ticket is at this window, or at none. Refusals: TicketElsewhere."""
    if ticket.counter_id is not None and (counter is None or ticket.counter_id != counter.pk):
        raise TicketElsewhere(ticket=ticket.number_shown, counter=ticket.counter)


def put(ticket: Ticket, move: Move, *, at: datetime, counter: Counter | None = None) -> Ticket:
    """Make a move by the one table and keep it. Refusals: MoveNotAllowed."""
    target = moved(ticket.state, move)
    if target is None:
        raise MoveNotAllowed(ticket=ticket.number_shown, state=State(ticket.state).label)
    ticket.state = target
    ticket.counter = counter if target in BUSY else None
    ticket.closed_at = at if target in ENDED else None
    if target == State.WAITING:
        ticket.queued_at = max(at, ticket.arrived_at)
    ticket.save(update_fields=["state", "counter", "closed_at", "queued_at", "for_counter", "service", "is_capped"])
    return ticket


def end_call(ticket: Ticket, move: Move, *, at: datetime) -> Call | None:
    """Close the call that is under way; a start nobody marked is taken from the call when the person was served."""
    call = Call.objects.select_for_update().filter(ticket=ticket, ended_at=None).first()
    return put_end(call, move, at=at) if call else None


def put_end(call: Call, move: Move, *, at: datetime) -> Call:
    """The same for a call in hand, its ticket locked."""
    call.ended_at, call.outcome = max(at, call.called_at), move
    if move in (Move.FINISH, Move.TRANSFER) and call.started_at is None:
        call.started_at, call.is_start_assumed = call.last_called_at, True
    call.save(update_fields=["ended_at", "outcome", "started_at", "is_start_assumed"])
    return call


def act_of(ticket: Ticket, what: str, **facts: Any) -> audit.Act:
    """A line of the journal to be: the number of the ticket, never who stands behind it."""
    facts = {"ticket": ticket.number_shown, "point": ticket.point_id, **facts}
    return audit.Act(action=f"queue.{what}", subject=ticket, facts=facts)


def record(ticket: Ticket, what: str, *, actor: Actor, at: datetime, **facts: Any) -> None:
    """The line, written."""
    audit.record_all([act_of(ticket, what, **facts)], actor=actor, at=at, hromada_code=ticket.hromada_id)
