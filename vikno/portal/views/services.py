"""Services: the list with search, one service, its card at a point."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from vikno.catalogue import queries as catalogue
from vikno.catalogue.models import ServiceVersion
from vikno.catalogue.services import note_missed
from vikno.common import clock
from vikno.common.shared_pages import shared_page
from vikno.network import queries as network
from vikno.opendata.queries.marks import service_mark
from vikno.portal import places, queries
from vikno.portal.forms import SearchForm

ROWS = 50


@require_safe
@shared_page
def services(request: HttpRequest) -> HttpResponse:
    """Services by ordinary words, by group, by event of life, for veterans."""
    form = SearchForm(request.GET)
    text = form.cleaned_data["q"] if form.is_valid() else ""
    choice = queries.Choice.read(request.GET)
    found = queries.services_on(clock.today(), text=text, choice=choice)
    page = Paginator(found, ROWS).get_page(request.GET.get("page"))
    context = {"page": page, "text": text, "choice": choice}
    return render(request, "portal/services.html", context) if page.object_list else _nothing(request, context, text)


@require_safe
@shared_page
def service(request: HttpRequest, code: str) -> HttpResponse:
    """What to bring, how much, how long, who, where; fit for printing in large letters."""
    version = version_or_404(code)
    card = catalogue.information_card(version, on=clock.today())
    points = places.points_giving(version.service, at=clock.now())
    context = {
        "service": version.service, "card": card, "papers": card.section("papers"), "points": points,
        "told": network.availabilities_of(version.service), "mark": service_mark(version),
    }  # fmt: skip
    return render(request, "portal/service.html", context)


@require_safe
@shared_page
def card(request: HttpRequest, code: str, point_id: int) -> HttpResponse:
    """The information card of a service at a point."""
    version, place = version_or_404(code), _place(code, point_id)
    made = catalogue.information_card(version, on=clock.today(), place=place)
    facts = {"service": version.service, "card": made, "point_id": point_id}
    return render(request, "portal/card.html", {**facts, "takes_bookings": places.takes_bookings(point_id)})


@require_safe
def card_pdf(request: HttpRequest, code: str, point_id: int) -> HttpResponse:
    """The same card for paper."""
    version, place = version_or_404(code), _place(code, point_id)
    made = catalogue.information_card(version, on=clock.today(), place=place)
    pdf = catalogue.card_pdf(made, made_at=clock.now())
    name = f"{slugify(code)}-{point_id}.pdf"
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)


def _nothing(request: HttpRequest, context: dict[str, Any], text: str) -> HttpResponse:
    """What to do when nothing was found; each such question is counted, so the page is drawn each time."""
    if text:
        note_missed(question=text, at=clock.now())
    context |= {"groups": queries.groups_on(clock.today()), "centres": queries.centres_to_call()}
    response = render(request, "portal/services.html", context)
    response.is_shared = not text  # type: ignore[attr-defined]
    return response


def version_or_404(code: str) -> ServiceVersion:
    """The version in force of a service that is not withdrawn."""
    known = catalogue.services_in_force(on=clock.today()).filter(code=code).first()
    version = catalogue.version_in_force(known.pk, on=clock.today()) if known else None
    if version is None:
        raise Http404
    return version


def _place(code: str, point_id: int) -> catalogue.CardPlace:
    place = places.place_of(point_id, code=code, at=clock.now())
    if place is None:
        raise Http404
    return place
