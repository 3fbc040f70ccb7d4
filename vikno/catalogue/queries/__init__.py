"""Reading the catalogue: services on a day, their cards, their history, and the catalogue as a file."""

from vikno.catalogue.queries.cards import (
    CardItem,
    CardSection,
    InformationCard,
    card_data,
    card_pdf,
    index_values,
    information_card,
)
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
from vikno.catalogue.queries.words import price_words, term_words
from vikno.catalogue.rules import CardPlace, PlaceHours

__all__ = [
    "EXPORT_KINDS",
    "CardItem",
    "CardPlace",
    "CardSection",
    "ExportKind",
    "InformationCard",
    "PlaceHours",
    "card_data",
    "card_pdf",
    "content_of",
    "dates_of",
    "export_catalogue",
    "facts_of",
    "groups",
    "index_values",
    "information_card",
    "life_events",
    "mandatory_services",
    "price_words",
    "published_on",
    "search_services",
    "service_by_code",
    "services_in_force",
    "term_words",
    "version_in_force",
    "versions_in_force",
    "veteran_services",
    "with_content",
]
