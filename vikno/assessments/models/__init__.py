"""Models, rounds, assessments and what was said in them; roadmaps."""

from vikno.assessments.models.assessments import (
    Assessment,
    AssessmentMove,
    FrameworkVersion,
    GapAccepted,
    Round,
    Said,
    Submission,
    Verification,
)
from vikno.assessments.models.evidence import Evidence, EvidenceMove, EvidenceRevision
from vikno.assessments.models.roadmap import ItemMove, RoadmapItem

__all__ = [
    "Assessment",
    "AssessmentMove",
    "Evidence",
    "EvidenceMove",
    "EvidenceRevision",
    "FrameworkVersion",
    "GapAccepted",
    "ItemMove",
    "RoadmapItem",
    "Round",
    "Said",
    "Submission",
    "Verification",
]
