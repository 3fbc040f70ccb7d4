"""Pages of a point, of a bag and of a courier: what is shown, what a press does, what a second press does not."""

import pytest

from vikno.audit.models import JournalEntry
from vikno.common import tenancy
from vikno.consignments import rules
from vikno.consignments.enums import BagState
from vikno.consignments.models import Bag, BagItem
from vikno.consignments.tests import world as worlds
from vikno.consignments.tests.pages import Browse, said, shown
from vikno.consignments.tests.world import World, bag_with, remote_case, sealed, taken

pytestmark = pytest.mark.django_db

# ---- the point


def test_the_page_of_a_point_names_its_bags(world: World, browse: Browse) -> None:
    bag = taken(world, [remote_case(world)])
    text = shown(browse(world.officer).get("/papers/"))
    assert "Їдуть до нас 1" in text
    assert rules.bag_number_formatted(bag.number) in text
    assert world.courier.name in text
    assert "Поїхали від нас 1" in shown(browse(world.remote_officer).get("/papers/"))


def test_a_head_chooses_the_point(world: World, browse: Browse) -> None:
    head = browse(world.head)
    assert "ВРМ Вербівка" in shown(head.get("/papers/"))
    page = shown(head.get(f"/papers/?point={world.remote.pk}"))
    assert "Чекають" not in page
    remote_case(world)
    assert "Чекають відправлення" in shown(head.get(f"/papers/?point={world.remote.pk}"))


def test_couriers_and_providers_are_led_to_their_own_page(world: World, browse: Browse) -> None:
    assert browse(world.courier).get("/papers/")["Location"] == "/papers/trips/"
    assert browse(world.provider).get("/papers/")["Location"] == "/papers/provider/"


def test_who_works_nowhere_today_is_told_so(world: World, browse: Browse) -> None:
    stranger = worlds.member(worlds.HOME, "officer", "new-officer")
    for address in ("/papers/", "/papers/day/"):
        assert "не призначено до жодної точки" in shown(browse(stranger).get(address))


def test_late_bags_are_named_on_top(world: World, browse: Browse) -> None:
    sealed(world, [remote_case(world)])
    assert "Пакети затримуються" in shown(browse(world.head).get("/papers/"))


def test_a_bag_is_begun_and_a_second_press_comes_back_to_it(world: World, browse: Browse) -> None:
    client, data = browse(world.remote_officer), {"to": f"point-{world.main.pk}"}
    first = client.post("/papers/bags/", data)
    again = client.post("/papers/bags/", data)
    tenancy.bind(worlds.HOME)
    assert first["Location"] == again["Location"] == f"/papers/bags/{Bag.objects.get().number}/"


@pytest.mark.parametrize("to", ["", "point-0", "provider-x", "abc"])
def test_a_bag_to_nowhere_is_not_begun(world: World, browse: Browse, to: str) -> None:
    answer = browse(world.remote_officer).post("/papers/bags/", {"to": to}, follow=True)
    assert "Оберіть, куди їде пакет" in said(answer)
    assert not Bag.objects.exists()


def test_a_scan_opens_what_was_scanned(world: World, browse: Browse) -> None:
    case = remote_case(world)
    bag = bag_with(world, [case])
    officer, provider = browse(world.remote_officer), browse(world.provider)
    assert officer.get("/papers/scan/", {"text": bag.number})["Location"] == f"/papers/bags/{bag.number}/"
    assert officer.get("/papers/scan/", {"text": case.number})["Location"] == f"/papers/case/{case.number}/"
    assert "не номер справи" in said(officer.get("/papers/scan/", {"text": "що це"}, follow=True))
    assert "немає" in said(provider.get("/papers/scan/", {"text": case.number}, follow=True))


# ---- the bag


def test_a_case_is_put_in_by_scan_and_taken_out(world: World, browse: Browse) -> None:
    case = remote_case(world)
    bag, client = bag_with(world, []), browse(world.remote_officer)
    address = f"/papers/bags/{bag.number}/"
    page = client.get(address)
    assert "Чекають на цей пакет 1" in shown(page)
    assert b'data-scan="submit"' in page.content
    for _ in range(2):
        assert "вкладено" in said(client.post(f"{address}cases/", {"text": f" {case.number}\n"}, follow=True))
    assert "У пакеті 1" in shown(client.get(address))
    client.post(f"{address}cases/{case.number}/removal/")
    tenancy.bind(worlds.HOME)
    assert not BagItem.objects.exists()


