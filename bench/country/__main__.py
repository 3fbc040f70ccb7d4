"""Lay what is not laid yet, then ask every size by turns: see the package."""

import os
import statistics
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from django.db import connection, connections

from bench.country import database, questions
from bench.country.bare import bare, unbound
from bench.country.cases import lay_cases
from bench.country.counts import count_country, faults_of, totals
from bench.country.lives import COPIED, lay_lives
from bench.country.network import asked_of, lay_network, lay_people_who_ask, lay_services, planned
from bench.country.people import lay_names
from bench.country.reports import sign_oblast
from bench.ground import say
from bench.hromada import lay_hromada

SIZES = [int(size) for size in os.environ.get("BENCH_CASES", "500000,5000000").split(",")]
_GROWTH = 1.5


def main() -> int:
    """1 when something that must hold of a country does not."""
    broken = [size for size in SIZES if not _ready(size)]
    connections.close_all()
    _ask()
    return 1 if broken else 0


def _ready(size: int) -> bool:
    """Lay the country of a size if it is not laid; whether counts agree with cases, asked once."""
    database.make(size)
    if not database.is_laid():
        with database.roomy():
            _lay(size)
        database.seal()
    for name, found in database.taken().items():
        say(f"{size} cases: on disk, {name}", found, "GB")
    if database.is_right():
        return True
    faults = list(faults_of(size, planned(size)))
    for fault in faults:
        sys.stdout.write(f"FAULT with {size} cases: {fault}\n")
    say(f"{size} cases: faults of what must hold", len(faults), "faults", aim="0")
    if not faults:
        database.attest()
    return not faults


def _lay(size: int) -> None:
    country = planned(size)
    asked = asked_of(country)
    say(f"{size} cases: of the largest hromada", asked["largest"].cases, "cases")
    say(f"{size} cases: of the median hromada", asked["median"].cases, "cases")
    lay_hromada()
    with connection.cursor() as cursor:
        cursor.execute("CREATE SCHEMA laid")
    lay_services()
    lay_network(country)
    lay_people_who_ask(country)
    lay_names()
    patterns = lay_lives()
    began = time.perf_counter()
    tables = ("applicants_surname", "applicants_applicant", "cases_casenumber", *(m._meta.db_table for m in COPIED))
    connections.close_all()
    with bare(size, tables):
        seconds = lay_cases(size, country, patterns)
        connections.close_all()
    indexed = time.perf_counter() - began - seconds
    _tidy()
    rows = sum(_rows(table) for table in tables)
    say(f"{size} cases: rows laid", rows, "rows")
    say(f"{size} cases: laying", round(rows / seconds), "rows/s")
    say(f"{size} cases: laying; indexes and foreign keys", round(seconds), f"s and {indexed:.0f} s")
    counts = ("indicators_daycount", "indicators_monthcount")
    with unbound(size, counts, kept=("day_count_by_fact",)):
        counted = count_country(size, country)
        connections.close_all()
    _tidy(*counts, "indicators_oblastcount", "indicators_mark")
    say(f"{size} cases: counting everything", round(counted), "s")
    signed = sign_oblast(country)
    say(f"{size} cases: signing a quarterly report, p50 of {len(signed)}", round(statistics.median(signed)), "ms")
    say(f"{size} cases: signing a quarterly report, the slowest", round(max(signed)), "ms", aim="≤ 3000")
    for fact, number in totals().items():
        say(f"{size} cases: counted in the country, {fact}", number, "records")


def _tidy(*tables: str) -> None:
    """What autovacuum does in its own time; no table named: all."""
    with connection.cursor() as cursor:
        cursor.execute(f"VACUUM ANALYZE {', '.join(tables)}")


def _rows(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT greatest(reltuples, 0)::bigint FROM pg_class WHERE oid = %s::regclass", [table])
        return int(cursor.fetchone()[0])


def _ask() -> None:
    """Each question of one size, then at once of the other: what else the machine does weighs on both.

    Whoever asks is a process of its own, not a fork: the typesetter's threads do not survive one.
    """
    begun = get_context("spawn")
    pools = {size: ProcessPoolExecutor(1, begun, questions.begin, (size,)) for size in SIZES}
    quickest: dict[str, dict[int, float]] = {}
    try:
        for name, aim in pools[SIZES[0]].submit(questions.names).result().items():
            found = {size: pool.submit(questions.asked, name).result() for size, pool in pools.items()}
            quickest[name] = {size: spent.least for size, spent in found.items()}
            for size, spent in found.items():
                _tell(f"{name}, {size} cases", spent, aim)
            small, large = found[SIZES[0]], found[SIZES[-1]]
            say(f"{name}, growth of p50", round(large.p50 / small.p50, 2), "times", aim=f"≤ {_GROWTH}")
            say(f"{name}, growth of the least", round(large.least / small.least, 2), "times")
            say(f"{name}, growth of blocks", round(large.blocks / max(small.blocks, 1), 2), "times")
    finally:
        for pool in pools.values():
            pool.shutdown()
    if not {questions.MARKED, questions.BARE} <= quickest.keys():
        return
    for size in SIZES:
        marked, bare_one = quickest[questions.MARKED][size], quickest[questions.BARE][size]
        cost = 100 * (marked - bare_one) / bare_one
        say(f"marks cost of an opening, {size} cases", round(cost, 1), "%", aim="≤ 10")


def _tell(said: str, spent: questions.Spent, aim: int) -> None:
    say(f"{said}, the least", round(spent.least, 1), "ms")
    say(f"{said}, p50", round(spent.p50, 1), "ms")
    say(f"{said}, p95", round(spent.p95, 1), "ms", aim=f"≤ {aim}" if aim else "")
    say(f"{said}, our own processor time", round(spent.own, 1), "ms")
    say(f"{said}, looked into", spent.blocks, "blocks")


if __name__ == "__main__":
    sys.exit(main())
