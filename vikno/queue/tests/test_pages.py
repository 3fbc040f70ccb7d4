"""Pages of the queue in a browser without scripts: reception, the window, live queue, journals, settings."""

import html
import io
import re
import uuid
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from vikno.common import clock
from vikno.queue import services
from vikno.queue.enums import Channel, Move, PressureKind, Purpose, State
from vikno.queue.models import Consultation, Counter, PriorityClass, QueueRuleRow, QueueService, Shift, Ticket
from vikno.queue.tests.conftest import Browse
from vikno.queue.tests.world import World, sat, ticket


def shown(answer: Any) -> str:
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode())))


def field(answer: Any, name: str) -> str:
    found = re.search(rf'name="{name}"[^>]*value="([^"]*)"', answer.content.decode())
    assert found, name
    return found[1]


def now_ticket(world: World, **given: Any) -> Ticket:
    return ticket(world, at=clock.now(), **given)


def test_a_ticket_takes_two_keys(world: World, browse: Browse) -> None:
    officer = browse(world.officer)
    first = officer.get("/queue/reception/")
    assert 'href="?purpose=submit" data-key="2"' in first.content.decode()
    second = officer.get("/queue/reception/?purpose=submit")
    assert 'name="service"' in second.content.decode()
    sent = {"purpose": "submit", "token": field(second, "token"), "service": str(world.ordinary.pk), "priority": ""}
    answer = officer.post("/queue/reception/", sent)
    assert answer["Location"] == f"/queue/tickets/{sent['token']}/"
    officer.post("/queue/reception/", sent)
    assert Ticket.objects.count() == 1
    assert "П-001" in shown(officer.get(answer["Location"]))
    for size in ("80", "a4"):
        assert officer.get(f"{answer['Location']}paper/{size}/").content.startswith(b"%PDF")
    assert officer.get(f"{answer['Location']}paper/a3/").status_code == 404


def test_where_there_is_one_queue_the_second_key_is_a_priority(world: World, browse: Browse) -> None:
    services.change_service(
        service=world.surge, name="Відстрочка", lane="surge", one_in=3, is_open=False, actor=world.head, at=clock.now()
    )
    officer = browse(world.officer)
    page = officer.get("/queue/reception/?purpose=consult")
    assert f'name="priority" value="{world.veteran.pk}" data-key="2"' in page.content.decode()
    sent = {"purpose": "consult", "token": field(page, "token"), "service": field(page, "service"),
            "priority": world.veteran.pk}  # fmt: skip
    assert officer.post("/queue/reception/", sent).status_code == 302
    assert Ticket.objects.get().priority == world.veteran


def test_a_booking_asks_for_its_time_and_keeps_what_was_typed(world: World, browse: Browse) -> None:
    officer = browse(world.officer)
    sent = {"purpose": "booked", "token": str(uuid.uuid4()), "service": world.ordinary.pk, "priority": "",
            "booked_for": "пізно", "note": "з візком", "phone": "12"}  # fmt: skip
    page = officer.post("/queue/reception/", sent)
    text = page.content.decode()
    assert "Уведіть час, наприклад 10:30" in text
    assert "Приклад: 067 123 45 67" in text
    assert "з візком" in text
    assert "Уведіть час, на який людина записана" in shown(
        officer.post("/queue/reception/", {**sent, "booked_for": ""})
    )
    assert officer.post("/queue/reception/", {**sent, "booked_for": "9.05", "phone": ""}).status_code == 302
    assert f"{Ticket.objects.get().booked_for.astimezone(clock.KYIV):%H:%M}" == "09:05"  # type: ignore[union-attr]


def test_the_next_person_is_one_key(world: World, browse: Browse) -> None:
    now_ticket(world)
    now_ticket(world, purpose=Purpose.COLLECT)
    officer = browse(world.officer)
    assert "За яким ви вікном" in shown(officer.get("/queue/window/"))
    assert officer.post("/queue/window/shift/", {"counter": world.counters[0].pk}).status_code == 302
    page = officer.get("/queue/window/")
    assert re.search(r'data-key="1"[^>]*>\s*Викликати наступного', page.content.decode())
    assert "П-001: чекає 0 хв, раніше за інших." in shown(page)
    press = field(page, "press")
    for _ in range(2):
        officer.post("/queue/window/next/", {"press": press})
    page = officer.get("/queue/window/")
    assert "Р-001: чекає" in shown(page)
    one = Ticket.objects.get(state=State.CALLED)
    keys = re.findall(r'moves/([a-z_]+)/"[^>]*data-key="(\d)"', page.content.decode())
    assert keys == [("start", "2"), ("finish", "3"), ("recall", "4"), ("no_show", "5"), ("postpone", "6"),
                    ("return", "7")]  # fmt: skip
    for move, state in ((Move.START, State.SERVING), (Move.FINISH, State.DONE)):
        answer = officer.post(f"/queue/tickets/{one.token}/moves/{move}/", {"back": "window"})
        assert answer["Location"] == "/queue/window/"
        one.refresh_from_db()
        assert one.state == state
    assert (
        officer.post(f"/queue/tickets/{one.token}/moves/start/", follow=True).content.decode().count("Оновіть сторінку")
    )
    assert officer.post(f"/queue/tickets/{one.token}/moves/dance/").status_code == 404


