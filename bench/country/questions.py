"""What is asked of a country, by whom, and how long the answer may take. A size is asked by a process of its own."""

import datetime as dt
import os
import re
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote

from django.conf import settings
from django.db import connection, transaction

from bench.country import database
from bench.country.network import OBLASTS, Hromada, asked_of, oblast_code, planned
from bench.country.reports import OBLAST
from bench.ground import step_down
from vikno.accounts.enums import Role
from vikno.accounts.models import User
from vikno.applicants.models import Applicant
from vikno.cases.models import Case
from vikno.cases.services import PaperLine, open_case
from vikno.catalogue.models import PublicService
from vikno.common import clock, tenancy
from vikno.common.actors import Actor
from vikno.indicators.services import follow_codifier, hromadas_that_moved, refresh, sum_country
from vikno.network.models import Point
from vikno.reporting.rules import Quarter

ROUNDS: Final = int(os.environ.get("BENCH_ROUNDS", "30"))
ASKED: Final = re.compile(os.environ.get("BENCH_ASKED", ""))
WARMING: Final = 3
_DESK: Final = 50
_BOARD: Final = 80
_NATIONAL: Final = 150
_CENTRE: Final = 3_000
_OBLAST: Final = 30_000
MARKED: Final = "ten openings with marks"
BARE: Final = "ten openings without marks"


@dataclass(frozen=True)
class Spent:
    """Milliseconds: the least, the median, the 95th of a hundred, processor time of our own process.

    `blocks`: how many pages of 8 KB the database looks into for one answer, whatever else the machine does.
    """

    least: float
    p50: float
    p95: float
    own: float
    blocks: int


@dataclass(frozen=True)
class Question:
    """`aim`: milliseconds of p95, 0 for none of our own; `rounds`: how often it is asked."""

    ask: Callable[[], object]
    aim: int = 0
    rounds: int = ROUNDS


_QUESTIONS: dict[str, Question] = {}


def begin(size: int) -> None:
    """A process that asks the database of a size as the web role."""
    settings.ALLOWED_HOSTS = ["*"]
    database.enter(size, timeout="60s")
    step_down()
    country = planned(size)
    _QUESTIONS.update(_of_country())
    for name, one in asked_of(country).items():
        _QUESTIONS.update(_of_hromada(name, one))
    _QUESTIONS.update(_of_counting(country))


def names() -> dict[str, int]:
    """Questions in order with their aims, those alone that `BENCH_ASKED` is found in; in a process that began."""
    return {name: question.aim for name, question in _QUESTIONS.items() if ASKED.search(name)}


def asked(name: str) -> Spent:
    """Ask one question as often as it says."""
    question, spent, own = _QUESTIONS[name], [], []
    rounds = question.rounds
    for turn in range(-min(WARMING, rounds - 1), rounds):
        began, worked = time.perf_counter(), time.process_time()
        question.ask()
        if turn >= 0:
            spent.append((time.perf_counter() - began) * 1000)
            own.append((time.process_time() - worked) * 1000)
    before = _blocks()
    question.ask()
    blocks = _blocks() - before
    spent.sort()
    return Spent(
        spent[0], statistics.median(spent), spent[min(rounds - 1, int(rounds * 0.95))], statistics.median(own), blocks
    )


