"""The first page, the find field, people."""

import datetime as dt
import re
from html import unescape

import pytest
from django.test import Client

from vikno.applicants.models import Applicant, Representative
from vikno.audit.models import JournalEntry
from vikno.cases.tests import world as worlds
from vikno.cases.tests.world import World
from vikno.common import tenancy

pytestmark = pytest.mark.django_db


def page(client: Client, address: str, **asked: object) -> str:
    response = client.get(address, asked)
    assert response.status_code == 200, (response.status_code, getattr(response, "url", ""))
    return str(response.content.decode())


def test_the_first_page_shows_what_waits(world: World, officer: Client) -> None:
    worlds.case_in(world)
    shown = page(officer, "/desk/")
    assert "чекають передачі" in shown
    assert "26-0417-000001" in shown
    assert "Основний офіс" in shown


def test_other_roles_are_led_to_their_own_first_page(world: World, sign_in: object) -> None:
    response = sign_in(world.provider).get("/desk/")  # type: ignore[operator]
    assert response.status_code in (200, 302)
    assert Client().get("/desk/").status_code == 302


@pytest.mark.parametrize("spelling", ["{n}", "{shown}", " {shown} ", "№1"])
def test_a_number_leads_straight_to_its_case(world: World, officer: Client, spelling: str) -> None:
    case = worlds.case_in(world)
    tail = f"1-{case.number[-1]}"
    asked = spelling.format(n=case.number, shown=case.number_shown).replace("№1", tail)
    assert officer.get("/desk/find/", {"q": asked}).url == f"/cases/{case.number}/"


@pytest.mark.parametrize("asked", ["050 123-45-67", "Іваненко", "іваненко марія"])
def test_an_only_person_is_opened_at_once(world: World, officer: Client, asked: str) -> None:
    assert officer.get("/desk/find/", {"q": asked}).url == f"/desk/people/{world.applicant.pk}/"


def test_likeness_and_plenty_are_shown_not_followed(world: World, officer: Client) -> None:
    assert "Ось схожі" in page(officer, "/desk/find/", q="Іванинко")
    worlds.applicant(worlds.HOME, family_name="Іваненчук")
    assert page(officer, "/desk/find/", q="іван").count('class="c-candidate"') == 2
    assert "Нічого не знайдено" in page(officer, "/desk/find/", q="Сидоренко")
    assert "Нічого не знайдено" in page(officer, "/desk/find/")


def test_a_look_at_a_person_leaves_a_trace(world: World, officer: Client) -> None:
    page(officer, f"/desk/people/{world.applicant.pk}/")
    assert JournalEntry.objects.get(action="applicant.viewed").subject_id == str(world.applicant.pk)


def test_numbers_are_masked_in_lists_and_whole_on_the_page(world: World, officer: Client) -> None:
    Applicant.objects.update(rnokpp="1759013776")
    worlds.applicant(worlds.HOME, family_name="Іваненчук", rnokpp="1759013776")
    for shown in (page(officer, "/desk/find/", q="іван"), page(officer, "/desk/people/", q="іван")):
        assert "•••••••776" in shown
        assert "1759013776" not in shown
    assert "1759013776" in page(officer, f"/desk/people/{world.applicant.pk}/")


def test_a_correction_that_came_second_sees_both_versions(world: World, officer: Client) -> None:
    address = f"/desk/people/{world.applicant.pk}/edit/"
    form = {"version": 1, "family_name": "Петренко", "given_name": "Марія", "phone": "0671112233"}
    assert officer.post(address, form).status_code == 302
    shown = officer.post(address, {**form, "family_name": "Сидоренко"}).content.decode()
    assert "Сидоренко" in shown
    assert "Петренко" in shown
    assert "змінив хтось інший" in shown
    version = shown.split('name="version" value="')[1].split('"')[0]
    assert Applicant.objects.get().family_name == "Петренко"
    assert officer.post(address, {**form, "family_name": "Сидоренко", "version": version}).status_code == 302
    assert Applicant.objects.get().family_name == "Сидоренко"


