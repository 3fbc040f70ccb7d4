"""What happens to a ticket at a window and after it, each move by the one table in rules."""

from datetime import datetime

from django.db import transaction

from vikno.common.actors import Actor
from vikno.queue import queries
from vikno.queue.enums import Move
from vikno.queue.errors import CounterClosed, GroupClosed, TargetMissing
from vikno.queue.models import Call, Counter, QueueService, Ticket
from vikno.queue.services.writing import end_call, locked, put, record, require_at


@transaction.atomic
def start_ticket(*, ticket: Ticket, actor: Actor, at: datetime) -> Ticket:
    """The person came to the window. Refusals: TicketNotFound, NotYourPoint, TicketElsewhere, MoveNotAllowed."""
    now = _in_own_hands(ticket, actor=actor, at=at)
    put(now, Move.START, at=at, counter=now.counter)
    Call.objects.filter(ticket=now, ended_at=None).update(started_at=at)
    record(now, "started", actor=actor, at=at)
    return now


@transaction.atomic
def finish_ticket(*, ticket: Ticket, actor: Actor, at: datetime) -> Ticket:
    """The person was served and left. Refusals: as of `start_ticket`."""
    return _ended(ticket, Move.FINISH, "finished", actor=actor, at=at)


@transaction.atomic
def mark_no_show(*, ticket: Ticket, actor: Actor, at: datetime) -> Ticket:
    """Called and not there. Refusals: as of `start_ticket`."""
    return _ended(ticket, Move.NO_SHOW, "no_show", actor=actor, at=at)


@transaction.atomic
def postpone_ticket(*, ticket: Ticket, actor: Actor, at: datetime) -> Ticket:
    """The person fetches a paper or steps out; the place is kept until they return. Refusals: as of `start_ticket`."""
    return _ended(ticket, Move.POSTPONE, "postponed", actor=actor, at=at)


@transaction.atomic
def abandon_ticket(*, ticket: Ticket, actor: Actor, at: datetime) -> Ticket:
    """The person left without being served. Refusals: as of `start_ticket`."""
    return _ended(ticket, Move.ABANDON, "abandoned", actor=actor, at=at)


@transaction.atomic
def return_ticket(*, ticket: Ticket, actor: Actor, at: datetime) -> Ticket:
    """Back into the queue with the place as it was: called by mistake, missed the call, brought the paper.

    The wait is counted anew. Refusals: as of `start_ticket`.
    """
    return _ended(ticket, Move.RETURN, "returned", actor=actor, at=at)


@transaction.atomic
def transfer_ticket(
    *, ticket: Ticket, service: QueueService | None, counter: Counter | None, actor: Actor, at: datetime
) -> Ticket:
    """To another queue, or to one window; the place is kept. A ticket for a window where nobody sits is everybody's.

    Refusals: TargetMissing, GroupClosed, CounterClosed and those of `start_ticket`.
    """
    now = _in_own_hands(ticket, actor=actor, at=at)
    if service is None and counter is None:
        raise TargetMissing
    if service is not None and (service.point_id != now.point_id or not service.is_open):
        raise GroupClosed(group=service.name)
    if counter is not None and (counter.point_id != now.point_id or not counter.is_open):
        raise CounterClosed(counter=counter.name)
    now.service = service or now.service
    now.for_counter = counter
    put(now, Move.TRANSFER, at=at)
    end_call(now, Move.TRANSFER, at=at)
    record(now, "transferred", actor=actor, at=at, service=now.service_id, to_counter=counter.name if counter else "")
    return now


def _ended(ticket: Ticket, move: Move, said: str, *, actor: Actor, at: datetime) -> Ticket:
    now = _in_own_hands(ticket, actor=actor, at=at)
    counter = now.counter.name if now.counter else ""
    put(now, move, at=at)
    end_call(now, move, at=at)
    record(now, said, actor=actor, at=at, counter=counter)
    return now


def _in_own_hands(ticket: Ticket, *, actor: Actor, at: datetime) -> Ticket:
    """Locked; at a window only whoever sits there may move it. Whoever waits at no window anybody at the point may."""
    now = locked(ticket, actor=actor, at=at)
    if now.counter is not None and not actor.is_system:
        shift = queries.open_shift(actor, at=at)
        require_at(shift.counter if shift else None, now)
    return now
