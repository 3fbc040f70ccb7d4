"""Where to go: the map and the list of points, and one point."""

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from vikno.common import clock
from vikno.common.shared_pages import shared_page
from vikno.network import queries
from vikno.opendata.queries.places import place
from vikno.portal import network_places as places
from vikno.portal import news_beside as beside
from vikno.portal.network_forms import PlacesForm
from vikno.portal.places import takes_bookings

ROWS = 50
CREDIT = "© OpenStreetMap"


@require_safe
@shared_page
def points(request: HttpRequest) -> HttpResponse:
    """The list with the map above it; without scripts, the list alone says everything."""
    form, at = PlacesForm(request.GET), clock.now()
    numbers = places.found_points(form.filters(), at=at, is_open_now=form.is_open_now)
    page = Paginator(numbers, ROWS).get_page(request.GET.get("page"))
    rows = places.rows_of(list(page.object_list), at=at)
    facts = {"form": form, "page": page, "rows": rows, "is_filtered": form.has_changed()}
    facts |= beside.of_hromada(form.filters().hromada, on=clock.today(at))
    return render(request, "portal/network_points.html", {**facts, **_tiles(), "query": request.GET.urlencode()})


@require_safe
@shared_page
def features(request: HttpRequest) -> JsonResponse:
    """The same choice as GeoJSON, with borders of the chosen hromada or oblast."""
    form, at = PlacesForm(request.GET), clock.now()
    filters = form.filters()
    numbers = places.found_points(filters, at=at, is_open_now=form.is_open_now)
    drawn = places.shapes_of(numbers, at=at, oblast=filters.oblast)
    return JsonResponse(drawn, content_type="application/geo+json", json_dumps_params={"ensure_ascii": False})


@require_safe
@shared_page
def point(request: HttpRequest, pk: int) -> HttpResponse:
    """One point: is it open, when, how to get in, what is done there."""
    at = clock.now()
    found = place(pk, at=at)
    if found is None:
        raise Http404
    facts = {**places.place_facts(found, at=at), "takes_bookings": takes_bookings(pk)}
    facts |= beside.of_point(found.point, on=clock.today(at))
    return render(request, "portal/network_point.html", {**facts, **_tiles()})


@require_safe
@shared_page
def point_features(request: HttpRequest, pk: int) -> JsonResponse:
    """One point as GeoJSON, within its hromada."""
    found = queries.point(pk)
    if found is None:
        raise Http404
    drawn = places.shapes_of([pk], at=clock.now())
    return JsonResponse(drawn, content_type="application/geo+json", json_dumps_params={"ensure_ascii": False})


def _tiles() -> dict[str, str]:
    return {"tiles_url": settings.TILES_URL, "tiles_credit": CREDIT if settings.TILES_URL else ""}
