"""Two heads at the same moment: one wins, the other is told."""

import datetime as dt
from uuid import uuid4

import pytest

from tests.at_once import all_at_once, kinds
from vikno.appointments.models import Booking
from vikno.common import tenancy
from vikno.continuity import services
from vikno.continuity.models import Interruption, InterruptionBooking
from vikno.continuity.tests import world as worlds
from vikno.continuity.tests.world import AT, World, at
from vikno.notifications.models import Message

pytestmark = pytest.mark.django_db(transaction=True)
HOME = worlds.office.HOME


@pytest.fixture
def world(transactional_db: None) -> World:
    with tenancy.working_for(HOME):
        return worlds.build()


def test_the_same_cause_begins_once_and_ends_once(world: World) -> None:
    with tenancy.working_for(HOME):
        bookings = [world.booked(9, 30), world.booked(9, 45), world.booked(10, 15)]
        count = Message.objects.count()
    results = all_at_once(lambda place: world.interrupted(actor=world.head, press=uuid4()), people=4, of=HOME)
    assert kinds(results) == {"done": 1, "AlreadyInForce": 3}
    with tenancy.working_for(HOME):
        made = Interruption.objects.get()
        assert InterruptionBooking.objects.count() == len(bookings)
        assert Message.objects.count() == count + len(bookings), "each once"
    ended = all_at_once(
        lambda place: services.end_interruption(
            interruption=made, actor=world.head, at=at(9, 20) + dt.timedelta(seconds=place)
        ),
        people=4, of=HOME,
    )  # fmt: skip
    assert kinds(ended) == {"done": 1, "AlreadyOver": 3}
    with tenancy.working_for(HOME):
        assert Message.objects.count() == count + 2 * len(bookings)


def test_a_double_press_is_one_interruption(world: World) -> None:
    press = uuid4()
    results = all_at_once(lambda place: world.interrupted(press=press).pk, people=3, of=HOME)
    assert kinds(results) == {"done": 3}
    assert len(set(results)) == 1


def test_whoever_books_at_the_moment_is_before_or_after(world: World) -> None:
    """Nobody is left with a time at a point that is closed and without a word."""

    def act(place: int) -> object:
        return world.interrupted(moment=AT) if place == 0 else world.booked(9, 30 + 15 * (place % 2))

    results = all_at_once(act, people=4, of=HOME)
    assert not set(kinds(results)) - {"done", "SlotTaken"}
    with tenancy.working_for(HOME):
        made = Interruption.objects.get()
        standing = Booking.objects.filter(state="booked", starts_at__lt=at(10))
        assert not standing.exists()
        assert made.bookings.count() == Booking.objects.filter(state="by_centre").count()
