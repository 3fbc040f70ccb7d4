"""At which point the person in front of the screen works now. Part of the public face: the desk chooses, all record."""

from typing import Any

from django.http import HttpRequest

from vikno.common import clock
from vikno.common.actors import Actor
from vikno.network.models import Point
from vikno.network.queries import points_at_work

POINT_KEY = "point_id"


def points_of_duty(request: HttpRequest) -> list[Point]:
    """Points where the signed-in person works today, read once a request."""
    kept: Any = request
    if not hasattr(kept, "points_of_duty"):
        actor: Actor | None = getattr(request, "actor", None)
        kept.points_of_duty = points_at_work(actor, clock.today()) if actor and actor.hromada_code else []
    points: list[Point] = kept.points_of_duty
    return points


def duty_point(request: HttpRequest) -> Point | None:
    """The chosen point; the only one when there is no choice; None until one of several is chosen."""
    points = points_of_duty(request)
    chosen = request.session.get(POINT_KEY)
    if len(points) == 1:
        return points[0]
    return next((point for point in points if point.pk == chosen), None)


def choose_point(request: HttpRequest, point_id: int) -> Point | None:
    """Remember a point for the session if the person works there; None otherwise."""
    point = next((point for point in points_of_duty(request) if point.pk == point_id), None)
    if point is not None:
        request.session[POINT_KEY] = point.pk
    return point
