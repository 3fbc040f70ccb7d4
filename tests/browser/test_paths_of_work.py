"""Finding, money, blanks, colleagues: paths of the desk's work beside the case, by links and buttons alone."""

import re
from collections.abc import Callable

import pytest
from PIL import Image

from tests.browser.hands import Hands, asks_for, comes, digits, surname

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
    head.write("Комісія", "Ґалаґан Є. І., Барвінок О. М.")
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
    head.reads("свідоцтво про народження")


def test_a_bill_is_paid_and_stands_in_the_reconciliation(officer: Hands) -> None:
    comes(officer, family_name=surname())
    asks_for(officer, PAID)
    officer.follow("Відкрити справу")
    officer.follow("Оплата")
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
    officer.follow("Скани")
    picture = tmp_path / "аркуш.png"
    Image.new("RGB", (300, 200), "white").save(picture)
    officer.main.locator("input[type=file]").first.set_input_files(picture)
    officer.press(re.compile("Додати|Завантажити|Зберегти"))
    officer.reads("аркуш")


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
    officer.press("Скасувати об'єднання")
    officer.reads("Можливо, це та сама людина")


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
    officer.press(re.compile("Повернути|Скасувати"))
    officer.reads("Повернуто 1 справу")


def test_a_person_learns_who_saw_their_data(officer: Hands, head: Hands) -> None:
    name = surname()
    comes(officer, family_name=name)
    head.at_desk().follow("Заявники")
    head.write("Прізвище, РНОКПП", name)
    head.press("Знайти")
    head.follow(re.compile(name))
    head.follow("Хто бачив дані")
    head.reads("Гайовий Северин Лукич")


def test_a_courier_takes_a_bag_by_telephone(somebody: Somebody) -> None:
    courier = somebody("courier", width=360, height=740)
    courier.at_desk()
    take = courier.main.get_by_role("button", name=re.compile("Беру пакет"))
    if not take.count():
        pytest.skip("no bag waits")
    bag = re.search(r"\d\d-\d{4}-\d{5}-\d", take.first.inner_text())
    assert bag
    with courier.page.expect_navigation():
        take.first.click()
    courier.reads(bag[0])
