"""The roadmap of a hromada."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet

from vikno.assessments import policies
from vikno.assessments.enums import ItemState
from vikno.assessments.errors import NoSuchItem
from vikno.assessments.models import ItemMove, RoadmapItem
from vikno.common.actors import Actor

ENDED = frozenset({ItemState.CONFIRMED, ItemState.DROPPED, ItemState.DONE})


@dataclass(frozen=True, kw_only=True)
class Sums:
    """Hryvnias of items that go on: what they cost, and for what of it there is money."""

    cost: Decimal
    funded: Decimal
    without_cost: int


def roadmap_of(hromada: str) -> QuerySet[RoadmapItem]:
    """All of a hromada, the nearest day first. Bind the hromada first."""
    rows = RoadmapItem.objects.filter(hromada_id=hromada).select_related("assessment", "assessment__framework")
    return rows.defer("assessment__framework__document").order_by("due_on", "pk")


def access_item(pk: int, *, actor: Actor) -> RoadmapItem:
    """Raises NoSuchItem, for a foreign one too."""
    found = roadmap_of(actor.hromada_code).filter(pk=pk).first() if policies.may_assess(actor) else None
    if found is None:
        raise NoSuchItem
    return found


def moves_of_item(item: RoadmapItem) -> list[ItemMove]:
    return list(ItemMove.objects.filter(item=item).order_by("pk"))


def is_late(item: RoadmapItem, on: dt.date) -> bool:
    return item.due_on is not None and item.due_on < on and item.state not in ENDED


def sums_of(items: Sequence[RoadmapItem]) -> Sums:
    going = [one for one in items if one.state not in (ItemState.DROPPED, ItemState.POSTPONED)]
    return Sums(
        cost=sum((one.cost for one in going if one.cost is not None), Decimal(0)),
        funded=sum((one.cost for one in going if one.cost is not None and one.funding != "none"), Decimal(0)),
        without_cost=sum(one.cost is None for one in going),
    )  # fmt: skip
