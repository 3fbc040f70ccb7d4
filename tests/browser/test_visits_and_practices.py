"""From seats that a programme gives out to a practice that a neighbour takes up, by links and buttons alone.

A delegation of four waits, is offered seats, comes; phones at the door lose their connection; an answer without a name,
a promise, the question months later, a card, its verification, another hromada that did the same.
"""

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Demo
from tests.browser.hands import Hands, digits, surname
from tests.chromium import NARROW, WIDE, sideways, violations
from vikno.common import clock
from vikno.common.forms import moment_typed

pytestmark = pytest.mark.slow

Somebody = Callable[..., Hands]


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("pictures")


@pytest.fixture
def boss(somebody: Somebody) -> Hands:
    return somebody("programme")


@pytest.fixture
def head(somebody: Somebody) -> Hands:
    return somebody("head")


@pytest.fixture
def neighbour(somebody: Somebody) -> Hands:
    return somebody("neighbour")


def is_clean(at: Hands, pictures: Path, name: str) -> None:
    """On a desk and on a phone: axe finds nothing, nothing scrolls sideways; a picture of each to be looked at."""
    for size, word in ((NARROW, "narrow"), (WIDE, "wide")):
        at.page.set_viewport_size(size)
        at.page.screenshot(path=pictures / f"{name}-{word}.png", full_page=True)
        assert sideways(at.page) <= 0, (name, word)
        assert violations(at.page) == [], (name, word)


def makes_a_visit(boss: Hands, number: str) -> None:
    """A draft with four seats that a regional centre gives out, opened."""
    begins = clock.now() + timedelta(days=20)
    boss.at_desk().follow("Навчання")
    boss.follow("Створити захід")
    boss.write("Номер", number)
    boss.choose("Вид", "навчальний візит")
    boss.write("Назва", f"Візит {number}")
    boss.write("Початок", moment_typed(begins))
    boss.write("Кінець", moment_typed(begins + timedelta(hours=5)))
    boss.write("Реєстрація до", moment_typed(begins - timedelta(days=1)))
    boss.write("Усього місць", "4")
    boss.press("Створити чернетку")
    boss.follow("Місця")
    boss.choose("Які місця", "через регіональний центр")
    boss.write("Скільки місць", "4")
    boss.press("Додати місця")
    boss.press("Відкрити реєстрацію")
    boss.reads("відкрито реєстрацію")


def asks_for_seats(at: Hands, number: str, *, people: int) -> list[str]:
    """A delegation by the list of open visits; names nobody bears."""
    at.at_desk().follow("Візити і навчання")
    row = at.main.locator("li").filter(has_text=f"Візит {number}")
    with at.page.expect_navigation():
        row.get_by_role("link", name="Зареєструвати делегацію").click()
    at.write("Пошта або телефон для зв'язку", "cnap@example.org")
    names = [f"{surname()} Оксана Іванівна" for _ in range(people)]
    for place, name in enumerate(names, start=1):
        at.unfold(f"Людина {place}")
        at.write(f"Людина {place}: прізвище", name)
        at.choose(f"Людина {place}: хто це", "адміністратор")
    at.press("Зареєструвати")
    at.reads("чекає розгляду")
    return names


def lets_in(boss: Hands, number: str, hromada: str) -> None:
    boss.at_desk().follow("Навчання")
    boss.follow(number)
    boss.follow(hromada)
    boss.press("Погодити")


def opens_own(at: Hands, number: str) -> None:
    at.at_desk().follow("Візити і навчання")
    with at.page.expect_navigation():
        at.main.get_by_role("link", name=f"Візит {number}", exact=True).last.click()


@contextmanager
def without_connection(page: Page) -> Iterator[None]:
    page.context.set_offline(True)
    yield
    page.context.set_offline(False)


def at_the_door(at: Hands, number: str) -> None:
    """The menu of a phone is folded: the way begins at a desk's width."""
    at.page.set_viewport_size(WIDE)
    at.at_desk().follow("Реєстрація на місці")
    at.page.set_viewport_size(NARROW)
    at.follow(f"Візит {number}")


def scans(at: Hands, *codes: str) -> None:
    for code in codes:
        at.main.locator("textarea").fill(code)
        at.main.get_by_role("button", name="Записати").click()


def test_from_seats_given_out_to_what_was_taken_up(
    boss: Hands, head: Hands, neighbour: Hands, signed_in: Callable[..., Page], demo: Demo, pictures: Path
) -> None:
    number = f"visit-{digits(6)}"
    a_delegation_waits_is_offered_seats_and_takes_them(boss, head, neighbour, number, pictures)
    two_phones_at_the_door_lose_their_connection_and_agree(boss, signed_in, demo, number, pictures)
    an_answer_a_promise_and_the_question_months_later(head, demo, number, pictures)


def a_delegation_waits_is_offered_seats_and_takes_them(
    boss: Hands, head: Hands, neighbour: Hands, number: str, pictures: Path
) -> None:
    makes_a_visit(boss, number)
    is_clean(boss, pictures, "overview")
    asks_for_seats(neighbour, number, people=4)
    lets_in(boss, number, "Озеринська")
    boss.reads("участь підтверджено")
    asks_for_seats(head, number, people=4)
    lets_in(boss, number, "Вербопільська")
    boss.reads("у списку очікування")
    opens_own(head, number)
    head.reads(re.compile(r"Місце в черзі\s*1\."))
    is_clean(head, pictures, "waiting")
    opens_own(neighbour, number)
    neighbour.press("Скасувати участь")
    neighbour.reads("скасовано")
    opens_own(head, number)
    head.reads("місця запропоновано")
    head.reads(re.compile(r"Відповісти до\s*\d\d\.\d\d\.\d{4} \d\d:\d\d"))
    is_clean(head, pictures, "offer")
    head.press("Підтвердити участь")
    head.reads("участь підтверджено")
    head.page.goto(f"/learning/e/{number}/")
    head.reads("Вербопільська громада")
    assert "Озеринська" not in head.main.inner_text(), "who cancelled is in no public list"
    is_clean(head, pictures, "public")


