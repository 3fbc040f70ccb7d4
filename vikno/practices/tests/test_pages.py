"""All sides by their pages, without scripts: a card from a draft to a feed, a recording to its minute."""

import html
import io
import zipfile
from datetime import timedelta
from typing import Any

import pytest
import python_calamine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests import factories as make
from tests import for_practices as given
from tests import for_support
from vikno.accounts.enums import Role
from vikno.accounts.models import User
from vikno.common import tenancy
from vikno.common.clock import today
from vikno.practices import webvtt
from vikno.practices.enums import PracticeMove
from vikno.practices.models import Pilot, Practice, Recording

pytestmark = pytest.mark.django_db


def browse(role: str, *, of: str = make.OWN) -> Client:
    client = Client()
    with for_support.bound(of):
        person = User.objects.get(pk=for_support.actor(role, of=of).user_id)
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def text_of(answer: Any) -> str:
    return html.unescape(answer.content.decode())


def day(shift: int = 0) -> str:
    return f"{today() + timedelta(days=shift):%d.%m.%Y}"


def bind(of: str = make.OWN) -> None:
    tenancy.bind(of)
    tenancy.bind_programme(make.programme_organisation(of).pk)


def test_a_card_goes_from_a_draft_to_another_hromada_by_pages() -> None:
    make.hromada()
    make.hromada(make.FOREIGN)
    head, boss, neighbour = browse(Role.HEAD), browse(Role.PROGRAMME), browse(Role.LEADER, of=make.FOREIGN)
    typed = {**given.FACTS, "contact": "", "cost": "24 500,50", "cost_note": "Валіза"}
    assert "Чернетку збережено" in text_of(head.post("/practices/cards/new/", typed, follow=True))
    bind()
    pk = Practice.objects.get().pk
    at, to = f"/practices/cards/{pk}/", {"to": make.programme_organisation().pk}
    assert "Заповніть: до кого звернутися" in text_of(head.post(f"{at}sending/", to))
    head.post(f"{at}edit/", {**typed, "contact": "cnap@example.org"})
    assert "Програма відповість тут" in text_of(head.post(f"{at}sending/", to, follow=True))
    assert "Виїзди до старост" in text_of(boss.get("/practices/sent/"))
    assert Client().get(f"/practices/{pk}/").status_code == 404
    boss.post(f"{at}moves/edit/")
    assert "Напишіть пояснення" in text_of(boss.post(f"{at}moves/reasoned/", {"move": "verify", "words": ""}))
    boss.post(f"{at}moves/reasoned/", {"move": "verify", "words": "Дзвонили до центру"})
    assert "опубліковано" in text_of(boss.post(f"{at}moves/publish/", follow=True))
    card = text_of(Client().get(f"/practices/{pk}/"))
    for words in ("До центру 40 км.", "24 500,50", "Дзвонили до центру", "cnap@example.org"):
        assert words in card.replace("\xa0", " "), words
    assert "Виїзди до старост" in text_of(Client().get("/practices/?words=староста виїздів&topic=starosta"))
    assert "Таких практик немає" in text_of(Client().get("/practices/?words=паспорт"))
    assert "Ми впровадили" not in text_of(head.get(f"/practices/{pk}/")), "not one's own"
    told = neighbour.post(f"/practices/{pk}/adoption/", {"on": day(), "note": "Щосереди"}, follow=True)
    assert "Щосереди" in text_of(told)
    assert "вже записала" in text_of(neighbour.post(f"/practices/{pk}/adoption/", {"on": day()}))
    feed = Client().get("/practices/feed.atom")
    assert feed.headers["Content-Type"].startswith("application/atom+xml")
    assert text_of(feed).count("<entry>") == 1
    assert f"2026:practice/{pk}</id>" in text_of(feed)


def test_words_that_nobody_has_verified_reach_nobody() -> None:
    make.hromada()
    with for_support.bound():
        card = given.published()
        given.moved(card, PracticeMove.OUTDATE, role=Role.HEAD)
    told = {**given.FACTS, "title": "Ще не перевірено", "problem": "Нова проблема"}
    assert "Картку збережено" in text_of(browse(Role.HEAD).post(f"/practices/cards/{card.pk}/edit/", told, follow=True))
    for address in ("/practices/", f"/practices/{card.pk}/", "/practices/feed.atom"):
        page = text_of(Client().get(address))
        assert "Виїзди до старост" in page, address
        assert "Ще не перевірено" not in page, address
        assert "Нова проблема" not in page, address
    assert "давно не переглядали" in text_of(Client().get(f"/practices/{card.pk}/"))


def test_words_of_people_are_no_markup_in_the_feed() -> None:
    with for_support.bound():
        given.published(problem="Черга <b>довга</b>")
    feed = str(Client().get("/practices/feed.atom").content.decode())
    assert "&lt;p&gt;Черга &amp;lt;b&amp;gt;довга" in feed


