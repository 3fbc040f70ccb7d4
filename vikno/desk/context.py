"""What the frame of the desk shows on every page: the rail and the point of duty."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from vikno.cases.duty import duty_point
from vikno.common import clock
from vikno.common.actors import Actor
from vikno.common.components import NavItem
from vikno.desk.filters import pinned_to
from vikno.desk.navigation import pinned_lines, rail_for


def rail(request: HttpRequest) -> dict[str, Any]:
    """`rail`, `pinned` and `point_name`; all are asked for only by pages that draw the frame of the desk."""
    actor = getattr(request, "actor", None)
    if actor is None:
        return {"rail": [], "pinned": [], "point_name": ""}
    return {
        "rail": SimpleLazyObject(lambda: rail_for(actor, path=request.path)),
        "pinned": SimpleLazyObject(lambda: _pinned(request, actor)),
        "point_name": SimpleLazyObject(lambda: getattr(duty_point(request), "name", "")),
    }


def _pinned(request: HttpRequest, actor: Actor) -> list[NavItem]:
    point = duty_point(request)
    pinned = pinned_to(actor, duty_id=point.pk if point else None, today=clock.today())
    return pinned_lines(pinned, address=request.get_full_path())
