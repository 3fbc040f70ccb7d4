"""Bookings under an interruption: what falls away, who is in doubt, who is told when work goes on. Each once."""

from collections.abc import Iterable
from datetime import datetime

from vikno.appointments import services as appointments
from vikno.appointments.models import Booking
from vikno.common.actors import Actor
from vikno.continuity import queries, rules
from vikno.continuity.enums import StepKind, Touch
from vikno.continuity.models import Interruption, InterruptionBooking, InterruptionPoint
from vikno.continuity.queries.previews import split_bookings
from vikno.continuity.services.writing import step
from vikno.network.models import Point


def touch_bookings(touch: InterruptionPoint, *, actor: Actor, at: datetime) -> tuple[int, int]:
    """Cancel and warn at one point; how many fell away, how many were warned. The state of the point is set first."""
    one, row = touch.interruption, queries.cause_row(touch.interruption.cause)
    services = list(one.services.values_list("service_id", flat=True))
    knows = queries.touched_by_others(touch.point, at=at)
    fall, unsure = split_bookings(
        touch.point, effect=touch.effect, services=services, doubt=row.doubt, until=one.expected_until, at=at
    )
    fallen: list[Booking] = []
    if fall:
        named = None if rules.plan_of(touch.effect, has_services=bool(services)).all_fall_away else services
        fallen = appointments.cancel_span(
            point=touch.point, until=one.expected_until or one.lapses_at, reason=row.reason, services=named,
            actor=Actor.system(str(one.hromada_id)), at=at,
        )  # fmt: skip
    warned = appointments.tell_in_doubt(
        bookings=[each for each in unsure if each.pk not in knows], actor=actor, at=at
    )  # fmt: skip
    _keep(one, fallen, Touch.FELL_AWAY, at=at)
    _keep(one, warned, Touch.IN_DOUBT, at=at)
    for kind, listed in ((StepKind.FELL_AWAY, fallen), (StepKind.IN_DOUBT, warned)):
        if listed:
            step(one, kind, actor=actor, at=at, point=touch.point, count=len(listed))
    return len(fallen), len(warned)


def tell_again(interruption: Interruption, *, actor: Actor, at: datetime) -> int:
    """Work goes on: people of times still ahead are told, where nothing else holds their point; how many."""
    rows = [row for row in queries.bookings_in_doubt_or_fallen(interruption) if row.booking.starts_at > at]
    held = {point.pk for point in _points_of(rows) if queries.holding_at(point, at=at)}
    by_touch: dict[str, list[Booking]] = {touch: [] for touch in Touch.values}
    for row in rows:
        if row.booking.point_id not in held:
            by_touch[row.touch].append(row.booking)
    kept, returned = appointments.tell_again(
        doubted=by_touch[Touch.IN_DOUBT], fallen=by_touch[Touch.FELL_AWAY], actor=actor, at=at
    )
    for kind, listed in ((StepKind.RETURNED, returned), (StepKind.TOLD_AGAIN, kept)):
        if listed:
            step(interruption, kind, actor=actor, at=at, count=len(listed))
    return len(kept) + len(returned)


def _points_of(rows: Iterable[InterruptionBooking]) -> list[Point]:
    return list({row.booking.point_id: row.booking.point for row in rows}.values())


def _keep(interruption: Interruption, bookings: Iterable[Booking], touch: Touch, *, at: datetime) -> None:
    for booking in bookings:
        InterruptionBooking.objects.update_or_create(
            interruption=interruption, booking=booking,
            defaults={
                "hromada_id": interruption.hromada_id, "touch": touch, "reach": queries.reach_of(booking),
                "told_at": at, "called_at": None, "called_by_name": "",
            },
        )  # fmt: skip
