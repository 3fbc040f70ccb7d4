"""The register of what was handed over, for open data. Which fields the law asks for must still be checked."""

import csv
import io
import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final

from vikno.common.clock import KYIV
from vikno.common.tables import safe_cell
from vikno.support.models import ActLine

NOTE: Final = "Склад полів потребує перевірки"
NAMES: Final = (
    "act_number", "memorandum_number", "hromada_code", "hromada_name", "giver", "item", "quantity", "unit",
    "serial_number", "inventory_number", "unit_value", "currency", "rate_uah", "rate_on", "total_uah", "place", "state",
)  # fmt: skip


def rows_of(lines: Iterable[ActLine]) -> list[dict[str, str]]:
    """Amounts and days as text, in the order of `NAMES`."""
    return [dict(zip(NAMES, _cells(line), strict=True)) for line in lines]


def as_csv(lines: Iterable[ActLine]) -> bytes:
    """UTF-8 with its mark; the names of columns on the first line, formulas neutralised."""
    file = io.StringIO()
    made = csv.writer(file)
    made.writerow(NAMES)
    made.writerows([safe_cell(cell) for cell in row.values()] for row in rows_of(lines))
    return b"\xef\xbb\xbf" + file.getvalue().encode()


def as_json(lines: Iterable[ActLine], *, at: datetime) -> bytes:
    made: dict[str, Any] = {
        "note": NOTE, "as_of": at.astimezone(KYIV).isoformat(timespec="seconds"), "rows": rows_of(lines),
    }  # fmt: skip
    return (json.dumps(made, ensure_ascii=False, indent=1) + "\n").encode()


def _cells(line: ActLine) -> tuple[str, ...]:
    return (
        line.act.number, line.act.memorandum.number, line.hromada_id, line.hromada.title, line.organisation.name,
        line.name, str(line.quantity), line.item.unit, line.serial_in_use, line.inventory_number,
        f"{line.unit_value:.2f}", line.currency, f"{line.rate:f}", line.rate_on.isoformat() if line.rate_on else "",
        f"{line.total_uah:.2f}", line.place, line.act.state,
    )  # fmt: skip
