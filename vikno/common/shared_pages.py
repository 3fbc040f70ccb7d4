"""Public pages that are the same for everybody are drawn once in a few seconds and given out with a mark.

A page is shared only when it was drawn for a stranger, asked by GET, answered 200, set no cookie and took no token of a
form: a page with anything of its visitor in it cannot get here. Languages, large letters and compressed answers are
kept apart; the address is taken whole. Each worker keeps its own few hundred pages.
"""

import hashlib
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from functools import wraps
from typing import Final, NamedTuple

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import parse_http_date_safe

Handler = Callable[[HttpRequest], HttpResponse]
PAGES: Final = 400
LARGEST: Final = 200_000
CHOICES: Final = ("large", "lang")
_KEPT_HEADERS: Final = (
    "Content-Type", "Content-Encoding", "Content-Language", "Vary", "ETag", "Last-Modified", "Cache-Control",
)  # fmt: skip


class _Page(NamedTuple):
    until: float
    content: bytes
    headers: dict[str, str]


type Key = tuple[str, str, bool, bool]


class _Shelf:
    """The last pages, the least used goes first."""

    def __init__(self) -> None:
        self._pages: OrderedDict[Key, _Page] = OrderedDict()
        self._lock = threading.Lock()

    def find(self, key: Key) -> _Page | None:
        with self._lock:
            page = self._pages.get(key)
            if page is None or page.until < time.monotonic():
                return None
            self._pages.move_to_end(key)
            return page

    def put(self, key: Key, page: _Page) -> None:
        with self._lock:
            self._pages[key] = page
            self._pages.move_to_end(key)
            while len(self._pages) > PAGES:
                self._pages.popitem(last=False)

    def empty(self) -> None:
        with self._lock:
            self._pages.clear()


shelf = _Shelf()


def shared_page[View: Callable[..., HttpResponse]](view: View) -> View:
    """The view's page may be the same for every stranger."""

    @wraps(view)
    def drawn(request: HttpRequest, *parts: object, **named: object) -> HttpResponse:
        response = view(request, *parts, **named)
        if not hasattr(response, "is_shared"):
            response.is_shared = getattr(request, "actor", None) is None  # type: ignore[attr-defined]
        # Before compression: it adds bytes by chance, and an unchanged page must have an unchanged mark.
        response.mark = hashlib.sha256(response.content).hexdigest()[:24]  # type: ignore[attr-defined]
        return response

    return drawn  # type: ignore[return-value]


def shared_pages(get_response: Handler) -> Handler:
    """Stands outside compression and sessions: a page that is kept costs neither."""

    def handle(request: HttpRequest) -> HttpResponse:
        key = _key(request)
        page = shelf.find(key) if key else None
        if page is None:
            response = get_response(request)
            if key is None or not _is_same_for_all(request, response):
                return response
            page = _kept(key, response)
        response = HttpResponse(page.content, headers=page.headers)
        etag, changed = page.headers["ETag"], parse_http_date_safe(page.headers.get("Last-Modified", ""))
        return get_conditional_response(request, etag=etag, last_modified=changed, response=response) or response

    return handle


def _key(request: HttpRequest) -> Key | None:
    """None for whoever may be somebody, and for an address that makes a choice."""
    if not settings.SHARED_PAGE_SECONDS or request.method not in {"GET", "HEAD"}:
        return None
    if settings.SESSION_COOKIE_NAME in request.COOKIES:
        return None
    if any(choice in request.GET for choice in CHOICES) or request.headers.get("HX-Request"):
        return None
    language = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    known = language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    packed = "gzip" in request.headers.get("Accept-Encoding", "")
    return request.get_full_path(), known, bool(request.COOKIES.get("large_print")), packed


def _is_same_for_all(request: HttpRequest, response: HttpResponse) -> bool:
    return (
        request.method == "GET"
        and response.status_code == 200
        and getattr(response, "is_shared", False)
        and not response.streaming
        and not response.cookies
        and not request.META.get("CSRF_COOKIE_NEEDS_UPDATE")
        and len(response.content) <= LARGEST
    )


def _kept(key: Key, response: HttpResponse) -> _Page:
    patch_vary_headers(response, ("Cookie", "Accept-Encoding"))
    response.headers["Cache-Control"] = "no-cache"  # may be kept by the browser, and asked about each time
    response.headers["ETag"] = f'W/"{response.mark}"'  # type: ignore[attr-defined]
    headers = {name: response.headers[name] for name in _KEPT_HEADERS if name in response.headers}
    page = _Page(
        until=time.monotonic() + settings.SHARED_PAGE_SECONDS, content=bytes(response.content), headers=headers
    )
    shelf.put(key, page)
    return page
