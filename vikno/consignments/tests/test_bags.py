"""Filling and sealing a bag."""

import pytest
from django.db import IntegrityError, transaction

from vikno.audit.models import JournalEntry, OutboxEvent
from vikno.audit.queries import first_broken_link
from vikno.cases import queries as case_queries
from vikno.cases import services as cases
from vikno.cases.services import PaperLine
from vikno.common import tenancy
from vikno.common.identifiers import has_valid_check_digit
from vikno.consignments import errors, queries, services
from vikno.consignments.enums import BagState, ItemState
from vikno.consignments.models import Bag, BagItem, BagSeries, Custody
from vikno.consignments.tests import world as worlds
from vikno.consignments.tests.world import World, after, bag_with, remote_case, sealed
from vikno.documents import services as documents
from vikno.documents.tests.reading import pages_of
from vikno.network.errors import NetworkHasNoNumber
from vikno.network.models import Centre

pytestmark = pytest.mark.django_db


def test_a_bag_takes_a_number_of_its_own_series(world: World) -> None:
    first = services.open_bag(actor=world.remote_officer, at=after(1), origin=world.remote, destination=world.main)
    second = services.open_bag(actor=world.officer, at=after(1), origin=world.main, destination=world.remote)
    assert (first.number[:11], second.number[:11]) == ("26041700001", "26041700002")
    assert len(first.number) == 12
    assert has_valid_check_digit(first.number)
    assert BagSeries.objects.get().last == 2


def test_the_open_bag_of_a_way_is_given_back_and_no_number_is_lost(world: World) -> None:
    first = services.open_bag(actor=world.remote_officer, at=after(1), origin=world.remote, destination=world.main)
    again = services.open_bag(actor=world.remote_officer, at=after(2), origin=world.remote, destination=world.main)
    assert again == first
    assert BagSeries.objects.get().last == 1
    assert JournalEntry.objects.filter(action="bag.opened").count() == 1


def test_the_database_forbids_a_second_open_bag_of_a_way(world: World) -> None:
    bag = bag_with(world, [])
    with pytest.raises(IntegrityError, match="one_open_bag_a_route"), transaction.atomic():
        Bag.objects.create(
            hromada_id=bag.hromada_id, number="0", origin_point=world.remote, destination_point=world.main,
            opened_at=after(1),
        )  # fmt: skip


@pytest.mark.parametrize("who", ["courier", "provider", "officer", "starosta_elsewhere"])
def test_only_who_works_there_opens_a_bag(world: World, who: str) -> None:
    actor = {
        "courier": world.courier, "provider": world.provider, "officer": world.officer,
        "starosta_elsewhere": world.starosta,
    }[who]  # fmt: skip
    origin = world.main if who == "starosta_elsewhere" else world.remote
    with pytest.raises(errors.NotYourPoint):
        services.open_bag(actor=actor, at=after(1), origin=origin, destination=world.main)
    assert not Bag.objects.exists()


def test_a_head_opens_a_bag_anywhere(world: World) -> None:
    assert services.open_bag(actor=world.head, at=after(1), origin=world.remote, destination=world.main).pk


def test_a_bag_goes_somewhere_else_and_to_our_own(world: World) -> None:
    with pytest.raises(errors.SameOriginAndDestination):
        services.open_bag(actor=world.head, at=after(1), origin=world.main, destination=world.main)
    other = worlds.build(worlds.NEIGHBOUR, name="Сусідня", network=7)
    tenancy.bind(worlds.HOME)
    for place in (other.main, other.provider_body):
        with pytest.raises(errors.DestinationNotOurs):
            services.open_bag(actor=world.head, at=after(1), origin=world.main, destination=place)


def test_a_network_without_a_number_gives_none(world: World) -> None:
    Centre.objects.update(network_number=None)
    with pytest.raises(NetworkHasNoNumber):
        bag_with(world, [])


def test_a_case_is_put_in_once(world: World) -> None:
    case = remote_case(world, papers=[
        PaperLine(name="Заява", evidence_form="original", sheets=2),
        PaperLine(name="Довідка", evidence_form="both", sheets=3),
        PaperLine(name="Паспорт", evidence_form="shown", sheets=9),
        PaperLine(name="Скан", evidence_form="electronic", sheets=9),
    ])  # fmt: skip
    bag = bag_with(world, [case])
    again = services.add_case_to_bag(bag=bag, case=case, actor=world.remote_officer, at=after(2))
    item = BagItem.objects.get()
    assert again == item
    assert item.sheets == 5
    assert item.state == ItemState.EXPECTED
    assert JournalEntry.objects.filter(action="bag.case_added").count() == 1


def test_putting_in_moves_nothing_yet(world: World) -> None:
    case = remote_case(world)
    bag_with(world, [case])
    assert worlds.holder(case) == ("point", "ВРМ Вербівка")
    assert queries.where_is(case).bag_number == Bag.objects.get().number
    assert not Custody.objects.exists()


