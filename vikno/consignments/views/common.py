"""What every page of papers needs: the actor, the point, one refused call."""

from django.http import HttpRequest

from vikno.accounts.enums import DESK_ROLES, Role
from vikno.cases.duty import duty_point, points_of_duty
from vikno.network.models import Point

DESK = tuple(sorted(DESK_ROLES))
CARRIERS = (*DESK, Role.COURIER)
PLANNERS = (Role.OFFICER, Role.HEAD)
HEADS = (Role.HEAD,)
PACKERS = (*DESK, Role.PROVIDER)
EVERYBODY = (*CARRIERS, Role.PROVIDER)


def point_here(request: HttpRequest) -> Point | None:
    """The point named in the address, else the point of duty, else the first; None for who works at none."""
    points = points_of_duty(request)
    named = request.GET.get("point") or request.POST.get("point")
    asked = next((point for point in points if str(point.pk) == named), None)
    return asked or duty_point(request) or (points[0] if points else None)
