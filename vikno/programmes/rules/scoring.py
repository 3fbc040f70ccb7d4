"""What a fact is worth, by the bands of a criterion. Equal facts are worth the same, whoever they are of."""

from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any, Final

_TWO_DIGITS: Final = Decimal("0.01")


def banded(value: object, bands: Sequence[Mapping[str, Any]]) -> Decimal | None:
    """0–100 by the first band that holds the value, both ends inside; None: not known, or in no band.

    «Так» is 1 and «ні» is 0. What is not known is never a zero.
    """
    if not isinstance(value, bool | int | float | Decimal):
        return None
    number = Decimal(str(int(value) if isinstance(value, bool) else value))
    for band in bands:
        least, most = band.get("least"), band.get("most")
        if (least is None or number >= Decimal(str(least))) and (most is None or number <= Decimal(str(most))):
            return Decimal(str(band["score"])).quantize(_TWO_DIGITS, ROUND_HALF_EVEN)
    return None
