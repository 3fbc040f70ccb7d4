"""Pages of words: about, privacy, accessibility, and what robots may read."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from vikno.common.shared_pages import shared_page

_ROBOTS = """User-agent: *
Disallow: /accounts/
Disallow: /desk/
Disallow: /cases/
Disallow: /papers/
Disallow: /documents/
Disallow: /status/
Disallow: /book/
Disallow: /appointments/
"""


@require_safe
@shared_page
def about(request: HttpRequest) -> HttpResponse:
    """What Vikno is."""
    return render(request, "portal/about.html")


@require_safe
@shared_page
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept about people, why, how long; the same facts as docs/personal-data.md."""
    return render(request, "portal/privacy.html")


@require_safe
@shared_page
def accessibility(request: HttpRequest) -> HttpResponse:
    """What was checked and what was not."""
    return render(request, "portal/accessibility.html")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Public pages may be indexed; pages of staff and of cases may not."""
    return HttpResponse(_ROBOTS, content_type="text/plain; charset=utf-8")
