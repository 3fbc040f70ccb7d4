"""Packages of the counts: the same numbers in every format, nothing small in any, months that never change."""

import csv
import datetime as dt
import io
import json
import zipfile
from collections import Counter, defaultdict
from typing import Any

import pyarrow.parquet as pq
import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from tests import factories as make
from vikno.common import clock, tenancy
from vikno.common.actors import Actor
from vikno.indicators.models import MonthCount
from vikno.indicators.queries import LAID_APART
from vikno.opendata import services
from vikno.opendata.errors import NotByHand
from vikno.opendata.models import PublishedMonth
from vikno.opendata.queries import counts
from vikno.opendata.rules.editions import months_due
from vikno.opendata.tests import country
from vikno.opendata.tests.attack import Cell, Equation, System, disclosed

pytestmark = pytest.mark.django_db
SEPTEMBER, OCTOBER = dt.date(2026, 9, 1), dt.date(2026, 10, 1)
IN_OCTOBER, IN_NOVEMBER = (dt.datetime(2026, month, 15, 9, tzinfo=clock.KYIV) for month in (10, 11))
type Row = dict[str, Any]


@pytest.fixture
def hromadas(db: None) -> Any:
    tenancy.bind("")
    for number in range(3):
        make.service(f"Послуга {number}", code=f"0000{number}")
    make.organisation(edrpou="12345678")
    return country.settle()


def publish(at: dt.datetime) -> list[dt.date]:
    made = []
    while (month := services.publish_month(actor=Actor.system(), at=at)) is not None:
        made.append(month)
    return made


def package(form: str) -> zipfile.ZipFile:
    answer = Client().get(f"/opendata/counts/{form}.zip")
    assert answer.status_code == 200
    return zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))  # type: ignore[attr-defined]


def rows(form: str, table: str = "counts") -> list[Row]:
    """A table of a package, in the same types whatever the format."""
    with package(form).open(f"{table}.{form}") as file:
        if form == "parquet":
            found = pq.read_table(io.BytesIO(file.read())).to_pylist()
            return [{**row, "month": str(row["month"])} for row in found] if table == "counts" else found
        if form == "json":
            return list(json.load(file))
        found = [{k: v or None for k, v in row.items()} for row in csv.DictReader(io.TextIOWrapper(file, "utf-8"))]
        if table == "counts":
            found = [{**row, "n": int(str(row["n"])), "is_rest": row["is_rest"] == "true"} for row in found]
        return found


def test_three_formats_hold_the_same_numbers_and_their_description(hromadas: Any) -> None:
    country.count(hromadas, SEPTEMBER, seed=1)
    assert publish(IN_OCTOBER) == [SEPTEMBER]
    told = rows("parquet")
    assert told == rows("json") == rows("csv")
    for table in ("places", "names"):
        assert rows("parquet", table) == rows("json", table) == rows("csv", table)
    assert min(row["n"] for row in told) >= 5
    for form in ("csv", "json", "parquet"):
        described(package(form), form)
    names = {(row["list"], row["code"]): row for row in rows("csv", "names")}
    assert names["part", "service"]["name_en"] == "service"
    assert not any(row["key"] == "ivanenko" for row in told)  # what a hromada has called its own topic
    assert any(row["key"] == "own" for row in told)
    used = {(row["part"], row["key"]) for row in told if row["key"]} | {("fact", row["fact"]) for row in told}
    assert {pair for pair in used if pair not in names and pair[0] != "provider"} == set()


def described(found: zipfile.ZipFile, form: str) -> None:
    """`datapackage.json` by the words of the specification: Data Package and Table Schema, version 1."""
    told = json.loads(found.read("datapackage.json"))
    assert {"name", "title", "title_en", "licenses", "sources", "created", "resources"} <= set(told)
    assert dt.datetime.fromisoformat(told["created"]).tzinfo
    assert sorted(found.namelist()) == sorted(["datapackage.json", *(one["path"] for one in told["resources"])])
    tables = {one["name"]: one for one in told["resources"]}
    content = {name: rows(form, name) for name in tables}
    for name, one in tables.items():
        assert one["format"] == form
        fields = {field["name"]: field for field in one["schema"]["fields"]}
        assert content[name]
        assert all(list(row) == list(fields) for row in content[name])
        for field in fields.values():
            checked(field, [row[field["name"]] for row in content[name]])
        keys = [tuple(row[part] for part in one["schema"].get("primaryKey", fields)) for row in content[name]]
        assert len(keys) == len(set(keys))
        for link in one["schema"].get("foreignKeys", []):
            there = {row[link["reference"]["fields"]] for row in content[link["reference"]["resource"]]}
            assert {row[link["fields"]] for row in content[name]} - there <= {None}


