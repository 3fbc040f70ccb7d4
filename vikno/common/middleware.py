"""Headers that every answer carries, errors and files included."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

Handler = Callable[[HttpRequest], HttpResponse]


def headers(get_response: Handler) -> Handler:
    """Pages of people are never cached; nobody may use the camera, place or microphone through us."""

    def handle(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
        response.headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        if getattr(request, "actor", None) is not None:
            response.headers["Cache-Control"] = "no-store"
        return response

    return handle