def two_phones_at_the_door_lose_their_connection_and_agree(
    boss: Hands, signed_in: Callable[..., Page], demo: Demo, number: str, pictures: Path
) -> None:
    demo.run("tests.browser.held", number, "0", VIKNO_DB_ROLE="owner")
    codes = codes_on_sheet(boss, number)
    assert len(codes) == 4
    one, two = Hands(signed_in("expert", **NARROW)), Hands(signed_in("expert2", **NARROW))
    for phone in (one, two):
        at_the_door(phone, number)
    is_clean(one, pictures, "door")
    with without_connection(one.page), without_connection(two.page):
        scans(one, codes[0], codes[1], codes[1])
        scans(two, codes[1], codes[2], "0000000000")
        expect(one.main.locator("[data-door-state]")).to_contain_text("Чекають на зв'язок: 3")
        one.page.screenshot(path=pictures / "door-offline.png")
    for phone in (one, two):
        expect(phone.main.locator("[data-door-state]")).to_contain_text("Усе передано", timeout=20_000)
    expect(two.main.locator("[data-door-state]")).to_contain_text("0000000000")
    boss.page.goto("/learning/work/")
    boss.follow(number)
    boss.press("Завершити захід")
    boss.press("Видати сертифікати")
    boss.follow("Звіт")
    shown = boss.main.inner_text()
    assert re.search(r"Були\s+3\b", shown), shown
    assert re.search(r"Не приїхали\s+1\b", shown), shown
    is_clean(boss, pictures, "report")


def an_answer_a_promise_and_the_question_months_later(head: Hands, demo: Demo, number: str, pictures: Path) -> None:
    opens_own(head, number)
    is_clean(head, pictures, "after")
    head.follow("Анкета для цієї людини")
    head.choose("Наскільки корисно було?", "5")
    head.tick("так")
    is_clean(head, pictures, "survey")
    head.press("Надіслати")
    head.reads("Дякуємо за відповідь")
    opens_own(head, number)
    head.follow("Записати, що впровадите")
    promise = f"Виїзди до {surname()}"
    head.write("Що впровадите у своїй громаді", promise)
    head.press("Записати")
    demo.run("tests.browser.held", number, "100", VIKNO_DB_ROLE="owner")
    head.at_desk().follow("Візити і навчання")
    head.reads("Чи вдалося?")
    is_clean(head, pictures, "ours")
    head.follow(promise)
    head.choose("Чи вдалося?", "впровадили")
    head.write("Кілька слів", "Їздимо щочетверга.")
    head.press("Відповісти")
    opens_own(head, number)
    head.reads(f"{promise}. впровадили")


def test_a_card_is_verified_published_and_taken_up_by_a_neighbour(
    boss: Hands, head: Hands, neighbour: Hands, pictures: Path
) -> None:
    title = f"Виїзди щочетверга {surname()}"
    head.at_desk().follow("Практики")
    is_clean(head, pictures, "cards")
    head.follow("Нова практика")
    for label, words in (
        ("Назва практики", title), ("Проблема", "До центру сорок кілометрів."), ("Що зробили", "Купили валізу."),
        ("Результат у числах", "Заяв удвічі більше."), ("Звідки ці числа", "Журнал центру"),
        ("До кого звернутися", "cnap@example.org"),
    ):  # fmt: skip
        head.write(label, words)
    head.press(re.compile("Створити|Зберегти|Записати"))
    head.follow(title)
    head.press("Надіслати")
    head.reads("надіслано програмі")
    boss.at_desk().follow("Практики і записи")
    boss.follow(title)
    boss.press("Записати як відредаговане")
    boss.choose("Крок", "Підтвердити перевірку")
    boss.write("Пояснення", "Телефоном із керівником")
    boss.press("Записати крок")
    boss.press("Опублікувати")
    boss.reads("опубліковано")
    is_clean(boss, pictures, "card")
    neighbour.page.goto("/practices/")
    is_clean(neighbour, pictures, "practices")
    neighbour.follow(title)
    neighbour.write("З якого дня", f"{clock.today():%d.%m.%Y}")
    neighbour.write("Що змінили для себе", "Їздимо двічі на місяць")
    neighbour.press("Записати")
    neighbour.reads("Озеринська")
    is_clean(neighbour, pictures, "adopted")


def codes_on_sheet(boss: Hands, number: str) -> list[str]:
    """Ten digits of each person, as the sheet of an event is taken from its page; the page stays open."""
    boss.page.goto("/learning/work/")
    boss.follow(number)
    sheet = boss.page.request.get(boss.main.get_by_role("link", name="XLSX").get_attribute("href") or "")
    return sorted(set(re.findall(r"(?<!\d)\d{10}(?!\d)", texts_of(sheet.body()))))


def texts_of(xlsx: bytes) -> str:
    """Every text of a spreadsheet."""
    with zipfile.ZipFile(io.BytesIO(xlsx)) as packed:
        return "\n".join(packed.read(name).decode() for name in packed.namelist() if name.endswith(".xml"))
