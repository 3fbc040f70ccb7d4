"""Reads of assessments, their results, rounds and roadmaps."""

from vikno.assessments.queries.again import Again, assessed_again
from vikno.assessments.queries.assessments import (
    access_assessment,
    access_round,
    handed_in,
    is_open,
    latest_submitted,
    locked_assessment,
    moves_of,
    own_open,
    previous_of,
    rounds_of,
    submitted_of,
    visible_to,
)
from vikno.assessments.queries.evidence import access_evidence, newest_file, revisions_of
from vikno.assessments.queries.frameworks import OWN_MODEL, framework_in_force, own_dimensions, read
from vikno.assessments.queries.invitations import INVITED, Verdict, judged, not_invited
from vikno.assessments.queries.results import Orphans, Since, change_since, orphans_of
from vikno.assessments.queries.roadmap import access_item, is_late, moves_of_item, roadmap_of, sums_of
from vikno.assessments.queries.rounds import (
    LEAST_COMPARED,
    Compared,
    Progress,
    assessments_of,
    compared,
    progress_of,
    progress_of_rounds,
)
from vikno.assessments.queries.sheets import Line, Sheet, frozen_sheet, handed_in_sheets, latest_submission, sheet_of
from vikno.assessments.queries.snapshots import NOT_OFFICIAL, annex_of, snapshot_of

__all__ = [
    "INVITED",
    "LEAST_COMPARED",
    "NOT_OFFICIAL",
    "OWN_MODEL",
    "Again",
    "Compared",
    "Line",
    "Orphans",
    "Progress",
    "Sheet",
    "Since",
    "Verdict",
    "access_assessment",
    "access_evidence",
    "access_item",
    "access_round",
    "annex_of",
    "assessed_again",
    "assessments_of",
    "change_since",
    "compared",
    "framework_in_force",
    "frozen_sheet",
    "handed_in",
    "handed_in_sheets",
    "is_late",
    "is_open",
    "judged",
    "latest_submission",
    "latest_submitted",
    "locked_assessment",
    "moves_of",
    "moves_of_item",
    "newest_file",
    "not_invited",
    "orphans_of",
    "own_dimensions",
    "own_open",
    "previous_of",
    "progress_of",
    "progress_of_rounds",
    "read",
    "revisions_of",
    "roadmap_of",
    "rounds_of",
    "sheet_of",
    "snapshot_of",
    "submitted_of",
    "sums_of",
    "visible_to",
]
