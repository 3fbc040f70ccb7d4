"""What the frame of the desk shows on every page: the rail and the point of duty."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from vikno.cases.duty import duty_point
from vikno.desk.navigation import rail_for


def rail(request: HttpRequest) -> dict[str, Any]:
    """`rail` and `point_name`; both are asked for only by pages that draw the frame of the desk."""
    actor = getattr(request, "actor", None)
    if actor is None:
        return {"rail": [], "point_name": ""}
    return {
        "rail": SimpleLazyObject(lambda: rail_for(actor, path=request.path)),
        "point_name": SimpleLazyObject(lambda: getattr(duty_point(request), "name", "")),
    }
