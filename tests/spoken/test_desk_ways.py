"""X4: what a screen reader reads aloud on ways of the desk is what was read and accepted.

These ways leave cases and tickets behind: they come after every test that looks at the site (`tests/chromium.py`).
"""

import re
from collections.abc import Callable
from typing import Final

import pytest

from tests.chromium import WIDE
from tests.reach.ways import EAR, OFFICE, SERVICE
from tests.spoken.kept import difference
from tests.spoken.test_scripts import Ear
from tests.walk.opening import Visit
from tests.walk.serving import Site

pytestmark = pytest.mark.slow

Way = Callable[[Ear], None]


def sees(ear: Ear, words: str) -> None:
    assert re.search(words, ear.page.locator("main").inner_text()), ear.page.locator("main").inner_text()


def application(ear: Ear, *, name: str = "Зорепад Дарина", phone: str = "040 765 43 21") -> None:
    """A person who was never here applies."""
    ear.open("/desk/intake/")
    ear.write("Прізвище, РНОКПП, телефон, УНЗР або документ", name)
    ear.send()
    ear.write("По батькові", "Гнатівна")
    ear.write("Телефон", phone)
    ear.press("Додати й вибрати послугу")
    ear.press(SERVICE)
    ear.press("Далі")
    ear.press("Далі")
    ear.press("Зареєструвати")
    sees(ear, "зареєстровано")


def mistake(ear: Ear) -> None:
    """What is not accepted is told, with what to do."""
    ear.open("/desk/intake/")
    ear.write("Прізвище, РНОКПП, телефон, УНЗР або документ", "Небувалий Юхим")
    ear.send()
    ear.write("Телефон", "12")
    ear.press("Додати й вибрати послугу")
    sees(ear, "Якщо все правильно")


def window(ear: Ear) -> None:
    """A point begins its queue; a ticket is given, called, served."""
    ear.open("/queue/window/")
    ear.press("Почати прийом")
    ear.press("Видати талон")
    ear.press("подати документи")
    ear.press("Без пільги")
    ear.open("/queue/window/")
    ear.press("Викликати наступного")
    ear.press("Людина підійшла")
    ear.press("Закінчити")
    sees(ear, "Нікого")


def consultation(ear: Ear) -> None:
    ear.open("/queue/consultations/new/")
    ear.press("земля й нерухомість")
    ear.press("телефоном")
    sees(ear, "Консультацію записано")


def booking(ear: Ear) -> None:
    """Somebody telephones."""
    ear.open("/appointments/new/")
    ear.press(OFFICE)
    ear.press(SERVICE)
    ear.first(".c-times a")
    ear.write("Як кликати", "Марія")
    ear.write("Телефон або пошта (необов'язково)", "067 111 44 55")
    ear.press("Записати")
    sees(ear, "Марія")


def result(ear: Ear) -> None:
    """The centre decides by itself, and the person takes the result."""
    application(ear, name="Пивовар Устина", phone="040 111 22 33")
    ear.heard = [""]
    ear.press("Відкрити справу")
    ear.press("Рішення у справі")
    ear.press("Записати рішення")
    ear.press("Результат надійшов до ЦНАП")
    ear.press("Записати надходження")
    ear.press("Видати результат")
    ear.write("Останні чотири знаки номера", "0417")
    ear.press("Видати результат")
    sees(ear, "результат видано")


WAYS: Final[dict[str, Way]] = {
    "application": application, "mistake": mistake, "window": window, "consultation": consultation,
    "booking": booking, "result": result,
}  # fmt: skip


def heard_by(visit: Visit, site: Site, person: str) -> Ear:
    """Somebody who has just come in, with a session of their own."""
    page = visit("/accounts/login/", viewport=WIDE).page
    page.get_by_label("Ім'я для входу").fill(person)
    page.get_by_role("textbox", name="Пароль").fill(site.password)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    return Ear(page, site)


@pytest.mark.parametrize("name", WAYS)
def test_a_way_of_the_desk_is_heard_as_it_was(visit: Visit, site: Site, name: str) -> None:
    ear = heard_by(visit, site, site.ways[EAR]["officer"])
    WAYS[name](ear)
    assert (found := difference(f"scripts/desk_{name}.txt", ear.script())) == "", f"\n{found}"


def test_a_courier_hears_which_bag_is_taken(visit: Visit, site: Site) -> None:
    ear = heard_by(visit, site, site.people["courier"])
    ear.open("/papers/trips/")
    ear.press("Беру пакет")
    sees(ear, "пломба")
    assert (found := difference("scripts/desk_bag.txt", ear.script())) == "", f"\n{found}"
