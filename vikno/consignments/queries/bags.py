"""Bags for a screen: of a point, of a courier, of a provider; what waits, what is late."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from vikno.accounts.enums import Role
from vikno.accounts.models import Membership, Organisation, User
from vikno.cases.enums import CaseState
from vikno.cases.models import Case
from vikno.common import clock
from vikno.common.actors import Actor
from vikno.consignments import policies, rules
from vikno.consignments.enums import BagState, ItemState
from vikno.consignments.errors import BagNotFound
from vikno.consignments.models import Bag, BagItem
from vikno.network.enums import PointKind
from vikno.network.models import Centre, Point

_SHOWN_WITH = (
    "origin_point", "origin_provider", "destination_point", "destination_provider",
    "sealed_by", "taken_by", "received_by", "opened_by",
)  # fmt: skip
RECENT_DAYS = 7
MOST_SHOWN = 50


def access_bag(actor: Actor, number: str) -> Bag:
    """A bag by any spelling of its number, if the actor may see it; otherwise BagNotFound (404)."""
    scan = rules.read_scan(number)
    bag = scan and _shown(policies.visible_bags(actor)).filter(number=scan.number).first()
    if not bag:
        raise BagNotFound
    return bag


def items_of(bag: Bag) -> QuerySet[BagItem]:
    """What is in a bag, in the order it was put in, ready for a list."""
    return (
        BagItem.objects.filter(hromada_id=bag.hromada_id, bag=bag)
        .select_related("case__service", "case__provider")
        .order_by("pk")
    )


@dataclass(frozen=True, kw_only=True)
class BagsOfPoint:
    """Bags a person at a point has to do with; each list newest first, fifty at most."""

    open: Sequence[Bag]
    sealed: Sequence[Bag]
    away: Sequence[Bag]
    incoming: Sequence[Bag]
    recent: Sequence[Bag]


def bags_of_point(actor: Actor, point: Point, *, today: date) -> BagsOfPoint:
    """From the point: filling, sealed, on the way. To the point: coming, received in the last days."""
    bags = _counted(_shown(policies.visible_bags(actor)))
    since = today - timedelta(days=RECENT_DAYS)
    ours = bags.filter(origin_point=point)
    to_us = bags.filter(destination_point=point)
    return BagsOfPoint(
        open=_listed(ours.filter(state=BagState.OPEN)),
        sealed=_listed(ours.filter(state=BagState.SEALED)),
        away=_listed(ours.filter(state=BagState.ON_THE_WAY)),
        incoming=_listed(to_us.filter(state__in=[BagState.SEALED, BagState.ON_THE_WAY])),
        recent=_listed(to_us.filter(state=BagState.RECEIVED, received_at__gte=clock.midnight(since))),
    )


@dataclass(frozen=True, kw_only=True)
class BagsToCarry:
    """A courier's day: what to take, what to give, what was given today."""

    to_take: Sequence[Bag]
    to_give: Sequence[Bag]
    given: Sequence[Bag]


def bags_for(actor: Actor, *, today: date) -> BagsToCarry:
    """Bags for whoever carries them: sealed ones of the hromada, and those in their hands."""
    bags = _counted(_shown(policies.visible_bags(actor)))
    mine = bags.filter(taken_by_id=actor.user_id)
    return BagsToCarry(
        to_take=_listed(bags.filter(state=BagState.SEALED).order_by("sealed_at", "pk")),
        to_give=_listed(mine.filter(state=BagState.ON_THE_WAY).order_by("taken_at", "pk")),
        given=_listed(mine.filter(state=BagState.RECEIVED, received_at__gte=clock.midnight(today))),
    )


@dataclass(frozen=True, kw_only=True)
class BagsOfProvider:
    """Bags coming to a provider, and those it sends back."""

    incoming: Sequence[Bag]
    open: Sequence[Bag]
    away: Sequence[Bag]


def bags_of_provider(actor: Actor) -> BagsOfProvider:
    """For a provider's worker; nothing for anybody else."""
    bags = _counted(_shown(policies.visible_bags(actor)))
    ours = bags.filter(origin_provider_id=actor.organisation_id or 0)
    to_us = bags.filter(destination_provider_id=actor.organisation_id or 0)
    travelling = [BagState.SEALED, BagState.ON_THE_WAY]
    return BagsOfProvider(
        incoming=_listed(to_us.filter(state__in=travelling)),
        open=_listed(ours.filter(state=BagState.OPEN)),
        away=_listed(ours.filter(state__in=travelling)),
    )


