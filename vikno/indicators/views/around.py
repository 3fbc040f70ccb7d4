"""Before and after a day: what changed, beside the neighbours and the year before."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from vikno.accounts.access import StaffRequest, role_required
from vikno.accounts.enums import Role
from vikno.cases.queries import points_of_network
from vikno.common import clock
from vikno.indicators import policies, queries
from vikno.indicators.forms import AroundForm
from vikno.indicators.queries import Scope
from vikno.indicators.shown_around import sides
from vikno.indicators.views.common import indicator_named
from vikno.network.queries import changes_of_points
from vikno.territories.queries import unit


@require_safe
@role_required(Role.HEAD, Role.LEADER)
def around(request: StaffRequest, code: str) -> HttpResponse:
    """A measure on both sides of a day that is typed, or of a change of a point that is chosen from the list."""
    policies.require_may_read(request.actor)
    one, today, code_of_hromada = indicator_named(code), clock.today(), request.actor.hromada_code
    points = list(points_of_network(request.actor))
    form = AroundForm(request.GET or None, points=points, today=today)
    facts: dict[str, Any] = {"one": one, "form": form, "found": None, "is_too_soon": False}
    if form.is_valid():
        place = unit(code_of_hromada)
        oblast = place.oblast_id if place else None
        scope = Scope(hromada=code_of_hromada, point=form.point_key, oblast=oblast or "")
        day, weeks = form.cleaned_data["day"], form.weeks_asked
        found = queries.around(one, scope, day, weeks=weeks, today=today)
        facts |= {"found": found, "is_too_soon": found is None, "ready_on": queries.ready_on(day), "asked_weeks": weeks}
        facts |= sides(one, found, of_point=scope.point is not None) if found else {}
    facts["changes"] = changes_of_points(code_of_hromada, limit=10)
    return render(request, "indicators/around.html", facts)