def test_a_case_lies_in_one_bag_at_a_time(world: World) -> None:
    case = remote_case(world)
    first = bag_with(world, [case])
    second = bag_with(world, [], to=world.provider_body)
    with pytest.raises(errors.AlreadyInBag, match=queries.where_is(case).bag_shown):
        services.add_case_to_bag(bag=second, case=case, actor=world.remote_officer, at=after(2))
    with pytest.raises(IntegrityError, match="case_in_one_bag_at_a_time"), transaction.atomic():
        BagItem.objects.create(hromada_id=first.hromada_id, bag=second, case=case, sheets=1)


def test_papers_that_are_elsewhere_are_not_put_in(world: World) -> None:
    case = worlds.case_in(world)
    bag = bag_with(world, [])
    with pytest.raises(errors.PapersElsewhere, match="Основний офіс"):
        services.add_case_to_bag(bag=bag, case=case, actor=world.remote_officer, at=after(2))
    assert not BagItem.objects.exists()


def test_a_provider_gets_its_own_undecided_cases_only(world: World) -> None:
    case = worlds.case_in(world)
    case.provider = None
    case.save()
    bag = bag_with(world, [], origin=world.main, to=world.provider_body, actor=world.officer)
    with pytest.raises(errors.WrongProvider):
        services.add_case_to_bag(bag=bag, case=case, actor=world.officer, at=after(2))
    other = worlds.case_in(world)
    worlds.decided(world, other)
    services.take_back(case=other, point=world.main, actor=world.officer, at=after(40))
    with pytest.raises(errors.NotToBeForwarded, match="результат у ЦНАП"):
        services.add_case_to_bag(bag=bag, case=other, actor=world.officer, at=after(41))


def test_a_case_that_is_over_travels_no_more(world: World) -> None:
    case = worlds.case_in(world)
    worlds.decided(world, case)
    services.take_back(case=case, point=world.main, actor=world.officer, at=after(40))
    cases.issue_result(case=case, actor=world.officer, at=after(50), point=world.main, identity_seen="ID-картка")
    bag = bag_with(world, [], origin=world.main, to=world.remote, actor=world.officer, at=after(51))
    with pytest.raises(errors.CaseIsOver):
        services.add_case_to_bag(bag=bag, case=case, actor=world.officer, at=after(52))


