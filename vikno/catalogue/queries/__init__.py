"""Reading the catalogue: services on a day, their cards, their history, and the catalogue as a file."""

from vikno.catalogue.queries.contents import content_of, dates_of, facts_of, with_content
from vikno.catalogue.queries.exports import EXPORT_KINDS, ExportKind, export_catalogue
from vikno.catalogue.queries.services import (
    groups,
    life_events,
    mandatory_services,
    published_on,
    search_services,
    service_by_code,
    services_in_force,
    version_in_force,
    versions_in_force,
    veteran_services,
)

__all__ = [
    "EXPORT_KINDS",
    "ExportKind",
    "content_of",
    "dates_of",
    "export_catalogue",
    "facts_of",
    "groups",
    "life_events",
    "mandatory_services",
    "published_on",
    "search_services",
    "service_by_code",
    "services_in_force",
    "version_in_force",
    "versions_in_force",
    "veteran_services",
    "with_content",
]
