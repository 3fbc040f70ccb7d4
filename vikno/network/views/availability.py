"""Whether providers work: what holds now, one more word about it, and everything told before."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from vikno.accounts.access import StaffRequest, role_required
from vikno.accounts.enums import Role
from vikno.catalogue.queries import access_service
from vikno.common import clock
from vikno.common.acting import posted
from vikno.network import queries, services
from vikno.network.forms import AvailabilityForm
from vikno.network.views.common import attempt, form_view, page_of
from vikno.territories.queries import unit

TELLERS = (Role.HEAD, Role.PROVIDER, Role.STEWARD)


@form_view
@role_required(*TELLERS)
def board(request: StaffRequest) -> HttpResponse:
    """What holds in the actor's area, and a form to tell what holds from now."""
    actor = request.actor
    form = AvailabilityForm(posted(request), actor=actor, initial={"service": request.GET.get("service")})
    if request.method == "POST" and form.is_valid():
        told = {"area": unit(actor.hromada_code) if actor.hromada_code else None, **form.cleaned_data}
        call = {"actor": actor, "at": clock.now(), **told}
        if attempt(request, form, lambda: services.set_availability(**call), done=_("Збережено. Люди вже бачать це.")):
            return redirect("network:availability")
    page = page_of(request, queries.availability_told(actor))
    return render(request, "network/availability.html", {"form": form, "page": page})


@require_safe
@role_required(*TELLERS)
def history(request: StaffRequest, pk: int) -> HttpResponse:
    """Everything told of one service."""
    service = access_service(pk)
    if service is None:
        raise Http404
    page = page_of(request, queries.availability_history(service))
    return render(request, "network/availability_history.html", {"service": service, "page": page})
