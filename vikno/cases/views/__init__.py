"""Pages of cases."""

from vikno.cases.views.journal import journal, journal_sheet, journal_table
from vikno.cases.views.lists import case_list, case_table
from vikno.cases.views.pages import access_code, act, case_page, decision_notice, inventory, progress_sheet
from vikno.cases.views.scans import attachment, scan, scans, unsorted
from vikno.cases.views.slips import day_list, slip
from vikno.cases.views.tasks import task, task_reopening
from vikno.cases.views.terms import add_days, revoke_days, terms
from vikno.cases.views.transfers import handover, transfer_undoing, transfers

__all__ = [
    "access_code",
    "act",
    "add_days",
    "attachment",
    "case_list",
    "case_page",
    "case_table",
    "day_list",
    "decision_notice",
    "handover",
    "inventory",
    "journal",
    "journal_sheet",
    "journal_table",
    "progress_sheet",
    "revoke_days",
    "scan",
    "scans",
    "slip",
    "task",
    "task_reopening",
    "terms",
    "transfer_undoing",
    "transfers",
    "unsorted",
]
