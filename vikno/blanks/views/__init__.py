"""Pages of blanks."""

from vikno.blanks.views.acts import act
from vikno.blanks.views.book import home, ledger, movement, movement_reversal
from vikno.blanks.views.cases import case, case_panel
from vikno.blanks.views.keepers import keeper_end, keepers
from vikno.blanks.views.reports import report, report_paper, report_table

__all__ = [
    "act",
    "case",
    "case_panel",
    "home",
    "keeper_end",
    "keepers",
    "ledger",
    "movement",
    "movement_reversal",
    "report",
    "report_paper",
    "report_table",
]
