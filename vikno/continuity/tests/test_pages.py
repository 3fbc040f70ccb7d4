"""Pages: two presses from the menu, everything filled in; without scripts."""

import datetime as dt
import io
import zipfile
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from vikno.accounts.models import User
from vikno.common import clock
from vikno.common.actors import Actor
from vikno.continuity import services
from vikno.continuity.models import Interruption
from vikno.continuity.tests.world import World, at
from vikno.network import queries as network
from vikno.queue import queries as queue


@pytest.fixture(autouse=True)
def morning(monkeypatch: pytest.MonkeyPatch) -> Iterator[dt.datetime]:
    """The clock of every page stands at nine on the Monday."""
    monkeypatch.setattr(clock, "now", lambda: at(9))
    return at(9)


def browse(actor: Actor) -> Client:
    client = Client()
    person = User.objects.get(pk=actor.user_id)
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def form_of(page: Any) -> dict[str, Any]:
    """What the page would send as it stands."""
    form = page.context["form"]
    return {name: form[name].value() or "" for name in form.fields if name != "until_on"} | {
        "until_at": "10:00", "until_on": "16.11.2026"
    }  # fmt: skip


def test_from_the_menu_in_two_presses(world: World) -> None:
    world.ticket(at(8, 50)), world.booked(9, 45), world.booked(9, 45, channel="phone")
    client = browse(world.officer)
    assert "/interruptions/" in client.get("/queue/").content.decode()
    assert "/interruptions/new/air_alert/" in client.get("/interruptions/").content.decode()
    page = client.get("/interruptions/new/air_alert/")
    text = page.content.decode()
    for said in ("Чекає 1 людина", "Скасуємо 2 записи", "Зателефонувати 1 людині", "орієнтовно до 10:00"):
        assert said in text
    answer = client.post("/interruptions/new/air_alert/", form_of(page), follow=True)
    text = answer.content.decode()
    for said in ("Що зроблено", "Чергу зупинено, людей чекало: <strong>1</strong>", "Людина знає", "Відновити роботу"):
        assert said in text
    made = Interruption.objects.get()
    assert answer.redirect_chain[-1][0] == f"/interruptions/{made.pk}/"
    again = client.post("/interruptions/new/air_alert/", form_of(page), follow=True)
    assert (again.status_code, Interruption.objects.count()) == (200, 1), "a double press"


def test_the_same_way_back_from_its_page(world: World) -> None:
    world.booked(9, 45, channel="phone")
    made = world.interrupted(actor=world.head)
    client = browse(world.head)
    row = made.bookings.get()
    assert "повідомлено" in client.post(f"/interruptions/{made.pk}/calls/{row.pk}/", follow=True).content.decode()
    until = {"until_at": "11.30", "until_on": ""}
    assert "11:30" in client.post(f"/interruptions/{made.pk}/extension/", until, follow=True).content.decode()
    refused = client.post(f"/interruptions/{made.pk}/extension/", {"until_at": "08:00", "until_on": ""})
    assert "Цей час уже минув" in refused.content.decode()
    point = {"point": str(world.village.pk), "effect": "closed"}
    assert "Лугове" in client.post(f"/interruptions/{made.pk}/points/", point, follow=True).content.decode()
    assert "Роботу відновлено" in client.post(f"/interruptions/{made.pk}/end/", follow=True).content.decode()
    assert "уже закінчився" in client.post(f"/interruptions/{made.pk}/end/", follow=True).content.decode()
    assert client.post(f"/interruptions/{made.pk}/calls/999/").status_code == 404


def test_who_counts_anew_changes_nothing_yet(world: World) -> None:
    client = browse(world.head)
    page = client.get("/interruptions/new/other/")
    sent = form_of(page) | {"preview": "1", "effect": "closed", "words": "Тече дах", "points": str(world.point.pk)}
    answer = client.post("/interruptions/new/other/", sent)
    assert "Тече дах. Прийом зупинено" in answer.content.decode()
    assert not Interruption.objects.exists()
    without = client.post("/interruptions/new/other/", sent | {"words": ""})
    assert "Заповніть це поле" in without.content.decode()
    assert client.get("/interruptions/new/flood/").status_code == 404


def test_a_register_is_chosen_by_who_decides(world: World) -> None:
    page = browse(world.head).get("/interruptions/new/register/").content.decode()
    assert "усі послуги надаємо" in page


def test_everybody_reads_it(world: World) -> None:
    ticket = world.ticket(at(8, 50))
    page = f"/points/{world.point.pk}/"
    assert "Повітряна тривога" not in Client().get(page).content.decode()
    client = browse(world.officer)
    form = form_of(client.get("/interruptions/new/air_alert/"))
    client.post("/interruptions/new/air_alert/", form)
    stranger = Client()
    assert "Повітряна тривога: прийом зупинено орієнтовно до 10:00" in stranger.get(page).content.decode()
    own = stranger.get(f"/queue/my/{world.point.pk}/{ticket.token}/").content.decode()
    assert "Повітряна тривога" in own
    assert "Місця в черзі збережено" in own
    assert "Повітряна тривога" in client.get("/queue/").content.decode()
    assert "Повітряна тривога" in client.get("/queue/window/").content.decode()
    assert "Продовжити або відновити роботу" in client.get("/desk/").content.decode()
    refused = client.post("/queue/window/next/", follow=True).content.decode()
    assert "Чергу зупинено: Повітряна тривога" in refused
    assert network.point_state_now([world.point.pk], at(9))[world.point.pk].notice_en.startswith("Air alert")
    assert queue.waiting_now(world.point, at=at(9)) != []


def test_the_history_and_its_table(world: World) -> None:
    made = world.interrupted(moment=at(8, 30), expected_until=at(9))
    services.end_interruption(interruption=made, actor=world.officer, at=at(8, 55))
    client = browse(world.head)
    text = client.get("/interruptions/").content.decode()
    assert "25 хв" in text
    table = client.get("/interruptions/table/")
    with zipfile.ZipFile(io.BytesIO(table.content)) as book:
        assert "Основний офіс" in book.read("xl/sharedStrings.xml").decode()
