"""A courier's trip: planned, started, stop by stop, closed when each of its bags is accounted for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db import transaction

from vikno.accounts.models import User
from vikno.audit import services as audit
from vikno.common.actors import Actor
from vikno.common.text import clean
from vikno.consignments import policies, queries, rules
from vikno.consignments.enums import BagFate, BagState, TripState
from vikno.consignments.errors import (
    AnotherTripOpen,
    BagsUnaccounted,
    CourierUnknown,
    DestinationNotOurs,
    EarlierStopOpen,
    ReasonMissing,
    StopHasBags,
    StopsLeft,
    TooFewStops,
    TripMoveNotAllowed,
    TripNotFound,
)
from vikno.consignments.models import Bag, Stop, Trip, TripBag
from vikno.consignments.rules import Carried, bag_number_formatted
from vikno.consignments.services.bags import End
from vikno.network.models import Point

Reasons = Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class StopGiven:
    place: End
    planned_for: time | None = None


@transaction.atomic
def plan_trip(
    *, courier: User, on: date, stops: Sequence[StopGiven], vehicle: str, route: str, actor: Actor, at: datetime
) -> Trip:
    """Plan a trip of a courier with its stops in order.

    Refusals: MayNotPlan, CourierUnknown, TooFewStops, DestinationNotOurs.
    """
    policies.require_may_plan(actor)
    if not queries.carriers_of(actor.hromada_code, on=on).filter(pk=courier.pk).exists():
        raise CourierUnknown
    if len(stops) < 2:
        raise TooFewStops
    providers = set(queries.providers_to_send(actor.hromada_code, on=on).values_list("pk", flat=True))
    for stop in stops:
        ours = stop.place.hromada_id == actor.hromada_code if isinstance(stop.place, Point) else (
            stop.place.pk in providers
        )  # fmt: skip
        if not ours:
            raise DestinationNotOurs
    trip = Trip.objects.create(
        hromada_id=actor.hromada_code, on=on, courier=courier, vehicle=clean(vehicle)[:60], route=clean(route)[:200],
        planned_at=at, planned_by_id=actor.user_id,
    )  # fmt: skip
    Stop.objects.bulk_create(
        Stop(
            hromada_id=actor.hromada_code, trip=trip, order=order, planned_for=stop.planned_for,
            point=stop.place if isinstance(stop.place, Point) else None,
            organisation=None if isinstance(stop.place, Point) else stop.place,
        )
        for order, stop in enumerate(stops, start=1)
    )  # fmt: skip
    _record(trip, "planned", actor=actor, at=at, stops=len(stops), courier=courier.pk)
    return trip


@transaction.atomic
def cancel_trip(*, trip: Trip, reason: str, actor: Actor, at: datetime) -> Trip:
    """A planned trip does not happen; a second time nothing. Refusals: TripNotFound, MayNotPlan, ReasonMissing,
    TripMoveNotAllowed.
    """
    _lock(trip, actor=actor)
    policies.require_may_plan(actor)
    if trip.state == TripState.CANCELLED:
        return trip
    if not clean(reason):
        raise ReasonMissing
    _move(trip, TripState.CANCELLED)
    trip.note = clean(reason)[:300]
    trip.save(update_fields=["state", "note"])
    _record(trip, "cancelled", actor=actor, at=at)
    return trip


@transaction.atomic
def start_trip(*, trip: Trip, actor: Actor, at: datetime) -> Trip:
    """The courier sets off; bags already in their hands are on board. A second time nothing happens.

    Refusals: TripNotFound, NotYourTrip, TripMoveNotAllowed, AnotherTripOpen.
    """
    _lock(trip, actor=actor)
    policies.require_may_drive(actor, trip)
    if trip.state == TripState.STARTED:
        return trip
    _move(trip, TripState.STARTED)
    ours = Trip.objects.filter(hromada_id=trip.hromada_id, courier_id=trip.courier_id, state=TripState.STARTED)
    if ours.exclude(pk=trip.pk).exists():
        raise AnotherTripOpen
    trip.started_at = at
    trip.save(update_fields=["state", "started_at"])
    carried = Bag.objects.filter(
        hromada_id=trip.hromada_id, state=BagState.ON_THE_WAY, taken_by_id=trip.courier_id
    ).order_by("pk")
    for bag in carried:
        TripBag.objects.create(hromada_id=trip.hromada_id, trip=trip, bag=bag, fate=BagFate.ON_BOARD)
    _record(trip, "started", actor=actor, at=at)
    return trip


@transaction.atomic
def finish_stop(*, stop: Stop, reasons: Reasons, actor: Actor, at: datetime) -> Stop:
    """Drive on: every bag for this stop was received, every bag waiting here for a later one is on board.

    `reasons` (bag number → words) excuse the others. A second time nothing happens.
    Refusals: TripNotFound, NotYourTrip, TripMoveNotAllowed, EarlierStopOpen, StopHasBags.
    """
    trip = stop.trip
    _lock(trip, actor=actor)
    policies.require_may_drive(actor, trip)
    stop.refresh_from_db(fields=["done_at"])
    if stop.done_at is not None:
        return stop
    if trip.state != TripState.STARTED:
        raise TripMoveNotAllowed(state=TripState(trip.state).label)
    course = queries.course_of(trip)
    current = course.current
    if current is not None and current.pk != stop.pk:
        raise EarlierStopOpen(stop=current.name)
    said = {number: clean(words)[:300] for number, words in reasons.items() if clean(words)}
    left, waiting = course.to_leave(stop), course.to_take(stop)
    silent = [bag.number for bag in (*left, *waiting) if bag.number not in said]
    if silent:
        raise StopHasBags(bags=", ".join(map(bag_number_formatted, silent)))
    for bag in left:
        _settle(trip, bag, BagFate.BROUGHT_BACK, said[bag.number], at=at, stop=None)
    for bag in waiting:
        _settle(trip, bag, BagFate.NOT_TAKEN, said[bag.number], at=at, stop=stop)
    stop.done_at = at
    stop.save(update_fields=["done_at"])
    _record(
        trip, "stop_done", actor=actor, at=at, stop=stop.order,
        not_given=[bag.number for bag in left], not_taken=[bag.number for bag in waiting],
    )  # fmt: skip
    return stop


@transaction.atomic
def close_trip(*, trip: Trip, reasons: Reasons, note: str, actor: Actor, at: datetime) -> Trip:
    """The trip is over: every stop is done and each of its bags accounted for. A second time nothing happens.

    Refusals: TripNotFound, NotYourTrip, TripMoveNotAllowed, StopsLeft, BagsUnaccounted.
    """
    _lock(trip, actor=actor)
    policies.require_may_drive(actor, trip)
    if trip.state == TripState.CLOSED:
        return trip
    course = queries.course_of(trip)
    if course.current is not None and trip.state == TripState.STARTED:
        raise StopsLeft(stop=course.current.name)
    _move(trip, TripState.CLOSED)
    said = {number: clean(words)[:300] for number, words in reasons.items() if clean(words)}
    left = rules.unsettled(course.bags)
    silent = [bag.number for bag in left if bag.number not in said]
    if silent:
        raise BagsUnaccounted(bags=", ".join(map(bag_number_formatted, silent)))
    for bag in left:
        _settle(trip, bag, BagFate.BROUGHT_BACK, said[bag.number], at=at, stop=None)
    trip.closed_at, trip.note = at, clean(note)[:300]
    trip.save(update_fields=["state", "closed_at", "note"])
    _record(trip, "closed", actor=actor, at=at, kept=[bag.number for bag in left])
    return trip


def note_taken(bag: Bag, *, at: datetime) -> None:
    """A bag changed hands: it joins the open trip of who took it, and leaves the trip of who had it before.

    The caller has locked the bag.
    """
    before = TripBag.objects.filter(hromada_id=bag.hromada_id, bag=bag, fate=BagFate.ON_BOARD)
    before.exclude(trip__courier_id=bag.taken_by_id).update(fate=BagFate.PASSED_ON, settled_at=at)
    trip = Trip.objects.filter(
        hromada_id=bag.hromada_id, courier_id=bag.taken_by_id, state=TripState.STARTED
    ).first()  # fmt: skip
    if trip is None:
        return
    stop = queries.course_of(trip).current
    here = stop if stop is not None and stop.place == bag.origin else None
    TripBag.objects.update_or_create(
        hromada_id=bag.hromada_id, trip=trip, bag=bag,
        defaults={"fate": BagFate.ON_BOARD, "reason": "", "settled_at": None, "taken_at_stop": here},
    )  # fmt: skip


def note_received(bag: Bag, *, at: datetime) -> None:
    """A bag was opened by its receiver: the trip that carried it has given it. The caller has locked the bag."""
    open_rows = TripBag.objects.filter(
        hromada_id=bag.hromada_id, bag=bag, fate__in=[BagFate.ON_BOARD, BagFate.BROUGHT_BACK],
        trip__state=TripState.STARTED,
    ).select_related("trip")  # fmt: skip
    for row in open_rows.order_by("pk"):
        stop = queries.course_of(row.trip).current
        row.left_at_stop = stop if stop is not None and stop.place == bag.destination else None
        row.fate, row.reason, row.settled_at = BagFate.DELIVERED, "", at
        row.save()
    # A trip closed with the bag still in hand has said why; its word stays.


def _settle(trip: Trip, bag: Carried, fate: BagFate, reason: str, *, at: datetime, stop: Stop | None) -> None:
    row = Bag.objects.get(number=bag.number, hromada_id=trip.hromada_id)
    TripBag.objects.update_or_create(
        hromada_id=trip.hromada_id, trip=trip, bag=row,
        defaults={"fate": fate, "reason": reason, "settled_at": at, **({"taken_at_stop": stop} if stop else {})},
    )  # fmt: skip


def _lock(trip: Trip, *, actor: Actor) -> None:
    now = Trip.objects.select_for_update(of=("self",)).filter(pk=trip.pk, hromada_id=actor.hromada_code).first()
    if now is None:
        raise TripNotFound
    for name in ("state", "started_at", "closed_at", "note"):
        setattr(trip, name, getattr(now, name))


def _move(trip: Trip, to: TripState) -> None:
    if to not in rules.TRIP_MOVES[TripState(trip.state)]:
        raise TripMoveNotAllowed(state=TripState(trip.state).label)
    trip.state = to


def _record(trip: Trip, what: str, *, actor: Actor, at: datetime, **facts: Any) -> None:
    said = {"on": trip.on.isoformat(), "state": str(trip.state), **facts}
    audit.record(actor=actor, action=f"trip.{what}", subject=trip, at=at, hromada_code=trip.hromada_id, facts=said)
