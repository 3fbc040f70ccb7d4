"""Finding a person among a million of one hromada: `python -m bench applicants`.

Names, numbers and phones are generated. Everything is asked through the queries that the desk uses, as the web role,
under row-level security.
"""

import os
import random
import statistics
import time
from collections.abc import Callable

from django.db import connection

from bench.ground import say, step_down
from bench.hromada import HOME, OFFICER, lay_hromada
from vikno.applicants.models import Surname
from vikno.applicants.queries import find_applicants
from vikno.common import tenancy
from vikno.common.text import fold, sort_key

PEOPLE = int(os.environ.get("BENCH_PEOPLE", "1000000"))
ROUNDS = 200
AIM_MS = 30

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
_GIVEN = ("Марія", "Ганна", "Олена", "Іван", "Петро", "Василь", "Ольга", "Тетяна", "Микола", "Юрій", "Світлана", "Їжак")
_PATRONYMICS = ("Петрівна", "Іванівна", "Василівна", "Миколайович", "Юрійович", "Степанович", "Андріївна", "Ільківна")


def main() -> None:
    """Load, warm up, ask, print JSON lines."""
    random.seed(17)
    lay_hromada()
    made = (start + middle + end for start in _STARTS for middle in _MIDDLES for end in _ENDS)
    surnames = list({fold(surname): surname for surname in made}.values())
    random.shuffle(surnames)
    started = time.perf_counter()
    people = _load(surnames)
    say("people of one hromada", len(people), "rows")
    say("distinct surnames", len(surnames), "rows")
    say("load", round(time.perf_counter() - started, 1), "s")
    step_down()
    for name, question in _questions(people).items():
        _measure(name, question)


def _load(surnames: list[str]) -> list[tuple[str, str, str]]:
    """COPY the people as the owner; returns (full name, РНОКПП, phone) of a sample."""
    # The hundred most frequent surnames bear a third of the people, as in life.
    weights = [30 if place < 100 else 1 for place in range(len(surnames))]
    cumulative = [sum(weights[:1])]
    for weight in weights[1:]:
        cumulative.append(cumulative[-1] + weight)
    with tenancy.working_for(HOME), connection.cursor() as cursor:
        Surname.objects.bulk_create(
            (Surname(id=n, hromada_id=HOME, key=fold(surname)) for n, surname in enumerate(surnames, start=1)),
            batch_size=5000,
        )
        people = []
        columns = (
            "hromada_id, kind, family_name, given_name, patronymic, entity_name, surname_id, search_key, sort_key,"
            " rnokpp, has_no_rnokpp, unzr, edrpou, identity_kind, identity_number, phone, email, street_address,"
            " is_demo, created_at, version"
        )
        numbers = random.choices(range(len(surnames)), cum_weights=cumulative, k=PEOPLE)
        cursor.execute("CREATE TEMP TABLE arriving (LIKE applicants_applicant) ON COMMIT DROP")
        cursor.execute("ALTER TABLE arriving ALTER id DROP NOT NULL")
        with cursor.copy(f"COPY arriving ({columns}) FROM STDIN") as copy:
            for place, number in enumerate(numbers):
                names = (surnames[number], random.choice(_GIVEN), random.choice(_PATRONYMICS))
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


def _questions(people: list[tuple[str, str, str]]) -> dict[str, Callable[[], object]]:
    def somebody() -> tuple[str, str, str]:
        return random.choice(people)

    def ask(text: Callable[[], str]) -> Callable[[], object]:
        return lambda: find_applicants(OFFICER, text()).applicants

    return {
        "find by РНОКПП": ask(lambda: somebody()[1]),
        "find by phone": ask(lambda: somebody()[2].replace("+38", "").replace("50", "50 ", 1)),
        "find by half a surname": ask(lambda: somebody()[0].split()[0][:4]),
        "find by one letter": ask(lambda: somebody()[0][:1]),
        "find by surname and half a given name": ask(lambda: " ".join(somebody()[0].split()[:2])[:-3]),
        "find by given name and surname": ask(lambda: " ".join(reversed(somebody()[0].split()[:2]))),
        "find by misspelt surname": ask(lambda: _misspelt(somebody()[0].split()[0])),
        "find by misspelt surname with given name": ask(lambda: _misspelt_with_name(somebody()[0])),
        "find what is not there": ask(lambda: "Ъъъъъ"),
    }


def _misspelt(surname: str) -> str:
    place = random.randrange(1, len(surname))
    letter = random.choice("аеиоуії")
    return random.choice((surname[:place] + letter + surname[place + 1 :], surname[:place] + surname[place + 1 :]))


def _misspelt_with_name(full: str) -> str:
    surname, given, _ = full.split()
    return f"{_misspelt(surname)} {given}"


def _measure(name: str, question: Callable[[], object]) -> None:
    spent = []
    for turn in range(ROUNDS + 20):
        started = time.perf_counter()
        with tenancy.working_for(HOME):
            question()
        if turn >= 20:
            spent.append((time.perf_counter() - started) * 1000)
    spent.sort()
    say(f"{name}, p50", round(statistics.median(spent), 2), "ms")
    say(f"{name}, p95", round(spent[int(len(spent) * 0.95)], 2), "ms", aim=f"<= {AIM_MS}")


if __name__ == "__main__":
    main()
