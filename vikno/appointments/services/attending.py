"""Who came is marked where they are met: once, undone where the press was a slip; who never came, at the day's end."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from vikno.appointments import policies
from vikno.appointments.enums import EXPECTED, BookingState
from vikno.appointments.errors import MayNotFollow
from vikno.appointments.models import Booking
from vikno.appointments.rules.moves import PUT_BACK, may_become
from vikno.appointments.services import writing
from vikno.common import clock
from vikno.common.actors import Actor


def hold_to_receive(*, booking: Booking, actor: Actor, at: datetime) -> Booking:
    """The booking of somebody who stands here, held until the end; whoever was received already may be held again.

    Call it first in the transaction: what follows takes a number and the chain of the journal, in that order.
    Refusals: MayNotAct, BookingNotFound, MayNotFollow.
    """
    policies.require_may_serve(actor, booking.point_id, on=clock.today(at))
    now = writing.locked(booking)
    if now.state != BookingState.ATTENDED and not may_become(now.state, BookingState.ATTENDED):
        raise MayNotFollow(state=now.get_state_display())
    return now


@transaction.atomic
def put_back(*, booking: Booking, actor: Actor, at: datetime) -> Booking:
    """«Прийшла» was a slip of the finger: the booking stands as before that mark. MayNotAct, MayNotFollow."""
    policies.require_may_serve(actor, booking.point_id, on=clock.today(at))
    now = writing.locked(booking)
    states = [event.state for event in now.events.order_by("pk")]
    before = next((state for state in reversed(states) if state != BookingState.ATTENDED), BookingState.BOOKED)
    if now.state != BookingState.ATTENDED or before not in PUT_BACK:
        raise MayNotFollow(state=now.get_state_display())
    writing.put_state(now, BookingState(before), actor=actor, at=at)
    return now


@transaction.atomic
def mark_missed(*, hromada_code: str, keys: Collection[int], actor: Actor, at: datetime) -> int:
    """Of these bookings, those who were expected and whose time is over did not come; how many. MayNotAct.

    All rows are held before the first is marked: whoever receives one of them at this moment is waited for.
    """
    rows = Booking.objects.select_for_update(of=("self",)).filter(
        hromada_id=hromada_code, pk__in=keys, state__in=EXPECTED, ends_at__lte=at
    )
    missed = list(rows.order_by("pk"))
    for point_id in {booking.point_id for booking in missed}:
        policies.require_may_serve(actor, point_id, on=clock.today(at))
    for booking in missed:
        writing.set_state(booking, BookingState.NO_SHOW, actor=actor, at=at)
    return len(missed)
