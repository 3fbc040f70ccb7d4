"""Decisions of the selection: values in, value out."""

from vikno.selection.rules.assigning import Load, Want, distribute
from vikno.selection.rules.calibration import Severity, is_calibrated, severities
from vikno.selection.rules.conflicts import TieFact, barring_tie
from vikno.selection.rules.helping import Help, helped
from vikno.selection.rules.moves import (
    APPEAL_MOVES,
    ASSIGNMENT_MOVES,
    DECISION_MOVES,
    PROPOSAL_OUTCOMES,
    RUN_MOVES,
    after,
    moves_from,
)
from vikno.selection.rules.talks import TalkHours, are_talk_hours, clashes, has_talks
from vikno.selection.rules.visible import HIDDEN_BY_DEFAULT, FileAccess, files_are, told_by_files, values_for

__all__ = [
    "APPEAL_MOVES",
    "ASSIGNMENT_MOVES",
    "DECISION_MOVES",
    "HIDDEN_BY_DEFAULT",
    "PROPOSAL_OUTCOMES",
    "RUN_MOVES",
    "FileAccess",
    "Help",
    "Load",
    "Severity",
    "TalkHours",
    "TieFact",
    "Want",
    "after",
    "are_talk_hours",
    "barring_tie",
    "clashes",
    "distribute",
    "files_are",
    "has_talks",
    "helped",
    "is_calibrated",
    "moves_from",
    "severities",
    "told_by_files",
    "values_for",
]
