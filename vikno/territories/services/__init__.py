"""Taking in files about territories. Each import is whole or nothing and tells what it did."""

from vikno.territories.services.codifier import import_territories
from vikno.territories.services.report import ImportReport, Progress

__all__ = ["ImportReport", "Progress", "import_territories"]
