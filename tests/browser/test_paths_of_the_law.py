"""What the law puts into the way of a case: a representative, a hearing, pauses, a result nobody takes, destruction.

By links and buttons from the first page of the desk; a case that must be old is made older between two of its steps.
"""

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Demo
from tests.browser.hands import Hands, asks_for, comes, decide, digits, open_case, surname, write_a_decision
from tests.browser.test_four_people import text_of
from vikno.common import clock

pytestmark = pytest.mark.slow

Somebody = Callable[..., Hands]
TAKES_TIME = "поховання ветерана війни"  # decided by the centre itself, within ten working days
AT_ONCE = "Реєстрація місця перебування"
GROUNDS = "Немає документа про поховання."
TWO_MONTHS, SIX_YEARS = 70, 6 * 366


@pytest.fixture
def officer(somebody: Somebody) -> Hands:
    return somebody("officer")


def taken_in(at: Hands, service: str, *, family_name: str) -> str:
    """An application of a new person, its case open. Returns the number."""
    comes(at, family_name=family_name)
    number = asks_for(at, service)
    at.follow("Відкрити справу")
    return number


def day(text: str) -> date:
    """The first day of a text: `03.12.2026`."""
    found = re.search(r"(\d\d)\.(\d\d)\.(\d{4})", text)
    assert found, text
    return date(int(found[3]), int(found[2]), int(found[1]))


def last_day(at: Hands) -> date:
    """The term as the page of a case says it."""
    row = at.main.locator(".govuk-summary-list__row").filter(has=at.page.get_by_text("Строк", exact=True))
    return day(row.first.inner_text())


def state(at: Hands) -> str:
    """The state of the case, from the head of its page."""
    return at.main.locator(".c-page-head .c-tag").first.inner_text()


def stands_for_them(at: Hands, *, family_name: str, until: date) -> None:
    """Somebody new, written down as a representative with a ground and a last day."""
    at.write("Прізвище, РНОКПП", f"{family_name} Остап")
    at.press("Знайти")
    at.follow("Додати нову людину")
    at.write("Телефон", f"040 {digits(7)}")
    while at.main.get_by_role("button", name="Зберегти").count() and not at.main.get_by_label("Підстава").count():
        at.press("Зберегти")
    at.choose("Підстава", "довіреність")
    at.write("Документ, номер, дата", f"довіреність № {digits(4)}")
    at.write("Діє до", f"{until:%d.%m.%Y}")
    at.press("Зберегти")
    at.reads("Представника записано")


def test_a_representative_applies_and_takes_the_result(officer: Hands) -> None:
    mother, son, neighbour = surname(), surname(), surname()
    today = clock.today()
    comes(officer, family_name=mother)

    def through_the_son(at: Hands) -> None:
        at.follow(re.compile("Змінити.*Подано"))
        at.follow("Подає інший представник")
        stands_for_them(at, family_name=son, until=today + timedelta(days=30))
        at.tick(re.compile(f"{son}.*довіреність"))
        at.press("Далі")
        at.reads(re.compile(f"подає.*{son}", re.S))

    number = asks_for(officer, AT_ONCE, through_the_son)
    officer.follow("Відкрити справу")
    officer.reads(re.compile(f"Представник.*{son}.*діє до {today + timedelta(days=30):%d.%m.%Y}", re.S))
    officer.follow(re.compile(mother))
    officer.follow("Додати представника")
    stands_for_them(officer, family_name=neighbour, until=today - timedelta(days=1))
    open_case(officer, number)
    decide(officer, "надано")
    officer.follow("Результат надійшов до ЦНАП")
    officer.press("Записати надходження")
    officer.follow("Видати результат")
    officer.reads(re.compile(f"Не видавайте:.*{neighbour}"))
    expect(officer.main.get_by_label(re.compile(neighbour))).to_have_count(0)
    officer.tick(re.compile(son))
    officer.write("Останні чотири знаки", "0417")
    officer.press("Видати результат")
    officer.reads("результат видано")
    officer.reads("представникові")


def test_nobody_is_refused_unheard(officer: Hands) -> None:
    taken_in(officer, TAKES_TIME, family_name=surname())
    write_a_decision(officer, "відмовлено", grounds=GROUNDS)
    officer.is_refused("Записати рішення", "заявник має право висловитися")
    officer.follow("Не зараз")
    officer.follow("Запросити заявника висловитися")
    officer.write("Де і о котрій", "вул. Соборна, 12, о 10:00")
    officer.write("Що збираються вирішити", GROUNDS)
    officer.press("Запросити на слухання")
    assert state(officer) == "заявника запрошено висловитися"
    officer.reads(GROUNDS)
    officer.follow("Записати думку заявника")
    officer.write("Що сказав заявник", "Довідку віддали в лікарні, принесе завтра.")
    officer.press("Записати думку")
    decide(officer, "відмовлено", grounds=GROUNDS)
    officer.reads("Рішення записано")
    officer.reads("відмовлено")
    officer.reads("Право висловитися")
    said = text_of(officer.file("Повідомлення про рішення"))
    assert re.search("(?i)оскарж", said)


