"""Taking in files about territories, whole or nothing, each telling what it did; and giving the directory out."""

from collections.abc import Callable
from typing import Final

from vikno.common.reports import Progress
from vikno.territories.services.boundaries import import_boundaries
from vikno.territories.services.codifier import import_territories
from vikno.territories.services.export import export_territories
from vikno.territories.services.population import import_population
from vikno.territories.services.postcodes import import_postcodes
from vikno.territories.services.report import ImportReport
from vikno.territories.services.stations import import_stations

# What a steward's page and the command line may bring, by the word they use.
IMPORTS: Final[dict[str, Callable[..., ImportReport]]] = {
    "territories": import_territories,
    "boundaries": import_boundaries,
    "population": import_population,
    "postcodes": import_postcodes,
    "stations": import_stations,
}

__all__ = [
    "IMPORTS",
    "ImportReport",
    "Progress",
    "export_territories",
    "import_boundaries",
    "import_population",
    "import_postcodes",
    "import_stations",
    "import_territories",
]