def test_a_recording_is_made_found_and_opened_at_its_minute() -> None:
    make.hromada()
    boss = browse(Role.PROGRAMME)
    typed = {
        "title": "Розмова керівників", "held_on": day(-30), "duration": "45:00", "address": "https://video.example/w?v=1",
        "conclusions": "Починайте з найдальшого села.", "speakers": "Олена, керівниця ЦНАП, Степова громада",
    }  # fmt: skip
    assert "Тепер додайте розділи" in text_of(boss.post("/practices/recordings/new/", typed, follow=True))
    made = Recording.objects.get()
    at = f"/practices/recordings/{made.pk}/"
    assert "додайте розділи" in text_of(boss.post(f"{at}publication/", follow=True))
    wrong = boss.post(f"{at}marks/", {"chapters": "02:20 Хто?\n02:20 Що?"})
    assert "Рядок 2" in text_of(wrong)
    assert "не зрозумілий" in text_of(boss.post(f"{at}marks/", {"chapters": "Хто?"}))
    lines = "\n".join(f"{clock} {title}" for clock, title in zip(CLOCKS, (t for _s, t in given.CHAPTERS), strict=True))
    assert "Розділи збережено" in text_of(boss.post(f"{at}marks/", {"chapters": lines}, follow=True))
    vtt = SimpleUploadedFile("a.vtt", "WEBVTT\n\n26:30.000 --> 26:40.000\nДоговір підписує голова.\n".encode())
    assert "Субтитри взято" in text_of(boss.post(f"{at}transcript/", {"file": vtt}, follow=True))
    assert "Це не файл WebVTT" in text_of(boss.post(f"{at}transcript/", {"file": SimpleUploadedFile("a.vtt", b"a")}))
    assert Client().get(at).status_code == 404
    boss.post(f"{at}publication/")
    found = text_of(Client().get("/practices/recordings/?words=договору голови"))
    assert f'href="{at}?t=1590"' in found
    page = text_of(Client().get(f"{at}?t=1590"))
    assert 'href="https://video.example/w?v=1&t=1590"' in page
    assert "<iframe" not in page
    assert "<video" not in page
    assert page.count('aria-current="true">26:24') == 1
    for clock in CLOCKS:
        assert f"{clock} " in page
    assert Client().get(f"{at}?t=абв").status_code == 200
    cues = webvtt.read(Client().get(f"{at}chapters.vtt").content.decode())
    assert [(one.starts_ms // 1000, one.text) for one in cues] == list(given.CHAPTERS)
    assert [one.ends_ms // 1000 for one in cues] == [*(at for at, _t in given.CHAPTERS[1:]), 2700]
    boss.post(f"{at}withdrawal/")
    assert Client().get(at).status_code == 404


CLOCKS = ("02:20", "16:00", "18:45", "26:24", "30:00", "31:50", "38:00")


def test_a_pilot_is_told_and_ended() -> None:
    make.hromada()
    head = browse(Role.HEAD)
    typed = {"title": "Соціальні послуги", "powers": "Вирішуємо самі", "decision": "№ 12", "starts_on": day(-90)}
    assert "Пілот записано" in text_of(head.post("/practices/pilots/", typed, follow=True))
    assert "раніший за перший" in text_of(head.post("/practices/pilots/", {**typed, "ends_on": day(-100)}))
    bind()
    pk = Pilot.objects.get().pk
    assert day() in text_of(head.post(f"/practices/pilots/{pk}/end/", {"on": day()}, follow=True))


def test_a_pilot_stands_on_the_card_it_is_linked_to() -> None:
    with for_support.bound():
        card = given.published()
        given.pilot(practice=card)
    page = text_of(Client().get(f"/practices/{card.pk}/"))
    assert "Рішення ради № 12" in page


def test_the_functional_model_is_shown_decided_and_taken_away() -> None:
    make.hromada()
    with for_support.bound():
        group = given.model_group()
    head = browse(Role.HEAD)
    assert group.name in text_of(head.get("/practices/model/"))
    said = {"decides": "=Адміністратор", "decision": "Рішення виконкому", "due_on": day(30)}
    assert "Рішення виконкому" in text_of(head.post(f"/practices/model/{group.code}/", said, follow=True))
    assert head.get("/practices/model/paper/").content.startswith(b"%PDF")
    content = head.get("/practices/model/table/").content
    rows = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    assert rows[1][0] == group.name
    assert rows[1][7] == "=Адміністратор"
    assert b"<f>" not in zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml"), "words, not formulas"
    assert browse(Role.HEAD, of=make.FOREIGN).get("/practices/model/").content.decode().count("виконкому") == 0


def test_a_card_begins_from_the_records_of_the_centre() -> None:
    make.hromada()
    with for_support.bound():
        given.model_group()
    head = browse(Role.HEAD)
    assert "Віддалене робоче місце" in text_of(head.get("/practices/centre/"))
    assert "Чернетку створено" in text_of(head.post("/practices/centre/card/", follow=True))
    bind()
    made = Practice.objects.get()
    assert made.topics == ["model"]
    assert "Точок у мережі: 1." in made.context


def test_a_player_stands_there_for_named_hosts_only_and_loads_nothing(client: Client, settings: Any) -> None:
    made = given.shown_recording(address="https://www.youtube.com/watch?v=abc-1")
    address = f"/practices/recordings/{made.pk}/?t=960"
    assert "data-player" not in client.get(address).content.decode()
    settings.VIDEO_HOSTS = ["www.youtube-nocookie.com"]
    page = client.get(address).content.decode()
    assert 'data-player="https://www.youtube-nocookie.com/embed/abc-1"' in page
    assert "<iframe" not in page
    assert 'href="https://www.youtube.com/watch?v=abc-1&amp;t=960"' in page, "without a script it is a link"
