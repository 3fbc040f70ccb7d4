"""Tables of support. Shared ones carry the hromada and the programme's organisation; a programme's own, the latter."""

from vikno.support.models.acts import (
    ActLine,
    ActSignature,
    ActStep,
    AssetIncident,
    CorrectionAct,
    HandoverAct,
    Inspection,
    ReturnAct,
)
from vikno.support.models.base import Shared
from vikno.support.models.equipment import AllocationLine, Delivery, EquipmentItem, NeedLine
from vikno.support.models.giving import BroughtGrant, GrantPackage
from vikno.support.models.ledger import SupportActivity
from vikno.support.models.memoranda import Amendment, Memorandum, MemorandumStep, MemorandumVersion
from vikno.support.models.plans import Deliverable, Milestone, MilestoneStep
from vikno.support.models.results import Actual, Indicator, Period, Result

__all__ = [
    "ActLine",
    "ActSignature",
    "ActStep",
    "Actual",
    "AllocationLine",
    "Amendment",
    "AssetIncident",
    "BroughtGrant",
    "CorrectionAct",
    "Deliverable",
    "Delivery",
    "EquipmentItem",
    "GrantPackage",
    "HandoverAct",
    "Indicator",
    "Inspection",
    "Memorandum",
    "MemorandumStep",
    "MemorandumVersion",
    "Milestone",
    "MilestoneStep",
    "NeedLine",
    "Period",
    "Result",
    "ReturnAct",
    "Shared",
    "SupportActivity",
]
