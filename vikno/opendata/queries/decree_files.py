"""Rows of decree 835 as CSV and JSON: columns of the template, `null` where nothing is known."""

import csv
import datetime as dt
import io
import json
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import IO, Any, Final, Literal

from vikno.opendata.queries import decree
from vikno.opendata.queries.decree import Cells
from vikno.opendata.rules.decree import NULL, TEMPLATES

Form = Literal["csv", "json"]
FORMS: Final[tuple[Form, ...]] = ("csv", "json")
MEDIA: Final = {"csv": "text/csv; charset=utf-8", "json": "application/json"}
ROWS: Final[dict[str, Callable[[dt.datetime], Iterator[Cells]]]] = {
    "dodatok-2-organizations": decree.organisations,
    "dodatok-2-organizationUnits": decree.organisation_units,
    "dodatok-32-buildings": decree.buildings,
    "dodatok-32-norms": decree.norms,
}


def write_table(target: IO[bytes], *, template: str, form: str, rows: Iterable[Cells]) -> None:
    """Row by row. Cells are exact: see the room's page on formulas."""
    names = TEMPLATES[template].names
    text = io.TextIOWrapper(target, encoding="utf-8", newline="", write_through=True)
    if form == "csv":
        _write_csv(text, names, rows)
    else:
        _write_json(text, names, rows)
    text.detach()


def _write_csv(text: IO[str], names: tuple[str, ...], rows: Iterable[Cells]) -> None:
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(names)
    for row in rows:
        writer.writerow([NULL if (told := _plain(row.get(name))) is None else _cell(told) for name in names])


def _write_json(text: IO[str], names: tuple[str, ...], rows: Iterable[Cells]) -> None:
    text.write("[")
    for n, row in enumerate(rows):
        told = {name: _plain(row.get(name)) for name in names}
        text.write((",\n" if n else "\n") + json.dumps(told, ensure_ascii=False))
    text.write("\n]\n")


def _plain(value: Any) -> str | int | float | bool | None:
    """A value as JSON says it; nothing is null."""
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, str):
        return " ".join(value.split()) or None
    return value  # type: ignore[no-any-return]


def _cell(told: str | int | float | bool) -> str:
    return f"{told:.2f}" if isinstance(told, float) else str(told)
