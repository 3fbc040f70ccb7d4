"""The state of a case for whoever holds the receipt, and for nobody else."""

from datetime import timedelta
from unittest.mock import patch

import pytest
import time_machine
from django.test import Client

from tests import factories as make
from vikno.accounts.models import Attempt
from vikno.cases.enums import CaseState
from vikno.cases.queries import PublicStatus
from vikno.common import clock
from vikno.portal.words import IN_WORDS

pytestmark = pytest.mark.django_db
STATUS = "/status/"
TRIES = 10
PAIR = {"number": "26-0417-000123-5", "code": "123-456-789"}


def _found(**facts: object) -> PublicStatus:
    known = {
        "number": "26-0417-000123-5", "service": "Допомога на поховання", "service_en": "Funeral grant",
        "state": CaseState.REGISTERED, "state_label": "зареєстровано", "registered_at": make.MOMENT,
        "due_on": make.MOMENT.date() + timedelta(days=3), "term_sentence": "3 робочі дні з дня реєстрації.",
        "is_overdue": False, "result_channel_label": "там, де подано", "point_name": "Лугове", "steps": (),
    }  # fmt: skip
    return PublicStatus(**{**known, **facts})  # type: ignore[arg-type]


def test_the_form_is_open_to_everybody(client: Client) -> None:
    page = client.get(STATUS)
    assert page.status_code == 200
    assert "no-store" in page["Cache-Control"]


def test_the_number_from_the_receipt_is_filled_in_and_the_code_never(client: Client) -> None:
    page = client.get(STATUS, {"number": "2604170001235", "code": "123456789"}).content.decode()
    assert "2604170001235" in page
    assert 'value="123456789"' not in page


@pytest.mark.parametrize("state", list(CaseState))
def test_every_state_is_said_in_plain_words(client: Client, state: CaseState) -> None:
    with patch("vikno.cases.queries.public_status", return_value=_found(state=state)):
        page = client.post(STATUS, PAIR).content.decode()
    assert str(IN_WORDS[state].title) in page
    assert "5 березня 2026 року" in page


def test_a_passed_term_is_not_hidden(client: Client) -> None:
    with patch("vikno.cases.queries.public_status", return_value=_found(is_overdue=True)):
        assert "Строк уже минув" in client.post(STATUS, PAIR).content.decode()


def test_unknown_number_and_wrong_code_read_the_same(client: Client) -> None:
    pages = {
        client.post(STATUS, pair).content.decode().replace(pair["number"], "N").replace(pair["code"], "C")
        .split("<main")[1].split("csrfmiddlewaretoken")[0]
        for pair in (PAIR, {"number": "9999", "code": "77777"}, {"number": "слова", "code": "інші"})
    }  # fmt: skip
    assert len(pages) == 1
    assert "Такої пари номера й коду немає" in pages.pop()


def test_empty_fields_say_what_to_do_and_cost_no_try(client: Client) -> None:
    page = client.post(STATUS, {}).content.decode()
    assert "Уведіть номер справи" in page
    assert not Attempt.objects.exists()


def test_the_eleventh_try_in_ten_minutes_waits(client: Client) -> None:
    for _ in range(TRIES):
        assert client.post(STATUS, PAIR).status_code == 200
    with patch("vikno.cases.queries.public_status", return_value=_found()) as asked:
        refused = client.post(STATUS, PAIR)
    assert refused.status_code == 429
    assert "Зачекайте 10 хвилин" in refused.content.decode()
    asked.assert_not_called()
    with time_machine.travel(clock.now() + timedelta(minutes=10), tick=False):
        assert client.post(STATUS, PAIR).status_code == 200


def test_a_forwarded_address_is_not_believed_without_a_proxy(client: Client) -> None:
    for i in range(TRIES):
        client.post(STATUS, PAIR, headers={"X-Forwarded-For": f"198.51.100.{i}"})
    assert client.post(STATUS, PAIR, headers={"X-Forwarded-For": "198.51.100.99"}).status_code == 429
