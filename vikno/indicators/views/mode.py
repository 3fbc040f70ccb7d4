"""Before, during and after a mode that a point worked in, as its history says."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from vikno.accounts.access import StaffRequest, role_required
from vikno.accounts.enums import Role
from vikno.common import clock
from vikno.indicators import policies, queries
from vikno.indicators.forms import ModeForm
from vikno.indicators.shown_around import times
from vikno.indicators.views.common import indicator_named
from vikno.network.queries import changes_of_points

_LATEST = 50


@require_safe
@role_required(Role.HEAD, Role.LEADER)
def mode(request: StaffRequest, code: str) -> HttpResponse:
    """One of the modes of the hromada's points is chosen; a stranger's cannot be."""
    policies.require_may_read(request.actor)
    one, changes = indicator_named(code), changes_of_points(request.actor.hromada_code, limit=_LATEST)
    form = ModeForm(request.GET or None, changes=changes)
    facts: dict[str, Any] = {"one": one, "form": form, "has_changes": bool(changes), "is_too_soon": False}
    if form.is_valid():
        found = queries.during(one, form.status, today=clock.today())
        facts |= {"found": found, "is_too_soon": found is None, "status": form.status}
        facts |= times(one, found) if found else {}
    return render(request, "indicators/mode.html", facts)
