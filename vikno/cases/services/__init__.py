"""Everything that changes a case."""

from vikno.cases.services.at_once import serve_at_once
from vikno.cases.services.daily import daily_round
from vikno.cases.services.deciding import decide_case
from vikno.cases.services.erasing import erase_case
from vikno.cases.services.hearing import invite_to_hearing, record_hearing
from vikno.cases.services.lists import export_list, record_list_look, record_people_shown
from vikno.cases.services.local_days import add_local_days, revoke_local_days
from vikno.cases.services.moving import move_cases, move_cases_back
from vikno.cases.services.opening import OpenedCase, PaperLine, Together, open_case, renew_access_code
from vikno.cases.services.prints import (
    keep_day_list,
    keep_decision_notice,
    keep_inventory,
    keep_journal,
    keep_progress_sheet,
    keep_slip,
    record_export,
)
from vikno.cases.services.results import (
    archive_case,
    issue_result,
    mark_unclaimed,
    notify_applicant,
    post_result,
    receive_result,
    take_back_letter,
)
from vikno.cases.services.scans import attach_file, keep_scan
from vikno.cases.services.steps import add_note, lock_cases, record_look, record_step, withdraw_case
from vikno.cases.services.terms import extend_term, leave_without_motion, record_cure, resume_case, suspend_case
from vikno.cases.services.transfers import MOST_CASES, hand_over_case, hand_over_cases, previewed, undo_transfer
from vikno.cases.services.workflow import finish_task, reopen_task

__all__ = [
    "MOST_CASES",
    "OpenedCase",
    "PaperLine",
    "Together",
    "add_local_days",
    "add_note",
    "archive_case",
    "attach_file",
    "daily_round",
    "decide_case",
    "erase_case",
    "export_list",
    "extend_term",
    "finish_task",
    "hand_over_case",
    "hand_over_cases",
    "invite_to_hearing",
    "issue_result",
    "keep_day_list",
    "keep_decision_notice",
    "keep_inventory",
    "keep_journal",
    "keep_progress_sheet",
    "keep_scan",
    "keep_slip",
    "leave_without_motion",
    "lock_cases",
    "mark_unclaimed",
    "move_cases",
    "move_cases_back",
    "notify_applicant",
    "open_case",
    "post_result",
    "previewed",
    "receive_result",
    "record_cure",
    "record_export",
    "record_hearing",
    "record_list_look",
    "record_look",
    "record_people_shown",
    "record_step",
    "renew_access_code",
    "reopen_task",
    "resume_case",
    "revoke_local_days",
    "serve_at_once",
    "suspend_case",
    "take_back_letter",
    "undo_transfer",
    "withdraw_case",
]
