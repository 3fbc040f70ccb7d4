"""Points for somebody's map."""

from typing import Final

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from vikno.common import clock
from vikno.opendata.queries.changes import PLACES
from vikno.opendata.queries.geojson import write_points
from vikno.opendata.views.files import kept_file, sent

_FRESH: Final = 300  # seconds: a planned state begins by itself, with no row written


@require_safe
def points(request: HttpRequest) -> HttpResponseBase:
    """Every point of the installation."""
    at = clock.now()
    file = kept_file("points.geojson", write_points, PLACES, at=at, also=str(int(at.timestamp()) // _FRESH))
    return sent(request, file, content_type="application/geo+json; charset=utf-8")
