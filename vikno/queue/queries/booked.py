"""Booked people of today beside their tickets; which queue a group of services has."""

from dataclasses import dataclass
from datetime import date, datetime

from vikno.appointments import queries as appointments
from vikno.appointments.enums import Door
from vikno.appointments.models import Booking
from vikno.common.clock import today
from vikno.network.models import Point
from vikno.queue.enums import BookedState, Purpose
from vikno.queue.models import GroupQueue, QueueService, Ticket
from vikno.queue.queries.arranged import rule_for
from vikno.queue.rules import booked_state


@dataclass(frozen=True, kw_only=True)
class BookedPerson:
    """A booking of today, the ticket given for it (None: not yet), and where the person is."""

    booking: Booking
    ticket: Ticket | None
    state: BookedState


def takes_bookings(point: Point) -> bool:
    """Whether times of the point are booked here; a point that keeps them on paper types the hour."""
    return appointments.door_of(str(point.hromada_id), point.pk) != Door.CLOSED


def booked_tickets(point: Point, *, day: date) -> list[Ticket]:
    """Tickets of a day given for a booked time, whoever booked it."""
    ours = Ticket.objects.filter(hromada_id=point.hromada_id, point=point, day=day, purpose=Purpose.BOOKED)
    return list(ours.order_by("number"))


def booked_today(point: Point, *, at: datetime) -> list[BookedPerson]:
    """Everybody booked at a point today, by time. Three queries whatever their number."""
    day = today(at)
    tickets = {one.booking_key: one for one in booked_tickets(point, day=day) if one.booking_key}
    late = rule_for(point, on=day).booking_late_minutes
    people = []
    for booking in appointments.received_on(str(point.hromada_id), point.pk, day):
        ticket = tickets.get(booking.uid)
        state = booked_state(
            booking=booking.state, ticket=ticket.state if ticket else "", starts_at=booking.starts_at, at=at,
            late_minutes=late,
        )  # fmt: skip
        people.append(BookedPerson(booking=booking, ticket=ticket, state=state))
    return people


def ticket_of_booking(booking: Booking) -> Ticket | None:
    """The ticket given for a booking."""
    ours = Ticket.objects.filter(
        hromada_id=booking.hromada_id, point_id=booking.point_id, day=today(booking.starts_at),
        purpose=Purpose.BOOKED, booking_key=booking.uid,
    )  # fmt: skip
    return ours.order_by("-pk").first()


def queue_of_group(point: Point, group_id: int) -> QueueService | None:
    """The open queue of a group of services at a point: its own, else the first ordinary one, if any."""
    ours = QueueService.objects.filter(hromada_id=point.hromada_id, point=point, is_open=True)
    own = ours.filter(groups__group_id=group_id, groups__hromada_id=point.hromada_id).order_by("pk").first()
    return own or ours.order_by("lane", "order", "pk").first()


def queue_of_purpose(point: Point, purpose: str) -> QueueService | None:
    """The open queue of who comes for a purpose, where nobody asked for more; else the first ordinary one, if any."""
    ours = QueueService.objects.filter(hromada_id=point.hromada_id, point=point, is_open=True)
    own = ours.filter(purposes__contains=[purpose]).order_by("order", "pk").first()
    return own or ours.order_by("lane", "order", "pk").first()


def groups_of_queue(service: QueueService) -> list[int]:
    """Keys of the groups whose services have this queue."""
    ours = GroupQueue.objects.filter(hromada_id=service.hromada_id, service=service)
    return list(ours.order_by("pk").values_list("group_id", flat=True))