def checked(field: Row, values: list[Any]) -> None:
    """A column against its field."""
    assert field["title"]
    assert field["title_en"]
    assert field["description"] != field["description_en"]
    known = [value for value in values if value is not None]
    kinds = {"string": str, "integer": int, "boolean": bool, "date": str}
    assert all(type(value) is kinds[field["type"]] for value in known)
    if field["type"] == "date":
        assert all(dt.date.fromisoformat(value).day == 1 for value in known)
    wanted = field["constraints"]
    assert not wanted["required"] or len(known) == len(values)
    assert all(value in wanted.get("enum", [value]) and wanted.get("minimum", 0) <= 5 for value in known)


def test_sums_are_those_of_the_counts(hromadas: Any) -> None:
    """Level by level: what is listed with its rest is what was counted."""
    country.count(hromadas, SEPTEMBER, seed=2, size=40)
    publish(IN_OCTOBER)
    true: Counter[str] = Counter()
    for row in MonthCount.objects.all():
        true[row.fact] += row.n
    sums: dict[tuple[str, str, str | None], int] = defaultdict(int)
    for row in rows("parquet"):
        sums[row["fact"], row["level"], row["part"]] += row["n"]
    for fact, parts in LAID_APART.items():
        if true[fact] >= 5:
            assert (
                sums[fact, "country", None] == sums[fact, "oblast", None] == sums[fact, "hromada", None] == true[fact]
            )
            assert {sums[fact, "country", part] for part in parts} == {true[fact]}


def test_whoever_has_all_files_of_two_editions_learns_no_small_number(hromadas: Any) -> None:
    """The month is published, its records change, the next month is published: October tells of September as before."""
    country.count(hromadas, SEPTEMBER, seed=3, size=6)
    publish(IN_OCTOBER)
    first = {form: rows(form) for form in ("csv", "json", "parquet")}
    true = cells(SEPTEMBER)
    late = MonthCount.objects.filter(month=SEPTEMBER, fact="registered").order_by("pk")
    late.filter(pk__in=[row.pk for row in late[:3]]).update(n=1)
    late.filter(pk=late.last().pk).delete()  # type: ignore[union-attr]
    country.count(hromadas, OCTOBER, seed=4, size=6)
    assert publish(IN_NOVEMBER) == [OCTOBER]
    second = rows("parquet")
    assert [row for row in second if row["month"] == str(SEPTEMBER)] == first["parquet"]
    every = [*first["csv"], *first["json"], *first["parquet"], *second]
    found, asked = [], 0
    for month, of_month in ((SEPTEMBER, true), (OCTOBER, cells(OCTOBER))):
        for fact in ("registered", "decided", "answered", "travelled", "checked", "lost", "paid", "forgiven"):
            told = [row for row in every if row["month"] == str(month) and row["fact"] == fact]
            asked += len(of_month[fact])
            found += learnt(told, of_month[fact])
    assert asked > 100
    assert found == []


def cells(month: dt.date) -> dict[str, dict[Cell, int]]:
    """What is true: by fact, every cell (part, oblast, hromada, kind, key)."""
    found: dict[str, dict[Cell, int]] = {}
    from vikno.indicators.queries import sums_of_month

    for fact, parts in LAID_APART.items():
        found[fact.value] = {
            (part, one.oblast, one.hromada, one.kind, one.key): one.n
            for part in parts
            for one in sums_of_month(month, fact, part)
        }
    return found


def learnt(told: list[Row], true: dict[Cell, int]) -> list[str]:
    """What the published rows of a fact give away. All places, kinds and keys that there can be are known."""
    universe = list(true)
    listed = [
        (row["part"], row["oblast"], row["hromada"], row["kind"], row["key"])
        for row in told
        if row["level"] == "kind" and row["key"]
    ]
    found: list[str] = []
    parts = {cell[0] for cell in universe}
    for part in parts:
        mine = [cell for cell in universe if cell[0] == part]
        leaves, keys = {cell[1:4] for cell in mine}, {cell[4] for cell in mine}
        grid = [(part, *leaf, key) for leaf in leaves for key in keys]
        system = System(grid, equations(grid, [row for row in told if row["part"] in (None, part)]))
        found += disclosed(system, {cell: true[cell] for cell in mine}, told=listed, least=5)
    return found


