"""Pages of money."""

from vikno.payments.views.accounts import accounts, exemptions
from vikno.payments.views.bills import (
    bill,
    bill_cancellation,
    bill_entry_reversal,
    bill_paper,
    bill_receipts,
    bill_refunds,
    bills,
    entry_paper,
)
from vikno.payments.views.cases import case, case_bills, case_panel
from vikno.payments.views.ledger import ledger, ledger_table

__all__ = [
    "accounts",
    "bill",
    "bill_cancellation",
    "bill_entry_reversal",
    "bill_paper",
    "bill_receipts",
    "bill_refunds",
    "bills",
    "case",
    "case_bills",
    "case_panel",
    "entry_paper",
    "exemptions",
    "ledger",
    "ledger_table",
]
