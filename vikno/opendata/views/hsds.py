"""`/opendata/hsds/`: paths, parameters and pages as the HSDS 3.0 API says. Texts are Ukrainian whatever the page's."""

import datetime as dt
import json
from collections.abc import Callable, Iterable, Iterator
from functools import wraps
from itertools import chain
from typing import Any, Final

from django.core.paginator import Paginator
from django.http import HttpRequest, JsonResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import translation
from django.utils.dateparse import parse_date, parse_datetime
from django.views.decorators.http import require_safe

from vikno.common import clock
from vikno.opendata import exports
from vikno.opendata.queries.hsds import lists, nested
from vikno.opendata.queries.hsds import services as shown
from vikno.opendata.queries.hsds.lists import Asked
from vikno.opendata.queries.hsds.rows import Row, address_of
from vikno.opendata.queries.services import told
from vikno.opendata.rules.hsds_api import description
from vikno.opendata.views.files import sent

VERSION: Final = "3.0.0"
ROWS: Final = 50
MOST: Final = 500
_FARTHEST: Final = 2_000_000  # metres: more than the country is long
_YES: Final = frozenset({"true", "1", "yes"})
type View = Callable[..., HttpResponseBase]


class NotUnderstood(Exception):
    """A parameter that cannot be followed: silence would answer another question."""


def _in_ukrainian(view: View) -> View:
    """Answer in Ukrainian, tell of a parameter that is not understood, let other sites' pages read."""

    @require_safe
    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        with translation.override("uk"):
            try:
                response = view(request, *args, **kwargs)
            except NotUnderstood as reason:
                response = JsonResponse({"error": str(reason)}, status=400, json_dumps_params={"ensure_ascii": False})
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Content-Language"] = "uk"
        return response

    return answered


@_in_ukrainian
def root(request: HttpRequest) -> HttpResponseBase:
    """Which version this is and where it is described."""
    told_of = {
        "version": VERSION, "profile": address_of(reverse("opendata:page")),
        "openapi_url": address_of(reverse("opendata:hsds_openapi")),
    }  # fmt: skip
    return _json(told_of)


@_in_ukrainian
def openapi(request: HttpRequest) -> HttpResponseBase:
    """This API in OpenAPI 3.1."""
    return _json(description(server=address_of(reverse("opendata:hsds")), most=MOST))


@_in_ukrainian
def services(request: HttpRequest) -> HttpResponseBase:
    """Services in force today."""
    at, asked = clock.now(), _asked(request)
    if asked.postcode:
        raise NotUnderstood("postcode вибирає точки: /opendata/hsds/service_at_locations.")
    found = lists.services(asked, at=at)
    if _is_set(request, "minimal"):
        rows = map(shown.service_row, told(found, on=clock.today(at)))
        return _json([{"id": row["id"], "modified_date": row["last_modified"]} for row in rows])
    rows = nested.full_services if _is_set(request, "full") else nested.listed_services
    return _listed(request, found, lambda chosen: rows(told(chosen, on=clock.today(at))))


@_in_ukrainian
def service(request: HttpRequest, key: str) -> HttpResponseBase:
    """One service with every location that gives it, sent as it is read."""
    at = clock.now()
    found = lists.service_by_id(str(key), at=at)
    if found is None:
        return _absent()
    (one,) = told(found, on=clock.today(at))
    (whole,) = nested.full_services([one])
    return _streamed(whole, "service_at_locations", nested.given_at(one, at=at))


@_in_ukrainian
def organisations(request: HttpRequest) -> HttpResponseBase:
    """Bodies that decide and centres that receive people."""
    at, found = clock.now(), lists.organisations(request.GET.get("search", ""))
    if _is_set(request, "full") or _is_set(request, "full_service"):
        return _listed(request, found, lambda chosen: nested.full_organisations(chosen, at=at))
    return _listed(request, found, lambda chosen: (body.row for body in chosen))


@_in_ukrainian
def organisation(request: HttpRequest, key: str) -> HttpResponseBase:
    """One organisation with its locations and the services it decides on."""
    at, body = clock.now(), lists.organisation(str(key))
    if body is None:
        return _absent()
    decided = nested.services_of(body, at=at)
    rows = nested.full_services(decided) if _is_set(request, "full_service") else map(_short, decided)
    (whole,) = nested.full_organisations([body], at=at)
    return _json(whole | {"services": list(rows)})


@_in_ukrainian
def service_at_locations(request: HttpRequest) -> HttpResponseBase:
    """What is given where."""
    at = clock.now()
    row = nested.full_offerings if _is_set(request, "full") else nested.listed_offerings
    return _listed(request, lists.given(_asked(request), at=at), lambda chosen: row(chosen, at=at))


@_in_ukrainian
def service_at_location(request: HttpRequest, key: str) -> HttpResponseBase:
    """One service at one location, with everything of both."""
    at = clock.now()
    found = lists.offering_by_id(str(key), at=at)
    return _absent() if found is None else _json(next(nested.full_offerings([found], at=at)))


@_in_ukrainian
def taxonomies(request: HttpRequest) -> HttpResponseBase:
    """Groups of services and events of life."""
    return _listed(request, shown.taxonomies(), iter)


@_in_ukrainian
def taxonomy(request: HttpRequest, key: str) -> HttpResponseBase:
    return _one_of(shown.taxonomies(), str(key))


