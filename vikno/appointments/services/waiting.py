"""The waiting list: a freed time is offered to the first who wants it, waits for them, and goes to the next."""

from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction

from vikno.appointments import policies
from vikno.appointments.enums import OPEN_TO_RESIDENTS, BookingState, Origin, WaitingState
from vikno.appointments.errors import BookingNotFound, NotBookable, ServiceNotBookable, SlotTaken, WaitingPeriodWrong
from vikno.appointments.models import Booking, WaitingEntry
from vikno.appointments.queries import Asked, door_of, free_times, services_of, terms_on, waiting_of_point
from vikno.appointments.rules.terms import Terms
from vikno.appointments.services import telling, writing
from vikno.appointments.services.locks import lock_point
from vikno.appointments.services.people import Person, key_of, read_person, require_proof
from vikno.audit import services as audit
from vikno.catalogue.models import PublicService
from vikno.common import clock
from vikno.common.actors import Actor
from vikno.network.models import Point

# Entries looked at in one round of a point: a round is part of somebody's request.
_AT_ONCE = 20


@transaction.atomic
def join_waiting(
    *, point: Point, service: PublicService, person: Person, since: date, until: date, actor: Actor, at: datetime
) -> WaitingEntry:
    """Wait for a free time within some days; who waits already is not put down twice.

    Refusals: NotBookable, ServiceNotBookable, WaitingPeriodWrong, NameMissing, ContactMissing.
    """
    policies.require_may_book(actor, point)
    code, today = str(point.hromada_id), clock.today(at)
    door = door_of(code, point.pk)
    if door not in OPEN_TO_RESIDENTS and policies.is_resident(actor):
        raise NotBookable
    if service not in services_of(point, on=today, only=service):
        raise ServiceNotBookable
    terms = terms_on(code, on=today)
    if not today <= since <= until <= today + timedelta(days=terms.horizon_days * 2):
        raise WaitingPeriodWrong
    person = read_person(person, stop=None)
    if policies.is_resident(actor):
        require_proof(person, door=door)
    entry = _entry(point, service, person, since=since, until=until, at=at)
    audit.record(
        actor=actor, action="booking.waits", subject=entry, at=at, hromada_code=code, facts={"point": point.pk}
    )  # fmt: skip
    offer_freed(point=point, at=at)
    return entry


@transaction.atomic
def leave_waiting(*, entry_id: int, actor: Actor, at: datetime) -> WaitingEntry:
    """Staff take somebody off the list."""
    rows = WaitingEntry.objects.select_for_update().filter(hromada_id=actor.hromada_code or None, pk=entry_id)
    entry = rows.filter(state=WaitingState.WAITING).first()
    if entry is None:
        raise BookingNotFound
    policies.require_may_serve(actor, entry.point_id, on=clock.today(at))
    _leave(entry, at=at)
    audit.record(
        actor=actor, action="booking.waits_no_more", subject=entry, at=at, hromada_code=actor.hromada_code,
        facts={"point": entry.point_id},
    )  # fmt: skip
    return entry


@transaction.atomic
def offer_freed(*, point: Point, at: datetime) -> list[Booking]:
    """Offer free times of a point to those who wait; whose days or offers are over waits no more."""
    code, today = str(point.hromada_id), clock.today(at)
    if not waiting_of_point(code, [point.pk]).exists():
        return []
    lock_point(point.pk)
    writing.release_overdue(point_id=point.pk, hromada_code=code, at=at)
    terms, made = terms_on(code, on=today), []
    for entry in waiting_of_point(code, [point.pk])[:_AT_ONCE]:
        if entry.until < today or entry.offers >= terms.offers_most:
            _leave(entry, at=at)
            continue
        if entry.bookings.filter(hromada_id=code, state=BookingState.HELD).exists():
            continue
        offered = _offer(entry, terms=terms, at=at)
        if offered is not None:
            made.append(offered)
    return made


def _entry(
    point: Point, service: PublicService, person: Person, *, since: date, until: date, at: datetime
) -> WaitingEntry:
    key = key_of(person.contact)
    facts = {"point": point, "service": service, "contact_key": key, "state": WaitingState.WAITING}
    try:
        with transaction.atomic():
            return WaitingEntry.objects.create(
                hromada_id=str(point.hromada_id), name=person.name, channel=person.channel, contact=person.contact,
                language=person.language, since=since, until=until, created_at=at, **facts,
            )  # fmt: skip
    except IntegrityError:
        return WaitingEntry.objects.get(hromada_id=point.hromada_id, **facts)


def _offer(entry: WaitingEntry, *, terms: Terms, at: datetime) -> Booking | None:
    """The first time that suits, held for the person; None where there is none."""
    asked = Asked(point=entry.point, service=entry.service)
    days = (entry.until - max(entry.since, clock.today(at))).days + 1
    free = free_times(asked, at=at, first=entry.since, days=days)
    notice = timedelta(minutes=terms.notice_minutes)
    moment = next((each for each in free.moments if each - notice > at), None)
    if moment is None:
        return None
    system = Actor.system(str(entry.hromada_id))
    try:
        with transaction.atomic():
            seat, ends_at = writing.seat_taken(asked, starts_at=moment, at=at)
            booking = writing.kept(
                Booking(
                    hromada_id=entry.hromada_id, number=writing.new_number(str(entry.hromada_id)), point=entry.point,
                    service=entry.service, resource_id=seat.resource, station_id=seat.station, starts_at=moment,
                    ends_at=ends_at, state=BookingState.HELD, origin=Origin.WAITING, waiting=entry,
                    held_until=min(at + timedelta(minutes=terms.offer_minutes), moment - notice),
                    name=entry.name, channel=entry.channel, contact=entry.contact, contact_key=entry.contact_key,
                    language=entry.language, created_at=at, changed_at=at,
                )
            )  # fmt: skip
            writing.note(booking, actor=system, at=at)
    except SlotTaken:
        return None
    telling.tell_offer(booking, actor=system, at=at)
    return booking


def _leave(entry: WaitingEntry, *, at: datetime) -> None:
    entry.state, entry.settled_at = WaitingState.LEFT, at
    entry.save(update_fields=["state", "settled_at"])
