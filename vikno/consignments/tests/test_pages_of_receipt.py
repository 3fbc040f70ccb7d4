"""Opening a bag on screen: scans, ticks, differences."""

import re

import pytest

from vikno.accounts.models import User
from vikno.audit.models import JournalEntry
from vikno.common import tenancy
from vikno.consignments import queries
from vikno.consignments.enums import BagState, ItemState
from vikno.consignments.models import Bag, BagItem
from vikno.consignments.tests import world as worlds
from vikno.consignments.tests.pages import Browse, said, shown
from vikno.consignments.tests.world import World, remote_case, taken

pytestmark = pytest.mark.django_db


def receipt(world: World, bag: Bag, **given: str) -> dict[str, str]:
    facts = {"seal": "yes", "receive": "1"}
    for item in queries.items_of(bag):
        facts[f"state-{item.case.number}"] = "present"
    return {**facts, **given}


def test_a_scan_ticks_its_case_and_receives_nothing(world: World, browse: Browse) -> None:
    first, second = remote_case(world), remote_case(world)
    bag, client = taken(world, [first, second]), browse(world.officer)
    address = f"/papers/bags/{bag.number}/receipt/"
    page = client.post(address, {"scan": first.number, "seal": "yes", f"note-{second.number}": "прим"}).content.decode()
    assert re.search(rf'name="state-{first.number}" value="present" checked', page)
    assert not re.search(rf'name="state-{second.number}" value="\w+" checked', page)
    assert 'value="прим"' in page
    assert "Виправте" not in page
    tenancy.bind(worlds.HOME)
    assert Bag.objects.get().state == BagState.ON_THE_WAY


def test_a_strange_case_joins_the_extras_and_a_bad_scan_is_told(world: World, browse: Browse) -> None:
    case, extra = remote_case(world), remote_case(world)
    bag, client = taken(world, [case]), browse(world.officer)
    address = f"/papers/bags/{bag.number}/receipt/"
    assert f">\n{extra.number}</textarea>" in client.post(address, {"scan": extra.number}).content.decode()
    assert "не номер справи" in shown(client.post(address, {"scan": "123"}))
    assert "не номер справи" not in shown(client.post(address, {"scan": ""}))


def test_the_rest_is_ticked_at_once_and_what_was_said_stays(world: World, browse: Browse) -> None:
    first, second = remote_case(world), remote_case(world)
    bag = taken(world, [first, second])
    data = {"rest": "1", f"state-{first.number}": "missing"}
    page = browse(world.officer).post(f"/papers/bags/{bag.number}/receipt/", data).content.decode()
    assert re.search(rf'name="state-{first.number}" value="missing" checked', page)
    assert re.search(rf'name="state-{second.number}" value="present" checked', page)


def test_a_bag_is_received_once(world: World, browse: Browse) -> None:
    case = remote_case(world)
    bag, client = taken(world, [case]), browse(world.officer)
    data = receipt(world, bag)
    address = f"/papers/bags/{bag.number}/receipt/"
    assert "усе на місці" in said(client.post(address, data, follow=True))
    again = client.post(address, data, follow=True)
    assert again.status_code == 200
    tenancy.bind(worlds.HOME)
    assert worlds.holder(case) == ("point", "Основний офіс")
    assert JournalEntry.objects.filter(action="bag.received").count() == 1


def test_differences_are_named_after_the_receipt(world: World, browse: Browse) -> None:
    lost, hurt, extra = remote_case(world), remote_case(world), remote_case(world)
    bag = taken(world, [lost, hurt])
    data = receipt(world, bag, **{
        f"state-{lost.number}": "missing", f"state-{hurt.number}": "damaged", f"note-{hurt.number}": "намокла",
        "extras": extra.number, "stays_with": "courier",
    })  # fmt: skip
    answer = browse(world.officer).post(f"/papers/bags/{bag.number}/receipt/", data, follow=True)
    assert "з розбіжностями; немає: 26-0417-000001" in said(answer)
    assert "намокла" in shown(answer)
    assert "акт про розбіжності" in shown(answer)
    assert "Усього аркушів 2 " in shown(answer)  # what is missing is not counted
    assert browse(world.courier).get(f"/papers/bags/{bag.number}/differences/").content.startswith(b"%PDF")
    assert browse(world.officer).get(f"/papers/bags/{bag.number}/manifest/").status_code == 200
    tenancy.bind(worlds.HOME)
    assert worlds.holder(lost) == ("courier", world.courier.name)
    assert BagItem.objects.get(case=extra).state == ItemState.EXTRA


def test_an_incomplete_receipt_is_said_by_case_and_keeps_the_typed(world: World, browse: Browse) -> None:
    case = remote_case(world)
    bag = taken(world, [case])
    answer = browse(world.officer).post(
        f"/papers/bags/{bag.number}/receipt/", {"receive": "1", "extras": "абв", "seal_note": "подряпана"}
    )
    text = shown(answer)
    assert "позначте, чи вона є" in text
    assert "Не номер справи: абв" in text
    assert b'value="\xd0\xbf\xd0\xbe\xd0\xb4' in answer.content
    assert Bag.objects.get().state == BagState.ON_THE_WAY


def test_a_refusal_of_the_rules_stands_above_the_form(world: World, browse: Browse) -> None:
    bag = taken(world, [remote_case(world)])
    answer = browse(world.officer).post(f"/papers/bags/{bag.number}/receipt/", receipt(world, bag, seal="no"))
    assert "Пломба не ціла. Напишіть, що з нею." in shown(answer)


def test_who_does_not_receive_is_led_to_the_bag(world: World, browse: Browse) -> None:
    bag = taken(world, [remote_case(world)])
    data = receipt(world, bag)
    for actor in (world.remote_officer, world.courier, world.starosta):
        answer = browse(actor).post(f"/papers/bags/{bag.number}/receipt/", data, follow=True)
        assert "отримує Основний офіс" in said(answer)
    tenancy.bind(worlds.HOME)
    assert Bag.objects.get().state == BagState.ON_THE_WAY


def test_a_courier_receives_for_a_provider_without_a_cabinet(world: World, browse: Browse) -> None:
    bag = taken(world, [worlds.case_in(world)], origin=world.main, to=world.provider_body, actor=world.officer)
    User.objects.filter(pk=world.provider.user_id).update(is_active=False)
    client, address = browse(world.courier), f"/papers/bags/{bag.number}/receipt/"
    assert "Хто отримав" in shown(client.get(address))
    client.post(address, receipt(world, bag, receiver_name="Писар П. П."))
    tenancy.bind(worlds.HOME)
    assert Bag.objects.get().receiver_name == "Писар П. П."
