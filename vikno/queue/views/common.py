"""What every page of the queue needs: the actor, their point, the press of a key, one refused call told in words."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from vikno.accounts.access import role_required
from vikno.accounts.enums import DESK_ROLES, Role
from vikno.common import clock
from vikno.common.acting import actor_of
from vikno.network.duty import duty_point
from vikno.network.models import Point
from vikno.queue import policies
from vikno.queue.forms import PeriodForm
from vikno.queue.queries import Period

DESK = tuple(sorted(DESK_ROLES))
HEAD = (Role.HEAD,)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def at_point(*roles: str) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Let roles in, and give the view the point of duty; whoever has not chosen one is told where to."""

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @role_required(*roles)
        @wraps(view)
        def with_point(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            point = duty_point(request)
            if point is None:
                return render(request, "queue/no_point.html")
            return view(request, point, *args, **kwargs)

        return with_point

    return decorate


def press_of(request: HttpRequest) -> UUID:
    """The press of a key the page carried; a new one where nonsense came."""
    try:
        return UUID(request.POST.get("press", ""))
    except ValueError:
        return uuid4()


def asked_period(request: HttpRequest) -> tuple[PeriodForm, Period]:
    """The days and points asked for in the address."""
    actor, today = actor_of(request), clock.today()
    points: list[Point] = list(policies.points_of(actor, on=today))
    form = PeriodForm(request.GET, points=points, today=today)
    return form, form.period(actor.hromada_code)


def table_answer(body: bytes, name: str) -> HttpResponse:
    return HttpResponse(body, content_type=XLSX, headers={"Content-Disposition": f'attachment; filename="{name}.xlsx"'})


def pdf_answer(body: bytes, name: str) -> HttpResponse:
    return HttpResponse(
        body, content_type="application/pdf", headers={"Content-Disposition": f'inline; filename="{name}.pdf"'}
    )
