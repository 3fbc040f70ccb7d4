"""Who works with the queue of a point: whoever works at the point that day; the head arranges it."""

from datetime import date, datetime

from django.db.models import QuerySet

from vikno.accounts.enums import DESK_ROLES, Role
from vikno.common.actors import Actor
from vikno.common.clock import today
from vikno.network.models import Point
from vikno.network.queries import posted_points, works_at
from vikno.queue.errors import NotHead, NotYourPoint
from vikno.queue.models import Consultation, Counter, QueueService, Ticket

DESK = frozenset(DESK_ROLES)


def points_of(actor: Actor, *, on: date) -> QuerySet[Point]:
    """Points whose queue the actor works with on a day."""
    if actor.role not in DESK or not actor.hromada_code:
        return Point.objects.none()
    return posted_points(actor, on)


def may_serve(actor: Actor, point: Point, *, at: datetime) -> bool:
    """Issue tickets, call and serve. The system is a kiosk or the clock of the same hromada."""
    if not actor.hromada_code or point.hromada_id != actor.hromada_code:
        return False
    return actor.is_system or (actor.role in DESK and works_at(actor, point, today(at)))


def require_may_serve(actor: Actor, point: Point, *, at: datetime) -> None:
    if not may_serve(actor, point, at=at):
        raise NotYourPoint


def may_arrange(actor: Actor) -> bool:
    """Windows, queues, priorities, rules."""
    return bool(actor.hromada_code) and (actor.role == Role.HEAD or actor.is_system)


def require_may_arrange(actor: Actor, point: Point | None = None) -> None:
    if not may_arrange(actor) or (point is not None and point.hromada_id != actor.hromada_code):
        raise NotHead


def visible_tickets(actor: Actor, *, on: date) -> QuerySet[Ticket]:
    """Tickets of the points where the actor works."""
    return Ticket.objects.filter(hromada_id=actor.hromada_code or None, point__in=points_of(actor, on=on))


def visible_counters(actor: Actor, *, on: date) -> QuerySet[Counter]:
    return Counter.objects.filter(hromada_id=actor.hromada_code or None, point__in=points_of(actor, on=on))


def visible_consultations(actor: Actor, *, on: date) -> QuerySet[Consultation]:
    """Entries of the points where the actor works; they name nobody but the officer."""
    return Consultation.objects.filter(hromada_id=actor.hromada_code or None, point__in=points_of(actor, on=on))


def visible_services(actor: Actor, *, on: date) -> QuerySet[QueueService]:
    return QueueService.objects.filter(hromada_id=actor.hromada_code or None, point__in=points_of(actor, on=on))
