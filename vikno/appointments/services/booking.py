"""Taking a time, proving the contact, moving, cancelling, marking."""

from datetime import date, datetime, timedelta
from typing import Final

from django.db import transaction

from vikno.appointments import policies
from vikno.appointments.enums import EXPECTED, OPEN_TO_RESIDENTS, BookingState, Door, WaitingState
from vikno.appointments.errors import (
    AlreadyBegun,
    HoldOver,
    MayNotFollow,
    NotBookable,
    NotYetBegun,
    OneADay,
    ReasonMissing,
    ServiceNotBookable,
    SlotTaken,
    TooManyOpen,
    WrongCode,
)
from vikno.appointments.models import Booking, Resource, WaitingEntry
from vikno.appointments.queries import (
    Asked,
    code_fits,
    door_of,
    free_times,
    open_of_contact,
    services_of,
    terms_on,
)
from vikno.appointments.rules import slots
from vikno.appointments.rules.moves import MAY_CHANGE_TIME
from vikno.appointments.rules.terms import Terms, may_book_more
from vikno.appointments.services import telling, writing
from vikno.appointments.services.locks import lock_contact, lock_point
from vikno.appointments.services.people import Person, key_of, read_person, require_proof
from vikno.appointments.services.waiting import offer_freed
from vikno.common import clock
from vikno.common.actors import Actor
from vikno.common.together import Together
from vikno.network.models import Point

_NEAREST: Final = Together[tuple[object, ...], list[datetime]]()


def book(*, asked: Asked, starts_at: datetime, person: Person, origin: str, actor: Actor, at: datetime) -> Booking:
    """Give a time. A resident's waits for the code where the point asks for one.

    Refusals: MayNotAct, NotBookable, ServiceNotBookable, NameMissing, ContactMissing, AddressMissing, TooManyOpen,
    OneADay, SlotTaken with the nearest free times.
    """
    try:
        return _book(asked=asked, starts_at=starts_at, person=person, origin=origin, actor=actor, at=at)
    except SlotTaken as taken:  # asked outside of the lock: whoever is still in time is not held up
        raise SlotTaken(nearest=other_times(asked, starts_at, at=at)) from taken


def other_times(asked: Asked, wanted: datetime, *, at: datetime) -> list[datetime]:
    """The free times nearest to a moment. Two hundred who come after the last time at once share one answer."""
    stop = asked.stop.pk if asked.stop is not None else None
    key = (asked.point.pk, asked.service.pk, stop, asked.besides, wanted, at.replace(second=0, microsecond=0))
    return _NEAREST.answer(key, lambda: _other_times(asked, wanted, at=at))


def _other_times(asked: Asked, wanted: datetime, *, at: datetime) -> list[datetime]:
    """Of the days around a moment; of all days where those have too few."""
    around = free_times(asked, at=at, first=clock.today(wanted) - timedelta(days=2), days=5)
    found = slots.nearest(around.moments, wanted)
    return found if len(found) > 2 else slots.nearest(free_times(asked, at=at).moments, wanted)


@transaction.atomic
def _book(*, asked: Asked, starts_at: datetime, person: Person, origin: str, actor: Actor, at: datetime) -> Booking:
    point, today = asked.point, clock.today(at)
    policies.require_may_book(actor, point)
    writing.require_room(asked, starts_at=starts_at, at=at)  # most who come too late are told so by one question
    terms = terms_on(str(point.hromada_id), on=today)
    door = _door(point, actor=actor)
    person, must_prove = read_person(person, stop=asked.stop), policies.is_resident(actor) and door == Door.CODE
    if policies.is_resident(actor):
        require_proof(person, door=door)
    if asked.service not in services_of(point, on=today, only=asked.service):
        raise ServiceNotBookable
    _require_limits(person, point, day=clock.today(starts_at), terms=terms, actor=actor, at=at)
    seat, ends_at = writing.seat_taken(asked, starts_at=starts_at, at=at)
    booking = writing.kept(
        Booking(
            hromada_id=str(point.hromada_id), number=writing.new_number(str(point.hromada_id)), point=point,
            service=asked.service, resource_id=seat.resource, station_id=seat.station, starts_at=starts_at,
            ends_at=ends_at, state=BookingState.HELD if must_prove else BookingState.BOOKED,
            held_until=at + timedelta(minutes=terms.hold_minutes) if must_prove else None, origin=origin,
            name=person.name, channel=person.channel, contact=person.contact, contact_key=key_of(person.contact),
            address=person.address, language=person.language, made_by_id=actor.user_id, created_at=at, changed_at=at,
        )
    )  # fmt: skip
    writing.note(booking, actor=actor, at=at)
    tell = telling.tell_code if must_prove else telling.tell_booked
    tell(booking, actor=actor, at=at)
    return booking


@transaction.atomic
def confirm(*, booking: Booking, code: str, actor: Actor, at: datetime) -> Booking:
    """The person has the code: the time is theirs. A second press does nothing more. Refusals: WrongCode, HoldOver."""
    now = writing.locked(booking)
    if not code_fits(now, code):
        raise WrongCode
    return _confirmed(now, actor=actor, at=at)


@transaction.atomic
def accept(*, booking: Booking, actor: Actor, at: datetime) -> Booking:
    """The person came by the secret link or by number and code: the contact is theirs. HoldOver, MayNotFollow."""
    return _confirmed(writing.locked(booking), actor=actor, at=at)


