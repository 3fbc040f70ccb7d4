"""Cases of a hromada: copies of patterns with other numbers, people, officers and days, in a transaction of its own."""

import datetime as dt
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from django.contrib.auth import get_user_model
from django.db import connection, models

from bench.country import database
from bench.country.lives import COPIED, LIVES, Pattern
from bench.country.network import PROVIDERS, Hromada
from bench.country.people import TEMPORARY, lay_people, lot, people_of
from vikno.accounts.models import Organisation
from vikno.applicants.models import Applicant
from vikno.cases import rules
from vikno.cases.models import Case
from vikno.catalogue.models import PublicService, ServiceVersion
from vikno.common import clock, tenancy
from vikno.documents.models import GeneratedDocument
from vikno.network.models import Point
from vikno.territories.models import Unit

YEARS: Final = 3
WORKERS: Final = 2
_FIRST_KEY: Final = 1_000  # patterns have keys below


@dataclass(frozen=True)
class Portion:
    """A hromada, the first key of its cases and of its people, its working days from the first to the last."""

    of: Hromada
    first_case: int
    first_person: int
    days: tuple[dt.date, ...]


def lay_cases(size: int, country: list[Hromada], patterns: list[Pattern]) -> float:
    """All hromadas, two at once; how many seconds it took."""
    began, days = time.perf_counter(), tuple(_days())
    before = [0, *accumulate(one.cases for one in country)]
    people = [0, *accumulate(people_of(one) for one in country)]
    portions = [
        Portion(one, _FIRST_KEY + before[place], _FIRST_KEY + people[place], days) for place, one in enumerate(country)
    ]
    with ProcessPoolExecutor(WORKERS, initializer=_begin, initargs=(size, patterns)) as pool:
        list(pool.map(_lay, portions))
    with connection.cursor() as cursor:
        cursor.execute("SELECT setval('cases_case_id_seq', %s)", [_FIRST_KEY + before[-1]])
        cursor.execute("SELECT setval('applicants_applicant_id_seq', %s)", [_FIRST_KEY + people[-1]])
        cursor.execute("SELECT setval('applicants_surname_id_seq', 1000000000)")
    return time.perf_counter() - began


def _days() -> Iterator[dt.date]:
    """Mondays to Fridays of three years, up to yesterday."""
    today = clock.today()
    day = today.replace(year=today.year - YEARS)
    while day < today:
        if day.isoweekday() <= 5:
            yield day
        day += dt.timedelta(days=1)


def _begin(size: int, patterns: list[Pattern]) -> None:
    """A worker's own connection with its tables of the session."""
    database.enter(size)
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = off; SET temp_buffers = '128MB'")
        cursor.execute(TEMPORARY)
        cursor.execute(_GIVEN_TABLE)
        cursor.execute("CREATE TEMP TABLE life (life int, services int, first_service int, has_provider bool)")
        cursor.execute("CREATE TEMP TABLE pattern (life int, since int, until int, case_id bigint)")
        chances = [number for number, one in enumerate(LIVES) for _each in range(one.of_hundred)]
        cursor.execute(
            "CREATE TEMP TABLE chance AS SELECT * FROM unnest(%s::int[]) WITH ORDINALITY AS a (life, n)", [chances]
        )
        for one in patterns:
            cursor.execute("INSERT INTO pattern VALUES (%s, %s, %s, %s)", [one.life, one.since, one.until, one.case_id])
        for number, life in enumerate(LIVES):
            asked = [number, len(life.services), life.services[0], life.has_provider]
            cursor.execute("INSERT INTO life VALUES (%s, %s, %s, %s)", asked)
        cursor.execute("ANALYZE pattern; ANALYZE life; ANALYZE chance")


def _lay(portion: Portion) -> None:
    one = portion.of
    numbers, last = _numbers(portion)
    with tenancy.working_for(one.code), connection.cursor() as cursor:
        lay_people(one, first=portion.first_person)
        asked = {
            "code": one.code, "place": one.place, "first": portion.first_case, "count": one.cases,
            "days": list(portion.days), "numbers": numbers, "person": portion.first_person, "people": people_of(one),
            "point": one.points.start, "points": len(one.points), "today": clock.today(),
        }  # fmt: skip
        cursor.execute(_GIVEN, asked)
        for model in COPIED:
            cursor.execute(_copied(model), asked)
        cursor.execute(_NUMBERS, asked)
        for year, sequence in last.items():
            cursor.execute(_SERIES, [one.code, year, sequence])


