"""Writes of the selection."""

from vikno.selection.services.appealing import answer_appeal, file_appeal
from vikno.selection.services.assigning import distribute_proposals, expire_assignments
from vikno.selection.services.conflicts import add_tie, declare_ties, lift_conflict, object_to_expert
from vikno.selection.services.deciding import deviate_line, embargo_decision, sign_decision
from vikno.selection.services.files import mark_nameless, read_file, unmark_nameless
from vikno.selection.services.hours import programmes_with_due, publish_due
from vikno.selection.services.publishing import publish_decision, publish_now
from vikno.selection.services.ranking import adopt_run, compute_run, freeze_run, prepare_run
from vikno.selection.services.reviewing import (
    accept_assignment,
    hand_in_review,
    recuse,
    reopen_review,
    save_marks,
    submit_review,
)
from vikno.selection.services.talks import TalkFacts, call_off_talks, cancel_talk, plan_talk
from vikno.selection.services.terms import add_anchor, add_reviewer, mark_anchor, open_files, set_terms, show_experts
from vikno.selection.services.together import record_talk, settle_spread

__all__ = [
    "TalkFacts",
    "accept_assignment",
    "add_anchor",
    "add_reviewer",
    "add_tie",
    "adopt_run",
    "answer_appeal",
    "call_off_talks",
    "cancel_talk",
    "compute_run",
    "declare_ties",
    "deviate_line",
    "distribute_proposals",
    "embargo_decision",
    "expire_assignments",
    "file_appeal",
    "freeze_run",
    "hand_in_review",
    "lift_conflict",
    "mark_anchor",
    "mark_nameless",
    "object_to_expert",
    "open_files",
    "plan_talk",
    "prepare_run",
    "programmes_with_due",
    "publish_decision",
    "publish_due",
    "publish_now",
    "read_file",
    "record_talk",
    "recuse",
    "reopen_review",
    "save_marks",
    "set_terms",
    "settle_spread",
    "show_experts",
    "sign_decision",
    "submit_review",
    "unmark_nameless",
]
