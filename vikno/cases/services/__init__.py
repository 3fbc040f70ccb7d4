"""Everything that changes a case."""

from vikno.cases.services.deciding import decide_case
from vikno.cases.services.lists import export_list, record_list_look
from vikno.cases.services.local_days import add_local_days, revoke_local_days
from vikno.cases.services.opening import OpenedCase, PaperLine, open_case, renew_access_code
from vikno.cases.services.prints import keep_inventory, keep_journal, keep_progress_sheet, record_export
from vikno.cases.services.results import issue_result, notify_applicant, receive_result
from vikno.cases.services.scans import attach_file, keep_scan
from vikno.cases.services.steps import add_note, lock_cases, record_look, record_step, withdraw_case
from vikno.cases.services.terms import extend_term, leave_without_motion, record_cure, resume_case, suspend_case

__all__ = [
    "OpenedCase",
    "PaperLine",
    "add_local_days",
    "add_note",
    "attach_file",
    "decide_case",
    "export_list",
    "extend_term",
    "issue_result",
    "keep_inventory",
    "keep_journal",
    "keep_progress_sheet",
    "keep_scan",
    "leave_without_motion",
    "lock_cases",
    "notify_applicant",
    "open_case",
    "receive_result",
    "record_cure",
    "record_export",
    "record_list_look",
    "record_look",
    "record_step",
    "renew_access_code",
    "resume_case",
    "revoke_local_days",
    "suspend_case",
    "withdraw_case",
]
