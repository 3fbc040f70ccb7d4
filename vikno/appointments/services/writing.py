"""Rows of bookings: how one is made, how its state changes, always with a line of history."""

import secrets as random
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from vikno.appointments.enums import BookingState
from vikno.appointments.errors import BookingNotFound, MayNotFollow, SlotTaken
from vikno.appointments.models import Booking, BookingEvent, PublicNumber
from vikno.appointments.queries import Asked, free_times, has_room
from vikno.appointments.rules import secrets, slots
from vikno.appointments.rules.moves import may_become
from vikno.appointments.rules.slots import Seat
from vikno.appointments.services.locks import lock_point
from vikno.audit import services as audit
from vikno.common import clock
from vikno.common.actors import Actor


def seat_taken(asked: Asked, *, starts_at: datetime, at: datetime) -> tuple[Seat, datetime]:
    """Where somebody sits from a moment on, and until when; SlotTaken. The point stays locked with the savepoint."""
    lock_point(asked.point.pk)
    require_room(asked, starts_at=starts_at, at=at)  # who was late all the same holds the lock for one question
    release_overdue(point_id=asked.point.pk, hromada_code=str(asked.point.hromada_id), at=at)
    free = free_times(asked, at=at, first=clock.today(starts_at), days=1)
    earliest = at + timedelta(minutes=free.terms.notice_minutes)
    seat = slots.seat_for(free.plan, starts_at=starts_at, minutes=free.minutes, not_before=earliest)
    if seat is None:
        raise SlotTaken
    return seat, starts_at + timedelta(minutes=free.minutes)


def require_room(asked: Asked, *, starts_at: datetime, at: datetime) -> None:
    """SlotTaken where everything is taken at the moment; what it lets through is decided under the lock."""
    if not has_room(asked, starts_at=starts_at, at=at):
        raise SlotTaken


def release_overdue(*, point_id: int, hromada_code: str, at: datetime) -> list[Booking]:
    """Held times nobody confirmed are free again."""
    # One that is being answered at this moment is left to its own request: waiting for it could become a ring.
    rows = Booking.objects.select_for_update(of=("self",), skip_locked=True).filter(
        hromada_id=hromada_code, point_id=point_id, state=BookingState.HELD, held_until__lte=at
    )
    lapsed = list(rows.select_related("waiting").order_by("pk"))
    for booking in lapsed:
        set_state(booking, BookingState.LAPSED, actor=Actor.system(hromada_code), at=at)
        if booking.waiting is not None:
            booking.waiting.offers += 1
            booking.waiting.save(update_fields=["offers"])
    return lapsed


def new_number(hromada_code: str) -> str:
    """A number nobody has, not to be guessed from another."""
    while True:
        number = secrets.number_of(random.randbelow(10**8))
        _row, is_new = PublicNumber.objects.get_or_create(number=number, defaults={"hromada_code": hromada_code})
        if is_new:
            return number


def kept(booking: Booking) -> Booking:
    """Saved, or SlotTaken where the database itself says that the time is taken."""
    try:
        with transaction.atomic():
            booking.save()
    except IntegrityError as taken:
        if "booked_once" not in str(taken):
            raise
        raise SlotTaken from taken
    return booking


def locked(booking: Booking) -> Booking:
    """The booking as it is now, held against others."""
    rows = Booking.objects.select_for_update(of=("self",)).filter(pk=booking.pk, hromada_id=booking.hromada_id)
    found = rows.select_related("point", "point__settlement", "service", "resource", "resource__settlement", "waiting")
    now = found.first()
    if now is None:
        raise BookingNotFound
    return now


def set_state(booking: Booking, state: BookingState, *, actor: Actor, at: datetime, reason: str = "") -> None:
    """One allowed change with its line of history; MayNotFollow."""
    if not may_become(booking.state, state):
        raise MayNotFollow(state=booking.get_state_display())
    put_state(booking, state, actor=actor, at=at, reason=reason)


def put_state(booking: Booking, state: BookingState, *, actor: Actor, at: datetime, reason: str = "") -> None:
    """The change itself; whether it is allowed was asked by the caller."""
    booking.state, booking.changed_at, booking.held_until = state, at, None
    booking.sequence += 1
    booking.save(update_fields=["state", "changed_at", "held_until", "sequence"])
    note(booking, actor=actor, at=at, reason=reason)


def note(booking: Booking, *, actor: Actor, at: datetime, reason: str = "") -> None:
    """A line of history and an entry of the journal."""
    BookingEvent.objects.create(
        hromada_id=booking.hromada_id, booking=booking, state=booking.state, starts_at=booking.starts_at,
        reason=reason, at=at, by_id_of_user=actor.user_id, by_name=actor.name,
    )  # fmt: skip
    audit.record(
        actor=actor, action=f"booking.{booking.state}", subject=booking, at=at, hromada_code=str(booking.hromada_id),
        facts={"number": booking.number, "point": booking.point_id, "reason": reason},
    )  # fmt: skip
