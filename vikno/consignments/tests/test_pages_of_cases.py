"""A provider's cabinet, and where the papers of a case are."""

import pytest

from vikno.audit.models import JournalEntry
from vikno.cases.enums import CaseState
from vikno.cases.models import Case
from vikno.common import clock, tenancy
from vikno.consignments import rules, services
from vikno.consignments.models import BagItem, Custody
from vikno.consignments.tests import world as worlds
from vikno.consignments.tests.pages import Browse, said, shown
from vikno.consignments.tests.world import World, after, remote_case, taken

pytestmark = pytest.mark.django_db

# ---- the provider


def test_a_providers_day(world: World, browse: Browse) -> None:
    case = worlds.case_in(world)
    services.forward_to_provider(case=case, point=world.main, receiver_name="П", actor=world.officer, at=after(5))
    client, address = browse(world.provider), f"/papers/provider/{case.number}/"
    assert "чекають прийняття 1" in shown(client.get("/papers/provider/"))
    assert "Прийняти в роботу" in shown(client.get(address))
    for _ in range(2):
        client.post(f"{address}acceptance/")
    assert "У роботі 1" in shown(client.get("/papers/provider/"))
    wrong = client.post(f"{address}decision/", {"outcome": "refused", "decided_on": "16.11.2026"})
    assert "потребує підстав" in shown(wrong)
    decided_on = f"{clock.today():%d.%m.%Y}"
    client.post(f"{address}decision/", {"outcome": "granted", "decided_on": decided_on, "number": "12"})
    tenancy.bind(worlds.HOME)
    assert Case.objects.get().state == CaseState.DECIDED
    answer = client.post(f"{address}return/", follow=True)
    assert "вкладено в пакет до ЦНАП" in said(answer)
    assert "Пакети, які ви збираєте 1" in shown(answer)


def test_a_provider_sees_its_own_cases_only(world: World, browse: Browse) -> None:
    waiting, foreign = worlds.case_in(world), worlds.case_in(world)
    foreign.provider = None
    foreign.save()
    client = browse(world.provider)
    for case in (waiting, foreign):
        for address in ("", "acceptance/", "decision/", "return/"):
            method = client.get if not address else client.post
            assert method(f"/papers/provider/{case.number}/{address}").status_code == 404
    assert not Custody.objects.exists()


def test_a_look_at_a_case_leaves_a_trace(world: World, browse: Browse) -> None:
    case = worlds.case_in(world)
    worlds.at_provider(world, case)
    browse(world.provider).get(f"/papers/provider/{case.number}/")
    browse(world.officer).get(f"/papers/case/{case.number}/")
    tenancy.bind(worlds.HOME)
    assert JournalEntry.objects.filter(action="case.viewed").count() == 2


# ---- papers of a case


def test_where_is_my_paper(world: World, browse: Browse) -> None:
    case = remote_case(world)
    bag = taken(world, [case])
    page = shown(browse(world.officer).get(f"/papers/case/{case.number}/"))
    assert f"Кур'єр: {world.courier.name}" in page.replace("&#x27;", "'")
    assert f"у пакеті {rules.bag_number_formatted(bag.number)}" in page
    panel = browse(world.officer).get(f"/papers/case/{case.number}/custody/")
    assert "<html" not in panel.content.decode()
    assert "Де документи" in shown(panel)


@pytest.mark.parametrize(
    ("noun", "data", "holder"),
    [
        ("forwarding", {"receiver_name": "Писар"}, "provider"),
        ("giving-back", {"receiver_name": "Іваненко"}, "applicant"),
    ],
)
def test_papers_go_from_hand_to_hand(
    world: World, browse: Browse, noun: str, data: dict[str, str], holder: str
) -> None:
    case, client = worlds.case_in(world), browse(world.officer)
    address = f"/papers/case/{case.number}/{noun}/"
    refused = client.post(address, {})
    assert refused.status_code == 200
    assert "Заповніть це поле" in shown(refused)
    for _ in range(2):
        assert client.post(address, data).status_code == 302
    tenancy.bind(worlds.HOME)
    assert worlds.holder(case)[0] == holder
    assert Custody.objects.count() == 2


def test_papers_come_back_and_turn_up(world: World, browse: Browse) -> None:
    case, client = worlds.case_in(world), browse(world.officer)
    worlds.at_provider(world, case)
    client.post(f"/papers/case/{case.number}/return/", {"shelf": ""})
    tenancy.bind(worlds.HOME)
    assert worlds.holder(case) == ("point", "Основний офіс")
    browse(world.remote_officer).post(f"/papers/case/{case.number}/finding/", {"note": "привезла староста"})
    tenancy.bind(worlds.HOME)
    assert worlds.holder(case) == ("point", "ВРМ Вербівка")


def test_an_unknown_move_has_no_address(world: World, browse: Browse) -> None:
    case = worlds.case_in(world)
    assert browse(world.officer).post(f"/papers/case/{case.number}/burning/").status_code == 404


def test_a_refused_move_stays_open_with_its_reason(world: World, browse: Browse) -> None:
    case = remote_case(world)
    answer = browse(world.officer).post(f"/papers/case/{case.number}/return/", {})
    assert "за обліком не тут" in shown(answer)


def test_a_case_goes_into_a_bag_from_its_page(world: World, browse: Browse) -> None:
    case, client = worlds.case_in(world), browse(world.officer)
    address = f"/papers/case/{case.number}/bag/"
    assert "Оберіть, куди" in said(client.post(address, {"to": ""}, follow=True))
    client.post(address, {"to": f"provider-{world.provider_body.pk}"})
    tenancy.bind(worlds.HOME)
    assert BagItem.objects.get().case == case


def test_the_day_is_a_sheet_to_tick(world: World, browse: Browse) -> None:
    case = remote_case(world, at=clock.now())
    client = browse(world.remote_officer)
    page = shown(client.get("/papers/day/"))
    assert "1 надійшло" in page
    assert case.number[-3:-1] in page
    assert "Тут немає документів" in shown(client.get("/papers/day/?on=01.02.2026"))
    assert client.get("/papers/day/?on=абв&point=x").status_code == 200