def test_the_page_says_why_this_one_is_next(world: World, browse: Browse) -> None:
    now_ticket(world)
    now_ticket(world, priority=world.veteran)
    sat(world, at=clock.now())
    page = shown(browse(world.officer).get("/queue/window/"))
    assert "П-002: «ветеран, член сім'ї загиблого», тому стоїть так, ніби прийшли на 120 хв раніше" in page


def test_transfer_pause_and_getting_up(world: World, browse: Browse) -> None:
    one = now_ticket(world)
    sat(world, at=clock.now())
    officer = browse(world.officer)
    officer.post("/queue/window/next/", {"press": "не uuid"})
    address = f"/queue/tickets/{one.token}/transfer/"
    assert "Вікно 2" in shown(officer.get(address))
    assert "Оберіть один варіант" in shown(officer.post(address, {}))
    assert officer.post(address, {"target": f"c{world.counters[1].pk}"})["Location"] == "/queue/window/"
    assert Ticket.objects.get().for_counter == world.counters[1]
    officer.post("/queue/window/pause/", {"kind": "break"})
    assert "Поки що нікого не викличуть" in shown(officer.get("/queue/window/"))
    assert "Вікно на паузі" in shown(officer.post("/queue/window/next/", {}, follow=True))
    officer.post("/queue/window/resumption/")
    officer.post("/queue/window/shift/end/")
    assert not Shift.objects.filter(ended_at=None).exists()
    assert "Спершу сядьте за вікно" in shown(officer.post("/queue/window/next/", {}, follow=True))


def test_a_starosta_begins_without_any_arranging(world: World, browse: Browse) -> None:
    starosta = browse(world.starosta)
    assert "Почати прийом" in shown(starosta.get("/queue/window/"))
    starosta.post("/queue/window/beginning/")
    page = starosta.get("/queue/window/")
    assert "Людина вже тут, без талона" in shown(page)
    starosta.post("/queue/window/walk-in/", {"purpose": "consult", "press": field(page, "press")})
    assert Ticket.objects.get().state == State.SERVING
    assert "К-001" in shown(starosta.get("/queue/window/"))


def test_the_live_queue_and_its_paper(world: World, browse: Browse) -> None:
    for _ in range(3):
        now_ticket(world)
    officer = browse(world.officer)
    page = shown(officer.get("/queue/"))
    assert "Чекають 3 людини" in page
    assert "Жодне відкрите вікно не обслуговує: Загальна черга, Відстрочка" in page
    assert officer.get("/queue/paper/").content.startswith(b"%PDF")
    assert (
        officer.get("/queue/tickets/", {"number": "п2"})["Location"]
        == f"/queue/tickets/{Ticket.objects.get(number=2).token}/"
    )
    assert "сьогодні немає" in shown(officer.get("/queue/tickets/", {"number": "К-77"}, follow=True))
    officer.post("/queue/day-end/")
    assert not Ticket.objects.filter(state=State.WAITING).exists()


def test_a_ticket_of_another_hromada_is_unknown(world: World, browse: Browse) -> None:
    one = now_ticket(world)
    starosta = browse(world.starosta)  # of another point
    for address in ("", "paper/80/", "transfer/"):
        assert starosta.get(f"/queue/tickets/{one.token}/{address}").status_code == 404
    assert starosta.post(f"/queue/tickets/{one.token}/moves/abandon/").status_code == 404
    assert Ticket.objects.get().state == State.WAITING


def test_a_consultation_takes_two_keys_and_is_counted(world: World, browse: Browse) -> None:
    officer = browse(world.officer)
    assert 'href="?topic=residence" data-key="1"' in officer.get("/queue/consultations/new/").content.decode()
    page = officer.get("/queue/consultations/new/?topic=land")
    assert 'name="channel" value="phone" data-key="2"' in page.content.decode()
    sent = {"topic": "land", "channel": "phone", "press": field(page, "press")}
    for _ in range(2):
        officer.post("/queue/consultations/new/", sent)
    made = Consultation.objects.get()
    assert (made.channel, made.ticket) == (Channel.PHONE, None)
    journal = shown(officer.get("/queue/consultations/"))
    assert "земля й нерухомість 0 1 0 1" in journal
    table = officer.get("/queue/consultations/table/").content
    rows = CalamineWorkbook.from_filelike(io.BytesIO(table)).get_sheet_by_index(0).to_python()
    assert rows[1][1:] == ["земля й нерухомість", "телефоном", 1]
    officer.post(f"/queue/consultations/{made.pk}/cancellation/")
    assert "не записано" in shown(officer.get("/queue/consultations/"))


