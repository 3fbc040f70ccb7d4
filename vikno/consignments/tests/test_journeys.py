"""A bag is taken, carried, opened and counted; custody moves only for what really came."""

import datetime as dt

import pytest

from vikno.audit.models import JournalEntry
from vikno.cases import queries as case_queries
from vikno.cases.enums import CaseState
from vikno.cases.models import Case
from vikno.common import tenancy
from vikno.consignments import errors, queries, services
from vikno.consignments.enums import BagState, ItemState, MissingWith
from vikno.consignments.models import Bag, BagItem, Custody
from vikno.consignments.rules import Finding
from vikno.consignments.services import Receipt
from vikno.consignments.tests import world as worlds
from vikno.consignments.tests.world import INTACT, World, after, all_here, remote_case, sealed, taken
from vikno.documents import services as documents
from vikno.documents.tests.reading import pages_of, squeezed

pytestmark = pytest.mark.django_db
BROKEN = Receipt(seal_was_intact=False, note="дріт розірвано")


def here(case: Case, note: str = "") -> Finding:
    return Finding(number=case.number, state=ItemState.PRESENT, note=note)


def missing(case: Case, stays_with: MissingWith | None = None) -> Finding:
    return Finding(number=case.number, state=ItemState.MISSING, stays_with=stays_with)


def steps(case: Case) -> list[str]:
    return [row.step for row in case_queries.steps_of(case)]


def last_note(case: Case) -> str:
    row = case_queries.steps_of(case).last()
    assert row is not None
    return row.note


# ---- taking


def test_a_courier_takes_a_bag_and_holds_its_papers(world: World) -> None:
    case = remote_case(world)
    bag = taken(world, [case])
    assert bag.state == BagState.ON_THE_WAY
    assert worlds.holder(case) == ("courier", world.courier.name)
    holding = queries.where_is(case)
    assert (holding.since, holding.bag_number) == (after(3), bag.number)
    assert steps(case) == ["registered", "bagged", "dispatched"]
    assert world.courier.name in last_note(case)


def test_taking_twice_is_taking_once(world: World) -> None:
    bag = taken(world, [remote_case(world)])
    services.take_bag(bag=bag, actor=world.courier, at=after(5))
    assert Bag.objects.get().taken_at == after(3)
    assert JournalEntry.objects.filter(action="bag.taken").count() == 1
    assert Custody.objects.count() == 2


def test_couriers_relay(world: World) -> None:
    case = remote_case(world)
    bag = taken(world, [case])
    next_courier = worlds.second_courier(world)
    services.take_bag(bag=queries.access_bag(next_courier, bag.number), actor=next_courier, at=after(6))
    assert worlds.holder(case) == ("courier", next_courier.name)
    assert [row.holder_kind for row in Custody.objects.order_by("since")] == ["point", "courier", "courier"]


def test_an_open_bag_is_not_taken(world: World) -> None:
    bag = worlds.bag_with(world, [remote_case(world)])
    with pytest.raises(errors.BagNotFound):
        services.take_bag(bag=bag, actor=world.courier, at=after(3))
    with pytest.raises(errors.MoveNotAllowed):
        services.take_bag(bag=bag, actor=world.starosta, at=after(3))


def test_a_starosta_brings_the_papers(world: World) -> None:
    case = remote_case(world)
    services.take_bag(bag=sealed(world, [case]), actor=world.starosta, at=after(3))
    assert worlds.holder(case) == ("courier", world.starosta.name)


def test_a_provider_carries_nothing(world: World) -> None:
    bag = sealed(world, [remote_case(world)])
    with pytest.raises(errors.BagNotFound):
        services.take_bag(bag=bag, actor=world.provider, at=after(3))


def test_the_sender_writes_down_who_took_it(world: World) -> None:
    case = remote_case(world)
    bag = sealed(world, [case])
    courier = worlds.user_of(world.courier)
    for _ in range(2):
        services.hand_to_courier(bag=bag, courier=courier, actor=world.remote_officer, at=after(3))
    assert worlds.holder(case) == ("courier", world.courier.name)
    assert Custody.objects.get(until=None).recorded_by_id == world.remote_officer.user_id
    with pytest.raises(errors.CourierUnknown):
        services.hand_to_courier(
            bag=sealed(world, [remote_case(world)], seal="2"), courier=worlds.user_of(world.head),
            actor=world.remote_officer, at=after(3),
        )  # fmt: skip


def test_towards_a_provider_taking_is_handing_over(world: World) -> None:
    case = worlds.case_in(world)
    taken(world, [case], origin=world.main, to=world.provider_body, actor=world.officer)
    case.refresh_from_db()
    assert case.state == CaseState.HANDED_OVER
    assert steps(case) == ["registered", "bagged", "forwarded"]
    assert worlds.holder(case) == ("courier", world.courier.name)


