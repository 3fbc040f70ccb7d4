"""Trips of couriers: lists, and the course of one with its bags."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Prefetch, Q, QuerySet

from vikno.accounts.enums import DESK_ROLES, Role
from vikno.accounts.models import Membership, User
from vikno.common.actors import Actor
from vikno.consignments import policies, rules
from vikno.consignments.enums import BagFate, BagState, TripState
from vikno.consignments.errors import StopNotFound, TripNotFound
from vikno.consignments.models import Bag, Stop, Trip, TripBag
from vikno.consignments.rules import Carried, Place

_ENDS = ("origin_point", "origin_provider", "destination_point", "destination_provider", "taken_by")
SHOWN_DAYS = 31


@dataclass(frozen=True, kw_only=True)
class Course:
    """A trip with its stops in order, the bags it has to do with now, and what was said of them."""

    trip: Trip
    stops: Sequence[Stop]
    rows: Sequence[TripBag]
    sealed: Sequence[Bag]

    @property
    def bags(self) -> list[Carried]:
        named = {row.bag_id for row in self.rows}
        mine = [_carried(row.bag, BagFate(row.fate)) for row in self.rows]
        return mine + [_carried(bag, None) for bag in self.sealed if bag.pk not in named]

    @property
    def by_number(self) -> dict[str, Bag]:
        return {bag.number: bag for bag in (*self.sealed, *(row.bag for row in self.rows))}

    @property
    def current(self) -> Stop | None:
        """The first stop not yet done."""
        index = rules.current([stop.done_at is not None for stop in self.stops])
        return None if index is None else self.stops[index]

    def to_leave(self, stop: Stop) -> list[Carried]:
        return rules.to_leave(stop.place, self.bags)

    def to_take(self, stop: Stop) -> list[Carried]:
        return rules.to_take(stop.place, self._later(stop), self.bags)

    def may_take(self, stop: Stop) -> list[Carried]:
        return rules.may_take(stop.place, self._later(stop), self.bags)

    def _later(self, stop: Stop) -> list[Place]:
        return [each.place for each in self.stops if each.order > stop.order]


def course_of(trip: Trip) -> Course:
    """Three queries whatever the number of stops and bags."""
    stops = list(
        Stop.objects.filter(hromada_id=trip.hromada_id, trip=trip)
        .select_related("trip", "point", "organisation")
        .order_by("order")
    )
    with_ends = [f"bag__{name}" for name in _ENDS]
    rows = TripBag.objects.filter(hromada_id=trip.hromada_id, trip=trip).select_related("bag", *with_ends)
    points = [stop.point_id for stop in stops if stop.point_id is not None]
    bodies = [stop.organisation_id for stop in stops if stop.organisation_id is not None]
    sealed = Bag.objects.filter(hromada_id=trip.hromada_id, state=BagState.SEALED).filter(
        Q(origin_point_id__in=points) | Q(origin_provider_id__in=bodies)
    )
    waiting = list(sealed.select_related(*_ENDS).order_by("pk")) if trip.state == TripState.STARTED else []
    return Course(trip=trip, stops=stops, rows=list(rows.order_by("pk")), sealed=waiting)


def access_trip(actor: Actor, pk: int) -> Trip:
    """A trip the actor may see; otherwise TripNotFound (404)."""
    trip = policies.visible_trips(actor).select_related("courier").filter(pk=pk).first()
    if trip is None:
        raise TripNotFound
    return trip


def access_stop(actor: Actor, pk: int, order: int) -> Stop:
    """A stop of a trip the actor may see; otherwise TripNotFound or StopNotFound (404)."""
    trip = access_trip(actor, pk)
    stop = Stop.objects.filter(hromada_id=trip.hromada_id, trip=trip, order=order).select_related(
        "point", "organisation"
    )
    found = stop.first()
    if found is None:
        raise StopNotFound
    found.trip = trip
    return found


def trips(actor: Actor, *, today: date) -> QuerySet[Trip]:
    """Trips ahead and of the last month, the latest day first, ready for a list."""
    stops = Stop.objects.select_related("point", "organisation").order_by("order")
    return (
        policies.visible_trips(actor)
        .filter(on__gte=today - timedelta(days=SHOWN_DAYS))
        .select_related("courier")
        .prefetch_related(Prefetch("stops", queryset=stops, to_attr="stops_in_order"))
        .annotate(
            bags_given=Count("bags", filter=Q(bags__fate=BagFate.DELIVERED)),
            bags_on_board=Count("bags", filter=Q(bags__fate=BagFate.ON_BOARD)),
            bags_odd=Count("bags", filter=Q(bags__fate__in=[BagFate.NOT_TAKEN, BagFate.BROUGHT_BACK])),
        )
        .order_by("-on", "-pk")
    )


def trips_now(actor: Actor, *, today: date) -> list[Trip]:
    """A courier's own trips that are open, and those planned for today."""
    mine = Trip.objects.filter(hromada_id=actor.hromada_code, courier_id=actor.user_id or 0)
    return list(
        mine.filter(Q(state=TripState.STARTED) | Q(state=TripState.PLANNED, on__lte=today)).order_by("on", "pk")
    )


def carriers_of(hromada_code: str, *, on: date) -> QuerySet[User]:
    """People who may lead a trip: couriers and the desk, by name."""
    roles = [Role.COURIER, *DESK_ROLES]
    members = Membership.objects.filter(role__in=roles, hromada_code=hromada_code, valid_from__lte=on)
    in_force = members.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on)).values("user_id")
    return User.objects.filter(pk__in=in_force, is_active=True).order_by("full_name", "pk")


def _carried(bag: Bag, fate: BagFate | None) -> Carried:
    return Carried(
        number=bag.number, state=BagState(bag.state), origin=bag.origin, destination=bag.destination, fate=fate
    )
