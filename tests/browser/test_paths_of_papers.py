"""Papers on the road and on the shelf: the courier's telephone and trip, the list of a day, papers that are lost.

By links and buttons from the first page of the desk; a bag to carry is made by the walk itself.
"""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.hands import Hands, asks_for, bag_up, comes, digits, open_bag, open_case, opens_beside, surname
from tests.browser.test_four_people import text_of

pytestmark = pytest.mark.slow

Somebody = Callable[..., Hands]
FOR_THE_PROVIDER = "багатодітної"
VILLAGE, OFFICE = "Стара Криниця", "основний офіс"
WHY = "приймання вже закінчилося"
# Points whose day nobody has signed, unless the walk came there before.
VILLAGES = ("branch1", "remote5", "remote3")


@pytest.fixture
def courier(somebody: Somebody) -> Hands:
    return somebody("courier", width=360, height=740)


@pytest.fixture
def bag(somebody: Somebody) -> str:
    """A sealed bag that waits in the village."""
    village = somebody("remote")
    comes(village, family_name=surname())
    return bag_up(village, asks_for(village, FOR_THE_PROVIDER), to=OFFICE)


def takes_everything(courier: Hands) -> None:
    """Every bag of a stop, one press each."""
    waiting = courier.main.get_by_role("button", name=re.compile("Беру пакет"))
    while waiting.count():
        courier.press(re.compile("Беру пакет"))


def goes_on(courier: Hands) -> None:
    """To the next stop; of what was not given or taken it is said why."""
    if courier.main.locator("input[name^=why-]").count():
        courier.unfold("Не вдалося віддати або взяти")
        says_why(courier)
    courier.press(re.compile("Їду далі|Остання зупинка"))


def says_why(courier: Hands) -> None:
    for reason in courier.main.locator("input[name^=why-]").all():
        reason.fill(WHY)


def ends_the_trip_begun_before(courier: Hands) -> None:
    """A demo that is loaded at noon has its courier on the road."""
    begun = courier.at_desk().main.locator("section a[role=button]").filter(has_not_text="Почати рейс")
    if not begun.count():
        return
    with courier.page.expect_navigation():
        begun.first.click()
    while courier.main.get_by_role("button", name=re.compile("Їду далі|Остання зупинка")).count():
        goes_on(courier)
    says_why(courier)
    courier.press("Завершити рейс")


def opens_the_trip(courier: Hands, route: str) -> None:
    """From the courier's first page."""
    courier.at_desk()
    with courier.page.expect_navigation():
        courier.main.locator("section").filter(has_text=route).locator("a[role=button]").click()


def plans_a_trip(at: Hands, *, stops: tuple[str, ...]) -> str:
    """A trip of today with stops in order. Returns the name of its route."""
    route = f"Коло {surname()}"
    at.at_desk().follow("Пакети з паперами")
    at.follow("Рейси")
    at.follow("Запланувати рейс")
    at.choose("Хто везе", "Дорошко")
    at.write("Назва маршруту", route)
    for order, stop in enumerate(stops, start=1):
        at.choose(f"Зупинка {order}", stop)
    at.press("Запланувати рейс")
    at.reads("Рейс заплановано")
    return route


def test_a_courier_takes_a_bag_by_telephone(courier: Hands, bag: str) -> None:
    courier.at_desk()
    courier.press(re.compile(f"Беру пакет {bag}"))
    courier.reads(bag)
    courier.at_desk()
    expect(courier.main.get_by_role("button", name=re.compile(f"Беру пакет {bag}"))).to_have_count(0)
    expect(courier.main.get_by_role("img", name=re.compile(bag.replace("-", "")))).to_be_visible()


def test_a_trip_is_driven_stop_by_stop(somebody: Somebody, courier: Hands, bag: str) -> None:
    office = somebody("officer")
    ends_the_trip_begun_before(courier)
    route = plans_a_trip(office, stops=(VILLAGE, OFFICE))
    opens_the_trip(courier, route)
    courier.press("Вирушаю")
    courier.reads("Зупинка 1 з 2")
    courier.reads(bag)
    takes_everything(courier)
    goes_on(courier)
    courier.reads("Зупинка 2 з 2")
    courier.reads(bag)
    courier.is_refused(re.compile("Остання зупинка"), re.compile(f"лишилися пакети:.*{bag}"))
    open_bag(office, bag)
    opens_the_trip(courier, route)
    expect(courier.main.locator("section").filter(has_text=bag)).to_have_count(0)
    goes_on(courier)
    expect(courier.main.locator("tr").filter(has_text=bag).locator(".c-tag")).to_have_text("віддано")
    says_why(courier)
    courier.write("Примітка до рейсу", "без пригод")
    courier.press("Завершити рейс")
    courier.reads("Рейс завершено")
    office.at_desk().follow("Пакети з паперами")
    office.follow("Рейси")
    expect(office.main.locator("tr").filter(has_text=route)).to_contain_text("завершено")


