"""One question, and the ways to an answer."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from vikno.common import clock
from vikno.common.shared_pages import shared_page
from vikno.portal import queries
from vikno.portal.forms import SearchForm


@require_safe
@shared_page
def home(request: HttpRequest) -> HttpResponse:
    """«Що вам потрібно?» with search, groups of services and events of life."""
    today = clock.today()
    context = {"form": SearchForm(), "groups": queries.groups_on(today), "events": queries.life_events_on(today)}
    return render(request, "portal/home.html", context)
