"""What every page of papers needs: the actor, the point, one refused call."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest

from vikno.accounts.enums import DESK_ROLES, Role
from vikno.cases.duty import duty_point, points_of_duty
from vikno.common.actors import Actor
from vikno.common.errors import Refusal
from vikno.network.models import Point

DESK = tuple(sorted(DESK_ROLES))
CARRIERS = (*DESK, Role.COURIER)
PLANNERS = (Role.OFFICER, Role.HEAD)
HEADS = (Role.HEAD,)
PACKERS = (*DESK, Role.PROVIDER)
EVERYBODY = (*CARRIERS, Role.PROVIDER)


def actor_of(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def point_here(request: HttpRequest) -> Point | None:
    """The point named in the address, else the point of duty, else the first; None for who works at none."""
    points = points_of_duty(request)
    named = request.GET.get("point") or request.POST.get("point")
    asked = next((point for point in points if str(point.pk) == named), None)
    return asked or duty_point(request) or (points[0] if points else None)


def done(request: HttpRequest, act: Callable[[], Any], said: str) -> bool:
    """One changing call: what was done is said, a refusal is said; «not found» stays the page of an unknown address."""
    try:
        act()
    except Refusal as refusal:
        if isinstance(refusal, Http404):
            raise
        messages.error(request, str(refusal))
        return False
    messages.success(request, said)
    return True
