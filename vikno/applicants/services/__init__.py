"""Everything that changes applicants."""

from vikno.applicants.rules import ApplicantFacts
from vikno.applicants.services.keeping import (
    add_applicant,
    add_representative,
    edit_applicant,
    facts_of,
    forget_applicant,
    record_look,
)
from vikno.applicants.services.merging import MovedRows, merge_applicants, undo_merge

__all__ = [
    "ApplicantFacts",
    "MovedRows",
    "add_applicant",
    "add_representative",
    "edit_applicant",
    "facts_of",
    "forget_applicant",
    "merge_applicants",
    "record_look",
    "undo_merge",
]
