"""Days of points: the hours by the timetable, those that were kept, and why the others were not."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from vikno.accounts.access import StaffRequest, role_required
from vikno.accounts.enums import Role
from vikno.cases.queries import points_of_network
from vikno.common import clock
from vikno.indicators import policies, queries
from vikno.indicators.definitions import INDICATORS
from vikno.indicators.forms import PeriodForm
from vikno.indicators.shown_hours import days
from vikno.indicators.views.own import ROWS


@require_safe
@role_required(Role.HEAD, Role.LEADER)
def hours(request: StaffRequest) -> HttpResponse:
    """The days behind the hours kept, the newest first."""
    policies.require_may_read(request.actor)
    asked = request.GET.copy()
    if "since" in asked and "period" not in asked:
        asked["period"] = "own"
    form = PeriodForm(asked, points=list(points_of_network(request.actor)), today=clock.today())
    scope = queries.Scope(hromada=request.actor.hromada_code, point=form.point_key)
    page = Paginator(queries.planned_days(scope, form.span), ROWS).get_page(request.GET.get("page"))
    value = queries.value(INDICATORS["hours_kept"], scope, form.span)
    facts = {"page": page, "days": days(scope.hromada, page.object_list, value, at=clock.now())}
    return render(request, "indicators/hours.html", {**facts, "form": form, "span": form.span})
