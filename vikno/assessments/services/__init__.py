"""Everything that changes assessments, rounds and roadmaps."""

from vikno.assessments.services.answering import Answer, answer
from vikno.assessments.services.beginning import begin, prefill
from vikno.assessments.services.frameworks import lay_own_framework, publish_framework, share_own_framework
from vikno.assessments.services.handing_in import Finding, accept, close_own, hand_in, send_back, verify
from vikno.assessments.services.inviting import invite, invite_listed, tell_invited
from vikno.assessments.services.proving import Paper, add_evidence, give_file, judge_evidence, revise_evidence
from vikno.assessments.services.roadmaps import Plan, change_item, leave_as_is, move_item, plan_item, take_up
from vikno.assessments.services.rounds import assign, open_round, prefill_again

__all__ = [
    "Answer",
    "Finding",
    "Paper",
    "Plan",
    "accept",
    "add_evidence",
    "answer",
    "assign",
    "begin",
    "change_item",
    "close_own",
    "give_file",
    "hand_in",
    "invite",
    "invite_listed",
    "judge_evidence",
    "lay_own_framework",
    "leave_as_is",
    "move_item",
    "open_round",
    "plan_item",
    "prefill",
    "prefill_again",
    "publish_framework",
    "revise_evidence",
    "send_back",
    "share_own_framework",
    "take_up",
    "tell_invited",
    "verify",
]
