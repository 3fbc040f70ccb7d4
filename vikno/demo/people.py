"""Invented people: staff with sign-ins and applicants with numbers that pass their checks. None of them lives."""

import random
from dataclasses import dataclass
from datetime import date, timedelta

from vikno.accounts.enums import Role

PASSWORD = "vidchynene-vikno-2026"  # noqa: S105  shown on the screen: a demo has nothing to guard


@dataclass(frozen=True)
class Staff:
    """Someone who signs in to the demo. `place` names the point (see points.py) where they work."""

    username: str
    full_name: str
    role: Role
    place: str = ""
    organisation: str = ""

    @property
    def title(self) -> str:
        where = {"": "", "main": "основний офіс", "remote-1": "ВРМ"}.get(self.place, self.place)
        return f"{Role(self.role).label}{f' ({where})' if where else ''} — {self.full_name}"


# One a role, said aloud at the start; the first ВРМ is where the tour begins.
SIGN_INS = (
    Staff("remote", "Ковалик Дарина Остапівна", Role.OFFICER, "remote-1"),
    Staff("officer", "Гайовий Северин Лукич", Role.OFFICER, "main"),
    Staff("starosta", "Їжакевич Панас Юрійович", Role.STAROSTA, "remote-4"),
    Staff("head", "Ґалаґан Єлизавета Іванівна", Role.HEAD, "main"),
    Staff("courier", "Дорошко Тиміш Назарович", Role.COURIER),
    Staff("provider", "Соломко Віра Петрівна", Role.PROVIDER, organisation="social"),
    Staff("provider2", "М’ята Борис Олегович", Role.PROVIDER, organisation="land"),
    Staff("leader", "Ковила Остап Маркович", Role.LEADER),
    Staff("steward", "Лелека Роман Ігорович", Role.STEWARD),
    Staff("overseer", "Бузок Меланія Львівна", Role.OVERSEER, organisation="oblast"),
    Staff("programme", "Чебрик Ілля Тимофійович", Role.PROGRAMME, organisation="programme"),
    Staff("expert", "Верес Аліна Романівна", Role.EXPERT, organisation="programme"),
)
OTHERS = (
    Staff("officer2", "Барвінок Оксана Миколаївна", Role.OFFICER, "main"),
    Staff("officer3", "Чебрець Ганна Семенівна", Role.OFFICER, "main"),
    Staff("officer4", "Калинич Юхим Андрійович", Role.OFFICER, "main"),
    Staff("branch1", "Любисток Марта Василівна", Role.OFFICER, "branch"),
    Staff("branch2", "Рутка Степан Ілліч", Role.OFFICER, "branch"),
    Staff("remote2", "Явір Христина Захарівна", Role.OFFICER, "remote-2"),
    Staff("remote3", "Волошка Антін Федорович", Role.OFFICER, "remote-3"),
    Staff("remote5", "Терен Соломія Дем’янівна", Role.OFFICER, "remote-5"),
    Staff("remote6", "Криничка Уляна Тарасівна", Role.OFFICER, "remote-6"),
    Staff("expert2", "Глід Матвій Северинович", Role.EXPERT, organisation="programme"),
    Staff("expert3", "Айстра Зоя Юхимівна", Role.EXPERT, organisation="programme"),
    Staff("mobile1", "Шипшина Гордій Маркович", Role.OFFICER, "suitcase"),
    Staff("mobile2", "Ожина Леся Вікторівна", Role.OFFICER, "bus"),
)
NEIGHBOUR_HEAD = Staff("neighbour", "Озерний Клим Архипович", Role.HEAD)

_MALE = (
    "Андрій Богдан Василь Гнат Данило Євген Захар Іван Кирило Лев "
    "Максим Назар Олекса Петро Роман Сергій Тарас Юрій Яків"
)
_FEMALE = (
    "Анна Богдана Віра Галина Дарія Євгенія Зоряна Ірина Катерина Лідія "
    "Марія Надія Оксана Поліна Руслана Софія Тетяна Юлія"
)
_FATHERS = (
    ("Андрійович", "Андріївна"), ("Васильович", "Василівна"), ("Григорович", "Григорівна"), ("Іванович", "Іванівна"),
    ("Максимович", "Максимівна"), ("Миколайович", "Миколаївна"), ("Петрович", "Петрівна"), ("Юрійович", "Юріївна"),
    ("Лук’янович", "Лук’янівна"), ("Степанович", "Степанівна"),
)  # fmt: skip
_ROOTS = (
    "Бджол Верб Гай Джмел Дуб Жайвор Журавел Зозул Ївг Калин Клен Криниц Лип Лозов Мальв Нагід Овес Перепел "
    "Полин Ромаш Сокол Соняш Стежк Тополь Хмел Чапл Шавл Щигл Яблун Ясен"
)
_ENDINGS = ("енко", "ук", "чук", "ець", "ик", "овий")


@dataclass(frozen=True)
class Person:
    """An invented applicant."""

    family_name: str
    given_name: str
    patronymic: str
    born_on: date
    rnokpp: str
    phone: str
    email: str


def person(dice: random.Random, number: int) -> Person:
    """The applicant of a number: the same dice give the same person."""
    is_woman = dice.random() < 0.58
    born_on = date(1938, 1, 1) + timedelta(days=dice.randrange(0, 25_000))
    given = dice.choice((_FEMALE if is_woman else _MALE).split())
    root, ending = dice.choice(_ROOTS.split()), dice.choice(_ENDINGS)
    family = f"{root}{ending}"
    if ending == "овий" and is_woman:
        family = f"{root}ова"
    return Person(
        family_name=family,
        given_name=given,
        patronymic=dice.choice(_FATHERS)[is_woman],
        born_on=born_on,
        rnokpp=_rnokpp(born_on, dice.randrange(0, 1000), is_woman=is_woman),
        phone=f"+38040{number:07d}",  # no area and no operator has the code 040
        email=f"person{number}@example.org" if dice.random() < 0.3 else "",
    )


def _rnokpp(born_on: date, serial: int, *, is_woman: bool) -> str:
    """Ten digits: days since 31.12.1899, a serial, a digit of sex, the check digit (domain notes §6.3)."""
    days = (born_on - date(1899, 12, 31)).days
    body = f"{days:05d}{serial:03d}{(serial * 2) % 10 if is_woman else (serial * 2 + 1) % 10}"
    weights = (-1, 5, 7, 9, 4, 6, 10, 5, 7)
    return f"{body}{sum(w * int(d) for w, d in zip(weights, body, strict=True)) % 11 % 10}"
