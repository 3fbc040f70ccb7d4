"""What pages of measures share."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpResponse, JsonResponse

from vikno.common.tables.sheets import XLSX
from vikno.indicators.definitions import INDICATORS, Indicator
from vikno.indicators.enums import Part
from vikno.indicators.errors import NoSuchIndicator
from vikno.indicators.exporting import Table


def indicator_named(code: str) -> Indicator:
    """Raises NoSuchIndicator."""
    if code not in INDICATORS:
        raise NoSuchIndicator
    return INDICATORS[code]


def parts_shown(parts: Iterable[Part]) -> list[dict[str, Any]]:
    """What it may be laid apart by, as links."""
    return [{"value": part.value, "label": part.label} for part in parts]


def table_answer(found: Table, *, form: str) -> HttpResponse:
    """The same rows as JSON, CSV or, whatever else is asked for, XLSX."""
    name = f"{found.indicator.code}-{found.span.since}-{found.span.until}"
    if form == "json":
        return JsonResponse(found.as_json(), json_dumps_params={"ensure_ascii": False, "indent": 1})
    if form == "csv":
        return file_answer(found.as_csv(), f"{name}.csv", "text/csv; charset=utf-8")
    return file_answer(found.as_xlsx(), f"{name}.xlsx", XLSX)


def file_answer(body: bytes, name: str, kind: str) -> HttpResponse:
    return HttpResponse(body, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
