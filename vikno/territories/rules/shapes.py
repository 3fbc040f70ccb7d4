"""Areas and points on the map: what is a usable polygon, and where it lies. Degrees of WGS 84, longitude first."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

import shapely
from shapely.geometry import shape as shape_of
from shapely.geometry.base import BaseGeometry

# Ukraine lies inside; latitudes and longitudes do not overlap, so a swapped pair is told with certainty.
LATITUDES: Final = (44.0, 53.0)
LONGITUDES: Final = (22.0, 41.0)

_AREAS: Final = frozenset({"Polygon", "MultiPolygon"})
_MICRODEGREES: Final = 1e-6
# A simplified outline keeps details of one part in two hundred of the unit's own size.
_DETAIL: Final = 200


class ShapeFault(StrEnum):
    """Why an area is not taken; words are in `errors.SHAPE_FAULTS`."""

    BROKEN = "broken"
    ABROAD = "abroad"


@dataclass(frozen=True, slots=True)
class Area:
    """A valid polygon or several, inside the country. `was_repaired`: rings crossed; `was_swapped`: latitude first."""

    geometry: BaseGeometry
    was_repaired: bool = False
    was_swapped: bool = False


def read_area(geojson: Mapping[str, Any] | None) -> Area | ShapeFault | None:
    """The area of a GeoJSON geometry; None for points and lines, which are labels and edges, not areas."""
    if not isinstance(geojson, Mapping) or geojson.get("type") not in _AREAS:
        return None
    try:
        geometry = shapely.force_2d(shape_of(geojson))
        is_valid = bool(geometry.is_valid)
        polygons = geometry if is_valid else _polygonal(shapely.make_valid(geometry))
    except (ValueError, TypeError, IndexError, KeyError, AttributeError, shapely.errors.ShapelyError):
        return ShapeFault.BROKEN
    if polygons.is_empty or not polygons.area > 0:
        return ShapeFault.BROKEN
    was_swapped = _lies_in(polygons.bounds, LATITUDES, LONGITUDES)
    if was_swapped:
        polygons = shapely.transform(polygons, lambda pairs: pairs[:, ::-1])
    if not _lies_in(polygons.bounds, LONGITUDES, LATITUDES):
        return ShapeFault.ABROAD
    return Area(polygons, was_repaired=not is_valid, was_swapped=was_swapped)


def _polygonal(geometry: BaseGeometry) -> BaseGeometry:
    """Polygons of a repaired geometry without the lines and points that the repair leaves."""
    parts = [part for part in shapely.get_parts(geometry) if part.geom_type == "Polygon"]
    parts += [
        polygon
        for part in shapely.get_parts(geometry)
        if part.geom_type in ("MultiPolygon", "GeometryCollection")
        for polygon in shapely.get_parts(part)
        if polygon.geom_type == "Polygon"
    ]
    return shapely.union_all(parts)


def _lies_in(bounds: tuple[float, ...], xs: tuple[float, float], ys: tuple[float, float]) -> bool:
    west, south, east, north = bounds
    return xs[0] <= west and east <= xs[1] and ys[0] <= south and north <= ys[1]


def as_geojson(geometry: BaseGeometry) -> dict[str, Any]:
    """GeoJSON with six digits after the point: a tenth of a metre."""
    exact = shapely.set_precision(geometry, _MICRODEGREES)
    return _mapping(geometry if exact.is_empty else exact)


def simplified(geometry: BaseGeometry) -> dict[str, Any]:
    """A light outline for maps of many units; still a valid area."""
    west, south, east, north = geometry.bounds
    light = geometry.simplify(max(east - west, north - south) / _DETAIL, preserve_topology=True)
    return as_geojson(light if light.is_valid and light.area > 0 else geometry)


def _mapping(geometry: BaseGeometry) -> dict[str, Any]:
    rounded = shapely.transform(geometry, lambda pairs: pairs.round(6))
    mapping: dict[str, Any] = json.loads(shapely.to_geojson(rounded))
    return mapping


def label_point(geometry: BaseGeometry) -> tuple[float, float]:
    """(latitude, longitude) of a point surely inside: the centre where it is inside, else another."""
    point = geometry.centroid
    if not geometry.contains(point):
        point = geometry.representative_point()
    return round(point.y, 6), round(point.x, 6)


@dataclass(frozen=True, slots=True)
class Spot:
    """A point inside the country."""

    lat: float
    lon: float
    was_swapped: bool = False


def read_spot(lat: str, lon: str) -> Spot | None:
    """A point from two cells, comma or point as the decimal mark; None for what is not a point in the country.

    Latitude and longitude in each other's place are put right: in Ukraine they cannot be confused. (0, 0) is no place.
    """
    try:
        first, second = (float(cell.strip().rstrip(",;").replace(",", ".")) for cell in (lat, lon))
    except ValueError:
        return None
    if _lies_in((second, first, second, first), LONGITUDES, LATITUDES):
        return Spot(first, second)
    if _lies_in((first, second, first, second), LONGITUDES, LATITUDES):
        return Spot(second, first, was_swapped=True)
    return None
