"""Open packages of the counts, and what every word in them means."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from vikno.common import clock
from vikno.opendata import exports, shown_counts
from vikno.opendata.views.files import sent


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """The data dictionary: tables, columns, what is counted, which months there are and what they keep back."""
    return render(request, "opendata/counts.html", shown_counts.page())


@require_safe
def package(request: HttpRequest, form: str) -> HttpResponseBase:
    """Every published month in one zip."""
    file = exports.current(f"counts-{form}.zip", at=clock.now())
    return sent(request, file, content_type="application/zip", name=f"counts-{form}.zip")
