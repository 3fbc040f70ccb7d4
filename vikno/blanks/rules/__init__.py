"""Decisions about blanks: series and numbers, spans of numbers, allowed acts, the book and its periods."""

from vikno.blanks.rules.ledger import (
    MOVES,
    Account,
    Line,
    Moved,
    Scope,
    balance,
    commission_read,
    held,
    period_lines,
    target_of,
)
from vikno.blanks.rules.numbers import MOST_AT_ONCE, number_shown, numbers_read, series_read, spans_shown
from vikno.blanks.rules.spans import Span, Spans, covers, cut, join, merged, overlap, size

__all__ = [
    "MOST_AT_ONCE",
    "MOVES",
    "Account",
    "Line",
    "Moved",
    "Scope",
    "Span",
    "Spans",
    "balance",
    "commission_read",
    "covers",
    "cut",
    "held",
    "join",
    "merged",
    "number_shown",
    "numbers_read",
    "overlap",
    "period_lines",
    "series_read",
    "size",
    "spans_shown",
    "target_of",
]
