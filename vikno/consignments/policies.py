"""Who may pack, carry, open and see bags. A stranger is answered as if the bag did not exist."""

from datetime import date

from django.db.models import Q, QuerySet

from vikno.accounts.enums import DESK_ROLES, Role
from vikno.accounts.models import Membership
from vikno.common.actors import Actor
from vikno.consignments.enums import BagState
from vikno.consignments.errors import (
    BagNotFound,
    MayNotDeclareLost,
    MayNotPlan,
    MayNotSchedule,
    NotYourBag,
    NotYourPoint,
    NotYourTrip,
    TripNotFound,
)
from vikno.consignments.models import Bag, Trip
from vikno.consignments.rules import bag_number_formatted
from vikno.network.models import Point, Posting

DESK = frozenset(DESK_ROLES)
CARRIERS = DESK | {Role.COURIER}


def works_at(actor: Actor, point: Point, *, on: date) -> bool:
    """The point is the actor's hromada's and their place of work on the day; a head works everywhere."""
    if not actor.hromada_code or point.hromada_id != actor.hromada_code:
        return False
    if actor.role == Role.HEAD or actor.is_system:
        return True
    if actor.role not in DESK:
        return False
    posted = Posting.objects.filter(user_id=actor.user_id or 0, point=point, valid_from__lte=on)
    return posted.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on)).exists()


def require_works_at(actor: Actor, point: Point, *, on: date) -> None:
    if not works_at(actor, point, on=on):
        raise NotYourPoint(point=point.name if point.hromada_id == actor.hromada_code else "?")


def speaks_for(actor: Actor, organisation_id: int | None) -> bool:
    """A provider's worker, in the provider's own matters."""
    return actor.role == Role.PROVIDER and organisation_id is not None and actor.organisation_id == organisation_id


def visible_bags(actor: Actor) -> QuerySet[Bag]:
    """The desk sees the bags of its network, a provider those from or to itself, a courier those to carry."""
    bags = Bag.objects.filter(hromada_id=actor.hromada_code)
    if actor.role in DESK or actor.is_system:
        return bags
    if actor.role == Role.PROVIDER and actor.organisation_id is not None:
        ours = Q(origin_provider_id=actor.organisation_id)
        coming = Q(destination_provider_id=actor.organisation_id) & ~Q(state=BagState.OPEN)
        return bags.filter(ours | coming)
    if actor.role == Role.COURIER:
        carried = Q(taken_by_id=actor.user_id)
        return bags.filter(carried | Q(state__in=[BagState.SEALED, BagState.ON_THE_WAY]))
    return Bag.objects.none()


def may_pack(actor: Actor, bag: Bag, *, on: date) -> bool:
    """Put in, take out, seal, unseal: at the place the bag starts from."""
    if bag.hromada_id != actor.hromada_code:
        return False
    if bag.origin_point is not None:
        return works_at(actor, bag.origin_point, on=on)
    return speaks_for(actor, bag.origin_provider_id) or actor.is_system


def require_may_pack(actor: Actor, bag: Bag, *, on: date) -> None:
    _require_seen(actor, bag)
    if not may_pack(actor, bag, on=on):
        raise NotYourBag(bag=bag_number_formatted(bag.number), who=bag.origin_name)


def may_carry(actor: Actor, bag: Bag) -> bool:
    """Couriers of the hromada, and the desk: a starosta often brings the papers."""
    carries = actor.role in CARRIERS and actor.user_id is not None
    return carries and bag.hromada_id == actor.hromada_code


def require_may_carry(actor: Actor, bag: Bag) -> None:
    _require_seen(actor, bag)
    if not may_carry(actor, bag):
        raise NotYourBag(bag=bag_number_formatted(bag.number), who=str(Role.COURIER.label))


def has_cabinet(organisation_id: int, *, hromada_code: str, on: date) -> bool:
    """Whether somebody of a provider signs in for this hromada, and so receives by themselves."""
    working = Membership.objects.filter(
        role=Role.PROVIDER, organisation_id=organisation_id, hromada_code=hromada_code, user__is_active=True
    )
    return working.filter(valid_from__lte=on).filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on)).exists()


def may_receive(actor: Actor, bag: Bag, *, on: date) -> bool:
    """At a point, who works there. At a provider, its worker; where it has none, who brought the bag, or the desk."""
    if bag.hromada_id != actor.hromada_code:
        return False
    if bag.destination_point is not None:
        return works_at(actor, bag.destination_point, on=on)
    if speaks_for(actor, bag.destination_provider_id) or actor.is_system:
        return True
    brought = actor.role == Role.COURIER and bag.taken_by_id is not None and bag.taken_by_id == actor.user_id
    if not brought and actor.role not in DESK:
        return False
    return not has_cabinet(bag.destination_provider_id or 0, hromada_code=bag.hromada_id, on=on)


def require_may_receive(actor: Actor, bag: Bag, *, on: date) -> None:
    _require_seen(actor, bag)
    if not may_receive(actor, bag, on=on):
        raise NotYourBag(bag=bag_number_formatted(bag.number), who=bag.destination_name)


def _require_seen(actor: Actor, bag: Bag) -> None:
    if not visible_bags(actor).filter(pk=bag.pk).exists():
        raise BagNotFound


PLANNERS = frozenset({Role.OFFICER, Role.HEAD})


def may_plan(actor: Actor) -> bool:
    """Plan and cancel trips."""
    return bool(actor.hromada_code) and (actor.role in PLANNERS or actor.is_system)


def require_may_plan(actor: Actor) -> None:
    if not may_plan(actor):
        raise MayNotPlan


def visible_trips(actor: Actor) -> QuerySet[Trip]:
    """The desk sees the trips of its network, a courier their own."""
    trips = Trip.objects.filter(hromada_id=actor.hromada_code)
    if actor.role in DESK or actor.is_system:
        return trips
    if actor.role == Role.COURIER and actor.user_id is not None:
        return trips.filter(courier_id=actor.user_id)
    return Trip.objects.none()


def may_drive(actor: Actor, trip: Trip) -> bool:
    """Start, stop by stop, close: the trip's courier, and the head for whoever has no link."""
    if trip.hromada_id != actor.hromada_code:
        return False
    return actor.user_id == trip.courier_id or actor.role == Role.HEAD or actor.is_system


def require_may_drive(actor: Actor, trip: Trip) -> None:
    if not visible_trips(actor).filter(pk=trip.pk).exists():
        raise TripNotFound
    if not may_drive(actor, trip):
        raise NotYourTrip(courier=str(trip.courier))


def may_schedule(actor: Actor) -> bool:
    """The timetable and modes of papers are approved by the head."""
    return bool(actor.hromada_code) and (actor.role == Role.HEAD or actor.is_system)


def require_may_schedule(actor: Actor) -> None:
    if not may_schedule(actor):
        raise MayNotSchedule


def may_declare_lost(actor: Actor) -> bool:
    return bool(actor.hromada_code) and (actor.role == Role.HEAD or actor.is_system)


def require_may_declare_lost(actor: Actor) -> None:
    if not may_declare_lost(actor):
        raise MayNotDeclareLost
