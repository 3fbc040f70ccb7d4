"""Who books for others, who says who receives, and whose day one sees."""

from datetime import date

from django.db.models import QuerySet

from vikno.accounts.enums import DESK_ROLES, Role
from vikno.appointments.errors import MayNotAct
from vikno.common.actors import Actor
from vikno.network import queries as network
from vikno.network.models import Point

RESIDENT = "resident"
DESK = frozenset(DESK_ROLES)


def resident(hromada_code: str) -> Actor:
    """Somebody without a name in our records who books for themselves."""
    return Actor(user_id=None, name="", role=RESIDENT, hromada_code=hromada_code)


def is_resident(actor: Actor) -> bool:
    return actor.role == RESIDENT


def may_arrange(actor: Actor) -> bool:
    """Figures, doors, resources, duty, days that fall away."""
    return bool(actor.hromada_code) and (actor.role == Role.HEAD or actor.is_system)


def require_may_arrange(actor: Actor, point: Point | None = None) -> None:
    if not may_arrange(actor) or (point is not None and point.hromada_id != actor.hromada_code):
        raise MayNotAct


def require_may_book(actor: Actor, point: Point) -> None:
    """Staff of the hromada book at each of its points: a starosta books a villager into the main office."""
    if point.hromada_id != actor.hromada_code or not (is_resident(actor) or actor.role in DESK or actor.is_system):
        raise MayNotAct


def require_may_serve(actor: Actor, point_id: int, *, on: date) -> None:
    """Marks and cancels what is booked at a point: who works there on the day, and the head."""
    if not actor.is_system and not visible_points(actor, on=on).filter(pk=point_id).exists():
        raise MayNotAct


def visible_points(actor: Actor, *, on: date) -> QuerySet[Point]:
    """Points whose day a person sees."""
    return network.posted_points(actor, on) if actor.role in DESK else Point.objects.none()


def points_to_book(actor: Actor) -> QuerySet[Point]:
    own = Point.objects.filter(hromada_id=actor.hromada_code or None) if actor.role in DESK else Point.objects.none()
    return own.select_related("settlement", "centre").order_by("sort_key", "pk")
