"""What a cost comes to on a day, and from which figure it was counted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from vikno.catalogue.enums import CostKind
from vikno.catalogue.models import Cost, FeeIndex, ServiceVersion
from vikno.catalogue.queries.words import IndexValue
from vikno.catalogue.rules import CostLine, fee_amount


@dataclass(frozen=True, kw_only=True)
class Price:
    """Hryvnias on a day; None for the provider's own tariff and where the figure of the day is not known."""

    amount: Decimal | None
    figure: FeeIndex | None = None


def costs_to_pay(version: ServiceVersion) -> Sequence[Cost]:
    """Costs of a version that somebody pays, in the order of the card."""
    return list(Cost.objects.filter(version=version).exclude(kind=CostKind.FREE).order_by("order", "pk"))


def price_on(cost: Cost, *, on: date) -> Price:
    """The amount of a cost on a day: as it stands, or a share of the figure in force, rounded as its law says."""
    if cost.kind == CostKind.FREE:
        return Price(amount=Decimal("0.00"))
    if cost.kind != CostKind.INDEX_SHARE or cost.index_percent is None:
        return Price(amount=cost.amount)
    figure = FeeIndex.objects.filter(code=cost.index_name, valid_from__lte=on).order_by("-valid_from").first()
    if figure is None:
        return Price(amount=None)
    counted = fee_amount(percent=cost.index_percent, index_value=figure.value, rounding=cost.rounding)
    return Price(amount=counted, figure=figure)


def amount_to_pay(cost: CostLine, figures: Mapping[str, IndexValue]) -> Decimal | None:
    """The same for a line of a card and figures already read; None where the amount is not known."""
    if cost.kind == CostKind.FREE:
        return Decimal("0.00")
    figure = figures.get(cost.index)
    if cost.kind != CostKind.INDEX_SHARE or cost.percent is None:
        return cost.amount
    return fee_amount(percent=cost.percent, index_value=figure.value, rounding=cost.rounding) if figure else None
