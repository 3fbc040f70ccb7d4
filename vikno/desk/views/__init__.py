"""Pages of the desk."""

from vikno.desk.views.access import person_access, person_access_sheet, person_access_table
from vikno.desk.views.board import board
from vikno.desk.views.cases import case_beside
from vikno.desk.views.filters import filter_removal, saved_filters
from vikno.desk.views.finding import find
from vikno.desk.views.home import duty, home
from vikno.desk.views.intake import (
    check,
    discard,
    done,
    draft,
    intake,
    papers,
    registration,
    service,
    typed,
    who,
    wishes,
)
from vikno.desk.views.merging import person_merge, person_part
from vikno.desk.views.parties import at_once, together
from vikno.desk.views.people import people, person, person_edit, person_new, representative_new
from vikno.desk.views.retention import (
    case_hold,
    destruction_act,
    destruction_acts,
    destruction_decision,
    retention_home,
    retention_rule,
)
from vikno.desk.views.visits import another, bundle, visit, visit_sheet

__all__ = [
    "another",
    "at_once",
    "board",
    "bundle",
    "case_beside",
    "case_hold",
    "check",
    "destruction_act",
    "destruction_acts",
    "destruction_decision",
    "discard",
    "done",
    "draft",
    "duty",
    "filter_removal",
    "find",
    "home",
    "intake",
    "papers",
    "people",
    "person",
    "person_access",
    "person_access_sheet",
    "person_access_table",
    "person_edit",
    "person_merge",
    "person_new",
    "person_part",
    "registration",
    "representative_new",
    "retention_home",
    "retention_rule",
    "saved_filters",
    "service",
    "together",
    "typed",
    "visit",
    "visit_sheet",
    "who",
    "wishes",
]
