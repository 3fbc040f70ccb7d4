"""Headers that every answer carries, errors and files included."""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.utils import translation
from django.utils.cache import patch_vary_headers

Handler = Callable[[HttpRequest], HttpResponse]
_YEAR_SECONDS = 365 * 24 * 60 * 60


def headers(get_response: Handler) -> Handler:
    """Pages of people are never cached; nobody may use the camera, place or microphone through us.

    Whoever comes with a session is somebody: with a role, without one yet, refused, or asked to prove who they are.
    """

    def handle(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
        response.headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        if _is_somebody(request) and not request.path_info.startswith(settings.STATIC_URL):
            response.headers["Cache-Control"] = "no-store"
        return response

    return handle


def _is_somebody(request: HttpRequest) -> bool:
    return getattr(request, "actor", None) is not None or settings.SESSION_COOKIE_NAME in request.COOKIES


class Packed(GZipMiddleware):
    """Pages leave packed. What says `no-transform` (RFC 9111 §5.2.2.6) leaves as it is: parts of a packed file are
    no parts of the file, and its length would be lost.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if "no-transform" in response.headers.get("Cache-Control", ""):
            return response
        packed: HttpResponseBase = super().process_response(request, response)
        return packed


def no_nul(get_response: Handler) -> Handler:
    """A NUL in an address is nobody's text, and PostgreSQL refuses it: 400 instead of a crash in a query."""

    def handle(request: HttpRequest) -> HttpResponse:
        if "\x00" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
            raise SuspiciousOperation("NUL in the address")
        return get_response(request)

    return handle


def choices(get_response: Handler) -> Handler:
    """`?large=1` and `?lang=en` choose as the switches do, by a link: it may be printed, sent, kept as a bookmark."""

    def handle(request: HttpRequest) -> HttpResponse:
        made = {}
        if request.method in {"GET", "HEAD"}:
            if request.GET.get("large") in {"0", "1"}:
                made["large_print"] = "1" if request.GET["large"] == "1" else ""
            if request.GET.get("lang") in dict(settings.LANGUAGES):
                made[settings.LANGUAGE_COOKIE_NAME] = request.GET["lang"]
            request.COOKIES = {**request.COOKIES, **made}
        response = get_response(request)
        for name, value in made.items():
            if value:
                response.set_cookie(
                    name, value, max_age=_YEAR_SECONDS, httponly=True, samesite="Lax",
                    secure=settings.SESSION_COOKIE_SECURE,
                )  # fmt: skip
            else:
                response.delete_cookie(name)
        return response

    return handle


def language(get_response: Handler) -> Handler:
    """Ukrainian unless the person chose another language by the switch; the browser's own language is not asked.

    Law 2704-VIII, art. 27: a public body's site opens in the state language.
    """
    known = dict(settings.LANGUAGES)

    def handle(request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        code = chosen if chosen in known else settings.LANGUAGE_CODE
        with translation.override(code):
            request.LANGUAGE_CODE = code
            response = get_response(request)
        response.headers.setdefault("Content-Language", code)
        patch_vary_headers(response, ("Cookie",))
        return response

    return handle
