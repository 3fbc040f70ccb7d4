"""Writing money down: accounts, bills, receipts, refunds, and corrections that are rows of their own."""

from vikno.payments.services.accounts import AccountFacts, GroundFacts, add_ground, set_account
from vikno.payments.services.billing import cancel_bill, issue_bill
from vikno.payments.services.ledger import ReceiptFacts, record_receipt, record_refund, reverse_entry
from vikno.payments.services.papers import give_paper, keep_payment_receipt
from vikno.payments.services.tables import export_ledger

__all__ = [
    "AccountFacts",
    "GroundFacts",
    "ReceiptFacts",
    "add_ground",
    "cancel_bill",
    "export_ledger",
    "give_paper",
    "issue_bill",
    "keep_payment_receipt",
    "record_receipt",
    "record_refund",
    "reverse_entry",
    "set_account",
]
