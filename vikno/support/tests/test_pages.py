"""Both sides by their pages, without scripts: from the first words to equipment in use."""

import io
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from tests import factories as make
from tests import for_support as given
from vikno.accounts.enums import Role
from vikno.accounts.models import User
from vikno.common import tenancy
from vikno.common.clock import today
from vikno.support import shown
from vikno.support.models import HandoverAct, Memorandum, Milestone, NeedLine, Period

pytestmark = pytest.mark.django_db


def browse(role: str, *, of: str = make.OWN) -> Client:
    client = Client()
    with given.bound(of):
        person = User.objects.get(pk=given.actor(role, of=of).user_id)
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def text_of(answer: Any) -> str:
    return str(answer.content.decode())


def day(shift: int = 0) -> str:
    return f"{today() + timedelta(days=shift):%d.%m.%Y}"


def sheet(*rows: tuple[str, ...]) -> SimpleUploadedFile:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        page = book.add_worksheet()
        for place, row in enumerate([("Код", "Кількість", "Точка", "Навіщо"), *rows]):
            page.write_row(place, 0, row)
    return SimpleUploadedFile("needs.xlsx", file.getvalue())


@pytest.fixture
def started() -> Memorandum:
    make.hromada()
    make.programme()
    boss = browse(Role.PROGRAMME)
    form = {
        "programme": make.programme().pk, "hromada": make.OWN, "number": "М-1", "title": "Меморандум",
        "goal": "Два ВРМ", "starts_on": day(-1), "ends_on": day(90),
    }  # fmt: skip
    page = boss.post("/support/memoranda/new/", form, follow=True)
    assert "Текст за зразком" in text_of(page)
    bind()
    return Memorandum.objects.get()


def bind() -> None:
    tenancy.bind(make.OWN)
    tenancy.bind_programme(make.programme_organisation().pk)


def test_a_memorandum_is_agreed_signed_and_planned_by_pages(started: Memorandum) -> None:
    boss, leader, head = browse(Role.PROGRAMME), browse(Role.LEADER), browse(Role.HEAD)
    at = f"/support/memoranda/{started.pk}/"
    page = text_of(boss.post(f"{at}wording/", {"title": "Новий", "goal": "", "text": "1. Разом\n2. Далі"}, follow=True))
    assert "Текст збережено" in page
    plan = {"title": "Обладнати зал", "responsible": "hromada", "due_on": day(30), "deliverables": "Фото\nАкт"}
    assert "Обладнати зал" in text_of(boss.post(f"{at}plan/", plan, follow=True))
    assert head.post(f"{at}plan/", plan).status_code == 404
    assert "Погодити текст" in text_of(leader.get("/support/ours/"))
    assert "Погодити текст" not in text_of(head.get(at))
    assert "інша сторона" in text_of(head.post(f"{at}moves/agree/", follow=True))
    for who, move in ((leader, "agree"), (leader, "sign_for_hromada"), (boss, "sign_for_programme"), (boss, "enforce")):
        assert "Крок записано" in text_of(who.post(f"{at}moves/{move}/", follow=True)), move
    assert "Підтримку можна надавати" in text_of(head.get(at))
    assert "неможливий" in text_of(leader.post(f"{at}moves/agree/", follow=True))
    assert leader.post(f"{at}moves/nothing/").status_code == 404
    assert leader.get(f"{at}docx/").content.startswith(b"PK")
    assert leader.get(f"{at}paper/").content.startswith(b"%PDF")
    change = {"reason": "Довше", "ends_on": day(120), "text": "1. Разом\n2. Далі\n3. Довше"}
    assert "Чекає на підпис" in text_of(boss.post(f"{at}amendment/", change, follow=True))
    bind()
    sign = f"/support/amendments/{started.amendments.get().pk}/signature/"
    for who in (boss, leader):
        assert "Зміну підписано" in text_of(who.post(sign, follow=True))
    assert "Підписали обидві сторони" in text_of(head.get(at))