def test_a_full_bag_takes_no_more(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    from vikno.consignments.services import bags

    monkeypatch.setattr(bags, "MOST_IN_A_BAG", 1)
    with pytest.raises(errors.BagIsFull, match="1 справ"):
        bag_with(world, [remote_case(world), remote_case(world)])


def test_a_case_is_taken_out_again(world: World) -> None:
    case = remote_case(world)
    bag = bag_with(world, [case])
    for _ in range(2):
        services.remove_case(bag=bag, case=case, actor=world.remote_officer, at=after(2))
    assert not BagItem.objects.exists()
    assert JournalEntry.objects.filter(action="bag.case_removed").count() == 1
    assert queries.where_is(case).bag_number == ""


def test_a_sealed_bag_has_its_manifest_and_tells_each_case(world: World) -> None:
    listed = [remote_case(world), remote_case(world)]
    bag = sealed(world, listed, seal="  А  0001 ")
    bag.refresh_from_db()
    assert (bag.state, bag.seal) == (BagState.SEALED, "А 0001")
    assert bag.sealed_by_id == world.remote_officer.user_id
    for case in listed:
        step = case_queries.steps_of(case).last()
        assert step is not None
        assert step.step == "bagged"
        assert step.note == f"пакет {queries.where_is(case).bag_shown}, пломба А 0001"
    assert bag.manifest is not None
    text = "".join(pages_of(documents.reprint(bag.manifest)))
    assert "А0001" in text
    assert "ВРМВербівка" in text
    assert "Основнийофіс" in text
    assert "Іваненко" not in text
    assert OutboxEvent.objects.filter(topic="bag.sealed").count() == 1
    assert first_broken_link(worlds.HOME) is None


def test_sealing_twice_is_sealing_once(world: World) -> None:
    bag = sealed(world, [remote_case(world)])
    services.seal_bag(bag=bag, seal="А 0001", actor=world.remote_officer, at=after(3))
    assert JournalEntry.objects.filter(action="bag.sealed").count() == 1
    with pytest.raises(errors.MoveNotAllowed):
        services.seal_bag(bag=bag, seal="А 0002", actor=world.remote_officer, at=after(3))


@pytest.mark.parametrize(("seal", "refusal"), [("", errors.SealMissing), (" \u00a0", errors.SealMissing)])
def test_a_seal_has_a_number(world: World, seal: str, refusal: type[Exception]) -> None:
    bag = bag_with(world, [remote_case(world)])
    with pytest.raises(refusal):
        services.seal_bag(bag=bag, seal=seal, actor=world.remote_officer, at=after(2))


def test_an_empty_bag_is_not_sealed(world: World) -> None:
    with pytest.raises(errors.BagIsEmpty):
        sealed(world, [])


def test_a_seal_hangs_on_one_bag(world: World) -> None:
    first = sealed(world, [remote_case(world)])
    bag = bag_with(world, [worlds.case_in(world)], origin=world.main, to=world.remote, actor=world.officer)
    with pytest.raises(errors.SealInUse, match=queries.items_of(first)[0].bag.number[:2]):
        services.seal_bag(bag=bag, seal="А 0001", actor=world.officer, at=after(3))
    assert not Bag.objects.get(pk=bag.pk).manifest_id


def test_papers_that_left_by_another_way_stop_the_seal(world: World) -> None:
    case = worlds.case_in(world)
    bag = bag_with(world, [case], origin=world.main, to=world.remote, actor=world.officer)
    cases.record_step(
        case=case, step="forwarded", actor=world.officer, at=after(2), point=world.main, organisation=case.provider
    )
    with pytest.raises(errors.PapersElsewhere, match="УСЗН"):
        services.seal_bag(bag=bag, seal="1", actor=world.officer, at=after(3))
    assert Bag.objects.get(pk=bag.pk).state == BagState.OPEN


def test_a_sealed_bag_is_closed(world: World) -> None:
    case = remote_case(world)
    bag = sealed(world, [case])
    with pytest.raises(errors.BagIsClosed):
        services.add_case_to_bag(bag=bag, case=remote_case(world), actor=world.remote_officer, at=after(4))
    with pytest.raises(errors.BagIsClosed):
        services.remove_case(bag=bag, case=case, actor=world.remote_officer, at=after(4))
    assert BagItem.objects.count() == 1


def test_a_seal_is_taken_off_for_a_reason(world: World) -> None:
    bag = sealed(world, [remote_case(world)])
    manifest = bag.manifest
    with pytest.raises(errors.ReasonMissing):
        services.unseal_bag(bag=bag, reason=" ", actor=world.remote_officer, at=after(3))
    services.unseal_bag(bag=bag, reason="забули справу", actor=world.remote_officer, at=after(3))
    services.add_case_to_bag(bag=bag, case=remote_case(world), actor=world.remote_officer, at=after(4))
    services.seal_bag(bag=bag, seal="А 0002", actor=world.remote_officer, at=after(5))
    bag.refresh_from_db()
    assert bag.manifest != manifest
    assert BagItem.objects.count() == 2


def test_a_seal_stays_while_another_bag_of_the_way_is_open(world: World) -> None:
    bag = sealed(world, [remote_case(world)])
    bag_with(world, [remote_case(world)])
    with pytest.raises(errors.MoveNotAllowed):
        services.unseal_bag(bag=bag, reason="забули", actor=world.remote_officer, at=after(3))


@pytest.mark.parametrize("who", ["officer", "courier", "provider"])
def test_another_person_packs_nothing(world: World, who: str) -> None:
    case = remote_case(world)
    bag = bag_with(world, [case])
    actor = getattr(world, who)
    for act in (
        lambda: services.add_case_to_bag(bag=bag, case=remote_case(world), actor=actor, at=after(2)),
        lambda: services.remove_case(bag=bag, case=case, actor=actor, at=after(2)),
        lambda: services.seal_bag(bag=bag, seal="1", actor=actor, at=after(2)),
    ):
        with pytest.raises((errors.NotYourBag, errors.BagNotFound)):
            act()
    assert list(queries.items_of(bag).values_list("case_id", flat=True)) == [case.pk]
    assert Bag.objects.get().state == BagState.OPEN


def test_a_neighbour_finds_no_bag(world: World) -> None:
    bag = sealed(world, [remote_case(world)])
    other = worlds.build(worlds.NEIGHBOUR, name="Сусідня", network=7)
    for act in (
        lambda: queries.access_bag(other.head, bag.number),
        lambda: services.seal_bag(bag=bag, seal="2", actor=other.head, at=after(3)),
        lambda: services.unseal_bag(bag=bag, reason="так", actor=other.head, at=after(3)),
        lambda: services.take_bag(bag=bag, actor=other.courier, at=after(3)),
    ):
        with pytest.raises(errors.BagNotFound):
            act()
    tenancy.bind(worlds.HOME)
    assert Bag.objects.get(pk=bag.pk).state == BagState.SEALED


def test_several_cases_are_packed_at_once_or_none(world: World) -> None:
    here, elsewhere = remote_case(world), worlds.case_in(world)
    way = {"origin": world.remote, "destination": world.main, "actor": world.remote_officer, "at": after(1)}
    with pytest.raises(errors.PapersElsewhere), transaction.atomic():
        services.pack_cases(packed=[here, elsewhere], **way)
    assert not Bag.objects.exists()
    bag = services.pack_cases(packed=[here], **way)
    assert services.pack_cases(packed=[here, remote_case(world)], **way) == bag
    assert BagItem.objects.filter(bag=bag).count() == 2
