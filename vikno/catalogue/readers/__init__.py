"""Files that hold services, read into one shape: our seed, our JSON, tables of others."""

from vikno.catalogue.readers.bundle import (
    Bundle,
    ReadAuthority,
    ReadGroup,
    ReadIndex,
    ReadLifeEvent,
    ReadService,
)
from vikno.catalogue.readers.cards import cards_in, html_to_text
from vikno.catalogue.readers.files import read_catalogue_file
from vikno.catalogue.readers.seed import read_seed

__all__ = [
    "Bundle",
    "ReadAuthority",
    "ReadGroup",
    "ReadIndex",
    "ReadLifeEvent",
    "ReadService",
    "cards_in",
    "html_to_text",
    "read_catalogue_file",
    "read_seed",
]
