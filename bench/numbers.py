"""Boards of numbers at the size of the country: `python -m bench numbers`.

Sums of 1,469 hromadas with 4,500 points over three years, fifty million records and more, and days of one large city. A
board is asked of the application as a signed-in person asks it, without the network between. Then cases are opened with
marks of what has to be counted and without them, by turns, to tell what keeping the counts costs.
"""

import datetime as dt
import os
import statistics
import time
from collections.abc import Callable
from typing import Any

from django.db import connection

from bench.ground import say
from bench.hromada import HOME, lay_hromada
from vikno.common import clock, tenancy
from vikno.indicators.models import DayCount, MonthCount
from vikno.indicators.services import refresh, sum_country
from vikno.network.models import Centre, Point
from vikno.territories.models import Unit

HROMADAS = int(os.environ.get("BENCH_HROMADAS", "1469"))
POINTS = int(os.environ.get("BENCH_POINTS", "4500"))
MONTHS = [int(months) for months in os.environ.get("BENCH_MONTHS", "4,36").split(",")]
OPENED = int(os.environ.get("BENCH_OPENED", "400"))
ROUNDS = 30
CITY_POINTS = 20
PRESENT = 0.3  # of all combinations in a month of a hromada

# One row of sums for each choice of a service, a channel, a whole number of days or minutes.
_FACTS = {
    "registered": ("generate_series(1, 20) a, unnest(ARRAY['person', 'post']) b", "a::text", "b", "NULL::int", 12),
    "given": ("generate_series(1, 20) a, generate_series(0, 4) k", "a::text", "''", "7 * k", 4),
    "decided": (
        "generate_series(1, 20) a, unnest(ARRAY['granted', 'refused']) b, generate_series(0, 1) k",
        "a::text", "b", "k", 4,
    ),
    "tickets": (
        "unnest(ARRAY['consult', 'submit', 'collect']) a, unnest(ARRAY['done', 'no_show']) b",
        "a", "b", "NULL::int", 90,
    ),
    "waited": ("generate_series(0, 14) k", "''", "''", "2 * k", 30),
    "served": ("generate_series(0, 14) k", "''", "''", "2 * k", 30),
    "talked": ("generate_series(1, 8) a, unnest(ARRAY['person', 'phone']) b", "a::text", "b", "NULL::int", 20),
    "booked": ("generate_series(1, 8) a, unnest(ARRAY['attended', 'no_show']) b", "a::text", "b", "NULL::int", 10),
    "answered": ("generate_series(1, 5) k", "''", "''", "k", 6),
    "travelled": ("generate_series(1, 20) a, generate_series(0, 2) k", "a::text", "'1'", "k", 5),
    "paid": ("generate_series(1, 8) a", "a::text", "'receipt'", "NULL::int", 20),
    "stood": ("unnest(ARRAY['air_alert', 'power']) a", "a", "''", "NULL::int", 3),
}  # fmt: skip


def main() -> None:
    """Lay the country, ask its boards with a little and with all of it, then open cases."""
    lay_hromada()
    _past_given_keys()
    _lay_country()
    done = 0
    for months in MONTHS:
        _lay_months(done, months)
        done = months
        say(f"{months} months: records in sums", _records(), "records")
        _national(f"{months} months")
    _lay_city()
    _city()
    _opening()


def _past_given_keys() -> None:
    """The hromada that works has keys of its own choice."""
    with connection.cursor() as cursor:
        for table in ("network_point", "accounts_user"):
            cursor.execute("SELECT setval(pg_get_serial_sequence(%s, 'id'), 1000)", [table])