# ---- receiving


def test_everything_came(world: World) -> None:
    listed = [remote_case(world), remote_case(world)]
    bag = taken(world, listed)
    found = services.receive_bag(bag=bag, findings=all_here(bag), receipt=INTACT, actor=world.officer, at=after(10))
    assert not found.any
    bag.refresh_from_db()
    assert (bag.state, bag.received_at, bag.seal_was_intact) == (BagState.RECEIVED, after(10), True)
    assert bag.receiver_name == world.officer.name
    for case in listed:
        assert worlds.holder(case) == ("point", "Основний офіс")
        assert steps(case)[-1] == "received"
        holding = queries.where_is(case)
        assert (holding.bag_number, holding.receiver_name) == (bag.number, world.officer.name)


def test_without_a_courier_the_sender_brings_it(world: World) -> None:
    case = remote_case(world)
    bag = sealed(world, [case])
    services.receive_bag(bag=bag, findings=all_here(bag), receipt=INTACT, actor=world.officer, at=after(10))
    assert [row.holder_kind for row in Custody.objects.order_by("since")] == ["point", "point"]


def test_every_case_must_be_checked(world: World) -> None:
    first, second = remote_case(world), remote_case(world)
    bag = taken(world, [first, second])
    with pytest.raises(errors.ItemsNotChecked, match=second.number):
        services.receive_bag(bag=bag, findings=[here(first)], receipt=INTACT, actor=world.officer, at=after(10))
    assert worlds.holder(first)[0] == "courier"
    assert Bag.objects.get().state == BagState.ON_THE_WAY


def test_missing_under_a_whole_seal_stays_with_the_sender(world: World) -> None:
    came, lost = remote_case(world), remote_case(world)
    bag = taken(world, [came, lost])
    found = services.receive_bag(
        bag=bag, findings=[here(came), missing(lost)], receipt=INTACT, actor=world.officer, at=after(10)
    )
    assert found.missing == (lost.number,)
    assert worlds.holder(came) == ("point", "Основний офіс")
    assert worlds.holder(lost) == ("point", "ВРМ Вербівка")
    assert steps(lost)[-1] == "note"
    assert "не виявлено в пакеті" in last_note(lost)
    assert BagItem.objects.get(case=lost).stays_with == MissingWith.SENDER


def test_missing_under_a_broken_seal_stays_with_the_courier(world: World) -> None:
    lost = remote_case(world)
    bag = taken(world, [lost])
    services.receive_bag(bag=bag, findings=[missing(lost)], receipt=BROKEN, actor=world.officer, at=after(10))
    assert worlds.holder(lost) == ("courier", world.courier.name)
    assert queries.where_is(lost).since == after(3)


def test_the_receiver_names_who_answers(world: World) -> None:
    lost = remote_case(world)
    bag = taken(world, [lost])
    services.receive_bag(
        bag=bag, findings=[missing(lost, MissingWith.COURIER)], receipt=INTACT, actor=world.officer, at=after(10)
    )
    assert worlds.holder(lost)[0] == "courier"


def test_missing_papers_go_again_in_the_next_bag(world: World) -> None:
    lost = remote_case(world)
    bag = taken(world, [lost])
    services.receive_bag(bag=bag, findings=[missing(lost)], receipt=INTACT, actor=world.officer, at=after(10))
    again = sealed(world, [lost], at=after(11))
    assert again.number != bag.number


def test_extra_papers_are_taken_in_where_they_came(world: World) -> None:
    listed, extra = remote_case(world), remote_case(world)
    bag = taken(world, [listed])
    found = services.receive_bag(
        bag=bag, findings=[here(listed), here(extra, "лежала між справами")], receipt=INTACT, actor=world.officer,
        at=after(10),
    )  # fmt: skip
    assert found.extra == (extra.number,)
    assert worlds.holder(extra) == ("point", "Основний офіс")
    assert BagItem.objects.get(case=extra).state == ItemState.EXTRA
    assert "зайве" in last_note(extra)


def test_papers_put_into_the_wrong_bag_are_not_lost(world: World) -> None:
    strayed = remote_case(world)
    right = sealed(world, [strayed], to=world.provider_body, seal="1")
    wrong = taken(world, [remote_case(world)], seal="2")
    services.receive_bag(
        bag=wrong, findings=[*all_here(wrong), here(strayed)], receipt=INTACT, actor=world.officer, at=after(10)
    )
    services.take_bag(bag=right, actor=world.courier, at=after(11))
    services.receive_bag(bag=right, findings=[missing(strayed)], receipt=INTACT, actor=world.provider, at=after(12))
    assert BagItem.objects.get(bag=right).state == ItemState.MISSING


