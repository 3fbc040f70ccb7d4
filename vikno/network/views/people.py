"""Who works at a point; what councils let people do."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from vikno.accounts.access import StaffRequest, role_required
from vikno.accounts.enums import Role
from vikno.catalogue.queries import services_in_force
from vikno.common import clock
from vikno.common.acting import posted
from vikno.network import queries, services
from vikno.network.forms import AuthorisationForm, EndForm, PostingForm
from vikno.network.views.common import answer, attempt, form_view, page_facts, page_of, point_or_404
from vikno.territories.queries import settlements_of


@form_view
@role_required(Role.HEAD)
def people(request: StaffRequest, pk: int) -> HttpResponse:
    """Postings of a point, and one more."""
    point, day = point_or_404(request, pk), clock.today()
    colleagues = queries.colleagues(request.actor.hromada_code, day)
    form = PostingForm(posted(request), colleagues=colleagues, initial={"valid_from": day})
    if request.method == "POST" and form.is_valid():
        call = {"actor": request.actor, "at": clock.now(), "point_id": pk, **form.cleaned_data}
        if attempt(request, form, lambda: services.post_person(**call), done=_("Працівника призначено.")):
            return redirect("network:people", pk)
    facts = {**page_facts(request, point, "people"), "form": form, "postings": queries.postings_at(point, day)}
    return render(request, "network/people.html", facts)


@require_POST
@role_required(Role.HEAD)
def posting_end(request: StaffRequest, pk: int) -> HttpResponse:
    """Today is the person's last day at the point."""
    posting = queries.posting(pk)
    if posting is None:
        raise Http404
    return answer(
        request, lambda: services.end_posting(actor=request.actor, at=clock.now(), posting_id=pk, on=clock.today()),
        done=_("Сьогодні останній день роботи тут."), to=("network:people", posting.point_id),
    )  # fmt: skip


@require_GET
@role_required(Role.HEAD)
def authorisations(request: StaffRequest) -> HttpResponse:
    """Decisions of the council, in force and past."""
    page = page_of(request, queries.authorisations_in(request.actor.hromada_code))
    return render(request, "network/authorisations.html", {"page": page, "today": clock.today()})


@form_view
@role_required(Role.HEAD)
def authorisation_new(request: StaffRequest) -> HttpResponse:
    """Enter a decision."""
    day, code = clock.today(), request.actor.hromada_code
    form = AuthorisationForm(
        posted(request), colleagues=queries.colleagues(code, day), services=services_in_force(on=day),
        settlements=settlements_of(code), initial={"valid_from": day},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        call = {"actor": request.actor, "at": clock.now(), "hromada_code": code, **form.cleaned_data}
        if attempt(request, form, lambda: services.grant_authorisation(**call), done=_("Рішення внесено.")):
            return redirect("network:authorisations")
    return render(request, "network/authorisation_new.html", {"form": form})


@require_POST
@role_required(Role.HEAD)
def authorisation_end(request: StaffRequest, pk: int) -> HttpResponse:
    """A decision ends on a day."""
    form = EndForm(request.POST)
    day = form.cleaned_data["on"] if form.is_valid() else clock.today()
    return answer(
        request, lambda: services.end_authorisation(actor=request.actor, at=clock.now(), authorisation_id=pk, on=day),
        done=_("Строк рішення змінено."), to="network:authorisations",
    )  # fmt: skip