def _lay_country() -> None:
    """Hromadas of 25 oblasts, their points of three kinds by turns."""
    facts: dict[str, Any] = {"search_key": "область", "sort_key": "область", "first_seen_on": dt.date(2020, 1, 1)}
    oblasts = [Unit(code=f"UA98{n:015d}", category="O", name=f"Область {n}", **facts) for n in range(1, 26)]
    hromadas = [
        Unit(code=f"UA97{n:015d}", category="H", name=f"Громада {n}", oblast_id=oblasts[n % 25].code, **facts)
        for n in range(HROMADAS)
    ]
    Unit.objects.bulk_create([*oblasts, *hromadas])
    centres = Centre.objects.bulk_create(
        Centre(hromada=one, name="ЦНАП", network_number=1000 + n) for n, one in enumerate(hromadas)
    )
    Point.objects.bulk_create(
        Point(
            centre=centres[n % HROMADAS], hromada_id=centres[n % HROMADAS].hromada_id, name=f"Точка {n}",
            kind=("main", "remote", "starosta", "starosta")[n // HROMADAS], search_key="", sort_key=f"{n:05d}",
        )
        for n in range(POINTS)
    )  # fmt: skip


def _lay_months(since: int, until: int) -> None:
    """Sums of whole months, the latest first."""
    first = clock.today().replace(day=1)
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        for fact, (parts, a, b, bucket, most) in _FACTS.items():
            cursor.execute(
                f"""INSERT INTO indicators_monthcount (hromada_id, month, fact, kind, a, b, c, bucket, n, total)
                    SELECT code, (%s::date - m * interval '1 month')::date, %s, kind, {a}, {b}, '', {bucket},
                           1 + floor(random() * %s), 90
                    FROM territories_unit, generate_series(%s, %s - 1) m, unnest(ARRAY['main', 'remote']) kind, {parts}
                    WHERE code LIKE 'UA97%%' AND random() < %s""",  # noqa: S608  columns are written above
                [first, fact, most, since, until, PRESENT],
            )
        sum_country()
        cursor.execute("VACUUM ANALYZE indicators_monthcount")


def _lay_city() -> None:
    """Days of three years at twenty points of one hromada."""
    centre = Centre.objects.get(hromada_id=HOME)
    Point.objects.bulk_create(
        Point(centre=centre, hromada_id=HOME, name=f"Точка {n}", kind="remote", search_key="", sort_key=f"{n:05d}")
        for n in range(2, CITY_POINTS + 1)
    )
    with tenancy.working_for(HOME), connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")
        for fact, (parts, a, b, bucket, most) in _FACTS.items():
            cursor.execute(
                f"""INSERT INTO indicators_daycount (hromada_id, point_id, day, fact, a, b, c, bucket, n, total)
                    SELECT %s, point.id, day::date, %s, {a}, {b}, '', {bucket}, 1 + floor(random() * %s / 20), 90
                    FROM network_point AS point, generate_series(%s::date - 1095, %s::date, '1 day') day, {parts}
                    WHERE point.hromada_id = %s AND extract(isodow FROM day) < 6 AND random() < 0.2""",  # noqa: S608
                [HOME, fact, most, clock.today(), clock.today(), HOME],
            )
        cursor.execute(
            """INSERT INTO indicators_monthcount (hromada_id, month, fact, kind, a, b, c, bucket, n, total)
               SELECT hromada_id, date_trunc('month', day), fact, 'remote', a, b, c, bucket, sum(n), sum(total)
               FROM indicators_daycount WHERE hromada_id = %s GROUP BY 1, 2, 3, a, b, c, bucket""",
            [HOME],
        )
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE indicators_daycount, indicators_monthcount")


def _records() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT sum(n) FROM indicators_monthcount WHERE fact <> 'stood'")
        return int(cursor.fetchone()[0])


def _visitor(role: str) -> Any:
    from django.conf import settings
    from django.test import Client

    from tests import factories as make

    settings.ALLOWED_HOSTS = ["*"]
    client = Client()
    with tenancy.working_for(HOME):
        client.force_login(make.membership(role, of="" if role == "steward" else HOME).user)
    return client


def _national(when: str) -> None:
    steward = _visitor("steward")
    say(f"{when}: rows of sums", MonthCount.objects.count(), "rows")
    for name, path in {
        "a month, all measures": "/indicators/national/?period=last_month",
        "a quarter, all measures": "/indicators/national/?period=last_quarter",
        "an oblast, a month": f"/indicators/national/?period=last_month&oblast=UA98{1:015d}",
        "one measure by hromada": "/indicators/national/requested/?period=last_month",
        "offices by size": "/indicators/national/network/",
    }.items():
        _asked(f"{when}: {name}", steward, path, aim="≤ 150")


def _city() -> None:
    head = _visitor("head")
    with tenancy.working_for(HOME):
        say("city: rows of days", DayCount.objects.filter(hromada_id=HOME).count(), "rows")
    for name, path in {
        "a month, all measures": "/indicators/?period=last_month",
        "a quarter, all measures": "/indicators/?period=last_quarter",
        "thirty days that are no month, all measures": "/indicators/?period=30",
        "one point, a month, all measures": "/indicators/?period=last_month&point=1",
        "one measure with its months": "/indicators/requested/?period=last_month",
        "before and after": f"/indicators/requested/around/?day={clock.today() - dt.timedelta(days=90):%d.%m.%Y}",
    }.items():
        _asked(f"city: {name}", head, path, aim="≤ 80")


def _asked(name: str, client: Any, path: str, *, aim: str) -> None:
    assert client.get(path).status_code == 200, path
    spent = []
    for _turn in range(ROUNDS):
        began = time.perf_counter()
        client.get(path)
        spent.append((time.perf_counter() - began) * 1000)
    spent.sort()
    say(f"{name}, p50", round(statistics.median(spent), 1), "ms")
    say(f"{name}, p95", round(spent[int(ROUNDS * 0.95)], 1), "ms", aim=aim)


def _opening() -> None:
    """Cases with and without marks, ten by turns; then what counting them takes, a case."""
    from bench.cases import _open_one
    from bench.hromada import officer_of
    from vikno.applicants.services import ApplicantFacts, add_applicant

    with tenancy.working_for(HOME):
        facts = ApplicantFacts(family_name="Іваненко", given_name="Марія", phone="0501234567")
        add_applicant(actor=officer_of(1), at=clock.now(), facts=facts)
        refresh(hromada_code=HOME, at=clock.now())
    spent: dict[str, list[float]] = {"ENABLE": [], "DISABLE": []}
    for turn in range(OPENED // 10):
        what = "ENABLE" if turn % 2 else "DISABLE"
        _triggers(what)
        spent[what] += [_timed(_open_one) for _each in range(10)]
    _triggers("ENABLE")
    marked, bare = (
        statistics.mean(sorted(each)[: int(len(each) * 0.9)]) for each in (spent["ENABLE"], spent["DISABLE"])
    )
    say("opening a case with marks", round(marked, 2), "ms")
    say("opening a case without marks", round(bare, 2), "ms")
    say("marks cost of an opening", round(100 * (marked - bare) / bare, 1), "%", aim="≤ 10")
    with tenancy.working_for(HOME):
        began = time.perf_counter()
        refresh(hromada_code=HOME, at=clock.now())
        say("counting a day of such cases", round((time.perf_counter() - began) * 1000, 1), "ms")


def _timed(act: Callable[[], object]) -> float:
    with tenancy.working_for(HOME):
        began = time.perf_counter()
        act()
        return (time.perf_counter() - began) * 1000


def _triggers(what: str) -> None:
    """Marks of changes of cases, on or off."""
    with connection.cursor() as cursor:
        for name in ("rows", "change", "repeats", "repeats_change", "place"):
            cursor.execute(f"ALTER TABLE cases_case {what} TRIGGER indicators_{name}")
        cursor.execute(f"ALTER TABLE cases_statuschange {what} TRIGGER indicators_rows")


if __name__ == "__main__":
    main()
