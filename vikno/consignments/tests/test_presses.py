"""Several presses at the same moment are one press: five hands, real connections, real locks."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from vikno.audit.models import JournalEntry
from vikno.audit.queries import first_broken_link
from vikno.cases import services as cases
from vikno.common import tenancy
from vikno.common.errors import Refusal
from vikno.consignments import queries, services
from vikno.consignments.enums import ItemState
from vikno.consignments.models import Bag, BagItem, BagSeries, Custody
from vikno.consignments.rules import Finding
from vikno.consignments.tests import world as worlds
from vikno.consignments.tests.world import INTACT, World, after, remote_case, sealed, taken

pytestmark = pytest.mark.django_db(transaction=True)
HANDS = 5


@pytest.fixture
def world(transactional_db: None) -> World:
    """Committed, so that every connection sees it."""
    with tenancy.working_for(worlds.HOME):
        return worlds.build()


def at_once(act: Callable[[int], Any], hands: int = HANDS) -> list[Any]:
    """Run `act` in several connections at one moment; a refusal is an answer too, anything else is a fault."""
    gate = Barrier(hands)

    def press(number: int) -> Any:
        try:
            gate.wait(timeout=20)
            return act(number)
        except Refusal as refusal:
            return refusal.code
        finally:
            connection.close()

    with ThreadPoolExecutor(hands) as pool:
        return list(pool.map(press, range(hands)))


def bound(act: Callable[[int], Any]) -> Callable[[int], Any]:
    """One press in one transaction of the hromada."""

    def work(number: int) -> Any:
        with tenancy.working_for(worlds.HOME):
            return act(number)

    return work


def test_one_way_has_one_open_bag_and_one_number(world: World) -> None:
    @bound
    def open_(_: int) -> str:
        return services.open_bag(
            actor=world.remote_officer, at=after(1), origin=world.remote, destination=world.main
        ).number

    numbers = at_once(open_)
    with tenancy.working_for(worlds.HOME):
        assert set(numbers) == {Bag.objects.get().number}
        assert BagSeries.objects.get().last == 1


def test_one_case_goes_into_one_of_two_bags(world: World) -> None:
    with tenancy.working_for(worlds.HOME):
        case = remote_case(world)
        bags = [worlds.bag_with(world, []), worlds.bag_with(world, [], to=world.provider_body)]

    @bound
    def put(number: int) -> str:
        return str(
            services.add_case_to_bag(bag=bags[number % 2], case=case, actor=world.remote_officer, at=after(2)).pk
        )

    answers = at_once(put)
    with tenancy.working_for(worlds.HOME):
        item = BagItem.objects.get()
        assert set(answers) == {str(item.pk), "consignments.already_in_bag"}


def test_a_bag_is_taken_by_one_courier_at_a_time(world: World) -> None:
    with tenancy.working_for(worlds.HOME):
        bag = sealed(world, [remote_case(world)])

    @bound
    def take(_: int) -> str:
        return services.take_bag(bag=Bag.objects.get(pk=bag.pk), actor=world.courier, at=after(3)).state

    assert set(at_once(take)) == {"on_the_way"}
    with tenancy.working_for(worlds.HOME):
        assert JournalEntry.objects.filter(action="bag.taken").count() == 1
        assert Custody.objects.filter(until=None).count() == 1


def test_a_receipt_sent_five_times_is_one_receipt(world: World) -> None:
    with tenancy.working_for(worlds.HOME):
        came, lost = remote_case(world), remote_case(world)
        bag = taken(world, [came, lost])
    findings = [
        Finding(number=came.number, state=ItemState.PRESENT),
        Finding(number=lost.number, state=ItemState.MISSING),
    ]

    @bound
    def receive(_: int) -> Any:
        found = queries.access_bag(world.officer, bag.number)
        return services.receive_bag(bag=found, findings=findings, receipt=INTACT, actor=world.officer, at=after(9))

    answers = at_once(receive)
    with tenancy.working_for(worlds.HOME):
        assert answers == [answers[0]] * HANDS
        assert answers[0].missing == (lost.number,)
        assert JournalEntry.objects.filter(action="bag.received").count() == 1
        assert first_broken_link(worlds.HOME) is None


def test_bags_and_decisions_at_once_do_not_lock_each_other(world: World) -> None:
    """Sealing walks many cases and the journal; notes on the same cases come in between."""
    with tenancy.working_for(worlds.HOME):
        listed = [remote_case(world) for _ in range(6)]
        bag = worlds.bag_with(world, listed)

    @bound
    def seal(_: int) -> str:
        found = queries.access_bag(world.remote_officer, bag.number)
        return services.seal_bag(bag=found, seal="1", actor=world.remote_officer, at=after(5)).state

    @bound
    def note(number: int) -> None:
        cases.add_note(case=listed[number], actor=world.officer, at=after(5), text="примітка")

    def act(number: int) -> str:
        if number == 0:
            return str(seal(number))
        for place in reversed(range(len(listed))):
            note(place)
        return "noted"

    assert set(at_once(act)) == {"sealed", "noted"}
    with tenancy.working_for(worlds.HOME):
        assert first_broken_link(worlds.HOME) is None
