"""Two small pages of the house itself: the gallery of components and the switch of large letters."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from vikno.common import gallery as gallery_page
from vikno.common.gallery import samples

YEAR_SECONDS = 365 * 24 * 60 * 60


@require_GET
def gallery(request: HttpRequest) -> HttpResponse:
    """Every component in every state, with its call. Data are invented."""
    return render(request, "gallery.html", gallery_page.context(request))


@require_GET
def gallery_places(request: HttpRequest) -> HttpResponse:
    """An invented hromada for the map of the gallery."""
    return samples.places()


@require_POST
def large_print(request: HttpRequest) -> HttpResponse:
    """Turn large letters on or off for this browser and come back."""
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        back = "/"
    response = HttpResponseRedirect(back)
    if request.COOKIES.get("large_print"):
        response.delete_cookie("large_print")
    else:
        response.set_cookie(
            "large_print",
            "1",
            max_age=YEAR_SECONDS,
            httponly=True,
            samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
        )
    return response
