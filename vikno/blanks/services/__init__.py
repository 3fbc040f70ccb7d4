"""Everything that moves blanks."""

from vikno.blanks.services.keepers import appoint_keeper, end_keeper
from vikno.blanks.services.moving import (
    Commission,
    destroy_blanks,
    give_back,
    hand_over,
    issue_blanks,
    receive_blanks,
    return_blanks,
    spoil_blanks,
    use_blank,
)
from vikno.blanks.services.reports import export_report, keep_report
from vikno.blanks.services.reversing import reverse_movement
from vikno.blanks.services.stocktaking import take_stock

__all__ = [
    "Commission",
    "appoint_keeper",
    "destroy_blanks",
    "end_keeper",
    "export_report",
    "give_back",
    "hand_over",
    "issue_blanks",
    "keep_report",
    "receive_blanks",
    "return_blanks",
    "reverse_movement",
    "spoil_blanks",
    "take_stock",
    "use_blank",
]
