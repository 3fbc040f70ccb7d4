"""The pages as people press them: a programme makes an event, a hromada registers, everybody reads."""

import json
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.test import Client
from icalendar import Calendar

from tests import factories as make
from tests import for_events as given
from tests.rights.world import signed_in
from vikno.accounts.enums import Role
from vikno.common.clock import KYIV, now
from vikno.events import services
from vikno.events.models import Attendance, Certificate, Delegation, Event, Promise, SurveyAnswer, SurveyInvite

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sides")]
HOUR = timedelta(hours=1)


def browse(role: Role, of: str = make.OWN) -> Client:
    cache.clear()
    make.hromada(of)
    return signed_in(make.membership(role, of=of))


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def send(client: Client, address: str, said: dict[str, Any] | None = None) -> str:
    answer = client.post(address, said or {}, follow=True)
    assert answer.status_code == 200, address
    return answer.content.decode()


def test_an_event_from_a_draft_to_a_registration(client: Client) -> None:
    boss, head = browse(Role.PROGRAMME), browse(Role.HEAD)
    begins = now() + timedelta(days=30)

    def typed(moment: Any) -> str:
        return f"{moment.astimezone(KYIV):%d.%m.%Y %H:%M}"

    assert "Тут ще немає заходів" in page(boss, "/learning/work/")
    host = {
        "unit_code": make.OWN, "title": "Зразковий ЦНАП", "kind": "model", "learn": "Зал", "capacity": "20",
        "rest_days": "3",
    }  # fmt: skip
    assert "Зразковий ЦНАП" in send(boss, "/learning/work/hosts/", host)
    facts = {
        "number": "visit-1", "kind": "study_visit", "title": "Візит", "begins_at": typed(begins),
        "ends_at": typed(begins + 3 * HOUR), "closes_at": "колись", "capacity": "10", "hold_hours": "24",
        "offer_hours": "24", "online_url": "https://zoom.example/secret",
    }  # fmt: skip
    assert "Уведіть день і годину" in send(boss, "/learning/work/new/", facts)
    assert "visit-1" in send(boss, "/learning/work/new/", facts | {"closes_at": typed(begins - 24 * HOUR)})
    with given.bound():
        event = Event.objects.get(number="visit-1")
    at = f"/learning/work/{event.pk}/"
    assert "Спершу додайте місця" in send(boss, f"{at}moves/open/")
    assert client.get("/learning/e/visit-1/").status_code == 404
    assert "UA і 17 цифр" in send(boss, f"{at}pools/", {"kind": "open", "capacity": "10", "codes": "UA05"})
    send(boss, f"{at}pools/", {"kind": "open", "capacity": "10", "codes": ""})
    session = {"title": "Зонування", "room": "1", "begins_at": typed(begins), "ends_at": typed(begins + HOUR),
               "speakers": "Вигадана Оксана; керівниця"}  # fmt: skip
    assert "Зонування" in send(boss, f"{at}sessions/", session)
    assert "Крок записано" in send(boss, f"{at}moves/open/")
    assert "Вигадана Оксана, керівниця" in page(client, "/learning/e/visit-1/")
    assert "Візит" in page(client, "/learning/")
    assert "Зареєструвати делегацію" in page(head, "/learning/ours/")
    with given.bound():
        pool = event.pools.get()
    people = {"pool": pool.pk, "contact": "0 44", "name_1": "Перша Людина", "post_1": "head", "name_2": "Друга Людина",
              "post_2": "officer"}  # fmt: skip
    assert "Перша Людина" in send(head, f"/learning/ours/{event.pk}/", people)
    assert "вже має заявку" in send(head, f"/learning/ours/{event.pk}/", people)
    shown = page(client, "/learning/e/visit-1/")
    assert make.hromada().title in shown
    for secret in ("Людина", "zoom.example"):
        assert secret not in shown
    with given.bound():
        mine = Delegation.objects.get()
    assert "zoom.example" in page(head, f"/learning/delegations/{mine.pk}/")
    for paper in ("badges/", "sheet/", "report/paper/"):
        assert boss.get(f"{at}{paper}").content.startswith(b"%PDF")
    assert boss.get(f"{at}people.xlsx").content.startswith(b"PK")
    assert "скасовано" in send(head, f"/learning/delegations/{mine.pk}/moves/cancel/")


