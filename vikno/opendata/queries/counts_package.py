"""Packages of the counts: three tables and `datapackage.json` in a zip, as CSV, JSON or Parquet, row by row."""

import datetime as dt
import json
import shutil
import zipfile
from collections.abc import Callable, Iterable, Iterator
from tempfile import TemporaryFile
from typing import IO, Any, Final

import pyarrow as pa
import pyarrow.parquet as pq
from django.db.models import Max
from django.urls import reverse
from django.utils import translation
from pyarrow import csv

from vikno.catalogue.models import PublicService
from vikno.indicators.enums import Fact, Part
from vikno.indicators.queries import labels_of
from vikno.opendata import dictionary
from vikno.opendata.dictionary import TABLES, Table
from vikno.opendata.models import PublishedMonth
from vikno.opendata.queries import counts
from vikno.opendata.queries.hsds.package import LICENCE, entry
from vikno.opendata.queries.hsds.rows import address_of
from vikno.territories.models import Unit
from vikno.territories.queries import oblasts

type Batches = Iterable[pa.RecordBatch]
_MEDIA: Final = {"csv": "text/csv", "json": "application/json", "parquet": "application/vnd.apache.parquet"}
FORMS: Final = tuple(_MEDIA)
_TEXT: Final = {
    name: pa.schema([(field.name, pa.string()) for field in table.fields])
    for name, table in (("places", dictionary.PLACES), ("names", dictionary.NAMES))
}
_SAID: Final = {  # lists whose words live in the rooms that keep the records
    Part.KIND: ("kind", Fact.REGISTERED), Part.CHANNEL: ("channel", Fact.REGISTERED),
    Part.OUTCOME: ("outcome", Fact.DECIDED), Part.PURPOSE: ("purpose", Fact.TICKETS),
    Part.TOPIC: ("topic", Fact.TALKED), Part.TALK_CHANNEL: ("talk_channel", Fact.TALKED),
    Part.CONDITION: ("condition", Fact.CHECKED), Part.FOUND: ("found", Fact.LOST),
    Part.ENTRY: ("entry", Fact.PAID), Part.PAY_CHANNEL: ("pay_channel", Fact.PAID),
    Part.STATE: ("state", Fact.BOOKED), Part.TAG: ("tag", Fact.TAGGED),
}  # fmt: skip


def write_package(target: IO[bytes], *, at: dt.datetime, form: str) -> None:
    """The package of everything that is published; one month is held at a time."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(entry("datapackage.json"), json.dumps(descriptor(form), ensure_ascii=False, indent=1))
        for table in TABLES:
            with TemporaryFile() as draft:
                _WRITERS[form](draft, *_content(table))
                draft.seek(0)
                with package.open(entry(f"{table.name}.{form}"), "w", force_zip64=True) as into:
                    shutil.copyfileobj(draft, into)


def descriptor(form: str) -> dict[str, Any]:
    """`datapackage.json`; `created` is when the newest month was published, not when the file was made."""
    created = PublishedMonth.objects.aggregate(at=Max("published_at"))["at"]
    page = address_of(reverse("opendata:counts"))
    told: dict[str, Any] = {
        "name": "vikno-counts", "profile": "tabular-data-package", "homepage": page, "licenses": [LICENCE],
        "title": "Вікно: скільки послуг надають ЦНАП, за місяцями",
        "title_en": "Vikno: what one-stop service centres do, by month",
        "description": "Суми за місяцем, громадою і видом точки. Групи, менші за п'ять записів, не показано.",
        "description_en": "Sums by month, hromada and kind of point. Groups of fewer than five records are not told.",
        "sources": [{"title": "Записи ЦНАП у системі «Вікно»", "path": page}],
        "resources": [_resource(table, form) for table in TABLES],
    }  # fmt: skip
    return told | ({"created": created.isoformat(timespec="seconds")} if created else {})


def _resource(table: Table, form: str) -> dict[str, Any]:
    schema = dictionary.schema_of(table)
    for suffix, language in (("", "uk"), ("_en", "en")):
        with translation.override(language):
            for told, field in zip(schema["fields"], table.fields, strict=True):
                told |= {f"title{suffix}": str(field.title), f"description{suffix}": str(field.what)}
    titles = {}
    for suffix, language in (("", "uk"), ("_en", "en")):
        with translation.override(language):
            titles[f"title{suffix}"] = str(table.title)
    return {
        "name": table.name, **titles, "path": f"{table.name}.{form}", "format": form, "mediatype": _MEDIA[form],
        "encoding": "utf-8", "profile": "tabular-data-resource", "schema": schema,
    }  # fmt: skip


def _content(table: Table) -> tuple[pa.Schema, Batches]:
    if table is dictionary.COUNTS:
        return counts.SCHEMA, counts.batches()
    rows = list(_places() if table is dictionary.PLACES else _names())
    columns: Any = zip(*rows, strict=True) if rows else [()] * len(table.fields)
    schema = _TEXT[table.name]
    return schema, [pa.RecordBatch.from_arrays([pa.array(column, pa.string()) for column in columns], schema=schema)]


def _places() -> Iterator[tuple[str, str, str | None]]:
    for oblast in oblasts():
        yield oblast.code, oblast.name, None
    hromadas = Unit.objects.filter(category="H").order_by("code")
    yield from hromadas.values_list("code", "name", "oblast_id").iterator()


def _names() -> Iterator[tuple[str, str, str, str | None]]:
    uk, en = _said("uk"), _said("en")
    for (listed, code), name in uk.items():
        yield listed, code, name, en.get((listed, code))
    services = PublicService.objects.order_by("code").values_list("code", "name", "name_en")
    for code, name, name_en in services.iterator():
        yield "service", code, name, name_en or None


def _said(language: str) -> dict[tuple[str, str], str]:
    """Words of every list but services, in one language."""
    with translation.override(language):
        said = {("fact", fact.value): str(words) for fact, words in dictionary.FACTS.items()}
        said |= {("part", part): str(words) for part, words in dictionary.PARTS.items()}
        said |= {key: str(words) for key, words in dictionary.MADE.items()}
        for part, (listed, fact) in _SAID.items():
            said |= {(listed, code): name for code, name in labels_of(part, (), fact=fact).items() if code}
        return said | {(part, "unknown"): str(dictionary.UNKNOWN) for part in dictionary.PARTS}


def _write_csv(target: IO[bytes], schema: pa.Schema, batches: Batches) -> None:
    flat = pa.schema([(field.name, _plain(field.type)) for field in schema])
    with csv.CSVWriter(target, flat, write_options=csv.WriteOptions(quoting_style="needed")) as writer:
        for batch in batches:
            writer.write_batch(batch.cast(flat))


def _write_json(target: IO[bytes], schema: pa.Schema, batches: Batches) -> None:
    target.write(b"[")
    before = b"\n"
    for batch in batches:
        for row in batch.to_pylist():
            target.write(before + json.dumps(row, ensure_ascii=False, default=dt.date.isoformat).encode())
            before = b",\n"
    target.write(b"\n]\n")


def _write_parquet(target: IO[bytes], schema: pa.Schema, batches: Batches) -> None:
    with pq.ParquetWriter(target, schema, compression="zstd") as writer:
        for batch in batches:
            writer.write_batch(batch)


def _plain(kind: pa.DataType) -> pa.DataType:
    return kind.value_type if pa.types.is_dictionary(kind) else kind


_WRITERS: Final[dict[str, Callable[[IO[bytes], pa.Schema, Batches], None]]] = {
    "csv": _write_csv,
    "json": _write_json,
    "parquet": _write_parquet,
}
