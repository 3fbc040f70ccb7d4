"""Residents' pages: the whole way without signing in and without scripts; secrets stay out of addresses and logs."""

import datetime as dt
import logging
import re
from typing import Any

import pytest
import time_machine
from django.test import Client

from tests import factories as make
from vikno.appointments import queries, services
from vikno.appointments.enums import BookingState, Door, ResourceKind
from vikno.appointments.models import Booking
from vikno.appointments.services import ResourceFacts
from vikno.appointments.tests.world import AT, HOME, TUESDAY, World, booked, held, moment
from vikno.common import tenancy


@pytest.fixture(autouse=True)
def _monday() -> Any:
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def client(world: World) -> Client:
    """A stranger's browser; nobody's hromada is bound."""
    tenancy.bind("")
    return Client()


def base(world: World) -> str:
    return f"/book/{world.point.pk}/{world.service.code}/"


def stamp(hour: int, minute: int = 0, *, on: dt.date = TUESDAY) -> int:
    return int(moment(hour, minute, on=on).timestamp() // 60)


def only_booking() -> Booking:
    tenancy.bind(HOME)
    found = Booking.objects.filter(hromada_id=HOME).latest("pk")
    tenancy.bind("")
    return found


def test_the_whole_way_from_the_service_to_the_booking(world: World, client: Client) -> None:
    assert world.service.code in client.get(f"/book/{world.point.pk}/").content.decode()
    page = client.get(base(world)).content.decode()
    assert f"{base(world)}on/2026-11-17/" in page
    assert "Вівторок, 17 листопада" in page
    address = f"{base(world)}at/{stamp(10)}/"
    assert address in client.get(f"{base(world)}on/2026-11-17/").content.decode()
    assert "Вівторок, 17 листопада, 10:00" in client.get(address).content.decode()
    answer = client.post(address, {"name": "Марія", "contact": "067 111 22 33"})
    assert answer.url == "/book/code/"
    booking = only_booking()
    page = client.get("/book/code/").content.decode()
    assert "10:00" in page
    assert page.count("<h1") == 1
    wrong = client.post("/book/code/", {"code": "000 000"}).content.decode()
    assert "Код не підходить" in wrong
    done = client.post("/book/code/", {"code": queries.code_of(booking)}, follow=True).content.decode()
    assert "Вас чекають" in done
    assert booking.number_shown in done
    assert f"/services/{world.service.code}/" in done  # what to bring
    event = client.get("/book/mine/booking/event.ics")
    assert event.content.startswith(b"BEGIN:VCALENDAR")
    assert "attachment" in event.headers["Content-Disposition"]


def test_wrong_codes_are_counted(world: World, client: Client) -> None:
    client.post(f"{base(world)}at/{stamp(10)}/", {"name": "Марія", "contact": "067 111 22 33"})
    for _try in range(5):
        client.post("/book/code/", {"code": "000000"})
    page = client.post("/book/code/", {"code": queries.code_of(only_booking())}).content.decode()
    assert "Забагато спроб" in page


def test_a_taken_time_shows_the_nearest_others_and_keeps_what_was_typed(world: World, client: Client) -> None:
    tenancy.bind(HOME)
    booked(world), booked(world)
    tenancy.bind("")
    page = client.post(f"{base(world)}at/{stamp(10)}/", {"name": "Марія", "contact": "067 111 22 44"}).content.decode()
    assert "щойно зайняли" in page
    assert f"{base(world)}at/{stamp(10, 30)}/" in page
    assert 'value="Марія"' in page


def test_number_and_code_open_the_booking(world: World, client: Client) -> None:
    tenancy.bind(HOME)
    booking = booked(world)
    tenancy.bind("")
    wrong = client.post("/book/mine/", {"number": booking.number_shown, "code": "000000"}).content.decode()
    unknown = client.post("/book/mine/", {"number": "000-000-000", "code": "000000"}).content.decode()
    said = re.compile(r"Такої пари номера й коду немає")
    assert said.search(wrong)
    assert said.search(unknown)
    answer = client.post("/book/mine/", {"number": booking.number_shown, "code": queries.code_of(booking)})
    assert answer.url == "/book/mine/booking/"
    for _try in range(10):
        answer = client.post("/book/mine/", {"number": booking.number_shown, "code": "000000"})
    assert answer.status_code == 429


def test_the_link_opens_the_booking_and_leaves_the_address(world: World, client: Client) -> None:
    tenancy.bind(HOME)
    booking = booked(world)
    tenancy.bind("")
    answer = client.get(f"/book/link/{booking.number}/", {"k": queries.link_of(booking)})
    assert answer.url == "/book/mine/booking/"
    page = client.get(answer.url).content.decode()
    assert "Скасувати" in page
    assert queries.link_of(booking) not in page
    for secret in ("", "0" * 32, "x" * 500):
        assert Client().get(f"/book/link/{booking.number}/", {"k": secret}).url == "/book/mine/"


def test_a_look_at_the_link_changes_nothing(world: World, client: Client) -> None:
    """Programs that look into letters follow links: only a press cancels."""
    tenancy.bind(HOME)
    booking = booked(world)
    tenancy.bind("")
    client.get(f"/book/link/{booking.number}/", {"k": queries.link_of(booking)})
    client.get("/book/mine/booking/cancellation/")
    assert only_booking().state == BookingState.BOOKED
    page = client.post("/book/mine/booking/cancellation/", follow=True).content.decode()
    assert "Запис скасовано" in page
    assert only_booking().state == BookingState.CANCELLED_BY_PERSON


def test_another_time_is_chosen_on_the_page(world: World, client: Client) -> None:
    tenancy.bind(HOME)
    booking = booked(world)
    tenancy.bind("")
    client.get(f"/book/link/{booking.number}/", {"k": queries.link_of(booking)})
    page = client.get("/book/mine/booking/time/", {"day": "2026-11-18"}).content.decode()
    assert f'value="{stamp(9, on=TUESDAY + dt.timedelta(days=1))}"' in page
    answer = client.post("/book/mine/booking/time/", {"minute": stamp(16)})
    assert answer.url == "/book/mine/booking/"
    assert only_booking().starts_at == moment(16)
    taken = client.post("/book/mine/booking/time/", {"minute": stamp(13)}, follow=True).content.decode()
    assert "Оберіть інший" in taken


def test_an_offer_is_taken_by_its_link(world: World, client: Client) -> None:
    tenancy.bind("")
    page = client.get(f"{base(world)}waiting/").content.decode()
    assert "Список очікування" in page
    form = {"name": "Марія", "contact": "067 111 22 33", "since": "17.11.2026", "until": "20.11.2026"}
    assert "Ви в списку" in client.post(f"{base(world)}waiting/", form).content.decode()
    offer = only_booking()
    client.get(f"/book/link/{offer.number}/", {"k": queries.link_of(offer)})
    assert "Беру цей час" in client.get("/book/mine/booking/").content.decode()
    client.post("/book/mine/booking/confirmation/")
    assert only_booking().state == BookingState.CONFIRMED


def test_a_stop_of_the_mobile_centre_is_booked_by_a_resident(world: World, client: Client) -> None:
    tenancy.bind(HOME)
    facts = ResourceFacts(
        kind=ResourceKind.HOME_VISIT, name="Візити", place="Лугове", opens_at=moment(10), closes_at=moment(12)
    )
    stop = services.add_resource(point=world.point, facts=facts, actor=world.head, at=AT)
    tenancy.bind("")
    assert f"?stop={stop.pk}" in client.get(base(world)).content.decode()
    address = f"{base(world)}at/{stamp(10)}/?stop={stop.pk}"
    assert address.replace("&", "&amp;") in client.get(f"{base(world)}on/2026-11-17/?stop={stop.pk}").content.decode()
    assert "Куди приїхати" in client.get(address).content.decode()
    form = {"name": "Марія", "contact": "067 111 22 33"}
    assert "Заповніть це поле" in client.post(address, form).content.decode()
    assert client.post(address, {**form, "address": "вул. Миру, 5"}).url == "/book/code/"
    assert only_booking().resource_id == stop.pk


@pytest.mark.parametrize("door", [Door.STAFF, Door.CLOSED])
def test_a_point_that_takes_no_residents_says_where_to_call(world: World, client: Client, door: str) -> None:
    tenancy.bind(HOME)
    services.set_door(point=world.point, door=door, actor=world.head, at=AT)
    tenancy.bind("")
    page = client.get(base(world)).content.decode()
    assert "+380441234567" in page
    assert client.get(f"{base(world)}on/2026-11-17/").status_code == 404
    assert client.post(f"{base(world)}at/{stamp(10)}/", {"name": "М", "contact": "0671112233"}).status_code == 404


def test_at_a_small_point_a_name_is_enough(world: World, client: Client) -> None:
    tenancy.bind(HOME)
    services.set_door(point=world.point, door=Door.NAME, actor=world.head, at=AT)
    tenancy.bind("")
    page = client.post(f"{base(world)}at/{stamp(10)}/", {"name": "Марія", "contact": ""}, follow=True).content.decode()
    assert queries.code_of(only_booking()) in page


@pytest.mark.parametrize(
    "address",
    ["999999/", "1/NO/", "x/on/не-дата/", "x/on/2026-13-40/", "x/at/99999999999999999999/", "x/on/2026-11-17/?stop=7"],
)
def test_nonsense_is_not_found(world: World, client: Client, address: str) -> None:
    assert client.get(f"/book/{address}".replace("/book/x/", base(world))).status_code == 404


def test_who_proved_nothing_is_asked_for_the_number(client: Client) -> None:
    for page in (
        "code/",
        "mine/booking/",
        "mine/booking/time/",
        "mine/booking/cancellation/",
        "mine/booking/event.ics",
    ):
        assert client.get(f"/book/{page}").url == "/book/mine/"
    assert client.post("/book/mine/booking/confirmation/").url == "/book/mine/"


def test_many_bookings_from_one_address_are_stopped(world: World, client: Client) -> None:
    for number in range(20):
        client.post(f"{base(world)}at/{stamp(13)}/", {"name": "М", "contact": f"06711122{number:02d}"})
    page = client.post(f"{base(world)}at/{stamp(10)}/", {"name": "М", "contact": "0671112299"}).content.decode()
    assert "Забагато спроб" in page


def test_a_crash_at_the_link_writes_no_secret(
    world: World, client: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    tenancy.bind(HOME)
    booking = booked(world)
    tenancy.bind("")

    def broken(*_given: object) -> None:
        raise RuntimeError("planted")

    monkeypatch.setattr("vikno.appointments.views.mine.remember", broken)
    client.raise_request_exception = False
    with caplog.at_level(logging.DEBUG):
        assert client.get(f"/book/link/{booking.number}/", {"k": queries.link_of(booking)}).status_code == 500
        client.get("/book/calendar/123456789.ics", {"k": queries.link_of(booking)})
    assert "/book/link/" in caplog.text
    assert queries.link_of(booking) not in caplog.text


def test_the_words_of_another_language_are_there(world: World) -> None:
    client = Client()
    client.cookies["django_language"] = "en"
    assert "What time" in client.get(f"{base(world)}on/2026-11-17/").content.decode()


def test_a_stranger_of_another_hromada_cannot_open_by_session(world: World, client: Client) -> None:
    tenancy.bind(HOME)
    booking = held(world)
    tenancy.bind("")
    session = client.session
    session["own_booking"] = [make.FOREIGN, booking.number]
    session.save()
    assert client.get("/book/mine/booking/").url == "/book/mine/"
