"""Finding a person among a million of one hromada: `python -m bench applicants`.

Names, numbers and phones are generated. Everything is asked through the queries that the desk uses, as the web role,
under row-level security.
"""

import os
import random
import statistics
import time
from collections.abc import Callable

from bench.ground import say, step_down
from bench.hromada import HOME, OFFICER, lay_hromada
from bench.people import load_people, surnames
from vikno.applicants.queries import find_applicants
from vikno.common import tenancy

PEOPLE = int(os.environ.get("BENCH_PEOPLE", "1000000"))
ROUNDS = 200
AIM_MS = 30


def main() -> None:
    """Load, warm up, ask, print JSON lines."""
    random.seed(17)
    lay_hromada()
    names = surnames()
    started = time.perf_counter()
    people = load_people(names, count=PEOPLE)
    say("people of one hromada", len(people), "rows")
    say("distinct surnames", len(names), "rows")
    say("load", round(time.perf_counter() - started, 1), "s")
    step_down()
    for name, question in _questions(people).items():
        _measure(name, question)


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
