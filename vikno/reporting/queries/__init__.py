"""Reads of reports."""

from vikno.reporting.queries.costs import (
    FIRST_YEAR,
    costs_of,
    current_lines,
    history_of,
    lines_at,
    point_of_costs,
    span_of_costs,
)
from vikno.reporting.queries.country import CentreRow, Summary, summary_of
from vikno.reporting.queries.donor import Donor, donor_of
from vikno.reporting.queries.quality import Found, asked_of, check_named, found_in, rows_of
from vikno.reporting.queries.reports import (
    Answer,
    Draft,
    draft_of,
    facts_of,
    in_force,
    quarter_asked,
    quarters_of,
    signed_report,
    typed_of,
    values_before,
    values_in,
    versions_of,
)
from vikno.reporting.queries.week import Week, wants_letter, week_of, who_wants_letters
from vikno.reporting.queries.year import Year, year_asked, year_of
from vikno.reporting.rules import quarter_to_keep

__all__ = [
    "FIRST_YEAR",
    "Answer",
    "CentreRow",
    "Donor",
    "Draft",
    "Found",
    "Summary",
    "Week",
    "Year",
    "asked_of",
    "check_named",
    "costs_of",
    "current_lines",
    "donor_of",
    "draft_of",
    "facts_of",
    "found_in",
    "history_of",
    "in_force",
    "lines_at",
    "point_of_costs",
    "quarter_asked",
    "quarter_to_keep",
    "quarters_of",
    "rows_of",
    "signed_report",
    "span_of_costs",
    "summary_of",
    "typed_of",
    "values_before",
    "values_in",
    "versions_of",
    "wants_letter",
    "week_of",
    "who_wants_letters",
    "year_asked",
    "year_of",
]
