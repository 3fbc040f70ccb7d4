"""Pure decisions about money: amounts, numbers, the payment code."""

from vikno.payments.rules.amounts import KOPIYKA, NOTHING, Standing, exempted, is_amount, standing
from vikno.payments.rules.numbers import (
    LAST_IN_A_YEAR,
    bill_number,
    bill_number_formatted,
    bill_number_read,
    looks_like_card,
    receipt_key,
    receipt_number_key,
)
from vikno.payments.rules.payment_code import (
    NAME_LENGTH,
    PURPOSE_LENGTH,
    DoesNotFit,
    Payment,
    code_text,
    payment_lines,
    payment_link,
)

__all__ = [
    "KOPIYKA",
    "LAST_IN_A_YEAR",
    "NAME_LENGTH",
    "NOTHING",
    "PURPOSE_LENGTH",
    "DoesNotFit",
    "Payment",
    "Standing",
    "bill_number",
    "bill_number_formatted",
    "bill_number_read",
    "code_text",
    "exempted",
    "is_amount",
    "looks_like_card",
    "payment_lines",
    "payment_link",
    "receipt_key",
    "receipt_number_key",
    "standing",
]