def equations(grid: list[Cell], told: list[Row]) -> list[Equation]:
    def place(row: Row) -> tuple[str, ...]:
        return tuple(row[level] for level in ("oblast", "hromada", "kind") if row[level])

    def within(cell: Cell, at: tuple[str, ...]) -> bool:
        return cell[1 : 1 + len(at)] == at

    whole = [row for row in told if row["part"] is None and not row["is_rest"]]
    made = []
    for row in told:
        at = place(row)
        held = [cell for cell in grid if within(cell, at)]
        if row["part"] is None and row["is_rest"]:
            beside = [place(other) for other in whole if len(place(other)) == len(at) + 1]
            held = [cell for cell in held if not any(within(cell, other) for other in beside)]
        elif row["part"] is not None and row["is_rest"]:
            beside_keys = {other["key"] for other in told if other["part"] and place(other) == at}
            held = [cell for cell in held if cell[4] not in beside_keys]
        elif row["part"] is not None:
            held = [cell for cell in held if cell[4] == row["key"]]
        made.append((frozenset(held), row["n"]))
    return made


def test_a_month_is_published_once_and_late_enough(hromadas: Any) -> None:
    country.count(hromadas, SEPTEMBER, seed=1)
    country.count(hromadas, OCTOBER, seed=1)
    assert publish(dt.datetime(2026, 10, 14, 20, 59, tzinfo=dt.UTC)) == []
    assert publish(dt.datetime(2026, 10, 14, 21, 0, tzinfo=dt.UTC)) == [SEPTEMBER]  # midnight in Kyiv
    assert publish(IN_NOVEMBER) == [OCTOBER]
    assert publish(IN_NOVEMBER) == []
    with pytest.raises(NotByHand):
        services.publish_month(actor=make.actor("steward"), at=IN_NOVEMBER)
    for change in (lambda: PublishedMonth.objects.update(rows=0), lambda: PublishedMonth.objects.all().delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    assert list(months_due(dt.date(2025, 11, 1), dt.date(2026, 2, 1), on=dt.date(2026, 1, 20))) == [
        dt.date(2025, 11, 1), dt.date(2025, 12, 1),
    ]  # fmt: skip


def test_nothing_is_published_where_nothing_is_counted(db: None) -> None:
    tenancy.bind("")
    assert publish(IN_OCTOBER) == []
    assert rows("csv") == rows("json") == rows("parquet") == []
    assert "Ще жодного місяця" in Client().get("/opendata/counts/").content.decode()


def test_the_page_explains_every_column_and_month(hromadas: Any) -> None:
    country.count(hromadas, SEPTEMBER, seed=1)
    publish(IN_OCTOBER)
    told = Client().get("/opendata/counts/").content.decode()
    for words in ("is_rest", "registered", "talk_channel", "вересень 2026", "counts/parquet.zip", "15.10.2026"):
        assert words in told
    client = Client()
    client.cookies["django_language"] = "en"
    english = client.get("/opendata/counts/").content.decode()
    assert "September 2026" in english or "september 2026" in english
    assert "How many records" in english
    assert "counts/csv.zip" in Client().get("/opendata/").content.decode()


def test_what_was_told_of_a_month_is_kept_with_it(hromadas: Any) -> None:
    country.count(hromadas, SEPTEMBER, seed=1)
    publish(IN_OCTOBER)
    told = PublishedMonth.objects.get().told
    assert 0 < told["cells_told"] < told["cells"]
    assert told["records_told"] <= told["records_told_of_hromada"] <= told["records_told_of_oblast"] <= told["records"]
    loss = counts.Loss()
    assert len(list(counts.rows_of(SEPTEMBER, loss))) == PublishedMonth.objects.get().rows
    assert counts.as_json(loss) == told


def test_every_new_fact_is_told_with_its_words(hromadas: Any) -> None:
    """Papers, payments and forgiven bills: each part has its keys, a provider its code; no sum of money."""
    country.count(hromadas, SEPTEMBER, seed=2, size=40)
    publish(IN_OCTOBER)
    told = rows("csv")
    keys = {(row["fact"], row["part"]): set[str]() for row in told if row["key"]}
    for row in told:
        if row["key"]:
            keys[row["fact"], row["part"]].add(row["key"])
    assert keys["travelled", "provider"] == {"12345678"}
    assert keys["checked", "condition"] <= {"present", "missing", "damaged"}
    assert keys["paid", "pay_channel"] == {"bank", "post"}
    assert {"00000", "00001", "00002"} >= keys["forgiven", "service"]
    assert set(told[0]) == {"month", "level", "oblast", "hromada", "kind", "fact", "part", "key", "n", "is_rest"}
    assert not {row["fact"] for row in told} & {"repeated", "preferred", "offline"}
