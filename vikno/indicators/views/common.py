"""What pages of measures share."""

from typing import Any

from django.http import HttpResponse

from vikno.indicators.definitions import INDICATORS, Indicator
from vikno.indicators.enums import Part
from vikno.indicators.errors import NoSuchIndicator


def indicator_named(code: str) -> Indicator:
    """Raises NoSuchIndicator."""
    if code not in INDICATORS:
        raise NoSuchIndicator
    return INDICATORS[code]


def parts_shown(indicator: Indicator, *besides: Part) -> list[dict[str, Any]]:
    """What it may be laid apart by, as links."""
    return [{"value": part.value, "label": part.label} for part in (*besides, *indicator.parts)]


def file_answer(body: bytes, name: str, kind: str) -> HttpResponse:
    return HttpResponse(body, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
