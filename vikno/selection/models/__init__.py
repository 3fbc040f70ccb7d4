"""Tables of the selection. A result and an appeal belong to a hromada, the rest to the programme."""

from vikno.selection.models.deciding import Decision, DecisionLine, PublishedResult, RankingEntry, RankingRun
from vikno.selection.models.files import NamelessFile
from vikno.selection.models.people import Assignment, AssignmentStep, Conflict, Declaration, PastTie, Reviewer
from vikno.selection.models.results import Appeal, OwnResult
from vikno.selection.models.rules import Anchor, CallReview, ConflictRule, Opening
from vikno.selection.models.scores import AnchorMarks, Discussion, Score, Talk
from vikno.selection.models.talks import TalkPlan, TalkSeat

__all__ = [
    "Anchor",
    "AnchorMarks",
    "Appeal",
    "Assignment",
    "AssignmentStep",
    "CallReview",
    "Conflict",
    "ConflictRule",
    "Decision",
    "DecisionLine",
    "Declaration",
    "Discussion",
    "NamelessFile",
    "Opening",
    "OwnResult",
    "PastTie",
    "PublishedResult",
    "RankingEntry",
    "RankingRun",
    "Reviewer",
    "Score",
    "Talk",
    "TalkPlan",
    "TalkSeat",
]
