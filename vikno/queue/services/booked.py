"""A booked person becomes a ticket by one press, and by one more press is expected again."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Final
from uuid import UUID, uuid5

from django.db import transaction
from django.utils.timezone import localtime

from vikno.appointments import queries as appointments
from vikno.appointments import services as bookings
from vikno.appointments.enums import EXPECTED, BookingState
from vikno.appointments.errors import BookingNotFound
from vikno.appointments.models import Booking
from vikno.common.actors import Actor
from vikno.common.clock import today
from vikno.network.models import Point
from vikno.queue import policies, queries
from vikno.queue.enums import IssuedBy, Purpose, State
from vikno.queue.errors import BookingElsewhere, GroupClosed, MoveNotAllowed, NotFromBooking
from vikno.queue.models import Ticket
from vikno.queue.services.tickets import TicketFacts, issue_ticket
from vikno.queue.services.writing import locked, record

_NOT_CALLED: Final = frozenset({State.WAITING, State.POSTPONED})


def ticket_token(booking: Booking) -> UUID:
    """Of a booking always the same, so two presses are one ticket; the salt never leaves the database."""
    return uuid5(booking.salt, "queue.ticket")


@transaction.atomic
def receive_booked(*, booking: Booking, point: Point, issued_by: IssuedBy, actor: Actor, at: datetime) -> Ticket:
    """«Прийшла людина»: a ticket of its time and queue, and the booking is attended; pressed again, the same ticket.

    Order of locks: the booking, the numbers of the day, the journal.
    Refusals: NotYourPoint, BookingElsewhere, GroupClosed, and of the booking MayNotAct, BookingNotFound, MayNotFollow.
    """
    policies.require_may_serve(actor, point, at=at)
    now = bookings.hold_to_receive(booking=booking, actor=actor, at=at)
    if now.point_id != point.pk or today(now.starts_at) != today(at):
        raise BookingElsewhere(when=f"{localtime(now.starts_at):%d.%m.%Y %H:%M}", where=now.point.name)
    service = queries.queue_of_group(point, now.service.group_id)
    if service is None:
        raise GroupClosed(group="")
    facts = TicketFacts(
        purpose=Purpose.BOOKED, service=service, booked_for=now.starts_at, booking_key=now.uid, issued_by=issued_by,
        token=ticket_token(now), is_demo=now.is_demo,
    )  # fmt: skip
    ticket = issue_ticket(point=point, facts=facts, actor=actor, at=at)
    if now.state != BookingState.ATTENDED:
        bookings.mark(booking=now, state=BookingState.ATTENDED, actor=actor, at=at)
    return ticket


@transaction.atomic
def undo_booked(*, ticket: Ticket, actor: Actor, at: datetime) -> None:
    """Pressed by mistake: the ticket is no more, its number is given to nobody, the booking is expected again.

    Refusals: NotFromBooking, MoveNotAllowed for who was called already, and those of `locked`.
    """
    now = locked(ticket, actor=actor, at=at)
    if now.booking_key is None:
        raise NotFromBooking
    if now.state not in _NOT_CALLED or now.calls.exists() or now.consultations.exists():
        raise MoveNotAllowed(ticket=now.number_shown, state=State(now.state).label)
    booking = appointments.booking_of_key(now.hromada_id, now.point_id, now.booking_key, on=now.day)
    if booking is None:
        raise BookingNotFound
    bookings.put_back(booking=booking, actor=actor, at=at)
    record(now, "booked_undone", actor=actor, at=at)
    now.delete()


@transaction.atomic
def mark_missed(*, days: Iterable[tuple[Point, date]], actor: Actor, at: datetime) -> int:
    """Booked people of these days who never came are marked so; how many. Whoever was marked by hand stays as they are.

    Call it before anything is written to the journal. Refusals: MayNotAct.
    """
    keys = [key for point, day in days for key in _missed(point, day)]
    return bookings.mark_missed(hromada_code=actor.hromada_code, keys=keys, actor=actor, at=at) if keys else 0


def _missed(point: Point, day: date) -> list[int]:
    """Keys of bookings nobody came for. Only where reception received booked people that day: elsewhere nobody can say.

    A ticket given for a time typed by hand may be theirs, so bookings of that time are left alone.
    """
    given = queries.booked_tickets(point, day=day)
    if not any(one.booking_key for one in given):
        return []
    by_hand = {one.booked_for for one in given if one.booking_key is None}
    rows = appointments.received_on(str(point.hromada_id), point.pk, day).filter(state__in=EXPECTED)
    return [one.pk for one in rows if one.starts_at not in by_hand]