@dataclass(frozen=True, kw_only=True)
class JourneyRule:
    """How long a bag may wait: a dated row of data with its source."""

    sealed_days: int
    on_the_way_days: int
    source: str
    is_confirmed: bool


def journey_rule(*, on: date) -> JourneyRule:
    """The row in force on a day."""
    rows = [row for row in _journey_rows() if row["valid_from"] <= on]
    row = max(rows, key=lambda each: each["valid_from"])
    return JourneyRule(**{name: value for name, value in row.items() if name != "valid_from"})


@cache
def _journey_rows() -> list[dict[str, Any]]:
    path = Path(__file__).parent.parent / "data" / "journey.toml"
    rows: list[dict[str, Any]] = tomllib.loads(path.read_text(encoding="utf-8"))["rule"]
    return rows


def is_late(bag: Bag, *, today: date) -> bool:
    """Sealed and not taken, or taken and not received, for longer than the rule allows."""
    rule = journey_rule(on=today)
    if bag.state == BagState.SEALED and bag.sealed_at:
        return rules.is_late(since=clock.today(bag.sealed_at), today=today, working_days=rule.sealed_days)
    if bag.state == BagState.ON_THE_WAY and bag.taken_at:
        return rules.is_late(since=clock.today(bag.taken_at), today=today, working_days=rule.on_the_way_days)
    return False


def overdue_bags(actor: Actor, *, today: date) -> list[Bag]:
    """Late bags the actor may see, the longest waiting first."""
    waiting = policies.visible_bags(actor).filter(state__in=[BagState.SEALED, BagState.ON_THE_WAY])
    bags = _counted(_shown(waiting)).order_by("sealed_at", "pk")
    return [bag for bag in bags if is_late(bag, today=today)]


def main_office(hromada_code: str) -> Point | None:
    """The main office of the network; the first of several."""
    return _network_points(hromada_code).filter(kind=PointKind.MAIN).first()


def points_to_send(hromada_code: str) -> QuerySet[Point]:
    """Points of the network, in alphabetical order."""
    return _network_points(hromada_code)


def providers_to_send(hromada_code: str, *, on: date) -> QuerySet[Organisation]:
    """Providers that sign in for the hromada, and those its undecided cases name."""
    members = Membership.objects.filter(role=Role.PROVIDER, hromada_code=hromada_code, valid_from__lte=on)
    working = members.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on)).values("organisation_id")
    waiting = Case.objects.filter(
        hromada_id=hromada_code, provider__isnull=False, state__in=[CaseState.REGISTERED, CaseState.HANDED_OVER]
    ).values("provider_id")
    return Organisation.objects.filter(Q(pk__in=working) | Q(pk__in=waiting)).order_by("name", "pk")


def couriers_of(hromada_code: str, *, on: date) -> QuerySet[User]:
    """People who carry bags in the hromada."""
    members = Membership.objects.filter(role=Role.COURIER, hromada_code=hromada_code, valid_from__lte=on)
    in_force = members.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on)).values("user_id")
    return User.objects.filter(pk__in=in_force, is_active=True).order_by("full_name", "pk")


def centre_of(hromada_code: str) -> Centre | None:
    """The centre that numbers cases and bags of a hromada."""
    return Centre.objects.filter(hromada_id=hromada_code, network_number__isnull=False).first()


def _network_points(hromada_code: str) -> QuerySet[Point]:
    return Point.objects.filter(hromada_id=hromada_code).select_related("centre").order_by("sort_key", "pk")


def _shown(bags: QuerySet[Bag]) -> QuerySet[Bag]:
    return bags.select_related(*_SHOWN_WITH)


def _counted(bags: QuerySet[Bag]) -> QuerySet[Bag]:
    inside = ~Q(items__state=ItemState.EXTRA)
    return bags.annotate(cases_inside=Count("items", filter=inside), sheets_inside=Sum("items__sheets", filter=inside))


def _listed(bags: QuerySet[Bag]) -> list[Bag]:
    return list(bags[:MOST_SHOWN])
