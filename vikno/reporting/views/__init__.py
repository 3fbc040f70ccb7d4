"""Pages of reports."""

from vikno.reporting.views.costs import cost_lines, cost_table, costs
from vikno.reporting.views.country import country, country_table
from vikno.reporting.views.donors import donor
from vikno.reporting.views.quality import check, quality
from vikno.reporting.views.quarters import quarter, quarter_paper, quarter_table, quarters, signature
from vikno.reporting.views.signed import signed, signed_paper, signed_table, withdrawal
from vikno.reporting.views.week import letters, week
from vikno.reporting.views.years import year, year_paper

__all__ = [
    "check",
    "cost_lines",
    "cost_table",
    "costs",
    "country",
    "country_table",
    "donor",
    "letters",
    "quality",
    "quarter",
    "quarter_paper",
    "quarter_table",
    "quarters",
    "signature",
    "signed",
    "signed_paper",
    "signed_table",
    "week",
    "withdrawal",
    "year",
    "year_paper",
]