def _numbers(portion: Portion) -> tuple[list[str], Counter[int]]:
    """Numbers in the order of registration, each year from one; the last of each year."""
    last: Counter[int] = Counter()
    found = []
    days, whole = portion.days, portion.of.cases
    for place in range(whole):
        year = days[place * len(days) // whole].year
        last[year] += 1
        found.append(rules.case_number(year=year, network=portion.of.network, sequence=last[year]))
    return found, last


def _copied(model: type[models.Model]) -> str:
    """INSERT of a pattern's rows for each case given: whatever columns the table has, by what they mean."""
    fields = [one for one in model._meta.concrete_fields if model is Case or not one.primary_key]
    told = ", ".join(f'"{one.column}"' for one in fields)
    values = ", ".join(_value(model, one) for one in fields)
    table = model._meta.db_table
    of = "id" if model is Case else "case_id"
    return (
        f"INSERT INTO {table} ({told}) SELECT {values} FROM given JOIN laid.{table} AS row ON row.{of} = given.pattern"  # noqa: S608
    )


def _value(model: type[models.Model], field: "models.Field[object, object]") -> str:
    own = f'row."{field.column}"'
    if field.primary_key:
        return "given.id"
    if field.name == "number" and model is Case:
        return "given.number"
    if isinstance(field, models.DateTimeField):
        return f"{own} + given.later"
    if isinstance(field, models.DateField):
        return f"{own} + given.days"
    moved = _MOVED.get(field.related_model) if isinstance(field, models.ForeignKey) else None
    if moved is None:
        return own
    return f"CASE WHEN {own} IS NULL THEN NULL ELSE {moved} END" if field.null else moved


_MOVED: Final = {
    Case: "given.id", Unit: "%(code)s::text", Applicant: "given.applicant", Point: "given.point",
    get_user_model(): "given.point", PublicService: "given.service", ServiceVersion: "given.service",
    Organisation: "given.provider", GeneratedDocument: "NULL::bigint",
}  # fmt: skip
_GIVEN_TABLE: Final = """
    CREATE TEMP TABLE given (id bigint, number text, pattern bigint, later interval, days int, applicant bigint,
        point bigint, service bigint, provider bigint) ON COMMIT DELETE ROWS
"""
_NEAR: Final = f"({lot('made.n', 5)} %% 1000)"  # squared: the main office has the most
# Days pass evenly; the officer of a point has the point's key. A pattern is found by the life and the age in days: what
# was to happen today has not happened yet.
_GIVEN: Final = f"""
    INSERT INTO given
    SELECT %(first)s + made.n, made.number, pattern.case_id, made.moment - row.registered_at,
        made.day - (row.registered_at AT TIME ZONE 'Europe/Kyiv')::date, %(person)s + {lot("made.n", 4)} %% %(people)s,
        %(point)s + {_NEAR} * {_NEAR} * %(points)s / 1000000, life.first_service + {lot("made.n", 6)} %% life.services,
        CASE WHEN life.has_provider THEN 1 + {lot("made.n", 7)} %% {PROVIDERS} END
    FROM (
        SELECT n, number, day, (day + time '09:00') AT TIME ZONE 'Europe/Kyiv'
                   + n * cardinality(%(days)s::date[]) %% %(count)s * 28800 / %(count)s * interval '1 second' AS moment
        FROM (SELECT place - 1 AS n, number, (%(days)s::date[])
                  [1 + (place - 1) * cardinality(%(days)s::date[]) / %(count)s] AS day
              FROM unnest(%(numbers)s::text[]) WITH ORDINALITY AS asked (number, place)) AS numbered
    ) AS made
    JOIN chance ON chance.n = 1 + {lot("made.n", 8)} %% 100
    JOIN life ON life.life = chance.life
    JOIN pattern ON pattern.life = life.life
        AND %(today)s - made.day - 1 >= pattern.since AND %(today)s - made.day - 1 < pattern.until
    JOIN laid.cases_case AS row ON row.id = pattern.case_id
"""  # noqa: S608  our own words
_NUMBERS: Final = """
    INSERT INTO cases_casenumber (number, hromada_code, given_at)
    SELECT given.number, %(code)s, row.registered_at + given.later
    FROM given JOIN laid.cases_case AS row ON row.id = given.pattern
"""
_SERIES: Final = "INSERT INTO cases_numberseries (hromada_id, year, last) VALUES (%s, %s, %s)"
