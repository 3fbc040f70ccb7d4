"""Applicants of a hromada: one for four of its cases, by names that look like life and belong to nobody."""

import random
from typing import Final

from django.db import connection

from bench.country.network import SEED, Hromada
from bench.people import GIVEN, PATRONYMICS, surnames
from vikno.common.text import fold, sort_key

CASES_A_PERSON: Final = 4
SURNAMES: Final = 20_000
GIVEN_NAMES: Final = len(GIVEN) * len(PATRONYMICS)


def people_of(one: Hromada) -> int:
    return max(10, one.cases // CASES_A_PERSON)


def names() -> list[str]:
    """Family names of the country, the same for the same seed; a third of the people bear one of the first hundred."""
    found = sorted(surnames())
    random.Random(SEED).shuffle(found)
    return found[:SURNAMES]


def lay_names() -> None:
    """Names with their keys as tables of the schema `laid`: everybody's are put together of these."""
    given = [f"{name} {father}" for name in GIVEN for father in PATRONYMICS]
    with connection.cursor() as cursor:
        for table, words in (("surnames", names()), ("given", given)):
            cursor.execute(f"CREATE TABLE laid.{table} (place int PRIMARY KEY, name text, key text, sort text)")
            with cursor.copy(f"COPY laid.{table} FROM STDIN") as copy:
                for place, name in enumerate(words):
                    copy.write_row((place, name, fold(name), sort_key(name)))
            cursor.execute(f"ANALYZE laid.{table}")


def lay_people(one: Hromada, *, first: int) -> None:
    """Keys from `first` on; the hromada must be bound, the session's table `who` made."""
    with connection.cursor() as cursor:
        asked = {"code": one.code, "first": first, "count": people_of(one), "place": one.place}
        cursor.execute(_WHO, asked)
        cursor.execute(_SURNAMES, asked)
        cursor.execute(_PEOPLE, asked)


TEMPORARY: Final = "CREATE TEMP TABLE who (id bigint, surname int, given int) ON COMMIT DELETE ROWS"


def lot(number: str, salt: int) -> str:
    """SQL: a whole number from nought that follows from a row's own number, the hromada's place and the salt."""
    return f"(hashint8extended({number}, %(place)s * 16 + {salt}) & 9223372036854775807)"


_WHO: Final = f"""
    INSERT INTO who
    SELECT %(first)s + n - 1, {lot("n", 1)} %% CASE WHEN {lot("n", 2)} %% 3 = 0 THEN 100 ELSE {SURNAMES} END,
           {lot("n", 3)} %% {GIVEN_NAMES}
    FROM generate_series(1::bigint, %(count)s) AS n
"""  # noqa: S608  our own words, here and below
_KEY: Final = f"(%(place)s + 1) * {SURNAMES}::bigint + family.place"  # of a surname in a hromada
_SURNAMES: Final = f"""
    INSERT INTO applicants_surname (id, hromada_id, key)
    SELECT {_KEY}, %(code)s, key FROM laid.surnames AS family WHERE place IN (SELECT surname FROM who)
"""  # noqa: S608
_PEOPLE: Final = f"""
    INSERT INTO applicants_applicant (id, hromada_id, kind, family_name, given_name, patronymic, entity_name,
        surname_id, search_key, sort_key, rnokpp, has_no_rnokpp, unzr, edrpou, identity_kind, identity_number, phone,
        email, street_address, is_demo, created_at, version)
    SELECT who.id, %(code)s, 'person', family.name, split_part(given.name, ' ', 1), split_part(given.name, ' ', 2), '',
        {_KEY}, family.key || ' ' || given.key,
        family.sort || ' ' || given.sort, lpad(who.id::text, 10, '1'),
        false, '', '', '', '', '+38050' || lpad((who.id %% 10000000)::text, 7, '0'), '', 'вул. Садова, ' || who.id,
        false, now() - interval '3 years', 1
    FROM who JOIN laid.surnames AS family ON family.place = who.surname
    JOIN laid.given AS given ON given.place = who.given
"""  # noqa: S608