@_in_ukrainian
def taxonomy_terms(request: HttpRequest) -> HttpResponseBase:
    """Words of both lists, none above another."""
    chosen = request.GET.get("taxonomy_id", "")
    below = request.GET.get("parent_id", "")
    rows = [row for row in shown.taxonomy_terms() if not below and chosen in ("", row["taxonomy_id"])]
    return _listed(request, rows, iter)


@_in_ukrainian
def taxonomy_term(request: HttpRequest, key: str) -> HttpResponseBase:
    return _one_of(shown.taxonomy_terms(), str(key))


@require_safe
def package(request: HttpRequest) -> HttpResponseBase:
    """The whole as tables: a zip of CSV files with their description."""
    file = exports.current("hsds.zip", at=clock.now())
    return sent(request, file, content_type="application/zip", name="hsds.zip")


def _asked(request: HttpRequest) -> Asked:
    told_of, postcode = request.GET.get("modified_after", ""), request.GET.get("postcode", "")
    if request.GET.get("proximity") and not postcode:
        raise NotUnderstood("proximity — метри від поштового індексу. Додайте postcode.")
    return Asked(
        search=request.GET.get("search", ""), taxonomy_term_id=request.GET.get("taxonomy_term_id", ""),
        taxonomy_id=request.GET.get("taxonomy_id", ""), organization_id=request.GET.get("organization_id", ""),
        modified_after=_moment(told_of) if told_of else None, postcode=postcode,
        proximity=_number(request, "proximity", 0, _FARTHEST) if request.GET.get("proximity") else None,
    )  # fmt: skip


def _moment(text: str) -> dt.datetime:
    try:
        found = parse_datetime(text) or parse_date(text)
    except ValueError:
        found = None
    if found is None:
        raise NotUnderstood("modified_after — дата й час за ISO 8601, наприклад 2026-11-22T10:00:00Z.")
    if not isinstance(found, dt.datetime):
        return clock.midnight(found)
    return found if found.tzinfo else found.replace(tzinfo=clock.KYIV)


def _is_set(request: HttpRequest, name: str) -> bool:
    return request.GET.get(name, "").lower() in _YES


def _number(request: HttpRequest, name: str, default: int, most: int) -> int:
    text = request.GET.get(name, str(default))
    if not text.isascii() or not text.isdigit() or not 1 <= int(text[:9]) <= most:
        raise NotUnderstood(f"{name} — ціле число від 1 до {most}.")
    return int(text)


def _listed(request: HttpRequest, found: Any, rows: Callable[[Any], Iterable[Row]]) -> HttpResponseBase:
    """A page of what was found, or all of it line by line (`format=ndjson`)."""
    match request.GET.get("format", "json"):
        case "ndjson":
            pages = Paginator(found, MOST)
            every = chain.from_iterable(rows(pages.page(number).object_list) for number in pages.page_range)
            lines = (_text(row) + "\n" for row in every)
            return StreamingHttpResponse(_kept_ukrainian(lines), content_type="application/x-ndjson")
        case "json":
            return _json(_page(request, found, rows))
    raise NotUnderstood("format — json або ndjson.")


def _page(request: HttpRequest, found: Any, rows: Callable[[Any], Iterable[Row]]) -> dict[str, Any]:
    pages = Paginator(found, _number(request, "per_page", ROWS, MOST))
    number = _number(request, "page", 1, 10**6)
    chosen = pages.page(number).object_list if number <= pages.num_pages else []
    contents = list(rows(chosen)) if chosen else []
    return {
        "total_items": pages.count, "total_pages": pages.num_pages, "page_number": number, "size": len(contents),
        "first_page": number == 1, "last_page": number >= pages.num_pages, "empty": not contents, "contents": contents,
    }  # fmt: skip


def _streamed(head: Row, name: str, items: Iterable[Row]) -> StreamingHttpResponse:
    """An object whose last array is sent as it is read: a service of the country has thousands of locations."""

    def pieces() -> Iterator[str]:
        yield f'{_text(head)[:-1]},"{name}":['
        for n, item in enumerate(items):
            yield ("," if n else "") + _text(item)
        yield "]}"

    return StreamingHttpResponse(_kept_ukrainian(pieces()), content_type="application/json")


def _kept_ukrainian(pieces: Iterable[str]) -> Iterator[bytes]:
    """What is sent after the view has ended is Ukrainian too, piece by piece."""
    source = iter(pieces)
    while True:
        with translation.override("uk"):
            piece = next(source, None)
        if piece is None:
            return
        yield piece.encode()


def _short(one: Any) -> Row:
    return {"id": shown.service_id(one.service.code), "name": one.service.name, "status": "active"}


def _one_of(rows: list[Row], key: str) -> HttpResponseBase:
    row = next((row for row in rows if row["id"] == key), None)
    return _absent() if row is None else _json(row)


def _absent() -> JsonResponse:
    return JsonResponse({"error": "Такого запису немає."}, status=404, json_dumps_params={"ensure_ascii": False})


def _json(told_of: Any) -> JsonResponse:
    return JsonResponse(told_of, safe=False, json_dumps_params={"ensure_ascii": False})


def _text(row: Row) -> str:
    return json.dumps(row, ensure_ascii=False)
