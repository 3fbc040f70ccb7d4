"""Kiosks of a point, the numbers set aside for one, and a ticket by the secret of its owner."""

from collections import defaultdict
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from vikno.common.actors import Actor
from vikno.common.clock import today
from vikno.network.models import Point
from vikno.notifications import queries as notifications
from vikno.notifications.enums import Channel as Way
from vikno.queue import policies
from vikno.queue.errors import KioskNotFound, QueueNotFound, TicketNotFound
from vikno.queue.models import Kiosk, NumberBlock, Ticket


def kiosks_of(point: Point) -> QuerySet[Kiosk]:
    """Kiosks that work."""
    ours = Kiosk.objects.filter(hromada_id=point.hromada_id, point=point, ended_at=None)
    return ours.select_related("made_by").order_by("-made_at", "-pk")


def kiosk_by_secret(hromada_code: str, secret: str, *, point_id: int) -> Kiosk | None:
    """The kiosk whose device shows its secret; None when it was taken away or belongs to another point."""
    ours = Kiosk.objects.filter(hromada_id=hromada_code, point_id=point_id, secret=secret, ended_at=None)
    return ours.select_related("point__centre").first()


def was_kiosk(hromada_code: str, secret: str, *, point_id: int) -> bool:
    """Whether a device that shows a secret was a kiosk of the point and is none any more."""
    ours = Kiosk.objects.filter(hromada_id=hromada_code, point_id=point_id, secret=secret)
    return ours.exclude(ended_at=None).exists()


def access_kiosk(actor: Actor, pk: int, *, at: datetime) -> Kiosk:
    """A kiosk at a point where the actor works. Refusals: KioskNotFound."""
    points = policies.points_of(actor, on=today(at))
    ours = Kiosk.objects.filter(hromada_id=actor.hromada_code or None, point__in=points, pk=pk, ended_at=None)
    found = ours.select_related("point").first()
    if found is None:
        raise KioskNotFound
    return found


def free_numbers(kiosk: Kiosk, *, at: datetime) -> dict[str, list[int]]:
    """Numbers of today set aside for a kiosk and not given yet, by purpose."""
    day = today(at)
    given = Ticket.objects.filter(hromada_id=kiosk.hromada_id, point_id=kiosk.point_id, day=day)
    taken = set(given.values_list("purpose", "number"))
    free: dict[str, list[int]] = defaultdict(list)
    for block in NumberBlock.objects.filter(hromada_id=kiosk.hromada_id, kiosk=kiosk, day=day):
        numbers = range(block.first, block.last + 1)
        free[block.purpose] += [number for number in numbers if (block.purpose, number) not in taken]
    return dict(free)


def point_of_actor(actor: Actor, point_id: int, *, at: datetime) -> Point:
    """A point where the actor works today. Refusals: QueueNotFound."""
    found = policies.points_of(actor, on=today(at)).filter(pk=point_id).select_related("centre").first()
    if found is None:
        raise QueueNotFound
    return found


def sms_works() -> bool:
    """Whether a gateway stands behind the field for a phone."""
    return notifications.goes_by_itself(Way.SMS, "+380671234567")


def public_point(point_id: int) -> Point:
    """A point by the number in its address, for anybody. Refusals: QueueNotFound."""
    found = Point.objects.filter(pk=point_id).exclude(hromada=None).select_related("centre").first()
    if found is None:
        raise QueueNotFound
    return found


def own_ticket(point: Point, token: UUID) -> Ticket:
    """A ticket by the secret on its paper, for whoever holds it. Refusals: TicketNotFound."""
    ours = Ticket.objects.filter(hromada_id=point.hromada_id, point=point, token=token)
    found = ours.select_related("service__point", "point__centre", "counter").first()
    if found is None:
        raise TicketNotFound
    return found
