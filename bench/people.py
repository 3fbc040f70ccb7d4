"""Generated people of one hromada: names, numbers and phones that look like life and belong to nobody."""

import random

from django.db import connection

from bench.hromada import HOME
from vikno.applicants.models import Surname
from vikno.common import tenancy
from vikno.common.text import fold, sort_key

_STARTS = (
    "Бонд", "Шевч", "Ков", "Ткач", "Марч", "Кравч", "Олій", "Поліщ", "Бойч", "Мельн", "Гаврил", "Петр", "Іван",
    "Руд", "Сав", "Лис", "Мороз", "Кли", "Павл", "Васил", "Хом", "Яким", "Єрьом", "Щерб", "Жук", "Зін", "Д'яч",
    "Тим", "Фед", "Юрч", "Гнат", "Дан", "Кор", "Луц", "Нест", "Оста", "При", "Роман", "Степ", "Цимб", "Чор", "Ярош",
)  # fmt: skip
_MIDDLES = (
    "", "алев", "енив", "онов", "ичен", "инець", "арин", "усен", "орон", "акун", "елюх", "ишев", "анд", "улиц",
    "ал", "ен", "ов", "ич", "ин", "ар", "ус", "ор", "ак", "ел", "иш", "ан", "ід", "юк", "ет",
)  # fmt: skip
_ENDS = (
    "енко", "ук", "ський", "чук", "ик", "ко", "ець", "ів", "ан", "аш", "ура", "ило", "ак", "ель", "ман", "юра", "ень",
    "ка", "яга", "иця", "евич", "ович", "цький", "ар", "яр", "ун", "иш", "ай", "ій", "оха", "ута", "ина", "сон", "хно",
    "енчук", "ечко", "айло", "усь", "ись", "ня",
)  # fmt: skip
GIVEN = ("Марія", "Ганна", "Олена", "Іван", "Петро", "Василь", "Ольга", "Тетяна", "Микола", "Юрій", "Світлана", "Їжак")
PATRONYMICS = ("Петрівна", "Іванівна", "Василівна", "Миколайович", "Юрійович", "Степанович", "Андріївна", "Ільківна")


def surnames() -> list[str]:
    """Distinct family names, in an order that chance made; the first hundred are the frequent ones."""
    made = (start + middle + end for start in _STARTS for middle in _MIDDLES for end in _ENDS)
    found = list({fold(surname): surname for surname in made}.values())
    random.shuffle(found)
    return found


def load_people(family_names: list[str], *, count: int) -> list[tuple[str, str, str]]:
    """COPY the people as the owner; returns (full name, РНОКПП, phone) of each, in the order of their keys."""
    # The hundred most frequent surnames bear a third of the people, as in life.
    weights = [30 if place < 100 else 1 for place in range(len(family_names))]
    cumulative = [sum(weights[:1])]
    for weight in weights[1:]:
        cumulative.append(cumulative[-1] + weight)
    with tenancy.working_for(HOME), connection.cursor() as cursor:
        Surname.objects.bulk_create(
            (Surname(id=n, hromada_id=HOME, key=fold(surname)) for n, surname in enumerate(family_names, start=1)),
            batch_size=5000,
        )
        people = []
        columns = (
            "hromada_id, kind, family_name, given_name, patronymic, entity_name, surname_id, search_key, sort_key,"
            " rnokpp, has_no_rnokpp, unzr, edrpou, identity_kind, identity_number, phone, email, street_address,"
            " is_demo, created_at, version"
        )
        numbers = random.choices(range(len(family_names)), cum_weights=cumulative, k=count)
        cursor.execute("CREATE TEMP TABLE arriving (LIKE applicants_applicant INCLUDING DEFAULTS) ON COMMIT DROP")
        cursor.execute("ALTER TABLE arriving ALTER id DROP NOT NULL")
        with cursor.copy(f"COPY arriving ({columns}) FROM STDIN") as copy:
            for place, number in enumerate(numbers):
                names = (family_names[number], random.choice(GIVEN), random.choice(PATRONYMICS))
                full = " ".join(names)
                rnokpp, phone = f"{place * 7 + 1_000_000_000:010d}", f"+380{500_000_000 + place}"
                copy.write_row(
                    (HOME, "person", *names, "", number + 1, fold(full), sort_key(full), rnokpp, False, "", "", "", "",
                     phone, "", "", False, "2026-01-01", 1)
                )  # fmt: skip
                people.append((full, rnokpp, phone))
        # Row-level security knows no COPY: the rows go through a table of the session.
        cursor.execute(f"INSERT INTO applicants_applicant ({columns}) SELECT {columns} FROM arriving")  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE applicants_applicant; ANALYZE applicants_surname")
    return people
