"""Reads of the directory of territories."""

from vikno.territories.queries.kinds import kinds_of
from vikno.territories.queries.pages import UnitPage, unit_map, unit_page
from vikno.territories.queries.places import HromadaMap, has_borders, hromada_borders, hromada_map
from vikno.territories.queries.search import Found, find_units
from vikno.territories.queries.units import (
    children_of,
    edition_in_force,
    editions,
    in_force,
    names_by_code,
    oblasts,
    population_of,
    settlements_of,
    tenants,
    unit,
    with_surroundings,
)

__all__ = [
    "Found",
    "HromadaMap",
    "UnitPage",
    "children_of",
    "edition_in_force",
    "editions",
    "find_units",
    "has_borders",
    "hromada_borders",
    "hromada_map",
    "in_force",
    "kinds_of",
    "names_by_code",
    "oblasts",
    "population_of",
    "settlements_of",
    "tenants",
    "unit",
    "unit_map",
    "unit_page",
    "with_surroundings",
]
