"""A courier's phone: what to take, what to give."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from vikno.accounts.access import role_required
from vikno.common import clock
from vikno.common.acting import actor_of
from vikno.consignments import queries, shown
from vikno.consignments.forms import ScanForm
from vikno.consignments.views.common import CARRIERS


@require_GET
@role_required(*CARRIERS)
def courier(request: HttpRequest) -> HttpResponse:
    """Bags to take by place, bags to give by place, and what was given today."""
    actor, today = actor_of(request), clock.today()
    bags = queries.bags_for(actor, today=today)
    facts = {
        "to_take": shown.bag_rows(bags.to_take, today=today),
        "to_give": shown.bag_rows(bags.to_give, today=today),
        "given": shown.bag_rows(bags.given, today=today),
        "scan": ScanForm(),
        "trips": shown.trips_now(actor, today=today),
    }
    return render(request, "consignments/courier.html", facts)
