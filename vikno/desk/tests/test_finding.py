"""The one field: every kind of thing, each role among its own, a trace of whom it showed."""

import pytest
from django.test import Client
from django.urls import reverse

from tests import factories as make
from vikno.applicants.models import Applicant
from vikno.audit.models import JournalEntry
from vikno.cases import services as cases
from vikno.cases.enums import Step
from vikno.cases.tests import world as worlds
from vikno.cases.tests.world import AT, World
from vikno.common import tenancy
from vikno.consignments import services as consignments
from vikno.consignments.models import Bag
from vikno.desk.tests.conftest import SignIn
from vikno.payments.models import Bill

pytestmark = pytest.mark.django_db


def led_to(client: Client, text: str) -> str:
    answer = client.get("/desk/find/", {"q": text})
    return answer.url if answer.status_code == 302 else ""


def page(client: Client, text: str) -> str:
    answer = client.get("/desk/find/", {"q": text})
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def sealed(world: World) -> Bag:
    case = worlds.case_in(world)
    bag = consignments.open_bag(actor=world.officer, at=AT, origin=world.main, destination=world.provider_body)
    consignments.add_case_to_bag(bag=bag, case=case, actor=world.officer, at=AT)
    consignments.seal_bag(bag=bag, seal="7", actor=world.officer, at=AT)
    return bag


@pytest.mark.parametrize("asked", ["{address}", "{rnokpp}", "{unzr}", "{phone}", "{name}", "{latin}"])
def test_a_person_is_opened_by_each_of_their_facts(world: World, officer: Client, asked: str) -> None:
    Applicant.objects.filter(pk=world.applicant.pk).update(
        rnokpp="1759013776", unzr="19481227-03331", street_address="вул. Садова, 5", address_key="садова 5"
    )
    text = asked.format(
        address="Садова 5", rnokpp="1759013776", unzr="19481227-03331", phone="(050) 123-45-67", name="іваненко марія",
        latin="Iваненкo",
    )  # fmt: skip
    assert led_to(officer, text) == f"/desk/people/{world.applicant.pk}/"


def test_a_bill_is_opened_by_its_number_and_by_the_number_of_its_receipt() -> None:
    make.hromada()
    tenancy.bind(make.OWN)
    bill = make.bill()
    entry = make.entry(bill)
    client = Client()
    client.force_login(make.membership("officer").user)
    address = reverse("payments:bill", args=[bill.number])
    assert led_to(client, bill.number) == address
    assert led_to(client, f"№ {bill.number_shown}") == address
    assert led_to(client, entry.number) == address
    assert Bill.objects.count() == 1


def test_a_bag_is_opened_by_whoever_may_see_it(world: World, sign_in: SignIn) -> None:
    bag = sealed(world)
    for who in (world.officer, world.provider, world.courier):
        assert led_to(sign_in(who), bag.number) == f"/papers/bags/{bag.number}/", who.role


def test_a_provider_finds_its_own_cases_only(world: World, sign_in: SignIn) -> None:
    mine, other = worlds.case_in(world), worlds.case_in(world)
    cases.record_step(case=mine, step=Step.FORWARDED, actor=world.officer, at=AT)
    provider = sign_in(world.provider)
    assert led_to(provider, mine.number) == f"/cases/{mine.number}/"
    assert led_to(provider, "Іваненко") == f"/cases/{mine.number}/"
    assert "Нічого не знайдено" in page(provider, other.number)
    assert "Прийняти заяву" not in page(provider, other.number)
    assert "Нічого не знайдено" in page(provider, "0501234567")


def test_a_courier_finds_bags_only(world: World, sign_in: SignIn) -> None:
    case = worlds.case_in(world)
    courier = sign_in(world.courier)
    for asked in (case.number, "Іваненко", "0501234567", f"1-{case.number[-1]}"):
        assert "Нічого не знайдено" in page(courier, asked), asked


def test_the_field_stands_on_pages_of_those_who_may_find(world: World, sign_in: SignIn) -> None:
    for who, address in (
        (world.officer, "/cases/"),
        (world.provider, "/papers/provider/"),
        (world.courier, "/papers/trips/"),
    ):
        assert 'class="c-find"' in sign_in(who).get(address, follow=True).content.decode(), who.role


def test_a_page_of_answers_is_one_entry_that_names_whom_it_showed(world: World, officer: Client) -> None:
    other = worlds.applicant(worlds.HOME, family_name="Іваненчук")
    page(officer, "іван")
    entry = JournalEntry.objects.get(action="search.made")
    assert entry.facts["people"] == sorted([world.applicant.pk, other.pk])
    assert (entry.facts["by"], entry.facts["shown"]) == ("name", 2)
    assert "іван" not in str(entry.facts).lower()
    page(officer, "нікого такого")
    assert JournalEntry.objects.filter(action="search.made").last().facts["shown"] == 0
    led_to(officer, "Іваненко")
    assert JournalEntry.objects.filter(action="search.made").count() == 2