def move(*, booking: Booking, starts_at: datetime, actor: Actor, at: datetime, stop: Resource | None = None) -> Booking:
    """Another time for the same booking; also for one that the centre cancelled. SlotTaken with the nearest times."""
    asked = Asked(point=booking.point, service=booking.service, stop=stop, besides=booking.pk)
    try:
        return _moved(booking, asked, starts_at=starts_at, actor=actor, at=at)
    except SlotTaken as taken:
        raise SlotTaken(nearest=other_times(asked, starts_at, at=at)) from taken


@transaction.atomic
def cancel_by_person(*, booking: Booking, actor: Actor, at: datetime) -> Booking:
    """The person does not come, or does not take what was offered. The time goes to who waits."""
    lock_point(booking.point_id)
    now = writing.locked(booking)
    _require_hand(now, actor=actor, at=at)
    if now.starts_at <= at:
        raise AlreadyBegun
    was_offer = now.state == BookingState.HELD
    writing.set_state(now, BookingState.CANCELLED_BY_PERSON, actor=actor, at=at)
    if was_offer and now.waiting is not None:
        now.waiting.offers += 1
        now.waiting.save(update_fields=["offers"])
    offer_freed(point=now.point, at=at)
    return now


@transaction.atomic
def cancel_by_centre(*, booking: Booking, reason: str, actor: Actor, at: datetime) -> Booking:
    """The centre cannot receive: the person is told, with other times."""
    policies.require_may_serve(actor, booking.point_id, on=clock.today(at))
    if not reason:
        raise ReasonMissing
    now = writing.locked(booking)
    writing.set_state(now, BookingState.CANCELLED_BY_CENTRE, actor=actor, at=at, reason=reason)
    free = free_times(Asked(point=now.point, service=now.service), at=at)
    others = slots.nearest_days(free.moments, now.starts_at)
    telling.tell_cancelled_by_centre(now, others, actor=actor, at=at)
    return now


@transaction.atomic
def mark(*, booking: Booking, state: str, actor: Actor, at: datetime) -> Booking:
    """Attended or no-show, on the day or later. NotYetBegun: nobody is late before their time."""
    policies.require_may_serve(actor, booking.point_id, on=clock.today(at))
    now = writing.locked(booking)
    if clock.today(now.starts_at) > clock.today(at) or (state == BookingState.NO_SHOW and now.starts_at > at):
        raise NotYetBegun
    if state not in (BookingState.ATTENDED, BookingState.NO_SHOW):
        raise MayNotFollow(state=now.get_state_display())
    writing.set_state(now, BookingState(state), actor=actor, at=at)
    return now


def _door(point: Point, *, actor: Actor) -> Door:
    door = door_of(str(point.hromada_id), point.pk)
    if door == Door.CLOSED or (policies.is_resident(actor) and door not in OPEN_TO_RESIDENTS):
        raise NotBookable
    return door


def _require_limits(person: Person, point: Point, *, day: date, terms: Terms, actor: Actor, at: datetime) -> None:
    """Limits against hoarding; staff who book for others are not counted."""
    if not policies.is_resident(actor) or not person.contact:
        return
    code, key = str(point.hromada_id), key_of(person.contact)
    lock_contact(code, key)
    opened = list(open_of_contact(code, key, at=at).values_list("starts_at", flat=True))
    if not may_book_more(open_now=len(opened), most=terms.open_most):
        raise TooManyOpen(most=terms.open_most)
    if not may_book_more(open_now=sum(clock.today(each) == day for each in opened), most=terms.day_most):
        raise OneADay


def _confirmed(now: Booking, *, actor: Actor, at: datetime) -> Booking:
    if now.state == BookingState.CONFIRMED:
        return now
    if now.state == BookingState.LAPSED or (now.held_until is not None and now.held_until <= at):
        raise HoldOver
    was_held = now.state == BookingState.HELD
    writing.set_state(now, BookingState.CONFIRMED, actor=actor, at=at)
    if now.waiting is not None:
        WaitingEntry.objects.filter(pk=now.waiting.pk, hromada_id=now.hromada_id).update(
            state=WaitingState.BOOKED, settled_at=at
        )
    if was_held:
        telling.tell_booked(now, actor=actor, at=at)
    return now


@transaction.atomic
def _moved(booking: Booking, asked: Asked, *, starts_at: datetime, actor: Actor, at: datetime) -> Booking:
    # The point first, then the row: the same order as whoever takes a time.
    seat, ends_at = writing.seat_taken(asked, starts_at=starts_at, at=at)
    now = writing.locked(booking)
    _require_hand(now, actor=actor, at=at)
    if now.state not in MAY_CHANGE_TIME:
        raise MayNotFollow(state=now.get_state_display())
    if now.state in EXPECTED and now.starts_at <= at:
        raise AlreadyBegun
    now.starts_at, now.ends_at, now.changed_at, now.reminded_at = starts_at, ends_at, at, None
    now.resource_id, now.station_id = seat.resource, seat.station
    if now.state == BookingState.CANCELLED_BY_CENTRE:
        now.state = BookingState.BOOKED
    now.sequence += 1
    writing.kept(now)
    now.refresh_from_db(fields=["resource", "station"])
    writing.note(now, actor=actor, at=at)
    telling.tell_moved(now, actor=actor, at=at)
    return now


def _require_hand(now: Booking, *, actor: Actor, at: datetime) -> None:
    """A resident was let in by the secret; of staff, who works there, who made the booking, the head."""
    if policies.is_resident(actor) and actor.hromada_code == now.hromada_id:
        return
    if actor.user_id is not None and actor.user_id == now.made_by_id and actor.hromada_code == now.hromada_id:
        return
    policies.require_may_serve(actor, now.point_id, on=clock.today(at))
