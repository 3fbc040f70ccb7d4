"""Points as GeoJSON (RFC 7946) for somebody's map: what is there, is it open today, how to call it."""

import datetime as dt
import json
from typing import IO, Any

from vikno.network.enums import OfferingMode, PointState
from vikno.network.queries import notice_in
from vikno.opendata.queries.hsds.locations import location_id, page_of
from vikno.opendata.queries.places import Place, all_numbers, places


def write_points(target: IO[bytes], *, at: dt.datetime) -> None:
    """A FeatureCollection, feature by feature. A point without coordinates of its own is listed with no geometry."""
    target.write(b'{"type":"FeatureCollection","features":[')
    for n, place in enumerate(places(all_numbers(), at=at)):
        target.write((b",\n" if n else b"\n") + json.dumps(feature(place), ensure_ascii=False).encode())
    target.write(b"\n]}\n")


def feature(place: Place) -> dict[str, Any]:
    """One point. `hours_today`: null where hours are not known, empty where nobody is received today."""
    point, place_known = place.point, place.point.lat is not None and place.point.lon is not None
    geometry = {"type": "Point", "coordinates": [point.lon, point.lat]} if place_known else None
    properties = {
        "name": point.name, "kind": point.kind, "kind_name": point.get_kind_display(),
        "state": place.today.state or None,
        "state_name": str(PointState(place.today.state).label) if place.today.state else None,
        "notice": notice_in("uk", place.today) or None, "hours_today": _hours_today(place),
        "services": sum(mode != OfferingMode.CONSULT for mode in place.modes.values()), "address": place.address,
        "hromada": point.hromada_id, "settlement": point.settlement_id, "phones": list(point.phones),
        "centre": str(point.centre), "url": page_of(point.pk),
    }  # fmt: skip
    return {"type": "Feature", "id": location_id(place), "geometry": geometry, "properties": properties}


def _hours_today(place: Place) -> str | None:
    if not place.serves:
        return ""
    if not place.schedule.is_known and place.today.exception is None:
        return None
    return ", ".join(f"{hours.opens:%H:%M}–{hours.closes:%H:%M}" for hours in place.today.hours)
