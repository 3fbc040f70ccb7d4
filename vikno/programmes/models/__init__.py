"""Tables of programmes, calls and proposals."""

from vikno.programmes.models.calls import (
    CallDocument,
    CallNotice,
    CallStep,
    CallVersion,
    Clarification,
    Outage,
    ProgrammeCall,
    Question,
)
from vikno.programmes.models.parts import (
    Advantage,
    Criterion,
    EligibilityRule,
    RegionRule,
    Track,
    VisibilityPhase,
)
from vikno.programmes.models.programme import Programme
from vikno.programmes.models.proposals import (
    ClarificationRequest,
    EligibilityCheck,
    Proposal,
    ProposalRevision,
    ProposalStep,
    Receipt,
    ToldNotice,
    TypedFact,
)

__all__ = [
    "Advantage",
    "CallDocument",
    "CallNotice",
    "CallStep",
    "CallVersion",
    "Clarification",
    "ClarificationRequest",
    "Criterion",
    "EligibilityCheck",
    "EligibilityRule",
    "Outage",
    "Programme",
    "ProgrammeCall",
    "Proposal",
    "ProposalRevision",
    "ProposalStep",
    "Question",
    "Receipt",
    "RegionRule",
    "ToldNotice",
    "Track",
    "TypedFact",
    "VisibilityPhase",
]