def _blocks() -> int:
    """Pages that were looked into in this database since it was made; our own are told at once."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_force_next_flush()")
        cursor.execute("SELECT blks_hit + blks_read FROM pg_stat_database WHERE datname = current_database()")
        return int(cursor.fetchone()[0])


def _of_country() -> dict[str, Question]:
    ask = _asker("steward")
    quarter = Quarter.of(clock.today()).previous
    asked, oblast = f"quarter={quarter.year}-{quarter.number}", f"oblast={oblast_code(OBLAST)}"
    board = {
        "national board, a month": "/indicators/national/?period=last_month",
        "national board, a quarter": "/indicators/national/?period=last_quarter",
        "national board, an oblast": f"/indicators/national/?period=last_month&{oblast}",
        "one measure by hromada": "/indicators/national/requested/?period=last_month",
    }
    return {name: Question(ask(path), _NATIONAL) for name, path in board.items()} | {
        "summary of an oblast": Question(ask(f"/reporting/national/?{asked}&{oblast}"), _OBLAST),
        "summary of an oblast, table": Question(ask(f"/reporting/national/table/?{asked}&{oblast}"), _OBLAST, 5),
        "summary of the country": Question(ask(f"/reporting/national/?{asked}"), _OBLAST, 5),
    }


def _of_hromada(size: str, one: Hromada) -> dict[str, Question]:
    with tenancy.working_for(one.code):
        number = Case.objects.filter(hromada_id=one.code).order_by("-registered_at")[one.cases // 2].number
        surname = Applicant.objects.filter(hromada_id=one.code).order_by("pk")[0].family_name
    quarter = Quarter.of(clock.today()).previous
    head, desk = _asker(f"head-{size}"), _asker(f"officer{one.points.start}", point=one.points.start)
    report = f"/reporting/quarter/{quarter.year}/{quarter.number}/"
    pages = {
        "board, a month": (head("/indicators/?period=last_month"), _BOARD, ROUNDS),
        "board, a quarter": (head("/indicators/?period=last_quarter"), _BOARD, ROUNDS),
        "day of the head": (head("/desk/board/"), _BOARD, ROUNDS),
        "quarterly report": (head(report), _CENTRE, ROUNDS),
        "quarterly report on paper": (head(f"{report}paper/"), _CENTRE, 5),
        "work of an officer": (desk("/cases/"), _DESK, ROUNDS),
        "overdue": (desk("/cases/?due=overdue"), _DESK, ROUNDS),
        "half a number": (desk(f"/cases/?text={number[:10]}"), _DESK, ROUNDS),
        "half a surname": (desk(f"/cases/?text={quote(surname[:5])}"), _DESK, ROUNDS),
        "find by a tail": (desk(f"/desk/find/?q={int(number[6:12])}-{number[12]}"), _DESK, ROUNDS),
        "a case": (desk(f"/cases/{number}/"), _DESK, ROUNDS),
    }
    return {f"{size}: {name}": Question(ask, aim, rounds) for name, (ask, aim, rounds) in pages.items()}


def _of_counting(country: list[Hromada]) -> dict[str, Question]:
    found = {}
    last = clock.today().replace(day=1) - dt.timedelta(days=1)
    for size, one in asked_of(country).items():
        found[f"{size}: a day counted anew"] = Question(
            _counting(one, last.replace(day=15), last.replace(day=15)), 0, 5
        )
        found[f"{size}: a month counted anew"] = Question(_counting(one, last.replace(day=1), last), 0, 3)
    return found | {
        "a night's sums of oblasts": Question(_undone(_night), 0, 5),
        "a night's sums of oblasts, the largest hromada moved": Question(_undone(_night_of(country[0])), 0, 5),
        "sums of oblasts from the beginning": Question(_undone(sum_country), 0, 3),
        MARKED: Question(_opening(country[0], "ENABLE")),
        BARE: Question(_opening(country[0], "DISABLE")),
    }


def _counting(one: Hromada, since: dt.date, until: dt.date) -> Callable[[], None]:
    """Every point of a hromada on every one of these days is marked and counted, and it is undone."""

    def count() -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                """INSERT INTO indicators_mark (hromada_id, point_id, day, family)
                   SELECT %s, point, day::date, 'cases' FROM generate_series(%s::bigint, %s::bigint) AS point,
                          generate_series(%s::date, %s::date, '1 day') AS day""",
                [one.code, one.points.start, one.points.stop - 1, since, until],
            )
        refresh(hromada_code=one.code, at=clock.now())

    return _undone(count, one.code)


def _night() -> None:
    for code in hromadas_that_moved():
        follow_codifier(hromada_code=code)


def _night_of(one: Hromada) -> Callable[[], None]:
    """The codifier moved a hromada to the next oblast."""

    def move() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL ROLE NONE")  # who takes in a codifier is not the web role
            place = oblast_code((one.oblast_number + 1) % OBLASTS)
            cursor.execute("UPDATE territories_unit SET oblast_id = %s WHERE code = %s", [place, one.code])
        _night()

    return move


def _opening(one: Hromada, what: str) -> Callable[[], None]:
    """Ten openings in the largest hromada, with triggers that mark what is to be counted on or off; undone."""
    officer = Actor(user_id=one.points.start, name="Працівник", role=Role.OFFICER, hromada_code=one.code)

    def open_ten() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL ROLE NONE")  # the owner again
            for name in ("rows", "repeats"):
                cursor.execute(f"ALTER TABLE cases_case {what} TRIGGER indicators_{name}")
            cursor.execute(f"ALTER TABLE cases_statuschange {what} TRIGGER indicators_rows")
        point, service = Point.objects.get(pk=one.points.start), PublicService.objects.get(pk=1)
        applicant = Applicant.objects.filter(hromada_id=one.code).order_by("pk")[0]
        for _each in range(10):
            open_case(
                actor=officer, at=clock.now(), point=point, service=service, applicant=applicant,
                papers=[PaperLine(name="Заява", evidence_form="original")], notification_channel="phone",
                contact="+380501234567",
            )  # fmt: skip

    return _undone(open_ten, one.code)


def _undone(act: Callable[[], object], code: str = "") -> Callable[[], None]:
    """What was laid stays as it was."""

    def ask() -> None:
        with tenancy.working_for(code):
            act()
            transaction.set_rollback(True)

    return ask


def _asker(username: str, *, point: int | None = None) -> Callable[[str], Callable[[], None]]:
    """Pages as a signed-in person gets them, through every layer of the application, without the network between."""
    from django.test import Client

    client: Any = Client()
    client.force_login(User.objects.get(username=username))
    if point is not None:
        session = client.session
        session["point_id"] = point
        session.save()

    def page(path: str) -> Callable[[], None]:
        def ask() -> None:
            answer = client.get(path)
            if answer.status_code not in {200, 302}:
                raise SystemExit(f"{path}: {answer.status_code}")
            answer.close()

        return ask

    return page
