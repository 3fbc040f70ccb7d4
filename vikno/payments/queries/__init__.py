"""Reading accounts, bills and the ledger."""

from vikno.payments.queries.accounts import account_on, accounts_now, grounds_for, grounds_now
from vikno.payments.queries.bills import (
    BillFilters,
    access_bill,
    bills,
    bills_of_case,
    entries_of,
    entry_of,
    payment_of,
    standing_of,
)
from vikno.payments.queries.finding import find_bills
from vikno.payments.queries.ledger import LedgerFilters, LedgerTotals, ibans_of, ledger, totals

__all__ = [
    "BillFilters",
    "LedgerFilters",
    "LedgerTotals",
    "access_bill",
    "account_on",
    "accounts_now",
    "bills",
    "bills_of_case",
    "entries_of",
    "entry_of",
    "find_bills",
    "grounds_for",
    "grounds_now",
    "ibans_of",
    "ledger",
    "payment_of",
    "standing_of",
    "totals",
]
