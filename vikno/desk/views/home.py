"""The first page of the day, the choice of a point, and the one field that finds everything."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from vikno.accounts.access import role_required
from vikno.accounts.enums import DESK_ROLES, Role
from vikno.cases.duty import choose_point
from vikno.common import clock
from vikno.desk import queries, shown
from vikno.desk.navigation import first_page
from vikno.desk.views.doors import actor_of, at_the_desk


@require_GET
@role_required(*Role.values)
def home(request: HttpRequest) -> HttpResponse:
    """Work that waits. Those who do not sit at a desk are led to their own first page."""
    actor = actor_of(request)
    if actor.role in DESK_ROLES:
        return render(request, "desk/home.html", shown.home_facts(request, actor))
    address = first_page(actor)
    return redirect(address) if address else render(request, "desk/nothing.html")


@require_POST
@at_the_desk
def duty(request: HttpRequest) -> HttpResponse:
    """Say at which point one works today."""
    given = request.POST.get("choice", "")
    point = choose_point(request, int(given)) if given.isdigit() else None
    if point is None:
        messages.error(request, _("Ви не працюєте в цій точці. Виберіть свою."))
    return redirect("desk:home")


@require_GET
@at_the_desk
def find(request: HttpRequest) -> HttpResponse:
    """Straight to the thing when there is one; otherwise what may be meant."""
    text = request.GET.get("q", "").strip()
    answer = queries.answer_to(actor_of(request), text, today=clock.today())
    if answer.only_case:
        return redirect("cases:case", number=answer.only_case.number)
    if answer.only_person:
        return redirect("desk:person", pk=answer.only_person.pk)
    if answer.bag_number:
        try:
            return redirect(reverse("consignments:bag", args=[answer.bag_number]))
        except NoReverseMatch:
            pass
    return render(request, "desk/find.html", shown.find_facts(answer, text))
