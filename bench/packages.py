"""Open packages of the counts at the size of the country: `python -m bench packages`.

A month of 1,469 hromadas is laid as sums of the month, published with what is small kept back, and a year of such
months is written as packages. Rows are also written to Parquet straight from memory: the writer alone.
"""

import datetime as dt
import io
import os
import random
import time
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import Any

import psutil
from django.db import connection

from bench.ground import say, step_down
from vikno.accounts.models import Organisation
from vikno.catalogue.models import PublicService
from vikno.catalogue.services import load_seed
from vikno.common import clock, tenancy
from vikno.common.actors import Actor
from vikno.indicators.models import MonthCount
from vikno.opendata import services
from vikno.opendata.models import PublishedMonth
from vikno.opendata.queries import counts, counts_package
from vikno.territories.models import Unit

HROMADAS = int(os.environ.get("BENCH_HROMADAS", "1469"))
OBLASTS = 24
MONTHS = 12
ROWS = 1_000_000
MONTH = dt.date(2026, 9, 1)
AT = dt.datetime(2026, 10, 20, 9, tzinfo=clock.KYIV)
_KINDS = (("main", 0.6), ("remote", 0.3), ("starosta", 0.1))
_CHANNELS = ("person",) * 9 + ("post", "email")
_OUTCOMES = ("granted",) * 18 + ("refused", "left")
_LATE = (0,) * 19 + (4,)
_SCORES = (5, 5, 5, 5, 5, 5, 4, 4, 3, 2, 1)


def main() -> None:
    with tenancy.working_for(""):
        load_seed(actor=Actor.system(), at=AT)
        Organisation.objects.create(name="Орган", kind="provider", edrpou="12345678")
        _settle()
        _count()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    step_down()
    with tenancy.working_for(""):
        _measure_month()
        _measure_writer()
        _measure_packages()


def _settle() -> None:
    facts: dict[str, Any] = {"first_seen_on": MONTH}
    oblasts = [
        Unit(code=f"UA97{o:02d}0000000000000", category="O", name=f"Область {o}", search_key="", sort_key="", **facts)
        for o in range(OBLASTS)
    ]
    Unit.objects.bulk_create(oblasts)
    Unit.objects.bulk_create(
        Unit(
            code=f"UA96{h:04d}00000{h:06d}", category="H", name=f"Громада {h}", search_key="", sort_key="",
            oblast=oblasts[h % OBLASTS], parent=oblasts[h % OBLASTS], **facts,
        )
        for h in range(HROMADAS)
    )  # fmt: skip


def _count() -> None:
    """Some 1,100 applications a hromada and month, as unequal as hromadas and services are."""
    number = random.Random(1)
    offered = list(PublicService.objects.order_by("code").values_list("pk", flat=True))
    weights = [1 / (place + 1) for place in range(len(offered))]
    rows = (
        (f"UA96{h:04d}00000{h:06d}", MONTH, kind, *key, n, 0)
        for h in range(HROMADAS)
        for size in (number.lognormvariate(0, 0.9),)
        for kind, part in _KINDS
        if kind == "main" or number.random() < 0.65
        for key, n in _facts(number, offered, weights, int(900 * size * part)).items()
    )
    columns = "hromada_id, month, kind, fact, a, b, c, bucket, n, total"
    with connection.cursor() as cursor, cursor.copy(f"COPY indicators_monthcount ({columns}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)
    say("sums of a month laid", MonthCount.objects.count(), "rows")


def _facts(number: random.Random, offered: list[int], weights: list[float], cases: int) -> Counter[tuple[Any, ...]]:
    found: Counter[tuple[Any, ...]] = Counter()
    provider = "1"
    for service in map(str, number.choices(offered, weights, k=cases)):
        found["registered", service, number.choice(_CHANNELS), "", None] += 1
        found["given", service, "", "", min(int(number.expovariate(1 / 9)), 90)] += 1
        found["decided", service, number.choice(_OUTCOMES), provider, number.choice(_LATE)] += 1
        found["waited", "", "", "", min(int(number.expovariate(1 / 12)), 120)] += 1
        found["tickets", number.choice(("consult", "submit", "collect")), "served", "", None] += 1
        if number.random() < 0.3:
            found["talked", number.choice(("social", "passport", "residence")), "phone", "", None] += 1
            found["answered", "", "", "", number.choice(_SCORES)] += 1
    return found


def _measure_month() -> None:
    begun = time.perf_counter()
    assert services.publish_month(actor=Actor.system(), at=AT) == MONTH
    took = time.perf_counter() - begun
    made = PublishedMonth.objects.get()
    say("a month of the country published, with what is small kept back", round(took, 1), "s", "≤ 60 s")
    say("rows of the month", made.rows, "rows")
    say("the month as it lies in the database", round(len(made.body) / 1e6, 2), "MB")
    told = made.told
    say("cells of kinds of point that are told", round(100 * told["cells_told"] / told["cells"], 1), "%")
    say("cells that are themselves small", round(100 * told["cells_small"] / told["cells"], 1), "%")
    say("records in cells that are themselves small", round(100 * told["records_small"] / told["records"], 1), "%")
    for name, level in (("", "kinds of point"), ("_of_hromada", "hromadas"), ("_of_oblast", "oblasts")):
        say(f"records told by {level}", round(100 * told[f"records_told{name}"] / told["records"], 2), "%")


def _measure_writer() -> None:
    loss = counts.Loss()
    some = list(counts.rows_of(MONTH, loss))

    def repeated() -> Iterator[counts.Row]:
        while True:
            yield from some

    begun = time.perf_counter()
    written = counts.write_month(islice(repeated(), ROWS), io.BytesIO())
    say("rows written to Parquet", round(written / (time.perf_counter() - begun)), "rows/s", "≥ 200,000")


def _measure_packages() -> None:
    one = PublishedMonth.objects.get()
    PublishedMonth.objects.bulk_create(
        PublishedMonth(
            month=dt.date(2025, month, 1), published_at=AT, rows=one.rows, told=one.told, body=bytes(one.body)
        )
        for month in range(1, MONTHS)
    )
    rows = MONTHS * one.rows
    for form in counts_package.FORMS:
        before = psutil.Process().memory_info().rss
        begun = time.perf_counter()
        with io.BytesIO() as target:
            counts_package.write_package(target, at=AT, form=form)
            took, size = time.perf_counter() - begun, target.tell()
        grown = psutil.Process().memory_info().rss - before
        aim = "≥ 200,000" if form == "parquet" else ""
        say(f"package of a year, {form}, made of published months", round(rows / took), "rows/s", aim)
        say(f"package of a year, {form}: rows; size", round(size / 1e6, 1), f"MB of {rows} rows")
        say(f"package of a year, {form}: memory grown, the zip itself included", round(grown / 1e6), "MB")


if __name__ == "__main__":
    main()
