"""Who may say that work is interrupted: whoever works at the point; the head for every point of the hromada."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet

from vikno.accounts.enums import DESK_ROLES, Role
from vikno.common.actors import Actor
from vikno.common.clock import today
from vikno.continuity.errors import NotYourPoints
from vikno.continuity.models import Interruption
from vikno.network.models import Point
from vikno.network.queries import posted_points

DESK = frozenset(DESK_ROLES)


def points_of(actor: Actor, *, at: datetime) -> QuerySet[Point]:
    """Points about which the actor may say it."""
    if actor.role not in DESK or not actor.hromada_code:
        return Point.objects.none()
    return posted_points(actor, today(at))


def may_interrupt(actor: Actor, points: Iterable[Point], *, at: datetime) -> bool:
    wanted = list(points)
    if not actor.hromada_code or any(point.hromada_id != actor.hromada_code for point in wanted):
        return False
    if actor.is_system or actor.role == Role.HEAD:
        return True
    return {point.pk for point in wanted} <= set(points_of(actor, at=at).values_list("pk", flat=True))


def require_may_interrupt(actor: Actor, points: Iterable[Point], *, at: datetime) -> None:
    if not may_interrupt(actor, points, at=at):
        raise NotYourPoints


def visible(actor: Actor) -> QuerySet[Interruption]:
    """Everybody at a desk of the hromada sees its interruptions."""
    may_see = actor.role in DESK or actor.is_system
    return Interruption.objects.filter(hromada_id=actor.hromada_code if may_see and actor.hromada_code else None)