def test_defects_are_mended_the_study_pauses_and_the_term_is_lengthened(officer: Hands) -> None:
    taken_in(officer, TAKES_TIME, family_name=surname())
    first = last_day(officer)
    officer.follow("Залишити заяву без руху")
    officer.write("Недоліки", "Заява без підпису. Підпишіть її.")
    officer.press("Залишити без руху")
    assert state(officer) == "без руху"
    officer.reads("недоліки усунути до")
    officer.follow("Заявник усунув недоліки")
    officer.press("Записати усунення")
    officer.reads("Усунення недоліків записано")
    officer.follow("Зупинити розгляд")
    officer.tick(re.compile("рішення або відповідь іншого органу"))
    officer.press("Зупинити розгляд")
    assert state(officer) == "розгляд зупинено"
    officer.reads("строк зупинено")
    officer.follow("Поновити розгляд")
    officer.press("Поновити розгляд")
    assert last_day(officer) == first, "all on one day: not a day is added"
    officer.follow("Продовжити строк")
    officer.write("На скільки днів", "5")
    officer.tick(re.compile("додаткові докази"))
    officer.press("Продовжити строк")
    officer.reads("Строк продовжено")
    assert first + timedelta(days=5) <= last_day(officer) <= first + timedelta(days=9)
    officer.unfold("Чого зараз не можна")
    officer.reads("Строк уже продовжено, вдруге цього зробити не можна")


def test_a_result_nobody_takes_is_posted_comes_back_and_is_archived(officer: Hands, demo: Demo) -> None:
    number = taken_in(officer, AT_ONCE, family_name=surname())
    decide(officer, "надано")
    officer.follow("Результат надійшов до ЦНАП")
    officer.press("Записати надходження")
    officer.follow("Повідомити заявника")
    officer.write("Підтвердження", "розмова телефоном")
    officer.press("Записати повідомлення")
    officer.unfold("Чого зараз не можна")
    officer.reads("Результат не забрали")
    demo.grow_old(number, days=TWO_MONTHS)
    open_case(officer, number)
    if state(officer) == "заявника повідомлено":  # the hourly round may have come first
        officer.follow("Результат не забрали")
        officer.press("Записати, що не забрали")
    assert state(officer) == "результат не забрали"
    officer.reads("Надішліть його поштою")
    officer.follow("Надіслати результат поштою")
    officer.write("Адреса", "с. Стара Криниця, вул. Вигадана, 7")
    tracking = f"05001{digits(8)}"
    officer.write("Номер відправлення", tracking)
    officer.press("Записати надсилання")
    officer.reads(tracking)
    officer.follow("Лист повернувся")
    officer.write("Де тепер лежить", "Б-7")
    officer.write("Чому повернувся", "адресат вибув")
    officer.press("Записати повернення")
    assert state(officer) == "результат не забрали"
    officer.reads("адресат вибув")
    officer.follow("Передати до архіву")
    officer.write("Де в архіві", "Шафа 3, папка 17")
    officer.press("Передати до архіву")
    assert state(officer) == "справа в архіві"
    officer.reads("Шафа 3, папка 17")


def test_two_people_destroy_what_is_kept_no_longer(officer: Hands, somebody: Somebody, demo: Demo) -> None:
    name = surname()
    number = taken_in(officer, AT_ONCE, family_name=name)
    officer.follow("Відкликати заяву")
    officer.write("Що сказав заявник", "передумав")
    officer.press("Записати відкликання")
    demo.grow_old(number, days=SIX_YEARS)
    officer.at_desk().follow("Зберігання і знищення")
    officer.tick(number)
    officer.write("Комісія", "Гайовий Северин, адміністратор\nҐалаґан Єлизавета, керівник")
    officer.press("Скласти акт")
    officer.reads("Затвердити акт має керівник ЦНАП")
    expect(officer.main.get_by_role("button", name="Затвердити")).to_have_count(0)
    act = officer.main.locator(".govuk-caption-l").inner_text()
    head = somebody("head")
    head.at_desk().follow("Зберігання і знищення")
    head.follow(f"№ {act}")
    head.reads(number)
    head.press("Затвердити і знищити")
    head.reads("дані й файли знищено")
    assert number in text_of(head.file("Акт, PDF"))
    open_case(head, number)
    expect(head.main).not_to_contain_text(name)
    head.at_desk().follow("Заявники")
    head.write("Прізвище, РНОКПП", name)
    head.press("Знайти")
    expect(head.main.get_by_role("link", name=re.compile(name))).to_have_count(0)
