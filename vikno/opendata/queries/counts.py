"""Rows of a month as everybody may have them: what is small is kept back by `rules.hiding`."""

import datetime as dt
import io
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from itertools import batched
from typing import Any, Final, NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

from vikno.indicators import queries as indicators
from vikno.indicators.enums import Fact
from vikno.opendata.models import PublishedMonth
from vikno.opendata.rules.hiding import LEAST, Laid, Place, Places, keys_told, places_told

LEVELS: Final = ("country", "oblast", "hromada", "kind")
_WORD: Final = pa.dictionary(pa.int32(), pa.string())
SCHEMA: Final = pa.schema(
    [
        ("month", pa.date32()), ("level", _WORD), ("oblast", _WORD), ("hromada", _WORD), ("kind", _WORD),
        ("fact", _WORD), ("part", _WORD), ("key", _WORD), ("n", pa.int64()), ("is_rest", pa.bool_()),
    ]
)  # fmt: skip
_BATCH: Final = 50_000
type Leaves = Mapping[Place, Mapping[str, int]]


class Row(NamedTuple):
    """A line of the package. `part` None: all records of the fact; `is_rest`: what is not listed beside it."""

    month: dt.date
    level: str
    oblast: str | None
    hromada: str | None
    kind: str | None
    fact: str
    part: str | None
    key: str | None
    n: int
    is_rest: bool


@dataclass
class Loss:
    """Cells (a kind of point in a hromada, a key) and records of parts: small ones, told there, told further up."""

    cells: int = 0
    cells_small: int = 0
    records_small: int = 0
    cells_told: int = 0
    records: int = 0
    records_told: int = 0
    records_told_of_hromada: int = 0
    records_told_of_oblast: int = 0


def rows_of(month: dt.date, loss: Loss) -> Iterator[Row]:
    """Every row of a month, fact by fact; one part of a fact is held at a time. What was told is added to `loss`."""
    for fact, parts in indicators.LAID_APART.items():
        places: Places | None = None
        for part in parts:
            leaves = _leaves(indicators.sums_of_month(month, fact, part))
            if places is None:
                places = places_told({place: sum(keys.values()) for place, keys in leaves.items()})
                yield from _whole(month, fact, places)
            told = keys_told(leaves, places)
            _add(loss, leaves, told)
            yield from _laid(month, fact, part, told)


def write_month(rows: Iterable[Row], target: Any) -> int:
    """Rows as Parquet, batch by batch; how many."""
    written = 0
    with pq.ParquetWriter(target, SCHEMA, compression="zstd") as writer:
        for some in batched(rows, _BATCH):
            writer.write_batch(_batch(some))
            written += len(some)
    return written


def batches() -> Iterator[pa.RecordBatch]:
    """Everything that is published, month by month: one month is held at a time."""
    for month in PublishedMonth.objects.order_by("month").values_list("month", flat=True):
        body = PublishedMonth.objects.values_list("body", flat=True).get(month=month)
        yield from pq.ParquetFile(io.BytesIO(body)).iter_batches(_BATCH)


def as_json(loss: Loss) -> dict[str, int]:
    return asdict(loss)


def _leaves(sums: Iterable[indicators.Sum]) -> Leaves:
    found: dict[Place, dict[str, int]] = defaultdict(dict)
    for one in sums:
        found[one.oblast, one.hromada, one.kind][one.key] = one.n
    return found


def _batch(rows: tuple[Row, ...]) -> pa.RecordBatch:
    columns = zip(*rows, strict=True)
    return pa.RecordBatch.from_arrays(
        [
            pa.array(column, pa.string()).dictionary_encode() if field.type == _WORD else pa.array(column, field.type)
            for column, field in zip(columns, SCHEMA, strict=True)
        ],
        schema=SCHEMA,
    )


def _whole(month: dt.date, fact: Fact, places: Places) -> Iterator[Row]:
    for place, n in places.listed.items():
        yield _row(month, fact, place, n=n)
    for place, n in places.rest.items():
        if n:
            yield _row(month, fact, place, n=n, level=len(place) + 1, is_rest=True)


def _laid(month: dt.date, fact: Fact, part: str, told: Mapping[Place, Laid]) -> Iterator[Row]:
    for place, laid in told.items():
        for key, n in laid.keys.items():
            yield _row(month, fact, place, part=part, key=key, n=n)
        if laid.rest:
            yield _row(month, fact, place, part=part, n=laid.rest, is_rest=True)


def _row(
    month: dt.date, fact: Fact, place: Place, *, n: int, part: str | None = None, key: str | None = None,
    level: int | None = None, is_rest: bool = False,
) -> Row:  # fmt: skip
    oblast, hromada, kind = (*place, None, None, None)[:3]
    named = LEVELS[len(place) if level is None else level]
    return Row(month, named, oblast, hromada, kind, fact.value, part, key, n, is_rest)


def _add(loss: Loss, leaves: Leaves, told: Mapping[Place, Laid]) -> None:
    loss.cells += sum(len(keys) for keys in leaves.values())
    loss.records += sum(sum(keys.values()) for keys in leaves.values())
    small = [n for keys in leaves.values() for n in keys.values() if n < LEAST]
    loss.cells_small += len(small)
    loss.records_small += sum(small)
    for place, laid in told.items():
        n = sum(laid.keys.values())
        match len(place):
            case 3:
                loss.cells_told += len(laid.keys)
                loss.records_told += n
            case 2:
                loss.records_told_of_hromada += n
            case 1:
                loss.records_told_of_oblast += n
