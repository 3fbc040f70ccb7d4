"""Counts made by the project's own `refresh`, and whether they say what the cases say."""

import datetime as dt
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from typing import Any, Final

from django.db import connection, connections

from bench.country import database
from bench.country.network import Hromada, asked_of
from bench.hromada import HOME
from vikno.cases.models import Case
from vikno.common import clock, tenancy
from vikno.indicators.services import refresh, sum_country

WORKERS: Final = 2


def count_country(size: int, country: list[Hromada]) -> float:
    """Everything of every hromada from the beginning, then the oblasts; how many seconds it took.

    An oblast is counted by one worker: two hromadas of one oblast wait for each other.
    """
    began = time.perf_counter()
    shares = [[one.code for one in country if one.oblast_number % WORKERS == worker] for worker in range(WORKERS)]
    at = clock.now()
    connections.close_all()
    with ProcessPoolExecutor(WORKERS, initializer=database.enter, initargs=(size,)) as pool:
        list(pool.map(_count, [[HOME, *shares[0]], *shares[1:]], [at] * WORKERS))
    sum_country()
    return time.perf_counter() - began


def _count(codes: list[str], at: dt.datetime) -> None:
    with connection.cursor() as cursor:
        # A plan made while the tables of counts were empty would read them whole for each hromada.
        cursor.execute("SET synchronous_commit = off; SET plan_cache_mode = force_custom_plan")
    for code in codes:
        with tenancy.working_for(code):
            refresh(hromada_code=code, at=at)


def faults_of(size: int, country: list[Hromada]) -> Iterator[str]:
    """What must hold of the whole country, each fault a sentence; none of a right one. Reads every row."""
    with database.superuser(database.name_of(size)) as cursor:
        cursor.execute("SET work_mem = '256MB'")
        for what, found in _COUNTED.items():
            kept = _MONTHS.format(where=f"fact = '{what}'", what="hromada_id, month")
            if differ := _differing(cursor, found, kept):
                yield f"{what}: {differ} months of hromadas are not what the cases say"
        for name, (sums, of) in _SUMMED.items():
            if differ := _differing(cursor, sums, of):
                yield f"{differ} {name} are not the sums of what lies under them"
        for name, joined in _BELONGING.items():
            if strangers := _one(cursor, f"SELECT count(*) FROM {joined}"):  # noqa: S608  written below
                yield f"{strangers} {name}"
        told, asked = _one(cursor, "SELECT count(*) FROM cases_case"), sum(one.cases for one in country)
    if told < asked:
        yield f"{told} cases are laid of {asked}"
    yield from _seen(country)


def _seen(country: list[Hromada]) -> Iterator[str]:
    """Whoever is bound to a hromada sees its cases without any filter, whoever is bound to nobody sees none."""
    for one in asked_of(country).values():
        with tenancy.working_for(one.code):
            if (seen := Case.objects.count()) != one.cases:
                yield f"{one.code} sees {seen} cases of its {one.cases}"
    with tenancy.working_for(""):
        if Case.objects.exists():
            yield "somebody without a hromada sees cases"


def totals() -> dict[str, int]:
    """Records counted in the whole country, by fact."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT fact, sum(n)::bigint FROM indicators_oblastcount GROUP BY fact ORDER BY fact")
        return dict(cursor.fetchall())


def _differing(cursor: Any, one: str, other: str) -> int:
    """How many rows only one of two questions finds."""
    return _one(
        cursor,
        f"SELECT count(*) FROM (({one} EXCEPT {other}) UNION ALL ({other} EXCEPT {one})) AS differing",  # noqa: S608
    )


def _one(cursor: Any, question: str) -> int:
    cursor.execute(question)
    return int(cursor.fetchone()[0])


# Counted here anew and in another way than `indicators.statements` counts.
_MONTH: Final = "date_trunc('month', {} AT TIME ZONE 'Europe/Kyiv')::date"
_COUNTED: Final = {
    "registered": f"""SELECT hromada_id, {_MONTH.format("registered_at")}, count(*)::numeric FROM cases_case
            GROUP BY 1, 2""",  # noqa: S608  our own words, here and below
    "given": f"""SELECT hromada_id, {_MONTH.format("first")}, count(*)::numeric FROM (
            SELECT hromada_id, case_id, min(happened_at) AS first FROM cases_statuschange
            WHERE step IN ('issued', 'posted') GROUP BY 1, 2) AS given GROUP BY 1, 2""",  # noqa: S608
    "decided": """SELECT hromada_id, date_trunc('month', decided_on)::date, count(*)::numeric FROM cases_decision
            GROUP BY 1, 2""",
    "withdrawn": f"""SELECT hromada_id, {_MONTH.format("happened_at")}, count(*)::numeric FROM cases_statuschange
            WHERE step = 'withdrawn' GROUP BY 1, 2""",  # noqa: S608
}  # fmt: skip
_MONTHS: Final = "SELECT {what}, sum(n) FROM indicators_monthcount WHERE {where} GROUP BY {what}"
_SUMMED: Final = {
    "sums of a month": (
        _MONTHS.format(where="true", what="hromada_id, month, fact, a, b, c, bucket"),
        "SELECT hromada_id, date_trunc('month', day)::date, fact, a, b, c, bucket, sum(n) FROM indicators_daycount "
        "GROUP BY 1, 2, 3, 4, 5, 6, 7",
    ),
    "sums of an oblast": (
        "SELECT oblast, month, fact, b, bucket, sum(n) FROM indicators_oblastcount GROUP BY 1, 2, 3, 4, 5",
        "SELECT coalesce(unit.oblast_id, code), month, fact, b, bucket, sum(n) FROM indicators_monthcount "
        "JOIN territories_unit AS unit ON code = indicators_monthcount.hromada_id GROUP BY 1, 2, 3, 4, 5",
    ),
}  # fmt: skip
_BELONGING: Final = {
    **{
        f"rows of {table} bear another hromada than their case":
            f"{table} AS own JOIN cases_case AS one ON one.id = case_id WHERE one.hromada_id <> own.hromada_id"
        for table in ("cases_statuschange", "cases_casepaper", "cases_decision", "cases_result")
    },
    "cases lie at a point of another hromada":
        "cases_case AS own JOIN network_point AS one ON one.id = point_id WHERE one.hromada_id <> own.hromada_id",
    "cases are of a person of another hromada":
        "cases_case AS own JOIN applicants_applicant AS one ON one.id = applicant_id "
        "WHERE one.hromada_id <> own.hromada_id",
    "cases have a number of another hromada":
        "cases_case AS own LEFT JOIN cases_casenumber AS one ON one.number = own.number "
        "WHERE one.hromada_code IS DISTINCT FROM own.hromada_id",
}  # fmt: skip
