"""What is to be paid, and how a bill stands with its money."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from vikno.payments.enums import PAID_KINDS, REFUND_KINDS, BillState

KOPIYKA = Decimal("0.01")
NOTHING = Decimal("0.00")


def exempted(full: Decimal, *, percent: int) -> Decimal:
    """What is left to pay when so many per cent are forgiven, rounded half up to the kopiyka.

    >>> exempted(Decimal("49.93"), percent=50)
    Decimal('24.97')
    """
    return (full * (100 - percent) / 100).quantize(KOPIYKA, ROUND_HALF_UP)


def is_amount(amount: Decimal) -> bool:
    """More than nothing and in whole kopiykas."""
    return amount.is_finite() and amount > 0 and amount == amount.quantize(KOPIYKA)


@dataclass(frozen=True, kw_only=True)
class Standing:
    """A bill against its ledger. `paid` and `refunded` count what was not taken back."""

    state: BillState
    amount: Decimal
    paid: Decimal
    refunded: Decimal

    @property
    def kept(self) -> Decimal:
        """What came and was not given back."""
        return self.paid - self.refunded

    @property
    def left(self) -> Decimal:
        return max(self.amount - self.kept, NOTHING)

    @property
    def over(self) -> Decimal:
        return max(self.kept - self.amount, NOTHING)


def standing(
    *, amount: Decimal, entries: Iterable[tuple[str, Decimal]] = (), cancelled: object | None = None
) -> Standing:
    """How a bill stands: `entries` are kinds with signed amounts, `cancelled` is the row that ended the bill."""
    rows = list(entries)
    paid = sum((sum_ for kind, sum_ in rows if kind in PAID_KINDS), NOTHING)
    refunded = -sum((sum_ for kind, sum_ in rows if kind in REFUND_KINDS), NOTHING)
    state = _state(amount=amount, paid=paid, refunded=refunded, is_over=cancelled is not None)
    return Standing(state=state, amount=amount, paid=paid, refunded=refunded)


def _state(*, amount: Decimal, paid: Decimal, refunded: Decimal, is_over: bool) -> BillState:
    kept = paid - refunded
    if is_over:
        return BillState.CANCELLED
    if amount == NOTHING:
        return BillState.EXEMPT
    if kept == NOTHING:
        return BillState.REFUNDED if refunded else BillState.UNPAID
    if kept < amount:
        return BillState.PARTIAL
    return BillState.PAID if kept == amount else BillState.OVERPAID
