"""CPSV-AP: a name of a thing leads to what its reader can read, a page or a file."""

import json
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase, HttpResponseRedirectBase
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import condition, require_safe

from vikno.common import clock
from vikno.opendata import exports
from vikno.opendata.queries import cpsv
from vikno.opendata.queries.changes import SERVICES, state_of
from vikno.opendata.queries.hsds import lists
from vikno.opendata.queries.services import Told, told
from vikno.opendata.views.files import sent

MEDIA: Final = {"ttl": "text/turtle", "jsonld": "application/ld+json"}


class SeeOther(HttpResponseRedirectBase):
    """A thing is not a document: look at one that tells of it."""

    status_code = 303


@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    """The data set itself."""
    return _elsewhere(request, reverse("opendata:page"), "opendata:cpsv_catalogue_file", {})


@require_safe
def catalogue_file(request: HttpRequest, form: str) -> HttpResponseBase:
    """The whole catalogue."""
    file = exports.current(f"catalogue.{form}", at=clock.now())
    return sent(request, file, content_type=f"{MEDIA[form]}; charset=utf-8")


@require_safe
def service(request: HttpRequest, code: str) -> HttpResponse:
    """A service itself."""
    _service(code)
    return _elsewhere(request, reverse("portal:service", args=[code]), "opendata:cpsv_service_file", {"code": code})


@require_safe
@condition(etag_func=lambda request, **_: f'"{state_of(SERVICES, at=clock.now())[:32]}"')
def service_file(request: HttpRequest, code: str, form: str) -> HttpResponse:
    """What is known of one service."""
    with translation.override("uk"):
        document = cpsv.service_document(_service(code))
        body = cpsv.turtle(document) if form == "ttl" else json.dumps(document, ensure_ascii=False, indent=1).encode()
    headers = {"Access-Control-Allow-Origin": "*", "Content-Language": "uk"}
    return HttpResponse(body, content_type=f"{MEDIA[form]}; charset=utf-8", headers=headers)


def _service(code: str) -> Told:
    at = clock.now()
    found = told(lists.services(lists.Asked(), at=at).filter(code=code), on=clock.today(at))
    if not found:
        raise Http404
    return found[0]


def _elsewhere(request: HttpRequest, page: str, name: str, parts: dict[str, Any]) -> HttpResponse:
    """A browser goes to the page, a program to the format it prefers."""
    wanted = request.get_preferred_type(["text/html", *MEDIA.values()])
    form = next((form for form, media in MEDIA.items() if media == wanted), "")
    response = SeeOther(reverse(name, kwargs={**parts, "form": form}) if form else page)
    patch_vary_headers(response, ("Accept",))
    return response
