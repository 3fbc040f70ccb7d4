"""What the page of one unit shows, and its map."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from vikno.territories.enums import SETTLEMENTS, TENANTS
from vikno.territories.models import Boundary, Population, Unit, UnitName
from vikno.territories.queries.units import children_of, in_force, population_of, unit


@dataclass(frozen=True)
class UnitPage:
    """A unit with everything known of it. `members` are units right below it, by type and alphabet."""

    unit: Unit
    population: Population | None
    old_names: list[UnitName]
    postcodes: list[str]
    old_codes: list[str]
    members: list[Unit]
    has_outline: bool

    @property
    def has_map(self) -> bool:
        """Whether there is anything to draw: its own outline, its parts' outlines, or its point."""
        return self.has_outline or self.unit.lat is not None


def unit_page(code: str) -> UnitPage | None:
    """The page of a unit, a removed one too; None for an unknown code. Seven queries for any number of members."""
    found = unit(code)
    if found is None:
        return None
    return UnitPage(
        unit=found,
        population=population_of(code),
        old_names=list(found.old_names.order_by("-valid_to", "pk")),
        postcodes=list(found.postcodes.order_by("postcode").values_list("postcode", flat=True)),
        old_codes=list(found.old_codes.order_by("koatuu").values_list("koatuu", flat=True)),
        members=list(children_of(code)),
        has_outline=Boundary.objects.filter(Q(unit_id=code) | Q(unit__parent_id=code)).exists(),
    )


def unit_map(code: str) -> dict[str, Any]:
    """GeoJSON: the outline of a unit, outlines of units below it, and points of a hromada's settlements.

    What has no place on the map is left out, never put at zero degrees.
    """
    found = Unit.objects.filter(pk=code).first()
    if found is None:
        return {"type": "FeatureCollection", "features": []}
    is_settlement = found.category in SETTLEMENTS
    # A lone village says nothing: it is shown inside its hromada. Others are shown with what is inside them.
    background = Q(unit_id=found.hromada_id) if is_settlement else Q(unit__parent_id=code, unit__removed_on=None)
    own, others = _outlines(Q(unit_id=code)), _outlines(background)
    features = [_area(row.unit, row.geometry, kind="own") for row in own]
    features += [_area(row.unit, row.simplified) for row in others]
    # Leaflet draws in this order: what is small must lie on top to be reachable.
    features = features[::-1] if is_settlement else features
    return {"type": "FeatureCollection", "features": features + [_point(place) for place in _places(found)]}


def _outlines(condition: Q) -> list[Boundary]:
    return list(Boundary.objects.filter(condition).select_related("unit").order_by("unit__sort_key", "unit_id"))


def _places(found: Unit) -> list[Unit]:
    if found.category in SETTLEMENTS:
        return [found] if found.lat is not None else []
    if found.category not in TENANTS:
        return []
    return list(in_force().filter(hromada_id=found.pk, lat__isnull=False).order_by("sort_key", "code"))


def _area(place: Unit, geometry: dict[str, Any], *, kind: str = "") -> dict[str, Any]:
    return {"type": "Feature", "geometry": geometry, "properties": {**_properties(place), "kind": kind}}


def _point(place: Unit) -> dict[str, Any]:
    geometry = {"type": "Point", "coordinates": [place.lon, place.lat]}
    return {"type": "Feature", "geometry": geometry, "properties": _properties(place)}


def _properties(place: Unit) -> dict[str, str]:
    return {"name": place.title, "code": place.pk, "url": place.get_absolute_url()}
