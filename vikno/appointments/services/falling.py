"""Times that fall away: a day, a stop, some hours of a point. Everybody is told, of other times where there are any."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, time
from typing import Final

from django.db import IntegrityError, transaction

from vikno.appointments import policies
from vikno.appointments.enums import EXPECTED, TRAVELLING, BookingState
from vikno.appointments.errors import NothingToCancel, ReasonMissing
from vikno.appointments.models import Booking, Resource
from vikno.appointments.queries import Asked, booked_in_office, expected_between, expected_on, free_times
from vikno.appointments.rules import slots
from vikno.appointments.services import telling, writing
from vikno.appointments.services.arranging import CapacityFacts, add_capacity, retire_resource
from vikno.appointments.services.locks import lock_point
from vikno.common import clock
from vikno.common.actors import Actor
from vikno.network.models import Point

_WHOLE_DAY: Final = (time(0), time(23, 59))


@transaction.atomic
def cancel_day(
    *, point: Point, day: date, reason: str, actor: Actor, at: datetime, stop: Resource | None = None
) -> list[Booking]:
    """A day of a point, or one stop, falls away: nothing more is booked on it and everybody is told of other times.

    Refusals: MayNotAct, ReasonMissing, NothingToCancel.
    """
    policies.require_may_serve(actor, point.pk, on=clock.today(at))
    if not reason:
        raise ReasonMissing
    lock_point(point.pk)
    code = str(point.hromada_id)
    touched = [
        booking for booking in expected_on(code, point.pk, day)
        if booking.starts_at > at and _falls_away(booking, stop)
    ]  # fmt: skip
    if not touched:
        raise NothingToCancel
    system = Actor.system(code)
    if stop is None:
        opens, closes = _WHOLE_DAY
        facts = CapacityFacts(opens=opens, closes=closes, staff=0, on=day, reason=reason)
        add_capacity(point=point, facts=facts, actor=system, at=at)
    else:
        retire_resource(resource_id=stop.pk, actor=system, at=at)
    return _let_fall(point, touched, reason=reason, actor=actor, at=at)


def hold_span(*, points: Iterable[Point], until: datetime, at: datetime) -> None:
    """Nobody books at these points, and nobody changes what is booked there till a moment, until the transaction ends.

    Taken before anything is written into the journal: whoever books holds the point first and the journal last.
    """
    for point in sorted(points, key=lambda each: each.pk):
        lock_point(point.pk)
        rows = expected_between(str(point.hromada_id), point.pk, since=at, until=until).order_by("pk")
        list(rows.select_for_update(of=("self",)).values_list("pk", flat=True))


@transaction.atomic
def cancel_span(
    *, point: Point, until: datetime, reason: str, actor: Actor, at: datetime, services: Collection[int] | None = None
) -> list[Booking]:
    """What is booked at a point from now until a moment falls away; `services`: only these. Nobody: an empty list.

    That nothing more is booked in these hours is said by the state of the point, or by `stop_services`. Visits that
    have begun, mobile stops and home visits stay. Refusals: MayNotAct, ReasonMissing.
    """
    policies.require_may_serve(actor, point.pk, on=clock.today(at))
    if not reason:
        raise ReasonMissing
    lock_point(point.pk)
    touched = booked_in_office(point, since=at, until=until, services=services)
    return _let_fall(point, touched, reason=reason, actor=actor, at=at, after=until)


@transaction.atomic
def tell_in_doubt(*, bookings: Iterable[Booking], actor: Actor, at: datetime) -> list[Booking]:
    """Those still expected are told that their time holds and may yet fall away; who was told."""
    told = [booking for booking in bookings if booking.state in EXPECTED]
    for booking in told:
        telling.tell_in_doubt(booking, actor=actor, at=at)
    return told


@transaction.atomic
def tell_again(
    *, doubted: Iterable[Booking], fallen: Iterable[Booking], actor: Actor, at: datetime
) -> tuple[list[Booking], list[Booking]]:
    """Work goes on: who was in doubt is told that their time holds, whose time fell away has it again; both lists.

    A time that is past, that the person has changed, or that somebody else has got meanwhile is left as it is.
    """
    kept = [booking for booking in doubted if booking.state in EXPECTED and booking.starts_at > at]
    for booking in kept:
        telling.tell_holds(booking, actor=actor, at=at)
    waiting = [each for each in fallen if each.state == BookingState.CANCELLED_BY_CENTRE and each.starts_at > at]
    returned = [booking for booking in waiting if _is_returned(booking, actor=actor, at=at)]
    for booking in returned:
        telling.tell_returned(booking, actor=actor, at=at)
    return kept, returned


def _is_returned(booking: Booking, *, actor: Actor, at: datetime) -> bool:
    """The desk may have been given to somebody else: then the person chooses as they were told."""
    try:
        with transaction.atomic():
            writing.set_state(booking, BookingState.BOOKED, actor=actor, at=at)
    except IntegrityError as taken:
        if "booked_once" not in str(taken):
            raise
        return False
    return True


def _let_fall(
    point: Point, touched: Sequence[Booking], *, reason: str, actor: Actor, at: datetime,
    after: datetime | None = None,
) -> list[Booking]:  # fmt: skip
    free: dict[int, list[datetime]] = {}
    for booking in touched:
        writing.set_state(booking, BookingState.CANCELLED_BY_CENTRE, actor=actor, at=at, reason=reason)
        if booking.service_id not in free:
            free[booking.service_id] = free_times(Asked(point=point, service=booking.service), at=at).moments
        moments = [moment for moment in free[booking.service_id] if after is None or moment >= after]
        others = slots.nearest_days(moments, booking.starts_at)
        telling.tell_cancelled_by_centre(booking, others, actor=actor, at=at)
    return list(touched)


def _falls_away(booking: Booking, stop: Resource | None) -> bool:
    if stop is not None:
        return booking.resource_id == stop.pk
    return booking.resource.kind not in TRAVELLING