def test_a_representative_is_found_or_added_and_returned_to_the_intake(world: World, officer: Client) -> None:
    mother = worlds.applicant(worlds.HOME, family_name="Петренко")
    address = f"/desk/people/{world.applicant.pk}/representatives/"
    assert f"person={mother.pk}" in page(officer, address, q="Петренко", next="/desk/intake/")
    form = {"ground": "parent", "document": "свідоцтво 1", "valid_to": "31.12.2030", "next": "/desk/intake/"}
    assert officer.post(f"{address}?person={mother.pk}", form).url == "/desk/intake/"
    assert Representative.objects.get().valid_to == dt.date(2030, 12, 31)
    assert officer.post(f"{address}?person={world.applicant.pk}", form).status_code == 200
    added = officer.post(f"/desk/people/new/?next={address}", {"family_name": "Коваль", "phone": "0671112233"})
    assert added.url == f"{address}?person={Applicant.objects.get(family_name='Коваль').pk}"


def test_the_way_back_to_the_intake_leads_through_a_new_representative(world: World, officer: Client) -> None:
    address = f"/desk/people/{world.applicant.pk}/representatives/"
    found = page(officer, address, q="Новенко", next="/desk/intake/1/wishes/")
    to_new = re.search(r'href="(/desk/people/new/[^"]+)"', found)
    assert to_new
    added = officer.post(unescape(to_new[1]), {"family_name": "Новенко", "phone": "0671112244"})
    form = {"ground": "parent", "document": "свідоцтво 1", "valid_to": "31.12.2030"}
    assert officer.post(added.url, form).url == "/desk/intake/1/wishes/"


def test_an_outside_address_is_not_followed(world: World, officer: Client) -> None:
    form = {"family_name": "Коваль", "phone": "0671112233", "next": "https://evil.example/"}
    assert officer.post("/desk/people/new/", form).url.startswith("/desk/people/")


def test_a_settlement_with_several_meanings_is_chosen(world: World, officer: Client) -> None:
    for code in ("UA98020010020011111", "UA97020010020011111"):
        worlds.unit(code, "C", "Ясени", hromada=worlds.HOME)
    form = {"family_name": "Коваль", "phone": "0671112233", "settlement": "ясени"}
    shown = officer.post("/desk/people/new/", form).content.decode()
    assert "Є кілька таких" in shown or "Оберіть один варіант" in shown
    officer.post("/desk/people/new/", {**form, "settlement_code": "UA97020010020011111"})
    assert Applicant.objects.get(family_name="Коваль").settlement_id == "UA97020010020011111"
    assert (
        "Такого населеного пункту немає"
        in officer.post("/desk/people/new/", {**form, "settlement": "Ъъъ"}).content.decode()
    )


PEOPLE = ["", "{pk}/", "{pk}/edit/", "{pk}/representatives/"]


@pytest.mark.parametrize("address", PEOPLE)
def test_couriers_providers_and_neighbours_see_no_people(world: World, sign_in: object, address: str) -> None:
    address = f"/desk/people/{address.format(pk=world.applicant.pk)}"
    for who in (world.courier, world.provider):
        assert sign_in(who).get(address).status_code == 404  # type: ignore[operator]
    if "{pk}" in address or str(world.applicant.pk) in address:
        neighbour = worlds.build(worlds.NEIGHBOUR, name="Сусідня", network=418)
        assert sign_in(neighbour.head).get(address).status_code == 404  # type: ignore[operator]
        tenancy.bind(worlds.HOME)
    assert Client().get(address).status_code == 302


@pytest.mark.parametrize("address", ["/desk/", "/desk/find/?q=іван", "/desk/people/?q=іван", "/desk/intake/?q=іван"])
def test_pages_cost_the_same_for_one_and_for_three(
    world: World, officer: Client, address: str, django_assert_max_num_queries: object
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    worlds.applicant(worlds.HOME, family_name="Іваненчук")
    worlds.case_in(world)
    officer.get(address)
    spent = []
    for _ in range(2):
        with CaptureQueriesContext(
            connection,
        ) as captured:
            page(officer, address)
        spent.append(len(captured))
        for name in ("Іванець", "Іванюк"):
            worlds.case_in(world, applicant=worlds.applicant(worlds.HOME, family_name=name))
    assert spent[0] == spent[1]
    assert spent[0] <= 25
