"""Everything that is read about blanks."""

from vikno.blanks.queries.book import (
    Held,
    MovementFilters,
    access_movement,
    balance_of,
    book,
    holdings,
    keepers_of,
    may_reverse,
    movements,
    numbers_of,
    people_with_blanks,
    period_report,
    stocktakings,
    used_on_case,
)
from vikno.blanks.queries.kinds import BlankKind, BlankRule, kind_of, kinds, kinds_for, rule_on

__all__ = [
    "BlankKind",
    "BlankRule",
    "Held",
    "MovementFilters",
    "access_movement",
    "balance_of",
    "book",
    "holdings",
    "keepers_of",
    "kind_of",
    "kinds",
    "kinds_for",
    "may_reverse",
    "movements",
    "numbers_of",
    "people_with_blanks",
    "period_report",
    "rule_on",
    "stocktakings",
    "used_on_case",
]
