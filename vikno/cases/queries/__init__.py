"""Reading cases: one by its number, lists and their counts, the journal, the law of a day, the public page."""

from vikno.cases.queries.counts import WorkCounts, work_counts
from vikno.cases.queries.finding import case_by_number, cases_by_tail, number_in, papers_of, steps_of
from vikno.cases.queries.journal import journal
from vikno.cases.queries.law import (
    deadline_if_registered,
    deciding_bodies,
    local_days,
    provider_of,
    providers_for,
    version_in_force,
)
from vikno.cases.queries.lists import WAITING, CaseFilters, cases_of, points_of_network, visible_cases
from vikno.cases.queries.public import PublicStatus, PublicStep, public_status

__all__ = [
    "WAITING",
    "CaseFilters",
    "PublicStatus",
    "PublicStep",
    "WorkCounts",
    "case_by_number",
    "cases_by_tail",
    "cases_of",
    "deadline_if_registered",
    "deciding_bodies",
    "journal",
    "local_days",
    "number_in",
    "papers_of",
    "points_of_network",
    "provider_of",
    "providers_for",
    "public_status",
    "steps_of",
    "version_in_force",
    "visible_cases",
    "work_counts",
]
