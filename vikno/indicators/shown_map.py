"""Hromadas on a map: a value of each, said of as many people where it is a sum."""

from collections.abc import Mapping, Sequence
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vikno.indicators import shown
from vikno.indicators.definitions import Indicator
from vikno.indicators.drawing import WIDTH, Shape, Words, bounds_of, draw
from vikno.indicators.queries import Line, Span
from vikno.territories.models import Boundary

_PEOPLE: Final = 1_000
_MISSING: Final = gettext_lazy("немає даних, або їх замало, щоб показати")


def drawing(
    indicator: Indicator,
    span: Span,
    found: Sequence[Line],
    borders: Sequence[Boundary],
    people: Mapping[str, int],
    *,
    width: int = WIDTH,
) -> str | None:
    """The map of lines by hromada, without groups that are too small; None where nobody has borders.

    Sums are of a thousand people: otherwise a map would show where many live.
    """
    if not borders:
        return None
    amounts = {line.key: _amount(indicator, line, people) for line in found}
    known = [amount for amount in amounts.values() if amount is not None]
    bounds = bounds_of(known)
    shapes = [_shape(indicator, border, amounts.get(border.unit_id)) for border in borders]
    words = Words(title=title(indicator, span), missing=str(_MISSING), bounds=_key(indicator, bounds))
    return draw(shapes, bounds, words, width=width)


def title(indicator: Indicator, span: Span) -> str:
    unit = _("{unit} на 1000 людей").format(unit=indicator.unit) if indicator.is_sum else indicator.unit
    return f"{indicator.title}, {unit}, {span}"


def _amount(indicator: Indicator, line: Line, people: Mapping[str, int]) -> float | None:
    amount = line.value.amount
    if amount is None or not indicator.is_sum:
        return amount
    return amount * _PEOPLE / people[line.key] if people.get(line.key) else None


def _shape(indicator: Indicator, border: Boundary, amount: float | None) -> Shape:
    text = str(_MISSING) if amount is None else _said(indicator, amount)
    return Shape(geometry=border.simplified, title=f"{border.unit.name}: {text}", amount=amount)


def _said(indicator: Indicator, amount: float) -> str:
    return shown.number(indicator, amount) if not indicator.is_sum else shown.with_decimals(amount, 1)


def _key(indicator: Indicator, bounds: Sequence[float]) -> list[str]:
    """«до 12,5», «12,5 – 20,0», …"""
    said = [_said(indicator, end) for end in bounds]
    return [
        _("до {end}").format(end=end) if not place else f"{said[place - 1]} – {end}" for place, end in enumerate(said)
    ]
