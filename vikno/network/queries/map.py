"""The network as GeoJSON, useful with no tiles beneath."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from vikno.network.enums import MOBILE, SERVING
from vikno.network.models import Point
from vikno.network.queries.today import PointToday
from vikno.territories.models import Boundary


def point_features(points: Iterable[Point], today: dict[int, PointToday]) -> dict[str, Any]:
    """A FeatureCollection; `kind` is a class of the map: a kind of point, «mobile» or «stopped».

    A point without coordinates of its own stands at its settlement, marked `approximate`; one without either is
    left out: it is in the list, never at (0, 0).
    """
    placed = [(point, position) for point in points if (position := position_of(point)) is not None]
    features = [_feature(point, position, today.get(point.pk)) for point, position in placed]
    return {"type": "FeatureCollection", "features": features}


def position_of(point: Point) -> tuple[float, float, bool] | None:
    """(lat, lon, is approximate), or None where nothing is known."""
    if point.lat is not None and point.lon is not None:
        return point.lat, point.lon, False
    settlement = point.settlement
    if settlement is not None and settlement.lat is not None and settlement.lon is not None:
        return settlement.lat, settlement.lon, True
    return None


def hromada_features(hromada_codes: Sequence[str]) -> dict[str, Any]:
    """Simplified borders of hromadas; those without a border are left out."""
    borders = Boundary.objects.filter(unit_id__in=hromada_codes).select_related("unit").defer("geometry")
    features = [
        {
            "type": "Feature",
            "id": border.unit_id,
            "geometry": border.simplified,
            "properties": {"code": border.unit_id, "name": border.unit.title},
        }
        for border in borders.order_by("unit_id")
    ]
    return {"type": "FeatureCollection", "features": features}


def _feature(point: Point, position: tuple[float, float, bool], today: PointToday | None) -> dict[str, Any]:
    lat, lon, is_approximate = position
    until: dt.datetime | None = today.now.until if today else None
    is_stopped = today is not None and bool(today.state) and today.state not in SERVING
    return {
        "type": "Feature",
        "id": point.pk,
        "geometry": {"type": "Point", "coordinates": [round(lon, 5), round(lat, 5)]},
        "properties": {
            "name": point.name,
            "kind": "stopped" if is_stopped else "mobile" if point.kind in MOBILE else point.kind,
            "kind_name": point.get_kind_display(),
            "state": today.state if today else "",
            "open": today.now.answer if today else "unknown",
            "until": until.isoformat() if until else "",
            "approximate": is_approximate,
        },
    }
