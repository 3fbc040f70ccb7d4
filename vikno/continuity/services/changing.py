"""An interruption goes on for longer, reaches another point, ends."""

from datetime import datetime, timedelta

from django.db import transaction

from vikno.common.actors import Actor
from vikno.continuity import policies, queries
from vikno.continuity.enums import Effect, StepKind
from vikno.continuity.models import Interruption
from vikno.continuity.services.beginning import begin_at, require_free
from vikno.continuity.services.bookings import tell_again, touch_bookings
from vikno.continuity.services.places import settle
from vikno.continuity.services.registers import give_services_again
from vikno.continuity.services.writing import hold_everything, lapse, locked, record, step
from vikno.network.models import Point


@transaction.atomic
def prolong(
    *, interruption: Interruption, expected_until: datetime | None, actor: Actor, at: datetime
) -> Interruption:  # fmt: skip
    """The expected end moves; whoever is booked till then is told. Refusals: NotYourPoints, AlreadyOver, UntilInPast,
    UntilTooFar."""
    points = _points(interruption)
    policies.require_may_interrupt(actor, points, at=at)
    lapses_at = lapse(expected_until, at=at)
    doubt = timedelta(minutes=queries.cause_row(interruption.cause).doubt)
    hold_everything(points, until=lapses_at + doubt, at=at)
    now = locked(interruption, at=at)
    now.expected_until, now.lapses_at = expected_until, lapses_at
    now.save(update_fields=["expected_until", "lapses_at"])
    step(now, StepKind.PROLONGED, actor=actor, at=at)
    for touch in now.touches.select_related("point", "interruption").order_by("pk"):
        settle(touch.point, interruption=now, actor=actor, at=at)
        touch_bookings(touch, actor=actor, at=at)
    record(now, "prolonged", actor=actor, at=at, until=expected_until.isoformat() if expected_until else "")
    return now


@transaction.atomic
def add_point(
    *, interruption: Interruption, point: Point, effect: Effect, actor: Actor, at: datetime
) -> Interruption:  # fmt: skip
    """Another point is touched by the same. Refusals: NotYourPoints, AlreadyOver, AlreadyInForce."""
    policies.require_may_interrupt(actor, [point], at=at)
    doubt = timedelta(minutes=queries.cause_row(interruption.cause).doubt)
    hold_everything([point], until=interruption.lapses_at + doubt, at=at)
    now = locked(interruption, at=at)
    if now.touches.filter(point=point).exists():
        return now
    require_free([point], now.cause, at=at)
    step(now, StepKind.POINT_ADDED, actor=actor, at=at, point=point)
    begin_at(now, point, effect, actor=actor, at=at)
    record(now, "point_added", actor=actor, at=at, point=point.pk, effect=str(effect))
    return now


@transaction.atomic
def end_interruption(*, interruption: Interruption, actor: Actor, at: datetime) -> Interruption:
    """Work goes on: states and queues as before, whoever is booked ahead is told. Refusals: NotYourPoints, AlreadyOver.

    A state or a service that somebody has changed meanwhile stays as they set it, and the steps say so.
    """
    points = _points(interruption)
    policies.require_may_interrupt(actor, points, at=at)
    services = [row.service for row in interruption.services.select_related("service").order_by("pk")]
    hold_everything(points, until=interruption.lapses_at, at=at, services=services)
    now = locked(interruption, at=at)
    now.ended_at, now.ended_by_name = at, actor.name
    now.save(update_fields=["ended_at", "ended_by_name"])
    step(now, StepKind.ENDED, actor=actor, at=at)
    for point in points:
        settle(point, interruption=now, actor=actor, at=at)
    give_services_again(now, actor=actor, at=at)
    told = tell_again(now, actor=actor, at=at)
    minutes = int((at - now.began_at) / timedelta(minutes=1))
    record(now, "ended", actor=actor, at=at, minutes=minutes, told=told)
    return now


def _points(interruption: Interruption) -> list[Point]:
    rows = interruption.touches.select_related("point").order_by("pk")
    return [touch.point for touch in rows]