def test_a_milestone_with_its_proof_by_pages(started: Memorandum) -> None:
    bind()
    row = given.milestone(on=given.enforced(started))
    boss, head = browse(Role.PROGRAMME), browse(Role.HEAD)
    at = f"/support/milestones/{row.pk}/"
    assert "Відзвітувати про етап" in text_of(head.get("/support/ours/"))
    refused = head.post(f"{at}moves/report/", {"words": "Готово"})
    assert "Додайте файл" in text_of(refused)
    assert "Готово" in text_of(refused), "what was typed stays"
    png = _png()
    done = [str(each.pk) for each in row.deliverables.all()[:1]]
    answer = head.post(f"{at}moves/report/", {"words": "Готово", "proof": png, "done": done}, follow=True)
    assert "Крок записано" in text_of(answer)
    assert "Фото залу: є" in text_of(answer)
    bind()
    step = Milestone.objects.get(pk=row.pk).steps.get()
    proof = boss.get(f"/support/proofs/{step.pk}/")
    assert proof.headers["Content-Type"] == "image/png"
    assert browse(Role.PROGRAMME, of=make.FOREIGN).get(f"/support/proofs/{step.pk}/").status_code == 404
    assert "Напишіть підставу" in text_of(boss.post(f"{at}moves/return/", {"words": ""}))
    assert "Де план?" in text_of(boss.post(f"{at}moves/return/", {"words": "Де план?"}, follow=True))


def test_equipment_from_a_table_to_use_by_pages(started: Memorandum) -> None:
    bind()
    given.enforced(started)
    boss, leader, head = browse(Role.PROGRAMME), browse(Role.LEADER), browse(Role.HEAD)
    item = {"code": "pc", "name": "Комп'ютер", "unit": "шт.", "needs_serial": "on"}
    assert "Комп&#x27;ютер" in text_of(boss.post("/support/equipment/items/", item, follow=True))
    at = f"/support/memoranda/{started.pk}/"
    wrong = head.post(f"{at}needs/", {"file": sheet(("pc", "2", "ВРМ", ""), ("стіл", "1", "ВРМ", ""))})
    assert "Рядок 3: коду «стіл» немає" in text_of(wrong)
    bind()
    assert not NeedLine.objects.exists()
    assert "немає рядка заголовків" in text_of(
        head.post(f"{at}needs/", {"file": SimpleUploadedFile("a.csv", "Дата,Час\n1,2\n".encode())})
    )
    assert "Потреби записано" in text_of(head.post(f"{at}needs/", {"file": sheet(("pc", "2", "ВРМ", ""))}, follow=True))
    bind()
    need = NeedLine.objects.get()
    give = {
        "need": need.pk, "item": need.item_id, "quantity": "2", "place": "ВРМ", "unit_value": "24 500,50",
        "currency": "SEK",
    }  # fmt: skip
    assert "Вкажіть курс" in text_of(boss.post(f"{at}allocation/", give))
    give |= {"rate": "4,125", "rate_on": day()}
    assert "Розподілено" in text_of(boss.post(f"{at}allocation/", give, follow=True))
    bind()
    line = need.allocations.get()
    come = {"quantity": "2", "delivered_on": day(), "document": "ТТН 5"}
    assert "2 із 2" in text_of(boss.post(f"/support/allocations/{line.pk}/delivery/", come, follow=True))
    assert "привезли" in text_of(boss.get("/support/equipment/?show=delivered"))
    assert "Запишіть серійні номери" in text_of(boss.post(f"{at}act/", follow=True))
    bind()
    act = HandoverAct.objects.get()
    here = f"/support/acts/{act.pk}/"
    assert "Бракує серійних номерів" in text_of(boss.post(f"{here}moves/issue/", follow=True))
    keys = list(act.lines.values_list("pk", flat=True))
    typed = {f"serial-{key}": f"SN{key}" for key in keys} | {f"place-{key}": "ВРМ" for key in keys}
    assert "Рядки збережено" in text_of(boss.post(f"{here}lines/", typed, follow=True))
    for who, move in ((boss, "issue"), (boss, "sign_as_giver"), (leader, "sign_as_receiver")):
        assert "Крок записано" in text_of(who.post(f"{here}moves/{move}/", follow=True)), move
    numbers = {f"number-{key}": f"1014{key}" for key in keys}
    assert "Взято на облік" in text_of(head.post(f"{here}inventory/", numbers, follow=True))
    page = text_of(head.post(f"{here}moves/use/", follow=True))
    assert "202\xa0129,12 UAH" in page, "two by 24 500,50 SEK, each by 4,125"
    assert "Речей працює" in text_of(boss.get("/support/"))
    told = {"line": keys[0], "kind": "damage", "happened_on": day(), "words": "Впав"}
    assert "Програму повідомлено" in text_of(head.post(f"{here}incident/", told, follow=True))
    found = {"line": "", "on": day(), "found": "works", "note": ""}
    assert "Перевірку записано" in text_of(boss.post(f"{here}inspection/", found, follow=True))
    bind()
    answer = f"/support/inspections/{act.inspections.get().pk}/answer/"
    assert "Відповідь записано" in text_of(leader.post(answer, {"answer": "Дякуємо"}, follow=True))
    fix = {"line": keys[1], "field": "serial", "becomes": "SN-X", "reason": "Описка"}
    assert "Виправлення подано" in text_of(boss.post(f"{here}correction/", fix, follow=True))
    bind()
    agree = f"/support/corrections/{act.corrections.get().pk}/agreement/"
    assert "виправлено: серійний номер: SN-X" in text_of(leader.post(agree, follow=True))
    off = {"lines": keys, "move": "return", "happened_on": day(), "reason": "Кінець проєкту"}
    assert "повернуто" in text_of(boss.post(f"{here}departure/", off, follow=True))
    assert boss.get(f"{here}paper/").content.startswith(b"%PDF")