def test_measures_are_said_honestly(world: World, browse: Browse) -> None:
    at = clock.now()
    one = ticket(world, at=at)
    sat(world, at=at)
    services.call_next_ticket(press=uuid.uuid4(), actor=world.officer, at=at)
    services.finish_ticket(ticket=one, actor=world.officer, at=at)
    two = ticket(world, at=at)
    services.abandon_ticket(ticket=two, actor=world.officer, at=at)
    officer = browse(world.officer)
    page = shown(officer.get("/queue/measures/"))
    assert "1 (50 %)" in page
    assert "Без позначки «людина підійшла»: 1" in page
    table = officer.get("/queue/measures/table/").content
    book = CalamineWorkbook.from_filelike(io.BytesIO(table))
    assert book.sheet_names == ["Дні", "Працівники"]
    assert book.get_sheet_by_index(0).to_python()[1][:6] == ["Усього", "", 2, 1, 0, 1]
    assert officer.get("/queue/measures/?since=так&until=99.99.2026&point=x").status_code == 200


def test_pressure_is_written_and_a_pause_advised(world: World, browse: Browse) -> None:
    sat(world, at=clock.now())
    officer = browse(world.officer)
    for _ in range(2):
        officer.post("/queue/pressure/new/", {"kind": PressureKind.CONFLICT, "back": "window"})
    assert "Радимо паузу на 10 хв" in shown(officer.get("/queue/window/"))
    assert "конфлікт із відвідувачем 2" in shown(officer.get("/queue/pressure/"))
    assert officer.post("/queue/pressure/new/", {"kind": "x"}).status_code == 404


def test_the_head_arranges_on_pages(world: World, browse: Browse) -> None:
    head = browse(world.head)
    session = head.session
    session["point_id"] = world.point.pk
    session.save()
    assert "Загальна черга" in shown(head.get("/queue/settings/"))
    assert head.post("/queue/settings/counters/new/", {"name": "7", "is_open": "on"}).status_code == 302
    assert "вже є" in shown(head.post("/queue/settings/counters/new/", {"name": "7"}))
    seven = Counter.objects.get(name="7")
    edit = {"name": "8", "serves": [world.surge.pk]}
    assert head.get(f"/queue/settings/counters/{seven.pk}/").status_code == 200
    assert head.post(f"/queue/settings/counters/{seven.pk}/", edit).status_code == 302
    seven.refresh_from_db()
    assert (seven.name, seven.is_open) == ("8", False)
    assert head.post("/queue/settings/services/new/", {"name": "Пенсії", "one_in": 1}).status_code == 302
    new = QueueService.objects.get(name="Пенсії")
    changed = {"name": "Пенсії", "is_surge": "on", "one_in": 2, "is_open": "on"}
    assert head.post(f"/queue/settings/services/{new.pk}/", changed).status_code == 302
    page = head.get("/queue/settings/rule/")
    values = dict(re.findall(r'name="([a-z_]+)" value="([^"]*)"', page.content.decode()))
    assert head.post("/queue/settings/rule/", {**values, "cap_minutes": 0, "source": "р"}).status_code == 200
    assert head.post("/queue/settings/rule/", {**values, "cap_minutes": 45, "source": "рішення"}).status_code == 302
    assert QueueRuleRow.objects.get().cap_minutes == 45
    given = {"code": "veteran", "name": "ветеран", "head_start_minutes": 90, "valid_from": f"{clock.today():%d.%m.%Y}",
             "source": "рішення"}  # fmt: skip
    assert head.post("/queue/settings/priorities/", given).status_code == 302
    newest = PriorityClass.objects.get(code="veteran", valid_to=None)
    assert head.post(f"/queue/settings/priorities/{newest.pk}/end/").status_code == 302
    assert browse(world.officer).get("/queue/settings/").status_code == 404


@pytest.mark.parametrize("address", ["", "window/", "reception/", "consultations/new/"])
def test_who_has_not_chosen_a_point_is_told_where_to(world: World, browse: Browse, address: str) -> None:
    assert "Спершу оберіть точку" in shown(browse(world.head).get(f"/queue/{address}"))
