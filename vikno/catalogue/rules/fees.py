"""A fee that is a share of an index of the state budget."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Final

_STEPS: Final = {"kopiyka": Decimal("0.01"), "ten_hryvnias": Decimal(10)}


def fee_amount(*, percent: Decimal, index_value: Decimal, rounding: str) -> Decimal:
    """Hryvnias and kopiykas: a percent of the index, rounded half up to the step the law of the fee names.

    >>> fee_amount(percent=Decimal("1.5"), index_value=Decimal(3028), rounding="kopiyka")
    Decimal('45.42')
    """
    step = _STEPS[rounding]
    exact = percent * index_value / 100
    return ((exact / step).quantize(Decimal(1), ROUND_HALF_UP) * step).quantize(Decimal("0.01"))