def test_who_waits_is_not_shown_and_sees_its_own_place(client: Client) -> None:
    event = given.event(seats=1)
    given.register(event, of=given.OTHERS[0])
    waiting = given.register(event)
    shown = page(client, f"/learning/e/{event.number}/")
    assert make.hromada(given.OTHERS[0]).title in shown
    assert make.hromada().title not in shown.partition("Участь підтвердили")[2]
    head = browse(Role.HEAD)
    assert "Місце в черзі" in page(head, f"/learning/delegations/{waiting.pk}/")
    assert "zoom.example" not in page(head, f"/learning/delegations/{waiting.pk}/")
    assert "неможливий" in send(head, f"/learning/delegations/{waiting.pk}/moves/confirm/")
    assert browse(Role.HEAD, given.OTHERS[1]).get(f"/learning/delegations/{waiting.pk}/").status_code == 404


def test_the_calendar_is_read_back(client: Client) -> None:
    event = given.event(title="Візит; перший, з комою")
    answer = client.get(f"/learning/e/{event.number}/calendar.ics")
    read = Calendar.from_ical(answer.content)
    (entry,) = read.walk("VEVENT")
    assert entry["summary"] == "Як працює вікно (Візит; перший, з комою)"
    assert entry.decoded("dtstart") == event.begins_at.replace(microsecond=0)
    assert "zoom.example" not in answer.content.decode()


def test_the_door_takes_a_batch_from_a_phone_and_codes_by_hand() -> None:
    made = given.delegation(size=2)
    expert, address = browse(Role.EXPERT), f"/learning/work/{made.event_id}/door/"
    first, second = made.people.all()
    rows = [{"id": str(uuid4()), "code": code, "at": now().isoformat(), "device": "a"} for code in (first.code, "77")]
    for came in (1, 0):
        answer = expert.post(address, {"batch": json.dumps(rows)})
        assert answer.json()["came"] == came
    assert expert.post(address, {"batch": "не json"}).status_code == 400
    assert expert.post(address, {"batch": '[{"at": "2026-01-01T10:00"}]'}).status_code == 400
    shown = send(expert, address, {"session": "", "codes": f"{second.code}\n{first.code}"})
    assert "Прийшли: 1" in " ".join(shown.split())
    with given.bound():
        assert Attendance.objects.count() == 2


def test_what_follows_an_event(client: Client) -> None:
    made = given.held(size=2)
    boss, head = browse(Role.PROGRAMME), browse(Role.HEAD)
    mine = page(head, f"/learning/delegations/{made.pk}/")
    with given.bound():
        invite = SurveyInvite.objects.order_by("pk")[0]
        certificate = Certificate.objects.order_by("pk")[0]
    assert invite.token in mine
    assert invite.token not in page(boss, f"/learning/delegations/{made.pk}/")
    link = f"/learning/survey/{invite.token}/"
    said = {"useful": "5", "will_use": "yes", "quote": "Гарно", "may_quote": "on"}
    assert "Дякуємо за відповідь" in send(client, link, said)
    assert "Дякуємо за відповідь" in page(client, link)
    assert SurveyAnswer.objects.count() == 1
    told = page(boss, f"/learning/work/{made.event_id}/report/")
    assert "замало відповідей" in told
    assert "Гарно" not in told
    assert head.get(f"/learning/certificates/{certificate.pk}/").content.startswith(b"%PDF")
    send(head, f"/learning/delegations/{made.pk}/promise/", {"text": "Дитячий куточок", "months": "3"})
    with given.bound():
        assert Promise.objects.get().text == "Дитячий куточок"


def test_the_report_counts_with_n() -> None:
    made = given.held(size=6)
    for n, invite in enumerate(SurveyInvite.objects.order_by("pk")[:5]):
        facts = services.AnswerFacts(useful=4, will_use=n < 4, quote=f"Слова {n}", may_quote=n == 0)
        services.answer_survey(token=invite.token, facts=facts)
    told = page(browse(Role.PROGRAMME), f"/learning/work/{made.event_id}/report/")
    assert "80 % (4 з 5)" in told
    assert "Слова 0" in told
    assert "Слова 1" not in told


def test_the_check_of_a_certificate_says_what_is_on_it_and_nothing_else(client: Client) -> None:
    certificate = given.certificate()
    spaced = " ".join(certificate.code[place : place + 4] for place in range(0, 16, 4))
    shown = send(client, "/learning/check/", {"code": spaced})
    assert certificate.number in shown
    person = certificate.participant
    with given.bound():
        other = person.delegation.people.exclude(pk=person.pk).get()
    for secret in (other.name, person.code, make.hromada().title, "zoom.example", "0 800"):
        assert secret not in shown
    assert "Такого сертифіката немає" in send(client, "/learning/check/", {"code": certificate.number})
    assert "Такого сертифіката немає" in send(client, "/learning/check/", {"code": person.code})
