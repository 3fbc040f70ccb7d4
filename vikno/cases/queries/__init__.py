"""Reading cases: one by its number, lists and their counts, the journal, the law of a day, the public page."""

from vikno.cases.queries.counts import (
    ON_BOARD,
    WorkCounts,
    counted_together,
    counts_by_point,
    load_by_officer,
    work_counts,
)
from vikno.cases.queries.finding import case_by_number, cases_by_tail, number_in, papers_of, steps_of
from vikno.cases.queries.journal import journal
from vikno.cases.queries.keeping import Kept, due_cases, kept_until
from vikno.cases.queries.law import (
    appeal_deadline,
    deadline_if_registered,
    deciding_bodies,
    local_days,
    most_appeal_extension,
    provider_of,
    providers_for,
    regimes_of,
    version_in_force,
)
from vikno.cases.queries.lists import (
    EVERYWHERE,
    KEPT,
    WAITING,
    CaseFilters,
    cases_of,
    filters_said,
    order_of,
    points_of_network,
    visible_cases,
)
from vikno.cases.queries.parties import co_applicants_of, hearings_of
from vikno.cases.queries.public import PublicStatus, PublicStep, public_status
from vikno.cases.queries.scans import access_scan, scans_of, unsorted_files
from vikno.cases.queries.transfers import cases_among, cases_to_give, transfers_by, transfers_to
from vikno.cases.queries.worklists import Order, is_work_list, work_lists_of

__all__ = [
    "EVERYWHERE",
    "KEPT",
    "ON_BOARD",
    "WAITING",
    "CaseFilters",
    "Kept",
    "Order",
    "PublicStatus",
    "PublicStep",
    "WorkCounts",
    "access_scan",
    "appeal_deadline",
    "case_by_number",
    "cases_among",
    "cases_by_tail",
    "cases_of",
    "cases_to_give",
    "co_applicants_of",
    "counted_together",
    "counts_by_point",
    "deadline_if_registered",
    "deciding_bodies",
    "due_cases",
    "filters_said",
    "hearings_of",
    "is_work_list",
    "journal",
    "kept_until",
    "load_by_officer",
    "local_days",
    "most_appeal_extension",
    "number_in",
    "order_of",
    "papers_of",
    "points_of_network",
    "provider_of",
    "providers_for",
    "public_status",
    "regimes_of",
    "scans_of",
    "steps_of",
    "transfers_by",
    "transfers_to",
    "unsorted_files",
    "version_in_force",
    "visible_cases",
    "work_counts",
    "work_lists_of",
]
