"""Finding, money, blanks, colleagues: paths of the desk's work beside the case, by links and buttons alone."""

import io
import re
from collections.abc import Callable
from decimal import Decimal

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.browser.conftest import Demo
from tests.browser.hands import Hands, asks_for, comes, digits, open_case, opens_beside, surname
from vikno.common import clock
from vikno.correspondence.tests.mail_server import mail_server, written
from vikno.demo.places import HROMADA

pytestmark = pytest.mark.slow

Somebody = Callable[..., Hands]
PAID = "Реєстрація місця проживання"


@pytest.fixture
def officer(somebody: Somebody) -> Hands:
    return somebody("officer")


@pytest.fixture
def head(somebody: Somebody) -> Hands:
    return somebody("head")


def test_blanks_come_are_issued_used_and_stand_in_the_report(officer: Hands, head: Hands) -> None:
    first = int("1" + digits(5))
    head.at_desk().follow("Бланки свідоцтв")
    head.follow("Отримати бланки")
    head.write("Серія", "І-ВП")
    head.write("Номери", f"{first}-{first + 4}")
    head.write("Від кого отримано", "Відділ ДРАЦС")
    head.write("Документ: назва, номер, дата", "накладна № 7")
    head.write("Комісія", "Ґалаґан Є. І., керівник\nБарвінок О. М., адміністратор\nГайовий С. Л., адміністратор")
    head.press("Записати отримання")
    head.at_desk().follow("Бланки свідоцтв")
    head.follow("Видати бланки")
    head.write("Серія", "І-ВП")
    head.write("Номери", f"{first}-{first + 4}")
    head.choose("Кому видано", "Гайовий")
    head.press("Записати видачу")
    officer.at_desk().follow("Бланки свідоцтв")
    officer.follow("Записати використання")
    officer.write("Серія", "І-ВП")
    officer.write("Номер", str(first))
    officer.write("Номер актового запису", digits(3))
    officer.press("Записати використання")
    officer.reads(str(first))
    head.at_desk().follow("Бланки свідоцтв")
    head.follow("Звіт за проміжок")
    head.choose("Чиї бланки", "Гайовий")
    head.press("Показати")
    row = head.main.locator("tr").filter(has_text="свідоцтво про народження").filter(has_text="І-ВП")
    shown = dict(
        zip(head.main.locator("thead th").all_inner_texts(), row.locator("th, td").all_inner_texts(), strict=True)
    )
    assert str(first) in shown["Використано"]
    assert f"{first + 1}–{first + 4}" in shown["На кінець"]
    assert str(first) not in shown["На кінець"]


def test_a_bill_is_paid_and_stands_in_the_reconciliation(officer: Hands) -> None:
    comes(officer, family_name=surname())
    asks_for(officer, PAID)
    officer.follow("Відкрити справу")
    opens_beside(officer, "Виписати рахунок")
    officer.tick(re.compile("якщо звернулися вчасно"))
    officer.press("Виписати рахунок")
    bill = re.search(r"\d\d-\d{4}-\d{7}-\d", officer.page.title() + officer.main.inner_text())
    assert bill
    officer.unfold("Записати квитанцію")
    officer.tick("банк")
    officer.write("Номер квитанції", digits(8))
    officer.press("Записати оплату")
    officer.reads("оплачено")
    officer.at_desk().follow("Звірка оплат")
    officer.reads(bill[0])


def test_a_scan_is_laid_to_a_case(officer: Hands, tmp_path) -> None:
    comes(officer, family_name=surname())
    asks_for(officer, PAID)
    officer.follow("Відкрити справу")
    opens_beside(officer, "Додати скан або фото")
    picture = tmp_path / "аркуш.png"
    Image.new("RGB", (300, 200), "white").save(picture)
    officer.main.locator("input[type=file]").first.set_input_files(picture)
    officer.press(re.compile("Додати|Завантажити|Зберегти"))
    officer.reads("аркуш")
    kept = Image.open(io.BytesIO(officer.file(re.compile("аркуш"))))
    assert kept.size == (300, 200)


def people_called(at: Hands, name: str) -> int:
    """How many people the list finds by a surname."""
    at.at_desk().follow("Заявники")
    at.write("Прізвище, РНОКПП", name)
    at.press("Знайти")
    return at.main.get_by_role("link", name=re.compile(name)).count()


def test_two_records_of_one_person_become_one_and_two_again(officer: Hands) -> None:
    name = surname()
    for _ in range(2):
        officer.at_desk().follow("Заявники")
        officer.follow("Додати людину")
        officer.write("Прізвище", name)
        officer.write("Ім'я", "Мотря")
        officer.write("По батькові", "Гнатівна")
        officer.write("Дата народження", "03.02.1951")
        officer.press("Зберегти")
        # Asked once more: there is no telephone to tell them by.
        while officer.main.get_by_role("button", name="Зберегти").count():
            officer.press("Зберегти")
    officer.follow("порівняти й об'єднати")
    officer.press("Це одна людина — об'єднати")
    officer.reads("об'єднано інший")
    joined = officer.page.url
    assert people_called(officer, name) == 1
    officer.page.goto(joined)
    officer.press("Скасувати об'єднання")
    officer.reads("Можливо, це та сама людина")
    assert people_called(officer, name) == 2


