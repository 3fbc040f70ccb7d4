"""Finding a service: by words, by theme, by what has happened."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import factories as make
from vikno.common import clock

pytestmark = pytest.mark.django_db
HOME, LIST = "/", "/services/"


def _text(client: Client, address: str, **asked: str) -> str:
    answer = client.get(address, asked)
    assert answer.status_code == 200
    return answer.content.decode()


def test_home_asks_one_question_and_shows_the_ways(client: Client) -> None:
    made = make.service()
    made.life_events.add(make.life_event())
    page = _text(client, HOME)
    assert page.count("<h1") == 1
    assert "Що вам потрібно?" in page
    for way in ("?group=civil_status", "?event=birth", "/status/"):
        assert way in page


def test_home_is_drawn_with_nothing_in_the_catalogue(client: Client) -> None:
    assert "Що вам потрібно?" in _text(client, HOME)


def test_a_service_is_found_by_an_ordinary_word_and_with_a_slip(client: Client) -> None:
    make.service("Державна реєстрація народження", keywords="немовля, записати дитину")
    make.service("Субсидія на оплату житла", keywords="комуналка")
    for asked in ("народження", "народженя", "немовля", "НЕМОВЛЯТА"):
        page = _text(client, LIST, q=asked)
        assert "Державна реєстрація народження" in page, asked
        assert "Субсидія" not in page, asked


def test_nothing_found_offers_themes(client: Client) -> None:
    make.service()
    page = _text(client, LIST, q="квантова телепортація")
    assert "не знайшли" in page
    assert "?group=civil_status" in page


def test_the_list_is_narrowed_by_theme_event_and_veterans(client: Client) -> None:
    birth = make.service("Реєстрація народження")
    birth.life_events.add(make.life_event())
    make.service("Витяг із кадастру", group=make.group("land", "Земля"), is_for_veterans=True)
    for asked, seen, unseen in (
        ({"group": "land"}, "Витяг", "Реєстрація народження"),
        ({"event": "birth"}, "Реєстрація народження", "Витяг"),
        ({"veterans": "1"}, "Витяг", "Реєстрація народження"),
    ):
        page = _text(client, LIST, **asked)
        assert seen in page
        assert unseen not in page


def test_an_unknown_theme_shows_all(client: Client) -> None:
    make.service("Реєстрація народження")
    assert "Реєстрація народження" in _text(client, LIST, group="unknown", event="unknown")


def test_only_services_in_force_are_shown(client: Client) -> None:
    make.service("Скасована послуга", withdrawn_on=date(2025, 1, 1))
    make.service("Майбутня послуга", version={"valid_from": clock.today() + timedelta(days=1)})
    make.service("Чернетка послуги", version={"status": "draft"})
    page = _text(client, LIST)
    assert "послуг" in page.lower()
    for name in ("Скасована", "Майбутня", "Чернетка"):
        assert name not in page


@pytest.mark.parametrize("asked", ["'; DROP TABLE", "<script>", "і" * 5000, "%", "\\", "🏠", " "])
def test_whatever_is_typed_is_answered(client: Client, asked: str) -> None:
    make.service()
    page = _text(client, LIST, q=asked, page="-1")
    assert "<script>" not in page.replace("<script src", "")


def test_names_follow_the_language(client: Client) -> None:
    make.service()
    client.cookies["django_language"] = "en"
    page = _text(client, LIST)
    assert "Registration of birth" in page
    assert "Family and civil status" in page


@pytest.mark.parametrize("address", [HOME, LIST])
def test_a_page_costs_the_same_for_one_and_three(client: Client, address: str) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as seen:
            client.get(address)
        return len(seen)

    make.service()
    client.get(address)
    one = cost()
    for number in range(3):
        make.service(f"Послуга {number}", group=make.group(f"g{number}", f"Тема {number}"))
    assert cost() == one
    assert one <= 8
