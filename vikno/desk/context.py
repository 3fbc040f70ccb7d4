"""What the frame of the desk shows on every page: the rail and the point of duty."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from vikno.cases.duty import duty_point
from vikno.common import clock
from vikno.common.actors import Actor
from vikno.common.components import NavItem
from vikno.desk.filters import pinned_to
from vikno.desk.finding import may_find
from vikno.desk.navigation import pinned_lines, rail_for


def rail(request: HttpRequest) -> dict[str, Any]:
    """`rail`, `pinned`, `point_name`, `may_find`; what asks the database does so only when the frame is drawn."""
    actor = getattr(request, "actor", None)
    if actor is None:
        return {"rail": [], "pinned": [], "point_name": "", "may_find": False}
    return {
        "may_find": may_find(actor),
        "rail": SimpleLazyObject(lambda: rail_for(actor, path=request.path)),
        "pinned": SimpleLazyObject(lambda: _pinned(request, actor)),
        "point_name": SimpleLazyObject(lambda: getattr(duty_point(request), "name", "")),
    }


def _pinned(request: HttpRequest, actor: Actor) -> list[NavItem]:
    point = duty_point(request)
    pinned = pinned_to(actor, duty_id=point.pk if point else None, today=clock.today())
    return pinned_lines(pinned, address=request.get_full_path())
