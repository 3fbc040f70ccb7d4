"""The list of services, the page of one, and what it is called."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from vikno.accounts.access import role_required
from vikno.catalogue import policies, queries, services, shown
from vikno.catalogue.errors import MayNotPublish
from vikno.catalogue.forms import DetailsForm, FilterForm, ReasonForm
from vikno.catalogue.views.common import EDITORS, READERS, service_or_404
from vikno.common import clock
from vikno.common.acting import actor_of, done, posted
from vikno.common.editions import is_as_seen, one_at_a_time
from vikno.common.errors import Refusal

ROWS = 50


@require_GET
@role_required(*READERS)
def service_list(request: HttpRequest) -> HttpResponse:
    """Every service with the state of its card."""
    form, on = FilterForm(request.GET), clock.today()
    page = Paginator(queries.filtered_services(form.chosen(), on=on), ROWS).get_page(request.GET.get("page"))
    rows = shown.list_rows(queries.service_rows(page.object_list, on=on))
    facts = {"form": form, "page": page, "rows": rows, "may": shown.rights(actor_of(request))}
    return render(request, "catalogue/list.html", facts)


@require_GET
@role_required(*READERS)
def service_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The card in force, what the linter says of it, versions and history."""
    facts = shown.service_facts(service_or_404(pk), on=clock.today(), actor=actor_of(request))
    return render(request, "catalogue/service.html", facts)


@require_GET
@role_required(*READERS)
def card_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The card in force on paper, of no point in particular."""
    on = clock.today()
    version = queries.version_in_force(pk, on=on)
    if version is None:
        raise Http404
    pdf = queries.card_pdf(queries.information_card(version, on=on), made_at=clock.now())
    return HttpResponse(pdf, content_type="application/pdf")


@role_required(*EDITORS)
def add_service(request: HttpRequest) -> HttpResponse:
    """A service of the council's own."""
    if not policies.may_publish(actor_of(request)):
        return render(request, "catalogue/refused.html", {"refusal": MayNotPublish.message})
    form = DetailsForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            added = services.add_service(
                facts=form.facts(), actor=actor_of(request), at=clock.now(), reason=form.cleaned_data["reason"]
            )
        except Refusal as refusal:
            form.add_error("code", str(refusal.message))
        else:
            return redirect("catalogue:new_version", pk=added.pk)
    return render(request, "catalogue/details.html", {"form": form, "service": None})


@one_at_a_time
@role_required(*EDITORS)
def details(request: HttpRequest, pk: int) -> HttpResponse:
    """Name, code, group, words people ask with."""
    service, actor = service_or_404(pk), actor_of(request)
    form = DetailsForm(posted(request), initial=DetailsForm.initial_of(queries.facts_of(service)))
    if request.method == "POST" and form.is_valid():

        def change() -> None:
            services.change_details(
                service=service, facts=form.facts(), actor=actor, at=clock.now(), reason=form.cleaned_data["reason"]
            )

        if is_as_seen(request, form) and done(request, change, _("Відомості збережено.")):
            return redirect("catalogue:service", pk=pk)
    return render(request, "catalogue/details.html", {"form": form, "service": service})


@role_required(*EDITORS)
def withdrawal(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the service out of the catalogue, saying why."""
    service, form = service_or_404(pk), ReasonForm(posted(request))
    if request.method == "POST" and form.is_valid():

        def withdraw() -> None:
            services.withdraw_service(
                service=service, actor=actor_of(request), at=clock.now(), reason=form.cleaned_data["reason"]
            )

        if done(request, withdraw, _("Послугу вилучено з каталогу.")):
            return redirect("catalogue:service", pk=pk)
    return render(request, "catalogue/withdrawal.html", {"form": form, "service": service})


@require_POST
@role_required(*EDITORS)
def restoration(request: HttpRequest, pk: int) -> HttpResponse:
    """Bring the service back."""
    service = service_or_404(pk)

    def restore() -> None:
        services.restore_service(service=service, actor=actor_of(request), at=clock.now())

    done(request, restore, _("Послугу повернено до каталогу."))
    return redirect("catalogue:service", pk=pk)