def test_an_extra_found_meanwhile_is_not_taken_from_its_finder(world: World) -> None:
    strayed = remote_case(world)
    right = taken(world, [strayed], seal="1")
    other = sealed(world, [remote_case(world)], seal="2")
    services.receive_bag(
        bag=other, findings=[*all_here(other), here(strayed)], receipt=INTACT, actor=world.officer, at=after(10)
    )
    services.receive_bag(bag=right, findings=[missing(strayed)], receipt=INTACT, actor=world.officer, at=after(12))
    assert worlds.holder(strayed) == ("point", "Основний офіс")
    assert queries.where_is(strayed).since == after(10)


def test_an_unknown_extra_is_refused_whole(world: World) -> None:
    listed = remote_case(world)
    bag = taken(world, [listed])
    stranger = Finding(number="2604170999991", state=ItemState.EXTRA)
    with pytest.raises(errors.ExtraUnknown):
        services.receive_bag(
            bag=bag, findings=[here(listed), stranger], receipt=INTACT, actor=world.officer, at=after(10)
        )
    assert Bag.objects.get().state == BagState.ON_THE_WAY
    assert BagItem.objects.count() == 1


def test_damage_is_described(world: World) -> None:
    case = remote_case(world)
    bag = taken(world, [case])
    damaged = Finding(number=case.number, state=ItemState.DAMAGED)
    with pytest.raises(errors.DamageNeedsNote):
        services.receive_bag(bag=bag, findings=[damaged], receipt=INTACT, actor=world.officer, at=after(10))
    told = Finding(number=case.number, state=ItemState.DAMAGED, note="намокла друга сторінка")
    found = services.receive_bag(bag=bag, findings=[told], receipt=INTACT, actor=world.officer, at=after(10))
    assert found.damaged == (case.number,)
    assert worlds.holder(case) == ("point", "Основний офіс")
    assert last_note(case).endswith("пошкоджено; намокла друга сторінка")


def test_a_broken_seal_is_described(world: World) -> None:
    bag = taken(world, [remote_case(world)])
    with pytest.raises(errors.SealNeedsNote):
        services.receive_bag(
            bag=bag, findings=all_here(bag), receipt=Receipt(seal_was_intact=False), actor=world.officer, at=after(10)
        )


def test_receiving_twice_is_receiving_once(world: World) -> None:
    came, lost = remote_case(world), remote_case(world)
    bag = taken(world, [came, lost])
    findings = [here(came), missing(lost)]
    first = services.receive_bag(bag=bag, findings=findings, receipt=INTACT, actor=world.officer, at=after(10))
    again = services.receive_bag(bag=bag, findings=findings, receipt=INTACT, actor=world.officer, at=after(11))
    assert again == first
    assert JournalEntry.objects.filter(action="bag.received").count() == 1
    with pytest.raises(errors.MoveNotAllowed):
        services.receive_bag(bag=bag, findings=findings, receipt=INTACT, actor=world.head, at=after(12))


@pytest.mark.parametrize("who", ["remote_officer", "starosta", "courier", "provider"])
def test_another_person_receives_nothing(world: World, who: str) -> None:
    case = remote_case(world)
    bag = taken(world, [case])
    with pytest.raises((errors.NotYourBag, errors.BagNotFound)):
        services.receive_bag(bag=bag, findings=all_here(bag), receipt=INTACT, actor=getattr(world, who), at=after(10))
    assert worlds.holder(case)[0] == "courier"


def test_a_neighbour_receives_nothing(world: World) -> None:
    bag = taken(world, [remote_case(world)])
    findings = all_here(bag)
    other = worlds.build(worlds.NEIGHBOUR, name="Сусідня", network=7)
    with pytest.raises(errors.BagNotFound):
        services.receive_bag(bag=bag, findings=findings, receipt=INTACT, actor=other.head, at=after(10))
    tenancy.bind(worlds.HOME)
    assert Bag.objects.get().state == BagState.ON_THE_WAY


def test_differences_make_an_act_and_agreement_makes_none(world: World) -> None:
    came, lost, extra = remote_case(world), remote_case(world), remote_case(world)
    bag = taken(world, [came, lost])
    services.receive_bag(
        bag=bag, findings=[here(came), missing(lost), here(extra)], receipt=BROKEN, actor=world.officer, at=after(10)
    )
    act = Bag.objects.get().discrepancy
    assert act is not None
    text = "".join(pages_of(documents.reprint(act)))
    for words in ("Акт про розбіжності", "не ціла: дріт розірвано", "лишилося у кур'єра", world.courier.name, "зайве"):
        assert squeezed(words) in text
    assert lost.number[2:6] in text
    assert "Іваненко" not in text
    agreed = worlds.received(world, [remote_case(world)], seal="2")
    assert Bag.objects.get(pk=agreed.pk).discrepancy is None