def test_a_colleagues_cases_are_taken_over_and_given_back(officer: Hands, head: Hands) -> None:
    comes(officer, family_name=surname())
    number = asks_for(officer, PAID)
    officer.at_desk().follow("Справи")
    officer.follow("Передати справи")
    ticked = officer.main.locator("input[name=case]:checked")
    while ticked.count():
        ticked.first.uncheck()
    officer.tick(number)
    officer.choose("Кому передати", "Барвінок")
    officer.tick("хвороба")
    officer.press("Переглянути перед передачею")
    officer.reads("Перейде 1 справа")
    officer.press("Передати")
    handed_on = officer.page.url
    open_case(officer, number)
    officer.reads(re.compile(r"Веде справу\s+Барвінок Оксана Миколаївна"))
    officer.page.goto(handed_on)
    officer.press(re.compile("Повернути|Скасувати"))
    officer.reads("Повернуто 1 справу")
    open_case(officer, number)
    officer.reads("справу знову веде Гайовий Северин Лукич")
    assert "Веде справу\t" not in officer.main.inner_text()


def test_a_person_learns_who_saw_their_data(officer: Hands, head: Hands) -> None:
    name = surname()
    comes(officer, family_name=name)
    head.at_desk().follow("Заявники")
    head.write("Прізвище, РНОКПП", name)
    head.press("Знайти")
    head.follow(re.compile(name))
    head.follow("Хто бачив дані")
    row = head.main.locator("tr").filter(has_text="Гайовий Северин Лукич").first
    expect(row).to_contain_text(f"{clock.today():%d.%m.%Y}")


def test_who_is_exempt_pays_half_and_the_head_gives_money_back(officer: Hands, head: Hands) -> None:
    people = f"Родини {surname()}"
    head.at_desk().follow("Рахунки казначейства")
    head.follow("Пільги з оплати")
    head.write("Кого звільнено", people)
    head.write("Підстава: акт і стаття", "рішення ради № 7-IX")
    head.write("Звільнено, %", "50")
    head.write("Діє з", f"{clock.today():%d.%m.%Y}")
    head.press("Зберегти пільгу")
    head.reads(people)
    comes(officer, family_name=surname())
    asks_for(officer, PAID)
    officer.follow("Відкрити справу")
    opens_beside(officer, "Виписати рахунок")
    officer.tick(re.compile("якщо звернулися вчасно"))
    officer.choose("Пільга", people)
    officer.is_refused("Виписати рахунок", "Запишіть, який документ підтверджує пільгу")
    officer.write("Документ, що підтверджує пільгу", "довідка старости № 3")
    officer.press("Виписати рахунок")
    bill = re.search(r"\d\d-\d{4}-\d{7}-\d", officer.page.title() + officer.main.inner_text())
    assert bill
    now, before = sums(officer, "Сума")
    assert abs(2 * now - before) <= Decimal("0.02")
    officer.reads("довідка старости № 3")
    officer.unfold("Записати квитанцію")
    officer.tick("банк")
    officer.write("Номер квитанції", digits(8))
    officer.press("Записати оплату")
    officer.reads("оплачено")
    expect(officer.main.locator("summary").filter(has_text="Повернути гроші")).to_have_count(0)
    head.at_desk().follow("Звірка оплат")
    head.follow(bill[0])
    head.unfold("Повернути гроші")
    refund = head.main.locator("details").filter(has_text="Повернути гроші").locator("form")
    refund.get_by_label("Сума, грн").fill(f"{now}".replace(".", ","))
    refund.get_by_label("Підстава").fill("заява про повернення № 5")
    refund.get_by_label("Дата повернення").fill(f"{clock.today():%d.%m.%Y}")
    head.press("Записати повернення")
    head.reads("повернуто")
    head.reads("заява про повернення № 5")
    head.at_desk().follow("Звірка оплат")
    head.reads("заява про повернення № 5")


def sums(at: Hands, key: str) -> list[Decimal]:
    """Sums of a row of facts: `12,34 грн`."""
    row = at.main.locator(".govuk-summary-list__row").filter(has=at.page.get_by_text(key, exact=True)).first
    return [Decimal(said.replace(",", ".")) for said in re.findall(r"\d+,\d\d", row.inner_text())]


def test_a_letter_of_the_mailbox_finds_its_case(officer: Hands, demo: Demo) -> None:
    name, subject = surname(), f"Довідка від {surname()}"
    comes(officer, family_name=name)
    number = asks_for(officer, PAID)
    with mail_server() as server:
        server.put(written(subject, text=f"Добрий день! Надсилаю довідку до справи {number}."))
        mailbox = f"{HROMADA}=imap://cnap:secret@127.0.0.1:{server.port}/INBOX?done=Vikno"
        demo.run("vikno.operations", "mail", VIKNO_MAILBOXES=mailbox, VIKNO_PRIVATE_HOSTS="127.0.0.1")
    officer.at_desk().follow("Пошта")
    officer.follow(subject)
    officer.reads("Про яку справу лист?")
    officer.press(re.compile(f"{number}.*{name}", re.S))
    officer.reads("долучено до справи")
    officer.press("Скасувати попереднє рішення")
    officer.reads("Лист знову чекає розгляду")
    officer.write("Номер справи", number)
    officer.press("Долучити")
    officer.at_desk().follow("Пошта")
    officer.choose("Стан", "долучено")
    officer.press("Показати")
    expect(officer.main.locator("tr").filter(has_text=subject)).to_contain_text(number)
    officer.follow(number)
    officer.reads("Лист від заявника")
    officer.reads(subject)
