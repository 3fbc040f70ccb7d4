"""Pages of staff: the day, booking by phone, what the head arranges."""

import io
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.test import Client
from python_calamine import load_workbook

from tests.rights.world import signed_in
from vikno.appointments import queries, services
from vikno.appointments.enums import BookingState
from vikno.appointments.models import Absence, Booking, Capacity, Resource, WaitingEntry
from vikno.appointments.tests.world import AT, HOME, TUESDAY, World, booked, moment
from vikno.common import tenancy

Browse = Callable[[str], Client]


@pytest.fixture(autouse=True)
def _monday() -> Any:
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def browse(world: World) -> Browse:
    return lambda name: signed_in(world.members[name])


def stamp(hour: int, minute: int = 0) -> int:
    return int(moment(hour, minute).timestamp() // 60)


def again(booking: Booking) -> Booking:
    tenancy.bind(HOME)
    booking.refresh_from_db()
    return booking


def test_the_day_shows_who_comes_and_takes_marks(world: World, browse: Browse) -> None:
    booking = booked(world)
    page = browse("officer").get("/appointments/", {"on": "17.11.2026"}).content.decode()
    assert "Марія" in page
    assert "10:00–10:20" in page
    assert "Не прийшла" not in page
    with time_machine.travel(moment(10, 30), tick=False):
        officer = browse("officer")
        assert "Не прийшла" in officer.get("/appointments/", {"on": "17.11.2026"}).content.decode()
        answer = officer.post(f"/appointments/booking/{booking.pk}/mark/", {"state": "no_show", "back": "day"})
        assert answer.url == f"/appointments/?point={world.point.pk}&on=17.11.2026"
        assert again(booking).state == BookingState.NO_SHOW


def test_who_does_not_serve_here_does_not_see(world: World, browse: Browse) -> None:
    booking = booked(world)
    starosta = browse("starosta")
    assert "Марія" not in starosta.get("/appointments/", {"on": "17.11.2026"}).content.decode()
    assert starosta.get(f"/appointments/booking/{booking.pk}/").status_code == 404


def test_a_starosta_books_for_a_villager(world: World, browse: Browse) -> None:
    starosta = browse("starosta")
    assert world.service.name in starosta.get("/appointments/new/").content.decode()
    base = f"/appointments/new/{world.point.pk}/{world.service.code}/"
    assert f"{base}at/{stamp(9)}/" in starosta.get(base, {"day": "2026-11-17"}).content.decode()
    form = {"name": "Ганна", "channel": "phone", "contact": "067 333 22 11"}
    answer = starosta.post(f"{base}at/{stamp(9)}/", form)
    page = starosta.get(answer.url).content.decode()
    assert "Ганна" in page
    assert "через старосту" in page.lower()
    booked(world, moment(9))
    taken = starosta.post(f"{base}at/{stamp(9)}/", form).content.decode()
    assert "щойно зайняли" in taken
    assert f"{base}at/{stamp(9, 30)}/" in taken


def test_a_booking_is_moved_and_cancelled_by_staff(world: World, browse: Browse) -> None:
    booking = booked(world)
    officer, own = browse("officer"), f"/appointments/booking/{booking.pk}/"
    assert officer.get(f"{own}time/").status_code == 200
    assert officer.post(f"{own}time/", {"minute": stamp(16)}).url == own
    assert again(booking).starts_at == moment(16)
    assert "Оберіть один варіант" in officer.post(f"{own}cancellation/", {"reason": ""}).content.decode()
    officer.post(f"{own}cancellation/", {"reason": "register"})
    assert again(booking).state == BookingState.CANCELLED_BY_CENTRE
    other = booked(world)
    officer.post(f"/appointments/booking/{other.pk}/cancellation/", {"by": "person"})
    assert again(other).state == BookingState.CANCELLED_BY_PERSON


def test_a_day_falls_away_from_the_page(world: World, browse: Browse) -> None:
    booking = booked(world)
    officer, address = browse("officer"), f"/appointments/cancellation/{world.point.pk}/2026-11-17/"
    assert "Скасуємо 1 запис" in officer.get(address).content.decode()
    officer.post(address, {"reason": "power"})
    assert again(booking).state == BookingState.CANCELLED_BY_CENTRE
    assert "Скасовувати нічого" in officer.get(address).content.decode()


def test_the_head_arranges_who_receives(world: World, browse: Browse) -> None:
    head, base = browse("head"), f"/appointments/duty/{world.point.pk}/"
    user = world.members["officer"].user_id
    given = {
        "absence": {"user": user, "since": "17.11.2026", "until": "18.11.2026"},
        "break": {"user": user, "weekday": "3", "break_from": "11:00", "break_to": "11:30"},
        "capacity": {"on": "19.11.2026", "opens": "9:00", "closes": "12:00", "staff": "0"},
        "resource": {"kind": "mobile_stop", "name": "Виїзд", "place": "клуб", "on": "18.11.2026", "opens": "10:00",
                     "closes": "12:00"},
        "door": {"door": "name"},
    }  # fmt: skip
    for noun, form in given.items():
        answer = head.post(f"{base}{noun}/", {f"{noun}-{name}": value for name, value in form.items()})
        assert answer.status_code == 302, answer.content.decode()
    page = head.get(base).content.decode()
    assert "клуб, 18.11.2026 10:00–12:00" in page
    tenancy.bind(HOME)
    assert queries.door_of(HOME, world.point.pk) == "name"
    for noun, kind in (("absence", Absence), ("capacity", Capacity), ("resource", Resource)):
        row = kind.objects.filter(hromada_id=HOME).latest("pk")
        assert head.post(f"/appointments/ended/{noun}/{row.pk}/", {"point": world.point.pk}).url == base
        assert head.post(f"/appointments/ended/{noun}/{row.pk}/").status_code == 404
    wrong = head.post(f"{base}capacity/", {"capacity-opens": "12", "capacity-closes": "9", "capacity-staff": "1"})
    assert "Вкажіть або дату, або день тижня" in wrong.content.decode()
    assert head.post(f"{base}nothing/").status_code == 404


def test_figures_and_minutes_are_set_from_a_day(world: World, browse: Browse) -> None:
    head = browse("head")
    now = queries.terms_on(HOME, on=TUESDAY)
    figures = {name: getattr(now, name) for name in now.__slots__} | {"step_minutes": 30, "valid_from": "16.11.2026"}
    assert head.post("/appointments/terms/", figures).url == "/appointments/terms/"
    assert queries.terms_on(HOME, on=TUESDAY).step_minutes == 30
    assert head.post("/appointments/terms/", {**figures, "horizon_days": 900}).status_code == 200
    form = {"minutes-service": world.service.pk, "minutes-minutes": "45", "minutes-valid_from": "16.11.2026"}
    assert head.post("/appointments/minutes/", form).status_code == 302
    assert "45" in head.get("/appointments/terms/").content.decode()


def test_the_report_keeps_reasons_apart(world: World, browse: Browse) -> None:
    one, two, three = booked(world), booked(world), booked(world, moment(11))
    services.cancel_by_person(booking=one, actor=world.resident, at=AT)
    services.cancel_by_centre(booking=two, reason="alert", actor=world.officer, at=AT)
    services.mark(booking=three, state="no_show", actor=world.officer, at=moment(12))
    head = browse("head")
    asked = {"since": "16.11.2026", "until": "18.11.2026"}
    page = head.get("/appointments/report/", asked).content.decode()
    assert "Повітряна тривога або обстріл: 1" in page
    body = head.get("/appointments/report/table/", asked).content
    rows = load_workbook(io.BytesIO(body)).get_sheet_by_index(0).to_python()
    assert rows[2] == ["Основний офіс", 3.0, 0.0, 1.0, 1.0, 1.0, 0.0]


def test_a_calendar_is_opened_and_ended(world: World, browse: Browse) -> None:
    officer = browse("officer")
    officer.post("/appointments/calendars/", {"point": world.point.pk})
    (feed,) = queries.feeds_of(HOME, user_id=world.officer.user_id)
    page = officer.get("/appointments/calendars/").content.decode()
    assert f"/book/calendar/{feed.number}.ics?k={queries.link_of(feed)}" in page
    assert queries.link_of(feed) not in browse("second").get("/appointments/calendars/").content.decode()
    officer.post("/appointments/calendars/", {"end": feed.pk})
    assert not queries.feeds_of(HOME, user_id=world.officer.user_id).exists()


def test_the_waiting_list_is_shown_and_shortened(world: World, browse: Browse) -> None:
    from vikno.appointments.tests.world import person

    services.add_capacity(
        point=world.point, actor=world.head, at=AT,
        facts=services.CapacityFacts(opens=moment(9).time(), closes=moment(18).time(), staff=0, on=TUESDAY),
    )  # fmt: skip
    entry = services.join_waiting(
        point=world.point, service=world.service, person=person(), since=TUESDAY, until=TUESDAY,
        actor=world.resident, at=AT,
    )  # fmt: skip
    officer = browse("officer")
    assert "Марія" in officer.get("/appointments/waiting/").content.decode()
    officer.post(f"/appointments/waiting/{entry.pk}/end/")
    assert "Ніхто не чекає" in officer.get("/appointments/waiting/").content.decode()


def test_whoever_telephones_in_vain_is_put_on_the_waiting_list(world: World, browse: Browse) -> None:
    officer = browse("officer")
    base = f"/appointments/new/{world.point.pk}/{world.service.code}/"
    assert f"{base}waiting/" in officer.get(base).content.decode()
    told = {
        "name": "Ганна",
        "channel": "phone",
        "contact": "067 123 45 67",
        "since": "17.11.2026",
        "until": "20.11.2026",
    }
    wrong = officer.post(f"{base}waiting/", {**told, "until": "16.11.2026"}).content.decode()
    assert "Ганна" in wrong  # what was typed stays
    tenancy.bind(HOME)
    assert not WaitingEntry.objects.exists()
    answer = officer.post(f"{base}waiting/", told)
    assert answer.url == "/appointments/waiting/"
    tenancy.bind(HOME)
    entry = WaitingEntry.objects.get()
    assert (entry.name, entry.since.isoformat(), entry.until.isoformat()) == ("Ганна", "2026-11-17", "2026-11-20")
    assert "Ганна" in officer.get("/appointments/waiting/").content.decode()
