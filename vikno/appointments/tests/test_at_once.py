"""C1: many clients after the last time, on real connections: as many winners as places, an answer for the rest."""

import datetime as dt
import sys
from dataclasses import replace
from functools import partial
from itertools import pairwise

import pytest

from tests import at_once
from tests import factories as make
from tests.at_once import kinds
from vikno.appointments import services
from vikno.appointments.enums import TAKING, BookingState
from vikno.appointments.errors import SlotTaken
from vikno.appointments.models import Booking
from vikno.appointments.services import booking
from vikno.appointments.tests import world as worlds
from vikno.appointments.tests.world import AT, HOME, World, booked, moment, person
from vikno.common import tenancy

pytestmark = pytest.mark.django_db(transaction=True)
PEOPLE, CONNECTIONS = 12, 12
all_at_once = partial(at_once.all_at_once, people=PEOPLE, of=HOME, connections=CONNECTIONS)


@pytest.fixture
def office(transactional_db: None) -> World:
    with tenancy.working_for(HOME):
        return worlds.build(desks=1)


def take(office: World, place: int, starts_at: dt.datetime | None = None) -> Booking:
    who = person(contact=f"+38067{place:07d}")
    return booked(office, starts_at, person=who, actor=office.resident, origin="site")


def taken_at(starts_at: dt.datetime) -> int:
    with tenancy.working_for(HOME):
        return Booking.objects.filter(hromada_id=HOME, starts_at=starts_at, state__in=TAKING).count()


def test_the_last_time_has_one_winner_and_the_rest_are_told_of_others(office: World) -> None:
    results = all_at_once(lambda place: take(office, place))
    assert kinds(results) == {"done": 1, SlotTaken.__name__: PEOPLE - 1}
    assert all(result.nearest for result in results if isinstance(result, SlotTaken))
    assert taken_at(moment(10)) == 1


def test_only_the_same_question_has_the_same_answer(office: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of another service, stop, booking or time other times are free: whoever asks for them works them out."""
    asked, keys = office.asked, list[object]()
    monkeypatch.setattr(booking._NEAREST, "answer", lambda key, _work: keys.append(key) or [])
    with tenancy.working_for(HOME):
        other, stop = replace(asked, service=make.service("Паспорт")), worlds.desk(office, "Вікно 9")
    others = [asked, other, replace(asked, stop=stop), replace(asked, besides=7)]
    for one in others:
        booking.other_times(one, moment(10), at=AT)
    booking.other_times(asked, moment(11), at=AT)
    booking.other_times(asked, moment(10), at=AT + dt.timedelta(minutes=1))
    assert len(set(keys)) == 6
    booking.other_times(asked, moment(10), at=AT + dt.timedelta(seconds=3))
    assert len(set(keys)) == 6, "the same minute is the same question"


def test_two_places_have_two_winners(office: World) -> None:
    with tenancy.working_for(HOME):
        worlds.desk(office, "Вікно 2")
    results = all_at_once(lambda place: take(office, place))
    assert kinds(results) == {"done": 2, SlotTaken.__name__: PEOPLE - 2}


def test_overlapping_times_are_one_place_too(office: World) -> None:
    """Ten, a quarter past and half past: of twenty minutes each, never two that overlap."""
    times = [moment(10), moment(10, 15), moment(10, 30)]
    all_at_once(lambda place: take(office, place, times[place % 3]))
    with tenancy.working_for(HOME):
        spans = sorted(Booking.objects.filter(hromada_id=HOME).values_list("starts_at", "ends_at"))
    assert all(early[1] <= late[0] for early, late in pairwise(spans))
    assert len(spans) in (1, 2)


def test_a_cancelled_time_is_taken_once_again(office: World) -> None:
    with tenancy.working_for(HOME):
        first = booked(office)

    def act(place: int) -> object:
        if place == 0:
            return services.cancel_by_person(booking=first, actor=office.resident, at=AT)
        return take(office, place)

    all_at_once(act)
    assert taken_at(moment(10)) <= 1
    winners = all_at_once(lambda place: take(office, place + 100))
    assert taken_at(moment(10)) == 1
    assert kinds(winners)["done"] <= 1


def test_a_held_time_is_confirmed_once(office: World) -> None:
    with tenancy.working_for(HOME):
        booking = worlds.held(office)
    results = all_at_once(lambda _place: services.accept(booking=booking, actor=office.resident, at=AT))
    assert kinds(results) == {"done": PEOPLE}
    with tenancy.working_for(HOME):
        now = Booking.objects.get(hromada_id=HOME, pk=booking.pk)
        assert now.state == BookingState.CONFIRMED
        assert list(now.events.order_by("pk").values_list("state", flat=True)) == ["held", "confirmed"]


def test_one_telephone_does_not_take_more_than_its_limit(office: World) -> None:
    days = [worlds.TUESDAY + dt.timedelta(days=step) for step in (0, 1, 2, 3)]

    def act(place: int) -> object:
        return worlds.held(office, moment(9 + place // 4, on=days[place % 4]))

    results = all_at_once(act)
    assert kinds(results)["done"] == 2


@pytest.mark.slow
@pytest.mark.parametrize("capacity", [1, 2, 5])
def test_two_hundred_clients_after_the_last_time(office: World, capacity: int) -> None:
    """C1 at full size: rounds of two hundred; everybody who lost has a plain answer within five seconds."""
    with tenancy.working_for(HOME):
        for number in range(2, capacity + 1):
            worlds.desk(office, f"Вікно {number}")
        facts = services.CapacityFacts(opens=dt.time(9), closes=dt.time(18), staff=capacity, weekday=2)
        services.add_capacity(point=office.point, facts=facts, actor=office.head, at=AT)
    rounds, longest = 18 if capacity == 1 else 5, 0.0
    for number in range(rounds):
        starts_at = moment(9) + dt.timedelta(minutes=30 * number)
        if starts_at.hour == 13:
            continue
        results = all_at_once(lambda place: take(office, place, starts_at), people=200, connections=20)  # noqa: B023
        assert kinds(results) == {"done": capacity, SlotTaken.__name__: 200 - capacity}, number
        assert taken_at(starts_at) == capacity
        longest = max(longest, *(getattr(result, "took", 0.0) for result in results))
        with tenancy.working_for(HOME):  # those who won are not counted against their telephones again
            Booking.objects.filter(hromada_id=HOME).update(contact_key="")
    sys.stdout.write(f"{capacity} of 200: the slowest answer took {longest:.1f} s\n")
    assert longest < 5, longest
