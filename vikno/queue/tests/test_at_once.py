"""Several windows press at the same moment: real connections, real commits; each ticket comes to one window."""

import datetime as dt
import uuid
from collections.abc import Callable
from functools import partial

import pytest
from django.db import transaction

from tests import at_once, visitors
from tests import factories as make
from vikno.appointments.models import Booking
from vikno.audit.queries import first_broken_link
from vikno.common import tenancy
from vikno.queue import services
from vikno.queue.enums import IssuedBy, Purpose, State
from vikno.queue.models import Call, Ticket
from vikno.queue.tests import world as worlds
from vikno.queue.tests.world import AT, World, after, sat, ticket

pytestmark = pytest.mark.django_db(transaction=True)
WINDOWS = 10


@pytest.fixture
def world() -> World:
    with transaction.atomic():
        made = worlds.build(windows=WINDOWS)
        for window in range(WINDOWS):
            sat(made, window)
        return made


all_at_once = partial(at_once.all_at_once, people=WINDOWS, of=worlds.HOME)


def _press(world: World, *, at: dt.datetime, presses: list[uuid.UUID]) -> Callable[[int], object]:
    def call(window: int) -> object:
        made = services.call_next_ticket(press=presses[window], actor=world.officers[window], at=at)
        return made.ticket_id if made else None

    return call


def assert_each_has_one_window(world: World, *, rounds: int, tickets: int) -> None:
    """Fewer tickets than windows: exactly that many windows win, and nobody is called twice."""
    for number in range(rounds):
        at = after(number / 10)  # six seconds: beyond a double press, within the day
        with tenancy.working_for(worlds.HOME):
            for _ in range(tickets):
                ticket(world, at=at)
        results = all_at_once(_press(world, at=at, presses=[uuid.uuid4() for _ in range(WINDOWS)]))
        won = [result for result in results if result is not None]
        assert all(isinstance(result, int) for result in won), results
        assert len(won) == len(set(won)) == tickets
    with tenancy.working_for(worlds.HOME):
        assert Call.objects.count() == Ticket.objects.count() == rounds * tickets
        assert not Ticket.objects.filter(state=State.WAITING).exists()
        assert first_broken_link(worlds.HOME) is None


def test_ten_windows_after_the_next_ticket(world: World) -> None:
    assert_each_has_one_window(world, rounds=3, tickets=1)


def test_ten_windows_after_seven_tickets(world: World) -> None:
    assert_each_has_one_window(world, rounds=1, tickets=7)


@pytest.mark.slow
def test_ten_windows_a_hundred_rounds(world: World) -> None:
    assert_each_has_one_window(world, rounds=100, tickets=1)


def test_two_presses_of_each_window_within_a_moment_are_one(world: World) -> None:
    with tenancy.working_for(worlds.HOME):
        for _ in range(2 * WINDOWS):
            ticket(world)
    presses = [uuid.uuid4() for _ in range(WINDOWS)]
    call = _press(world, at=AT, presses=presses * 2)
    results = all_at_once(lambda place: (place % WINDOWS, call(place % WINDOWS)), people=2 * WINDOWS)
    assert len(set(results)) == WINDOWS, results
    with tenancy.working_for(worlds.HOME):
        assert Call.objects.count() == WINDOWS
        first = sorted(Ticket.objects.exclude(state=State.WAITING).values_list("number", flat=True))
        assert first == list(range(1, WINDOWS + 1))


def assert_numbers_differ(world: World, people: int, connections: int | None = None) -> None:
    numbers = all_at_once(lambda _place: ticket(world).number, people=people, connections=connections)
    assert sorted(numbers, key=str) == sorted(range(1, people + 1), key=str)


def test_numbers_taken_at_once_are_all_different(world: World) -> None:
    assert_numbers_differ(world, 12)


@pytest.mark.slow
def test_two_hundred_people_take_a_number(world: World) -> None:
    assert_numbers_differ(world, 200, connections=60)


def test_one_window_is_taken_by_one_officer(world: World) -> None:
    with tenancy.working_for(worlds.HOME):
        for officer in world.officers:
            services.end_shift(actor=officer, at=after(1))

    def sit(place: int) -> object:
        return services.begin_shift(counter=world.counters[0], actor=world.officers[place], at=after(2)).pk

    results = all_at_once(sit)
    assert sum(isinstance(result, int) for result in results) == 1
    assert {type(result).__name__ for result in results} == {"int", "CounterTaken"}


def test_ten_receptionists_receive_one_booked_person_once(world: World) -> None:
    """And two booked people at once: no ring between the row, the number of the day and the journal."""
    with tenancy.working_for(worlds.HOME):
        service = make.service()
        people = [visitors.booking(world.point, service) for _ in range(2)]
        Booking.objects.filter(hromada_id=worlds.HOME).update(starts_at=after(10), ends_at=after(30))

    def receive(place: int) -> object:
        if place == 0:  # somebody booked on paper: the number of the day first, then the journal
            return ticket(world, at=AT, purpose=Purpose.BOOKED, booked_for=after(10)).pk
        return services.receive_booked(
            booking=people[place % 2], point=world.point, issued_by=IssuedBy.RECEPTION, actor=world.officers[place],
            at=AT,
        ).pk  # fmt: skip

    results = all_at_once(receive)
    assert not [each for each in results if isinstance(each, Exception)]
    assert len(set(results)) == 3
    with tenancy.working_for(worlds.HOME):
        assert sorted(Ticket.objects.filter(purpose=Purpose.BOOKED).values_list("number", flat=True)) == [1, 2, 3]
        assert [one.events.filter(state="attended").count() for one in people] == [1, 1]
        assert first_broken_link(worlds.HOME) is None
