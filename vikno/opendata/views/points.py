"""Points for somebody's map."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from vikno.common import clock
from vikno.opendata import exports
from vikno.opendata.views.files import sent


@require_safe
def points(request: HttpRequest) -> HttpResponseBase:
    """Every point of the installation."""
    file = exports.current("points.geojson", at=clock.now())
    return sent(request, file, content_type="application/geo+json; charset=utf-8")
