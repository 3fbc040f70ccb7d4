"""Everything that writes here: printed forms, and files people bring."""

from vikno.documents.services.files import Incoming, give_file, keep_file, release_waiting
from vikno.documents.services.keeping import copy_of, give_out, keep_document, keep_form, lay_down_form, reprint

__all__ = [
    "Incoming",
    "copy_of",
    "give_file",
    "give_out",
    "keep_document",
    "keep_file",
    "keep_form",
    "lay_down_form",
    "release_waiting",
    "reprint",
]
