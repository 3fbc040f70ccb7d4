"""What residents come for, from the first page to the result, in the words they read: each gives the last of them."""

import re
from collections.abc import Callable
from typing import Final

from tests.reach.hands import Hands
from tests.reach.ways import OFFICE, SERVICE
from tests.walk.serving import Site

Journey = Callable[[Hands, Site], str]


def sees(hands: Hands, words: str) -> str:
    hands.sees(words)
    return words


def come(hands: Hands, site: Site, way: str) -> None:
    hands.open(site.ways[hands.name][way])


def book(hands: Hands, site: Site) -> str:
    """From the question of the site to «вас чекають»."""
    hands.open("/")
    hands.write("Що вам потрібно?", "вигадана садиба")
    hands.send()
    hands.press(SERVICE)
    hands.press("Де і коли отримати")
    hands.press("Записатися")
    hands.first(".c-choices a")
    hands.first(".c-times a")
    hands.write("Як вас кликати", "Марія")
    hands.write("Телефон або електронна пошта", site.ways[hands.name]["phone"])
    hands.press("Записатися")
    code = re.search(r"Код: (\d+)", site.last_message())
    assert code
    hands.write("Код із повідомлення", code[1])
    hands.press("Підтвердити")
    return sees(hands, "Вас чекають")


def nearest(hands: Hands, site: Site) -> str:
    """Where and when, by the name of a village."""
    hands.open("/services/")
    hands.write("Що вам потрібно?", "вигадана садиба")
    hands.send()
    hands.press(SERVICE)
    hands.press("Де і коли отримати")
    hands.write("Де ви живете?", "Зоряне")
    hands.send()
    sees(hands, "Найближче до")
    hands.press("Про точку")
    return sees(hands, "вул. Миру, 1")


def points(hands: Hands, site: Site) -> str:
    """The list beside the map, narrowed to a service, and a point."""
    hands.open("/")
    hands.press("Знайдіть точку, що працює сьогодні")
    hands.choose("Послуга", SERVICE)
    hands.press("Показати")
    hands.press(OFFICE)
    return sees(hands, "Послуги тут")


def stopped(hands: Hands, site: Site) -> str:
    """What does not work now, in one oblast."""
    hands.open("/")
    hands.press("Що зараз не працює")
    hands.press("Показати")
    return sees(hands, "Спробуйте в грудні.")


def news(hands: Hands, site: Site) -> str:
    hands.open("/news/")
    hands.first(".c-results a")
    return sees(hands, "Приходьте до 17:00.")


def track(hands: Hands, site: Site) -> str:
    hands.open("/")
    hands.press("Дізнайтеся, на якому етапі ваша справа")
    hands.write("Номер справи", site.ways[hands.name]["case"])
    hands.write("Код із квитанції", site.ways[hands.name]["code"])
    hands.press("Показати стан")
    return sees(hands, "Що вже сталося")


def answer(hands: Hands) -> str:
    hands.tick("добре")
    hands.tick("швидко")
    hands.write("Своїми словами (необов'язково)", "Гарно")
    hands.press("Надіслати")
    return sees(hands, "Дякуємо")


def speak_at_poster(hands: Hands, site: Site) -> str:
    come(hands, site, "poster")
    return answer(hands)


def speak_by_link(hands: Hands, site: Site) -> str:
    come(hands, site, "visit")
    return answer(hands)


def complain(hands: Hands, site: Site) -> str:
    """With a mistake first: what is missing is said, and what was typed stays."""
    come(hands, site, "complaint")
    hands.write("Що сталося?", "Двічі приходив дарма.")
    hands.press("Надіслати скаргу")
    sees(hands, "Виправте, щоб продовжити")
    hands.write("Ваше прізвище та ім'я", "Шевченко Іван")
    hands.tick("листом")
    hands.write("Телефон, електронна пошта або адреса", "Зоряне, вул. Миру, 2")
    hands.press("Надіслати скаргу")
    return sees(hands, "Скаргу зареєстровано")


def move(hands: Hands, site: Site) -> str:
    come(hands, site, "move")
    hands.press("Обрати інший час")
    hands.first(".c-times button")
    return sees(hands, "Час змінено.")


def cancel(hands: Hands, site: Site) -> str:
    come(hands, site, "cancel")
    hands.press("Скасувати")
    hands.press("Так, скасувати")
    return sees(hands, "Запис скасовано.")


def wait(hands: Hands, site: Site) -> str:
    """No time suits: the waiting list, and a time is looked for."""
    hands.open("/")
    hands.write("Що вам потрібно?", "вигадана садиба")
    hands.send()
    hands.press(SERVICE)
    hands.press("Де і коли отримати")
    hands.press("Записатися")
    hands.press("Жоден день не підходить")
    hands.write("Як вас кликати", "Марія")
    hands.write("Телефон або електронна пошта", site.ways[hands.name]["phone_of_waiting"])
    hands.press("Чекати")
    return sees(hands, "Ви в списку")


def own_ticket(hands: Hands, site: Site) -> str:
    """Out of the queue and back again."""
    come(hands, site, "ticket")
    hands.press("Не чекатиму")
    hands.press("Повернутися в чергу")
    return sees(hands, "Ви знову в черзі")


def kiosk(hands: Hands, site: Site) -> str:
    """A ticket, then the screen for whoever is booked, and help."""
    come(hands, site, "kiosk")
    hands.press("Подати документи")
    hands.press("Без пільги")
    sees(hands, "П-")
    hands.press("Готово")
    hands.press("Потрібна допомога")
    hands.press("Почати спочатку")
    return sees(hands, "Чому ви прийшли?")


JOURNEYS: Final[dict[str, Journey]] = {
    each.__name__: each
    for each in (
        book, nearest, points, stopped, news, track, speak_at_poster, speak_by_link, complain, move, cancel, wait,
        own_ticket,
    )
}  # fmt: skip
