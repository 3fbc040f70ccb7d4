"""Pages of reports."""

from vikno.reporting.views.country import country, country_table
from vikno.reporting.views.quality import check, quality
from vikno.reporting.views.quarters import answers, quarter, quarter_paper, quarter_table, quarters, signature
from vikno.reporting.views.signed import signed, signed_paper, signed_table, withdrawal

__all__ = [
    "answers",
    "check",
    "country",
    "country_table",
    "quality",
    "quarter",
    "quarter_paper",
    "quarter_table",
    "quarters",
    "signature",
    "signed",
    "signed_paper",
    "signed_table",
    "withdrawal",
]
