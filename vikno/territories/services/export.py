"""Giving the directory out: units with what is known of each."""

import csv
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

import xlsxwriter
from django.db.models import F, OuterRef, Subquery

from vikno.common.tables import safe_cell
from vikno.territories.errors import NothingToReadHere
from vikno.territories.models import Population, Unit

COLUMNS: Final = (
    *("code", "category", "name", "parent_id", "oblast_id", "raion_id", "hromada_id", "first_seen_on", "removed_on"),
    *("lat", "lon", "location_source", "population", "population_on"),
)


def export_territories(*, path: Path) -> int:
    """Write every unit to a CSV, JSON or XLSX file, told by its ending; how many. Ordered by code.

    Raises `NothingToReadHere` for another ending.
    """
    writers = {".csv": _write_csv, ".json": _write_json, ".xlsx": _write_workbook}
    writer = writers.get(path.suffix.lower())
    if writer is None:
        raise NothingToReadHere(name=path.name, wanted="*.csv, *.json, *.xlsx")
    return writer(path, _rows())


def _rows() -> list[tuple[Any, ...]]:
    """Cells as text and numbers; dates as ISO; what is not known is empty."""
    latest = Population.objects.filter(unit=OuterRef("pk")).order_by("-as_of")
    units = Unit.objects.annotate(
        population=Subquery(latest.values("total")[:1]), population_on=Subquery(latest.values("as_of")[:1])
    )
    rows = units.order_by(F("code")).values_list(*COLUMNS)
    return [tuple(cell.isoformat() if hasattr(cell, "isoformat") else cell for cell in row) for row in rows]


def _write_csv(path: Path, rows: Iterable[tuple[Any, ...]]) -> int:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(COLUMNS)
        return sum(1 for row in rows if writer.writerow(map(safe_cell, row)))


def _write_json(path: Path, rows: Iterable[tuple[Any, ...]]) -> int:
    units = [dict(zip(COLUMNS, row, strict=True)) for row in rows]
    path.write_text(json.dumps(units, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return len(units)


def _write_workbook(path: Path, rows: Iterable[tuple[Any, ...]]) -> int:
    """Names are written as strings, never as formulas."""
    with xlsxwriter.Workbook(path, {"constant_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet("units")
        sheet.write_row(0, 0, COLUMNS)
        number = 0
        for number, row in enumerate(rows, start=1):
            sheet.write_row(number, 0, row)
        return number
