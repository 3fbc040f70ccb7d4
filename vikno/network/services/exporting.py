"""The network as open data: one row a point, columns of the national register first, then what is known beyond it."""

import csv
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

import xlsxwriter

from vikno.common.tables import safe_cell
from vikno.network.enums import PeriodKind
from vikno.network.models import Point

COLUMNS: Final = (
    *("code", "name", "kind", "hromada_code", "hromada", "settlement_code", "settlement", "address", "postcode"),
    *("lat", "lon", "phones", "web", "workers_total", "square_total", "state", "timetable", "services_total"),
)

_RUNS_AS_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def export_network(*, path: Path) -> int:
    """Write every point to CSV, JSON or XLSX, told by the ending of the name. Returns the number of rows."""
    rows = list(_rows())
    writers = {".json": _write_json, ".xlsx": _write_xlsx}
    writers.get(path.suffix.lower(), _write_csv)(path, rows)
    return len(rows)


def _rows() -> Iterator[dict[str, Any]]:
    points = Point.objects.select_related("hromada", "settlement").prefetch_related("opening_periods", "statuses")
    points = points.prefetch_related("offerings").order_by("hromada__sort_key", "sort_key", "pk")
    for point in points:
        yield _row(point)


def _row(point: Point) -> dict[str, Any]:
    state = next((s for s in point.statuses.all() if s.ends_at is None), None)
    return {
        "code": point.register_code,
        "name": point.name,
        "kind": point.kind,
        "hromada_code": point.hromada_id or "",
        "hromada": point.hromada.name if point.hromada else "",
        "settlement_code": point.settlement_id or "",
        "settlement": point.settlement.name if point.settlement else "",
        "address": point.street_address or point.address_text,
        "postcode": point.postcode,
        "lat": point.lat,
        "lon": point.lon,
        "phones": "; ".join(point.phones),
        "web": point.website,
        "workers_total": point.staff_total,
        "square_total": float(point.floor_area) if point.floor_area is not None else None,
        "state": state.state if state else "",
        "timetable": _timetable(point),
        "services_total": sum(offering.valid_to is None for offering in point.offerings.all()),
    }


def _timetable(point: Point) -> str:
    """`1 08:00-12:00, 13:00-17:00; 2 …`: weekdays from Monday; text that was not understood stays as it is."""
    by_day: dict[int, list[str]] = {}
    for period in point.opening_periods.all():
        if period.kind == PeriodKind.RECEPTION:
            by_day.setdefault(period.weekday, []).append(f"{period.opens:%H:%M}-{period.closes:%H:%M}")
    return "; ".join(f"{day} {', '.join(spans)}" for day, spans in sorted(by_day.items())) or point.timetable_text


def _write_csv(path: Path, rows: Iterable[dict[str, Any]]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows({name: safe_cell(cell) for name, cell in row.items()} for row in rows)


def _as_text(value: Any) -> Any:
    """A text that a spreadsheet would run as a formula gets an apostrophe; numbers stay numbers."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_RUNS_AS_FORMULA) else value


def _write_json(path: Path, rows: list[dict[str, Any]]) -> None:
    path.write_text(json.dumps(rows, ensure_ascii=False, indent=1), encoding="utf-8")


def _write_xlsx(path: Path, rows: Iterable[dict[str, Any]]) -> None:
    with xlsxwriter.Workbook(path, {"constant_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet("network")
        sheet.write_row(0, 0, COLUMNS)
        for place, row in enumerate(rows, start=1):
            sheet.write_row(place, 0, [row[column] for column in COLUMNS])
