"""A questionnaire carried into the field with Kobo or ODK, and what comes back. Plain Python: no database, no clock."""

from vikno.questionnaires.field.carried import (
    OWN,
    NotConverted,
    carried_form,
    is_converter_here,
    taken_codes,
    xform_of,
)
from vikno.questionnaires.field.judging import Fault, Judged, judged
from vikno.questionnaires.field.submissions import MOST, FieldFileRefused, Submission, read_submissions

__all__ = [
    "MOST",
    "OWN",
    "Fault",
    "FieldFileRefused",
    "Judged",
    "NotConverted",
    "Submission",
    "carried_form",
    "is_converter_here",
    "judged",
    "read_submissions",
    "taken_codes",
    "xform_of",
]
