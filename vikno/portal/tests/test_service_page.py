"""One service: what to bring, where, and its card at a point."""

import io
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from tests import factories as make
from vikno.catalogue.models import PublicService
from vikno.common import clock
from vikno.network.models import Point, PointStatus

pytestmark = pytest.mark.django_db


@pytest.fixture
def service() -> PublicService:
    return make.service(code="00034")


@pytest.fixture
def office(service: PublicService) -> Point:
    made = make.point("ВРМ Лугове")
    make.offering(made, service)
    return made


def test_the_page_answers_what_people_ask(client: Client, service: PublicService, office: Point) -> None:
    page = client.get("/services/00034/").content.decode()
    asked = ("Що взяти із собою", "Паспорт", "Довіреність", "Скільки коштує", "Безоплатно", "Скільки чекати",
             "10 робочих днів", "Що отримаєте", "Коли можуть відмовити", "На підставі чого", "Хто може звернутися",
             "Де подати", "ВРМ Лугове", "вул. Миру, 1")  # fmt: skip
    assert [words for words in asked if words not in page] == []
    assert page.count('type="checkbox"') == 2


def test_a_point_says_whether_it_is_open(client: Client, service: PublicService, office: Point) -> None:
    monday = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)  # 10:00 in Kyiv
    with time_machine.travel(monday, tick=False):
        assert "приймає до 13:00" in client.get("/services/00034/").content.decode()


def test_a_closed_point_says_so_and_shows_its_notice(client: Client, service: PublicService, office: Point) -> None:
    PointStatus.objects.filter(point=office).update(state="closed", notice="Немає світла до вечора.")
    assert "не працює" in client.get("/services/00034/").content.decode()
    assert "Немає світла до вечора." in client.get(f"/services/00034/at/{office.pk}/").content.decode()


def test_a_service_nobody_gives_yet_says_whom_to_ask(client: Client, service: PublicService) -> None:
    assert "Зателефонуйте до свого ЦНАП" in client.get("/services/00034/").content.decode()


def test_a_point_that_only_consults_is_not_where_to_apply(client: Client, service: PublicService) -> None:
    make.offering(make.point("ВРМ Рада"), service, mode="consult")
    make.offering(make.point("ВРМ Колись"), service, valid_to=clock.today() - timedelta(days=1))
    page = client.get("/services/00034/").content.decode()
    assert "ВРМ Рада" not in page
    assert "ВРМ Колись" not in page


@pytest.mark.parametrize("address", ["/services/99999/", "/services/<b>/", "/services/00034/at/1/"])
def test_what_is_not_there_is_404(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("address", ["/services/%00/", "/services/?q=%00", "/status/?number=%00"])
def test_a_nul_in_an_address_is_a_bad_request(client: Client, address: str) -> None:
    assert client.get(address).status_code == 400


def test_a_withdrawn_service_is_404(client: Client) -> None:
    make.service(code="00035", withdrawn_on=make.LONG_AGO)
    assert client.get("/services/00035/").status_code == 404


def test_the_card_is_of_the_point(client: Client, office: Point) -> None:
    page = client.get(f"/services/00034/at/{office.pk}/").content.decode()
    for words in ("ВРМ Лугове", "вул. Миру, 1", "+380441234567", "09:00–13:00, 14:00–18:00", "Паспорт"):
        assert words in page


def test_a_card_where_the_service_is_not_given_is_404(client: Client, service: PublicService) -> None:
    other = make.point("ВРМ Інше")
    assert client.get(f"/services/00034/at/{other.pk}/").status_code == 404
    assert client.get(f"/services/00034/at/{other.pk}.pdf").status_code == 404


def test_the_card_on_paper_says_the_same(client: Client, office: Point) -> None:
    answer = client.get(f"/services/00034/at/{office.pk}.pdf")
    assert answer["Content-Type"] == "application/pdf"
    assert "00034" in answer["Content-Disposition"]
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages)
    for words in ("ВРМ Лугове", "Паспорт", "00034"):
        assert words in text


def test_the_page_follows_the_language(client: Client, office: Point) -> None:
    client.cookies["django_language"] = "en"
    page = client.get("/services/00034/").content.decode()
    assert "Registration of birth" in page
    assert "What to bring" in page
    assert "Passport" in page


def test_a_page_costs_the_same_for_one_point_and_three(client: Client, service: PublicService, office: Point) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as seen:
            client.get("/services/00034/")
        return len(seen)

    client.get("/services/00034/")
    one = cost()
    for name in ("ВРМ А", "ВРМ Б"):
        make.offering(make.point(name), service)
    assert cost() == one
