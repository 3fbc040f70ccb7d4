"""Where and when to come for a service; what to bring, on paper; which providers do not work."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from vikno.catalogue import queries as catalogue
from vikno.common import clock
from vikno.common.shared_pages import shared_page
from vikno.network import queries as network
from vikno.portal import places
from vikno.portal import where as shown
from vikno.portal.queries import oblast_choices
from vikno.portal.views.services import version_or_404

ROWS = 50


@require_safe
@shared_page
def where(request: HttpRequest, code: str) -> HttpResponse:
    """The nearest points that really give the service today, and why nearer ones do not."""
    version, at = version_or_404(code), clock.now()
    asked = shown.asked_place(request.GET)
    card = catalogue.information_card(version, on=clock.today(at))
    rows = {} if asked.options or asked.is_unknown else shown.where(version.service, version, asked, at=at)
    context = {
        "service": version.service, "card": card, "asked": asked, "price": card.section("price"),
        "term": card.section("term"), "told": network.availabilities_of(version.service), **rows,
    }  # fmt: skip
    return render(request, "portal/where.html", context)


@require_safe
def checklist(request: HttpRequest, code: str) -> HttpResponse:
    """What to bring, in large letters on A4; with `point` also where."""
    version, at = version_or_404(code), clock.now()
    card = catalogue.information_card(version, on=clock.today(at))
    point = request.GET.get("point", "")
    place = places.place_of(int(point), code=code, at=at) if point.isdecimal() and len(point) < 10 else None
    if point and place is None:
        raise Http404
    words = ", ".join(filter(None, (place.name, place.address, *place.phones))) if place else ""
    pdf = shown.checklist_pdf(card, place=words, made_at=at)
    name = f"{slugify(code)}-18pt.pdf"
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)


@require_safe
@shared_page
def board(request: HttpRequest) -> HttpResponse:
    """Services whose providers do not work, or not as usual: where, since when, until when, from whom it is known."""
    oblast = request.GET.get("oblast", "")[:19]
    page = Paginator(network.availability_board(oblast=oblast), ROWS).get_page(request.GET.get("page"))
    return render(request, "portal/availability.html", {"page": page, "oblast": oblast, "oblasts": oblast_choices()})