def test_the_ledger_and_results_by_pages(started: Memorandum) -> None:
    boss, expert = browse(Role.PROGRAMME), browse(Role.EXPERT)
    row = {
        "memorandum": started.pk, "kind": "consulting", "on": day(), "hours": "2,5", "who": "Експерт", "note": "Порада",
        "currency": "UAH",
    }  # fmt: skip
    refused = expert.post("/support/ledger/", row)
    assert "цього дня не діє" in text_of(refused)
    bind()
    given.enforced(started)
    assert "Порада" in text_of(expert.post("/support/ledger/", row, follow=True))
    bind()
    one = started.activities.get()
    fix = {key: value for key, value in row.items() if key != "memorandum"} | {"hours": "3", "reason": "Три, не дві"}
    page = text_of(expert.post(f"/support/ledger/{one.pk}/correction/", fix, follow=True))
    assert "замість іншого: Три, не дві" in page
    assert expert.get("/support/ledger/table/").content.startswith(b"PK")
    result = {"programme": make.programme().pk, "kind": "output", "title": "Підтримано", "title_en": ""}
    assert "Підтримано" in text_of(boss.post("/support/results/new/result/", result, follow=True))
    indicator = {
        "result": make.programme().results.get().pk, "code": "hours", "title": "Години", "measure": "unit",
        "metric": "hours", "is_ascending": "on",
    }  # fmt: skip
    boss.post("/support/results/new/indicator/", indicator, follow=True)
    period = {
        "indicator": make.programme().results.get().indicators.get().pk, "starts_on": day(-30), "ends_on": day(30),
        "target": "40",
    }  # fmt: skip
    boss.post("/support/results/new/period/", period, follow=True)
    page = text_of(boss.post(f"/support/results/count/{make.programme().pk}/", follow=True))
    assert "n = 1, версія 1" in page
    assert Period.objects.get().actuals.get().value == 3
    assert boss.get("/support/results/new/nothing/").status_code == 404
    told = {"period": Period.objects.get().pk, "value": "5", "note": "сам"}
    assert "Оберіть" in text_of(boss.post("/support/results/new/actual/", told)), "a counted one is not told"
    assert "не доказ причини" in text_of(boss.get("/support/effect/"))
    assert b"<iati-activities" in boss.get(f"/support/files/{make.programme().pk}/iati/").content
    assert b"360G-" in boss.get(f"/support/files/{make.programme().pk}/360giving/").content
    assert boss.get("/support/files/handover/json/").json()["rows"] == []
    assert boss.get("/support/files/handover/xml/").status_code == 404


def test_a_name_finds_its_hromada_or_asks_for_the_code() -> None:
    boss, form = browse(Role.PROGRAMME), {"programme": make.programme().pk, "number": "1", "title": "М"}
    own = make.hromada()
    form |= {"starts_on": day(), "ends_on": day(9)}
    assert "не знайдено" in text_of(boss.post("/support/memoranda/new/", form | {"hromada": "Неіснуюча"}))
    assert boss.post("/support/memoranda/new/", form | {"hromada": own.name.upper()}).status_code == 302


def _png() -> SimpleUploadedFile:
    file = io.BytesIO()
    Image.new("RGB", (40, 40), "white").save(file, "PNG")
    return SimpleUploadedFile("зал.png", file.getvalue(), "image/png")


def test_hours_are_rounded_not_cut() -> None:
    assert shown.hours(Decimal("12.37"), 1) == "12,4"
    assert shown.hours(Decimal("0.5"), 2) == "0,50"
