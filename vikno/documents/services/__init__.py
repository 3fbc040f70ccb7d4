"""Everything that writes here: printed forms, files people bring, and what becomes of both in time."""

from vikno.common.shelves import Incoming
from vikno.documents.services.files import (
    codes_on_first_page,
    give_file,
    keep_file,
    known_already,
    release_waiting,
    require_harmless,
)
from vikno.documents.services.keeping import (
    copy_of,
    give_out,
    keep_document,
    keep_form,
    keep_slip,
    lay_down_form,
    reprint,
)
from vikno.documents.services.retention import (
    Line,
    Member,
    add_retention_rule,
    approve_act,
    destroy_file,
    destroy_forms,
    lift_hold,
    place_hold,
    reject_act,
    request_act,
)

__all__ = [
    "Incoming",
    "Line",
    "Member",
    "add_retention_rule",
    "approve_act",
    "codes_on_first_page",
    "copy_of",
    "destroy_file",
    "destroy_forms",
    "give_file",
    "give_out",
    "keep_document",
    "keep_file",
    "keep_form",
    "keep_slip",
    "known_already",
    "lay_down_form",
    "lift_hold",
    "place_hold",
    "reject_act",
    "release_waiting",
    "reprint",
    "request_act",
    "require_harmless",
]
