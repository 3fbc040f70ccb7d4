"""The waiting list: one after another, for a while each."""

import datetime as dt

import pytest

from vikno.appointments import queries, services
from vikno.appointments.enums import BookingState, Door, WaitingState
from vikno.appointments.errors import (
    BookingNotFound,
    ContactMissing,
    HoldOver,
    MayNotAct,
    SlotTaken,
    WaitingPeriodWrong,
)
from vikno.appointments.models import Booking, WaitingEntry
from vikno.appointments.tests.world import AT, HOME, TUESDAY, World, booked, moment, person
from vikno.network.models import HoursException
from vikno.notifications.models import Message

OFFER = dt.timedelta(minutes=60)


@pytest.fixture
def full(world: World) -> list[Booking]:
    """A Tuesday of one half hour, with both desks taken."""
    HoursException.objects.create(
        point=world.point, on=TUESDAY, opens=dt.time(10), closes=dt.time(10, 30), reason="скорочений"
    )
    return [booked(world), booked(world)]


def waits(world: World, phone: str = "0501112233", **given: object) -> WaitingEntry:
    facts = {
        "point": world.point, "service": world.service, "person": person(contact=phone), "since": TUESDAY,
        "until": TUESDAY, "actor": world.resident, "at": AT,
    }  # fmt: skip
    return services.join_waiting(**{**facts, **given})


def offer_to(entry: WaitingEntry) -> Booking | None:
    return Booking.objects.filter(waiting=entry, state=BookingState.HELD).first()


def test_a_freed_time_goes_to_the_first_and_then_to_the_next(world: World, full: list[Booking]) -> None:
    first, second = waits(world), waits(world, "0501112244")
    assert offer_to(first) is None
    services.cancel_by_person(booking=full[0], actor=world.resident, at=AT)
    offer = offer_to(first)
    assert offer is not None
    assert offer_to(second) is None
    assert (offer.starts_at, offer.held_until) == (moment(10), AT + OFFER)
    said = Message.objects.filter(hromada_code=HOME, about_id=str(offer.pk)).get()
    assert said.recipient == "+380501112233"
    with pytest.raises(SlotTaken):  # it waits for the one it was offered to
        booked(world)
    later = AT + OFFER + dt.timedelta(minutes=1)
    assert services.settle_holds(hromada_code=HOME, at=later) == 1
    assert offer_to(first) is None
    assert offer_to(second) is not None
    with pytest.raises(HoldOver):
        services.accept(booking=offer, actor=world.resident, at=later)


def test_an_offer_is_taken_and_the_waiting_ends(world: World, full: list[Booking]) -> None:
    entry = waits(world)
    services.cancel_by_person(booking=full[1], actor=world.resident, at=AT)
    offer = offer_to(entry)
    assert offer is not None
    assert services.accept(booking=offer, actor=world.resident, at=AT).state == BookingState.CONFIRMED
    entry.refresh_from_db()
    assert entry.state == WaitingState.BOOKED


def test_who_declines_lets_the_next_one_in_at_once(world: World, full: list[Booking]) -> None:
    first, second = waits(world), waits(world, "0501112244")
    services.cancel_by_person(booking=full[1], actor=world.resident, at=AT)
    offer = offer_to(first)
    assert offer is not None
    services.cancel_by_person(booking=offer, actor=world.resident, at=AT)
    assert offer_to(second) is not None


def test_missed_offers_and_passed_days_end_the_waiting(world: World, full: list[Booking]) -> None:
    entry = waits(world)
    at = AT
    services.cancel_by_person(booking=full[1], actor=world.resident, at=at)
    for _offer in range(3):
        assert offer_to(entry) is not None
        at += OFFER + dt.timedelta(minutes=1)
        services.settle_holds(hromada_code=HOME, at=at)
    entry.refresh_from_db()
    assert (entry.state, entry.offers, offer_to(entry)) == (WaitingState.LEFT, 3, None)
    late = waits(world, "0501112255", at=at)
    services.settle_holds(hromada_code=HOME, at=AT + dt.timedelta(days=2))
    late.refresh_from_db()
    assert late.state == WaitingState.LEFT


def test_a_free_time_is_offered_at_once_to_who_joins(world: World) -> None:
    assert offer_to(waits(world)) is not None


def test_the_same_person_is_put_down_once(world: World, full: list[Booking]) -> None:
    assert waits(world).pk == waits(world).pk


def test_wrong_days_and_contacts_are_refused(world: World, full: list[Booking]) -> None:
    with pytest.raises(WaitingPeriodWrong):
        waits(world, since=TUESDAY, until=AT.date() - dt.timedelta(days=1))
    with pytest.raises(WaitingPeriodWrong):
        waits(world, until=TUESDAY + dt.timedelta(days=400))
    with pytest.raises(ContactMissing):
        waits(world, "")


def test_staff_take_somebody_off_the_list(world: World, full: list[Booking]) -> None:
    entry = waits(world)
    with pytest.raises(MayNotAct):
        services.leave_waiting(entry_id=entry.pk, actor=world.starosta, at=AT)
    services.leave_waiting(entry_id=entry.pk, actor=world.officer, at=AT)
    with pytest.raises(BookingNotFound):
        services.leave_waiting(entry_id=entry.pk, actor=world.officer, at=AT)
    assert list(queries.waiting_of_point(HOME, [world.point.pk])) == []


def test_where_a_name_is_enough_one_may_wait_without_a_contact(world: World, full: list[Booking]) -> None:
    services.set_door(point=world.point, door=Door.NAME, actor=world.head, at=AT)
    assert waits(world, "").state == WaitingState.WAITING
