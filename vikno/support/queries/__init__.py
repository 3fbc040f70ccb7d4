"""Reads of support."""

from vikno.support.queries.boards import Board, Duty, board_of, duties_of, equipment_here
from vikno.support.queries.effects import effect_pairs
from vikno.support.queries.giving import grant_for, grants_in, judged_package, package_for, packages_of
from vikno.support.queries.received import Received, received
from vikno.support.queries.rows import (
    activities_of,
    acts_of,
    allocations_of,
    awaiting_memorandum,
    items_of,
    memoranda_of,
    memorandum_of,
    milestones_of,
    programme_of,
    programmes_of,
    results_of,
    the_one,
    things_of,
)
from vikno.support.queries.transactions import Transaction, TransactionKind, transactions_of

__all__ = [
    "Board",
    "Duty",
    "Received",
    "Transaction",
    "TransactionKind",
    "activities_of",
    "acts_of",
    "allocations_of",
    "awaiting_memorandum",
    "board_of",
    "duties_of",
    "effect_pairs",
    "equipment_here",
    "grant_for",
    "grants_in",
    "items_of",
    "judged_package",
    "memoranda_of",
    "memorandum_of",
    "milestones_of",
    "package_for",
    "packages_of",
    "programme_of",
    "programmes_of",
    "received",
    "results_of",
    "the_one",
    "things_of",
    "transactions_of",
]