def test_a_wrong_scan_keeps_what_was_typed_and_says_why(world: World, browse: Browse) -> None:
    bag = bag_with(world, [])
    answer = browse(world.remote_officer).post(f"/papers/bags/{bag.number}/cases/", {"text": "2604170000019"})
    assert answer.status_code == 200
    assert b'value="2604170000019"' in answer.content
    assert "не номер справи" in shown(answer)


def test_papers_of_another_point_are_refused_by_name(world: World, browse: Browse) -> None:
    bag = bag_with(world, [])
    answer = browse(world.remote_officer).post(
        f"/papers/bags/{bag.number}/cases/", {"text": worlds.case_in(world).number}
    )
    assert "за обліком не тут: точка Основний офіс" in shown(answer)


def test_a_bag_is_sealed_once_and_its_manifest_printed(world: World, browse: Browse) -> None:
    bag, client = bag_with(world, [remote_case(world)]), browse(world.remote_officer)
    address = f"/papers/bags/{bag.number}/"
    assert "Заповніть це поле" in shown(client.post(f"{address}seal/", {"seal": " "}))
    for _ in range(2):
        client.post(f"{address}seal/", {"seal": "А 17"})
    tenancy.bind(worlds.HOME)
    assert Bag.objects.get().state == BagState.SEALED
    assert JournalEntry.objects.filter(action="bag.sealed").count() == 1
    for actor in (world.remote_officer, world.officer, world.courier):
        pdf = browse(actor).get(f"{address}manifest/")
        assert (pdf["Content-Type"], pdf["X-Content-Type-Options"]) == ("application/pdf", "nosniff")
        assert pdf.content.startswith(b"%PDF")


def test_a_refused_seal_stays_on_the_page(world: World, browse: Browse) -> None:
    bag = bag_with(world, [])
    answer = browse(world.remote_officer).post(f"/papers/bags/{bag.number}/seal/", {"seal": "А 17"})
    assert "немає справ" in shown(answer)
    assert b'value="\xd0\x90 17"' in answer.content


def test_a_seal_is_taken_off_for_a_reason(world: World, browse: Browse) -> None:
    bag, client = sealed(world, [remote_case(world)]), browse(world.remote_officer)
    assert "Напишіть, що сталося" in said(client.post(f"/papers/bags/{bag.number}/seal/removal/", follow=True))
    client.post(f"/papers/bags/{bag.number}/seal/removal/", {"reason": "забули справу"})
    tenancy.bind(worlds.HOME)
    assert Bag.objects.get().state == BagState.OPEN


def test_the_sender_writes_down_the_courier_or_goes(world: World, browse: Browse) -> None:
    bag, client = sealed(world, [remote_case(world)]), browse(world.remote_officer)
    address = f"/papers/bags/{bag.number}/trip/"
    assert "Оберіть, хто взяв" in said(client.post(address, {"courier": "999999"}, follow=True))
    client.post(address, {"courier": str(world.courier.user_id)})
    tenancy.bind(worlds.HOME)
    assert Bag.objects.get().taken_by_id == world.courier.user_id
    other = sealed(world, [remote_case(world)], seal="2")
    client.post(f"/papers/bags/{other.number}/trip/", {"courier": "self"})
    tenancy.bind(worlds.HOME)
    assert Bag.objects.get(pk=other.pk).taken_by_id == world.remote_officer.user_id


# ---- the courier


def test_a_courier_takes_with_one_press(world: World, browse: Browse) -> None:
    bag, client = sealed(world, [remote_case(world)]), browse(world.courier)
    page = client.get("/papers/trips/")
    assert "Забрати 1" in shown(page)
    assert "Іваненко" not in shown(page)
    answer = client.post(f"/papers/bags/{bag.number}/trip/", {"from_trips": "1"}, follow=True)
    assert "у дорозі" in said(answer)
    assert "Віддати 1" in shown(answer)
    assert b"<svg" in answer.content


def test_a_courier_sees_numbers_and_no_people(world: World, browse: Browse) -> None:
    case = remote_case(world)
    bag, client = taken(world, [case]), browse(world.courier)
    page = shown(client.get(f"/papers/bags/{bag.number}/"))
    assert "Призначення допомоги" in page
    assert "Іваненко" not in page
    for address in (f"/papers/case/{case.number}/", f"/papers/case/{case.number}/custody/", "/papers/day/"):
        assert client.get(address).status_code == 404
