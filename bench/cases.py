"""Registering, listing and finding among a hundred thousand cases of one hromada: `python -m bench cases`.

Each opening is the whole act in a transaction of its own: right to give, number, papers, first step, journal entry with
its hash, outbox. Clients are processes: eight of one hromada is the worst case (its numbers and its journal are one
line), eight of eight hromadas is the country. CPU is that of the clients themselves; the database is on top.
"""

import os
import resource
import statistics
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from itertools import batched

from django.db import connection, connections

from bench.ground import say, step_down
from bench.hromada import HOME, OFFICER, code_of, lay_hromada, officer_of
from vikno.applicants.models import Applicant
from vikno.applicants.services import ApplicantFacts, add_applicant
from vikno.cases import queries, rules, services
from vikno.cases.paging import page_of
from vikno.cases.services import PaperLine
from vikno.catalogue.models import PublicService
from vikno.common import clock, tenancy
from vikno.network.models import Point

CASES = int(os.environ.get("BENCH_CASES", "100000"))
SECONDS = float(os.environ.get("BENCH_SECONDS", "10"))
ROUNDS = 200


def main() -> None:
    """Load, open with one client and with eight, then read."""
    for place in range(1, 9):
        lay_hromada(place)
        with tenancy.working_for(code_of(place)):
            facts = ApplicantFacts(family_name="Іваненко", given_name="Марія", phone="0501234567")
            add_applicant(actor=officer_of(place), at=clock.now(), facts=facts)
    _load()
    say("cases before", CASES, "rows")
    _opening("1 client", [1])
    _opening("8 clients of one hromada", [1] * 8)
    _opening("8 clients of eight hromadas", list(range(1, 9)))
    step_down()
    _reading()
    _printing()


def _load() -> None:
    """Rows as the services would leave them, a year of them; the series goes on after the last."""
    now = clock.now()
    with tenancy.working_for(HOME), connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")
        for part in batched(range(1, CASES + 1), 10_000):
            numbers = [rules.case_number(year=now.year, network=401, sequence=n) for n in part]
            cursor.execute(
                """INSERT INTO cases_case (hromada_id, number, state, applicant_id, service_id, version_id, point_id,
                     officer_id, intake_channel, notification_channel, contact, result_channel, registered_at, due_on,
                     term_explanation, access_code_hash, external_number, is_demo, version_number)
                   SELECT %s, number,
                     CASE place %% 25 WHEN 1 THEN 'registered' WHEN 2 THEN 'accepted' WHEN 3 THEN 'notified'
                                      ELSE 'issued' END,
                     (SELECT min(id) FROM applicants_applicant), 1, 1, 1, 1, 'person', 'phone', '+380501234567',
                     'same_point', now() - place * interval '5 minutes', now()::date, '{}', '-', '', false, 1
                   FROM unnest(%s::text[], %s::int[]) AS given(number, place)""",
                [HOME, numbers, [CASES - n for n in part]],
            )
        cursor.execute(
            """INSERT INTO cases_statuschange (hromada_id, case_id, step, state_after, actor_id, actor_name, actor_role,
                 point_id, happened_at, recorded_at, note)
               SELECT hromada_id, id, 'registered', 'registered', 1, 'Працівник', 'officer', 1, registered_at,
                 registered_at, '' FROM cases_case"""
        )
        cursor.execute("INSERT INTO cases_casenumber SELECT number, hromada_id, registered_at FROM cases_case")
        cursor.execute(
            "INSERT INTO cases_numberseries (hromada_id, year, last) VALUES (%s, %s, %s)", [HOME, now.year, CASES]
        )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _open_one(place: int = 1) -> services.OpenedCase:
    code = code_of(place)
    return services.open_case(
        actor=officer_of(place), at=clock.now(), point=Point.objects.get(pk=place),
        service=PublicService.objects.get(pk=1),
        applicant=Applicant.objects.filter(hromada_id=code).order_by("pk")[0], notification_channel="phone",
        contact="+380501234567",
        papers=[PaperLine(name=f"Документ {n}", evidence_form="original") for n in range(1, 5)],
    )  # fmt: skip


def _client(place: int) -> tuple[list[float], float]:
    """Open cases of a hromada for some seconds; returns each one's milliseconds and this process's CPU seconds."""
    step_down()
    with tenancy.working_for(code_of(place)):
        _open_one(place)
    before, spent = _cpu(), []
    ends = time.perf_counter() + SECONDS
    while time.perf_counter() < ends:
        started = time.perf_counter()
        with tenancy.working_for(code_of(place)):
            _open_one(place)
        spent.append((time.perf_counter() - started) * 1000)
    return spent, _cpu() - before


def _cpu() -> float:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def _opening(who: str, places: list[int]) -> None:
    connections.close_all()
    with ProcessPoolExecutor(len(places)) as pool:
        results = list(pool.map(_client, places))
    spent = sorted(ms for part, _ in results for ms in part)
    aims = ("", "", "") if len(places) == 1 else (">= 120", "<= 120", "<= 15 with the database")
    say(f"open, {who}", round(len(spent) / SECONDS, 1), "cases/s", aim=aims[0])
    say(f"open, {who}, p95", round(spent[int(len(spent) * 0.95)], 1), "ms", aim=aims[1])
    cpu = sum(part for _, part in results) / len(spent) * 1000
    say(f"open, {who}, CPU of the application", round(cpu, 1), "ms a case", aim=aims[2])


def _reading() -> None:
    with tenancy.working_for(HOME):
        number = queries.visible_cases(OFFICER)[0].number
    today = clock.today()
    filters = queries.CaseFilters(point_id=1)
    questions: dict[str, Callable[[], object]] = {
        "newest fifty with their count": lambda: list(page_of(queries.visible_cases(OFFICER, filters), "1")),
        "one by its number": lambda: queries.case_by_number(OFFICER, number),
        "half a number": lambda: list(queries.visible_cases(OFFICER, queries.CaseFilters(text=number[:10]))[:50]),
        "tail of a number": lambda: queries.cases_by_tail(OFFICER, number[-4:], today=today),
        "counts of work": lambda: queries.work_counts(OFFICER, point_ids=[1], today=today),
    }
    for name, question in questions.items():
        _measure(name, question)


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
    say(f"{name}, p95", round(spent[int(ROUNDS * 0.95)], 2), "ms", aim="<= 120")


def _printing() -> None:
    """An opening with its опис laid out, hashed and kept: what the desk does."""
    spent = []
    for _ in range(30):
        started = time.perf_counter()
        with tenancy.working_for(HOME):
            services.keep_inventory(opened=_open_one(), actor=OFFICER, at=clock.now())
        spent.append((time.perf_counter() - started) * 1000)
    say("open with the printed inventory, p50", round(statistics.median(spent), 1), "ms")


if __name__ == "__main__":
    main()
