"""Everything that the desk changes of its own, and what it composes from the rooms below."""

from vikno.desk.services.destruction import approve_destruction, replay_destruction, request_destruction
from vikno.desk.services.drafts import (
    add_service,
    change_applicant,
    choose_service,
    choose_services,
    discard_draft,
    keep_papers,
    keep_typed,
    keep_wishes,
    start_draft,
)
from vikno.desk.services.merging import merge_people, part_people
from vikno.desk.services.parties import add_party, keep_parties, serve_draft
from vikno.desk.services.trails import TrailForm, give_trail, view_trail
from vikno.desk.services.visits import keep_visit_sheet, register_draft, sheet_size

__all__ = [
    "TrailForm",
    "add_party",
    "add_service",
    "approve_destruction",
    "change_applicant",
    "choose_service",
    "choose_services",
    "discard_draft",
    "give_trail",
    "keep_papers",
    "keep_parties",
    "keep_typed",
    "keep_visit_sheet",
    "keep_wishes",
    "merge_people",
    "part_people",
    "register_draft",
    "replay_destruction",
    "request_destruction",
    "serve_draft",
    "sheet_size",
    "start_draft",
    "view_trail",
]
