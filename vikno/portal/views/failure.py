"""The page of a crash: plain words, and 503 when it is the database that does not answer."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

_RETRY_SECONDS = "30"


def failure(request: HttpRequest) -> HttpResponse:
    """Answer a crash. Django calls this while the exception is being handled; the page asks the database nothing."""
    if isinstance(sys.exception(), OperationalError | InterfaceError):
        return HttpResponse(render_to_string("503.html"), status=503, headers={"Retry-After": _RETRY_SECONDS})
    return HttpResponse(render_to_string("500.html"), status=500)
