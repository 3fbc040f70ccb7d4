"""Pilots of a hromada."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from vikno.accounts.access import StaffRequest, role_required
from vikno.common import clock
from vikno.common.acting import done, posted
from vikno.practices import queries, services, shown_pilot
from vikno.practices.forms import EndForm, PilotForm
from vikno.practices.views.common import HROMADA, page_of, typed


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(*HROMADA)
def pilots(request: StaffRequest) -> HttpResponse:
    """What was taken over and since when; a form for the next one."""
    actor = request.actor
    form = PilotForm(posted(request), cards=queries.own_cards(actor), services_here=queries.services_here(actor))
    call = {"actor": actor, "at": clock.now()}
    tell = lambda: services.tell_pilot(**call, facts=form.facts())  # noqa: E731
    if request.method == "POST" and form.is_valid() and done(request, tell, _("Пілот записано."), form=form):
        return redirect("practices:pilots")
    return render(request, "practices/pilots.html", {"form": form, "page": page_of(request, queries.own_pilots(actor))})


@require_safe
@role_required(*HROMADA)
def pilot(request: StaffRequest, pk: int) -> HttpResponse:
    """What was before it and what has been since, from the records of the hromada."""
    one = queries.own_pilot(request.actor, pk)
    told = queries.measures_of(one, today=clock.today())
    facts = {
        "one": one, "told": told, "measures": shown_pilot.measures(told), "services": shown_pilot.services(told),
        "silent": shown_pilot.silent(told),
    }  # fmt: skip
    return render(request, "practices/pilot.html", facts)


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(*HROMADA)
def pilot_end(request: StaffRequest, pk: int) -> HttpResponse:
    """The last day."""
    one, form = queries.own_pilot(request.actor, pk), EndForm(posted(request))
    facts = {
        "title": _("Завершити пілот"), "button": _("Записати"), "back_url": reverse("practices:pilots"),
        "back_text": _("Пілоти"), "lead": one.title,
    }  # fmt: skip
    call = {"pilot": one, "actor": request.actor, "at": clock.now()}
    return typed(
        request, form, lambda: services.end_pilot(**call, **form.cleaned_data), said=_("Записано."),
        then=facts["back_url"], facts=facts,
    )  # fmt: skip
