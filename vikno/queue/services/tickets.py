"""A ticket is given: its number of the day, and where it stands in the queue."""

import uuid
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db import connection, transaction

from vikno.common.actors import Actor
from vikno.common.clock import today
from vikno.common.identifiers import phone_e164
from vikno.common.text import clean
from vikno.network.models import Point
from vikno.queue import policies, queries
from vikno.queue.enums import IssuedBy, Move, Purpose, State, Turn
from vikno.queue.errors import (
    BookingTimeMissing,
    GroupClosed,
    NumbersTaken,
    PhoneUnreadable,
    PriorityUnknown,
    TicketInHand,
)
from vikno.queue.models import Call, PriorityClass, QueueService, Ticket
from vikno.queue.rules import number_shown, standing
from vikno.queue.services.writing import own_shift, put, record, require_going


@dataclass(frozen=True, kw_only=True)
class TicketFacts:
    """What is said when a ticket is taken. `number` only from a block reserved before (a kiosk without a link)."""

    purpose: Purpose
    service: QueueService
    priority: PriorityClass | None = None
    booked_for: datetime | None = None
    booking_key: UUID | None = None
    issued_by: IssuedBy = IssuedBy.RECEPTION
    note: str = ""
    phone: str = ""
    number: int | None = None
    token: UUID = field(default_factory=uuid.uuid4)
    is_demo: bool = False


@transaction.atomic
def issue_ticket(*, point: Point, facts: TicketFacts, actor: Actor, at: datetime) -> Ticket:
    """Give a number of today; the same token again gives the same ticket. `at`: when the person came.

    Refusals: NotYourPoint, GroupClosed, PriorityUnknown, BookingTimeMissing, PhoneUnreadable, NumbersTaken.
    """
    policies.require_may_serve(actor, point, at=at)
    known = Ticket.objects.filter(hromada_id=point.hromada_id, token=facts.token).first()
    if known is not None:
        return known
    _require_sense(point, facts, on=today(at))
    ticket = _new(point, facts, at=at)
    record(ticket, "issued", actor=actor, at=at, purpose=ticket.purpose, by=ticket.issued_by)
    return ticket


@transaction.atomic
def serve_without_ticket(*, service: QueueService, purpose: Purpose, press: UUID, actor: Actor, at: datetime) -> Call:
    """Somebody stands at the window of a point without a reception: counted from now, no paper.

    Refusals: NoShift, NotYourPoint, QueueStopped, TicketInHand, GroupClosed.
    """
    shift = own_shift(actor, at=at)
    point, counter = shift.counter.point, shift.counter
    policies.require_may_serve(actor, point, at=at)
    known = Call.objects.filter(hromada_id=point.hromada_id, press=press).first()
    if known is not None:
        return known
    require_going(point, at=at)
    state = queries.counter_state(counter)
    if state is not None:
        raise TicketInHand(ticket=state[0].number_shown)
    facts = TicketFacts(purpose=purpose, service=service, issued_by=IssuedBy.WINDOW)
    _require_sense(point, facts, on=today(at))
    ticket = _new(point, facts, at=at)
    put(ticket, Move.CALL, at=at, counter=counter)
    put(ticket, Move.START, at=at, counter=counter)
    call = Call.objects.create(
        hromada_id=ticket.hromada_id, point=point, ticket=ticket, counter=counter, user_id=actor.user_id, press=press,
        turn=Turn.CHOSEN, lane=service.lane, queued_at=at, called_at=at, last_called_at=at, started_at=at,
    )  # fmt: skip
    record(ticket, "served_without_ticket", actor=actor, at=at, counter=counter.name)
    return call


@transaction.atomic
def reserve_numbers(*, point: Point, purpose: Purpose, count: int, actor: Actor, at: datetime) -> range:
    """Numbers of today that a kiosk may give without a link; nobody else gets them. Refusals: NotYourPoint."""
    policies.require_may_serve(actor, point, at=at)
    last = _numbers_up(point, purpose, day=today(at), by=count)
    return range(last - count + 1, last + 1)


def _require_sense(point: Point, facts: TicketFacts, *, on: date) -> None:
    service = facts.service
    if service.hromada_id != point.hromada_id or service.point_id != point.pk or not service.is_open:
        raise GroupClosed(group=service.name)
    if facts.priority is not None:
        ours = queries.priorities_in_force(point.hromada_id or "", on=on)
        if not ours.filter(pk=facts.priority.pk).exists():
            raise PriorityUnknown
    if facts.purpose == Purpose.BOOKED and facts.booked_for is None:
        raise BookingTimeMissing
    if facts.phone and phone_e164(facts.phone) is None:
        raise PhoneUnreadable(text=facts.phone)


def _new(point: Point, facts: TicketFacts, *, at: datetime) -> Ticket:
    day = today(at)
    place = standing(
        arrived_at=at, head_start_minutes=facts.priority.head_start_minutes if facts.priority else 0,
        booked_for=facts.booked_for, rule=queries.rule_for(point, on=day),
    )  # fmt: skip
    return Ticket.objects.create(
        token=facts.token, hromada_id=facts.service.hromada_id, point=point, service=facts.service,
        priority=facts.priority,
        day=day, purpose=facts.purpose, number=_number(point, facts, day=day), state=State.WAITING,
        issued_by=facts.issued_by, arrived_at=at, recorded_at=at, waits_since=place.waits_since,
        turn_at=place.turn_at, queued_at=place.waits_since, is_late=place.is_late, booked_for=facts.booked_for,
        booking_key=facts.booking_key, note=clean(facts.note)[:100], phone=phone_e164(facts.phone) or "",
        is_demo=facts.is_demo,
    )  # fmt: skip


def _number(point: Point, facts: TicketFacts, *, day: date) -> int:
    if facts.number is None:
        return _numbers_up(point, facts.purpose, day=day, by=1)
    ours = Ticket.objects.filter(hromada_id=point.hromada_id, point=point, day=day, purpose=facts.purpose)
    if ours.filter(number=facts.number).exists():
        raise NumbersTaken(ticket=number_shown(facts.purpose, facts.number))
    return facts.number


_UP = """
INSERT INTO queue_daynumbers (hromada_id, point_id, day, purpose, last) VALUES (%s, %s, %s, %s, %s)
ON CONFLICT (point_id, day, purpose) DO UPDATE SET last = queue_daynumbers.last + excluded.last RETURNING last
"""


def _numbers_up(point: Point, purpose: str, *, day: date, by: int) -> int:
    """Move the day's counter and answer with its last number. The row is held: colleagues wait their turn here."""
    with connection.cursor() as cursor:
        cursor.execute(_UP, [point.hromada_id, point.pk, day, str(purpose), by])
        return int(cursor.fetchone()[0])
