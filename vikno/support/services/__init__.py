"""Writes of support."""

from vikno.support.services.acts import LineFacts, draft_act, move_act, register_inventory, write_lines
from vikno.support.services.amendments import propose_amendment, sign_amendment
from vikno.support.services.assets import (
    CorrectionFacts,
    IncidentFacts,
    InspectionFacts,
    agree_correction,
    answer_inspection,
    correct_line,
    inspect,
    take_off,
    tell_incident,
)
from vikno.support.services.equipment import (
    AllocationFacts,
    NeedRow,
    add_item,
    allocate,
    record_delivery,
    take_needs,
)
from vikno.support.services.giving import (
    bring_package,
    drop_package,
    link_grant,
    offer_package,
    say_day_order,
    undo_package,
)
from vikno.support.services.ledger import ActivityFacts, correct_activity, record_activity
from vikno.support.services.memoranda import MemorandumFacts, draft_memorandum, move_memorandum, write_text
from vikno.support.services.plans import MilestoneFacts, add_milestone, cancel_milestone, move_milestone
from vikno.support.services.proofs import keep_proof, proof_of
from vikno.support.services.results import (
    IndicatorFacts,
    add_indicator,
    add_period,
    add_result,
    count_actuals,
    tell_actual,
)

__all__ = [
    "ActivityFacts",
    "AllocationFacts",
    "CorrectionFacts",
    "IncidentFacts",
    "IndicatorFacts",
    "InspectionFacts",
    "LineFacts",
    "MemorandumFacts",
    "MilestoneFacts",
    "NeedRow",
    "add_indicator",
    "add_item",
    "add_milestone",
    "add_period",
    "add_result",
    "agree_correction",
    "allocate",
    "answer_inspection",
    "bring_package",
    "cancel_milestone",
    "correct_activity",
    "correct_line",
    "count_actuals",
    "draft_act",
    "draft_memorandum",
    "drop_package",
    "inspect",
    "keep_proof",
    "link_grant",
    "move_act",
    "move_memorandum",
    "move_milestone",
    "offer_package",
    "proof_of",
    "propose_amendment",
    "record_activity",
    "record_delivery",
    "register_inventory",
    "say_day_order",
    "sign_amendment",
    "take_needs",
    "take_off",
    "tell_actual",
    "tell_incident",
    "undo_package",
    "write_lines",
    "write_text",
]