def test_a_village_reconciles_its_papers_and_signs_the_day(somebody: Somebody) -> None:
    village, here = not_signed_yet(somebody)
    number, lost = here
    village.write("Скануйте справу або введіть номер", number)
    village.press(re.compile("^На місці$"))
    village.reads(f"Справа {number} на місці")
    village.unfold(f"Немає {lost}")
    village.main.locator(f"#note-{lost.replace('-', '')}").fill("не знайшли на полиці")
    village.press("Записати, що немає")
    village.reads(f"справи {lost} немає")
    left = village.main.get_by_role("button", name=re.compile(r"^На місці \d"))
    if left.count():
        village.is_refused("Підписати звірку", "Не позначено справ")
    while left.count():
        village.press(re.compile(r"^На місці \d"))
    village.press("Підписати звірку")
    village.reads("Звірку підписано")
    said = " ".join(text_of(village.file("Друкувати звірку")).split())
    assert number in said
    assert lost in said
    assert "не знайшли" in said


def not_signed_yet(somebody: Somebody) -> tuple[Hands, tuple[str, str]]:
    """Somebody before the list of their point's day, and two cases of it, taken in just now."""
    for username in VILLAGES:
        village = somebody(username)
        taken = []
        for _ in range(2):
            comes(village, family_name=surname())
            taken.append(asks_for(village, FOR_THE_PROVIDER))
        village.at_desk().follow("Пакети з паперами")
        village.follow("Звірка за день")
        if village.main.get_by_role("button", name="Підписати звірку").count():
            return village, (taken[0], taken[1])
    raise AssertionError("every point has signed its day")


def test_lost_papers_have_an_act_and_are_found_again(somebody: Somebody) -> None:
    officer, head = somebody("officer"), somebody("head")
    comes(officer, family_name=surname())
    number = asks_for(officer, FOR_THE_PROVIDER)
    open_case(head, number)
    opens_beside(head, "Передати, прийняти, вкласти в пакет")
    head.unfold("Оголосити документи втраченими")
    head.write("За яких обставин зникли", "Затоплено шафу № 2; шукали в сусідніх справах.")
    head.press("Записати")
    head.reads("акт складено")
    act = text_of(head.file("акт про втрату"))
    assert number in act
    assert "Затоплено шафу № 2" in act
    head.at_desk().follow("Пакети з паперами")
    head.follow("Контроль паперів")
    head.reads(re.compile(f"Втрачені документи.*{number}", re.S))
    open_case(officer, number)
    opens_beside(officer, "Передати, прийняти, вкласти в пакет")
    officer.reads("втрачено")
    officer.unfold("Документи знайшлися тут")
    officer.write("Як вони тут опинилися", f"лежали в теці {digits(2)}")
    officer.press("Записати")
    officer.reads("Записано: документи тут")
    expect(officer.main.get_by_text("втрачено", exact=True)).to_have_count(0)


def test_a_provider_accepts_several_cases_at_one_press(somebody: Somebody) -> None:
    officer, provider = somebody("officer"), somebody("provider")
    numbers = []
    for _each in range(3):
        comes(officer, family_name=surname())
        numbers.append(asks_for(officer, FOR_THE_PROVIDER))
        open_case(officer, numbers[-1])
        opens_beside(officer, "Передати, прийняти, вкласти в пакет")
        officer.unfold("Передати суб'єкту надання особисто")
        officer.write("Хто отримав", "Соломко В. П., головний спеціаліст")
        officer.press("Записати")
    provider.follow("Справи до вирішення")
    provider.reads("чекають прийняття")
    kept_back = provider.main.get_by_role("row").filter(has_text=numbers[2]).get_by_role("checkbox")
    kept_back.uncheck()
    provider.press("Прийняти позначені")
    for number in numbers[:2]:
        open_case(officer, number)
        opens_beside(officer, "Передати, прийняти, вкласти в пакет")
        officer.reads(re.compile("прийня"))
    provider.page.reload()
    waiting = provider.main.locator("form").filter(has_text="Прийняти позначені")
    expect(waiting).to_contain_text(numbers[2])
    for number in numbers[:2]:
        expect(waiting).not_to_contain_text(number)