def test_a_broken_seal_alone_makes_an_act(world: World) -> None:
    bag = taken(world, [remote_case(world)])
    services.receive_bag(bag=bag, findings=all_here(bag), receipt=BROKEN, actor=world.officer, at=after(10))
    assert Bag.objects.get().discrepancy is not None


# ---- at a provider


def test_a_provider_receives_and_so_accepts(world: World) -> None:
    case = worlds.case_in(world)
    bag = taken(world, [case], origin=world.main, to=world.provider_body, actor=world.officer)
    services.receive_bag(bag=bag, findings=all_here(bag), receipt=INTACT, actor=world.provider, at=after(10))
    case.refresh_from_db()
    assert case.state == CaseState.ACCEPTED
    assert worlds.holder(case) == ("provider", "УСЗН Калинівська")


def test_straight_from_the_sender_it_is_handed_over_and_accepted(world: World) -> None:
    case = worlds.case_in(world)
    bag = sealed(world, [case], origin=world.main, to=world.provider_body, actor=world.officer)
    services.receive_bag(bag=bag, findings=all_here(bag), receipt=INTACT, actor=world.provider, at=after(10))
    assert steps(case) == ["registered", "bagged", "forwarded", "accepted"]


def test_where_a_provider_signs_in_nobody_receives_for_it(world: World) -> None:
    bag = taken(world, [worlds.case_in(world)], origin=world.main, to=world.provider_body, actor=world.officer)
    signed = Receipt(seal_was_intact=True, receiver_name="Хтось")
    for actor in (world.courier, world.officer, world.head):
        with pytest.raises(errors.NotYourBag, match="УСЗН"):
            services.receive_bag(bag=bag, findings=all_here(bag), receipt=signed, actor=actor, at=after(10))


def test_where_a_provider_has_no_cabinet_the_courier_brings_a_signature(world: World) -> None:
    case = worlds.case_in(world)
    bag = taken(world, [case], origin=world.main, to=world.provider_body, actor=world.officer)
    _without_cabinet(world)
    with pytest.raises(errors.ReceiverMissing):
        services.receive_bag(bag=bag, findings=all_here(bag), receipt=INTACT, actor=world.courier, at=after(10))
    signed = Receipt(seal_was_intact=True, receiver_name="Писар П. П., діловод")
    with pytest.raises(errors.DeskRecordsDifferences):
        services.receive_bag(bag=bag, findings=[missing(case)], receipt=signed, actor=world.courier, at=after(10))
    services.receive_bag(bag=bag, findings=all_here(bag), receipt=signed, actor=world.courier, at=after(10))
    assert worlds.holder(case)[0] == "provider"
    assert queries.where_is(case).receiver_name == "Писар П. П., діловод"
    assert steps(case)[-1] == "received"


def _without_cabinet(world: World) -> None:
    from vikno.accounts.models import Membership

    Membership.objects.filter(role="provider").update(valid_to=dt.date(2026, 1, 2))


def test_a_provider_finds_papers_of_another_body(world: World) -> None:
    ours, other = worlds.case_in(world), worlds.case_in(world)
    other.provider = None
    other.save()
    bag = taken(world, [ours], origin=world.main, to=world.provider_body, actor=world.officer)
    services.receive_bag(
        bag=bag, findings=[*all_here(bag), here(other)], receipt=INTACT, actor=world.provider, at=after(10)
    )
    assert worlds.holder(other) == ("provider", "УСЗН Калинівська")
    assert not case_queries.visible_cases(world.provider).filter(pk=other.pk).exists()


def test_results_come_back_in_a_bag(world: World) -> None:
    case = worlds.case_in(world)
    worlds.decided(world, case)
    bag = services.provider_return(cases_back=[case], actor=world.provider, at=after(31))
    services.seal_bag(bag=queries.access_bag(world.provider, bag.number), seal="9", actor=world.provider, at=after(32))
    services.take_bag(bag=queries.access_bag(world.courier, bag.number), actor=world.courier, at=after(33))
    arrived = queries.access_bag(world.officer, bag.number)
    services.receive_bag(bag=arrived, findings=all_here(arrived), receipt=INTACT, actor=world.officer, at=after(40))
    case.refresh_from_db()
    assert case.state == CaseState.RESULT_RECEIVED
    assert case.result.received_at == after(40)
    assert worlds.holder(case) == ("point", "Основний офіс")


def test_time_does_not_run_back(world: World) -> None:
    bag = sealed(world, [remote_case(world)])
    with pytest.raises(errors.HappenedEarlier):
        services.take_bag(bag=bag, actor=world.courier, at=after(-60))
    assert Bag.objects.get().state == BagState.SEALED
