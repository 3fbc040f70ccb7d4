"""The list of cases: work waits here."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from vikno.accounts.access import role_required
from vikno.cases import queries, shown
from vikno.cases.duty import duty_point
from vikno.cases.forms import CaseFilterForm
from vikno.cases.paging import page_of
from vikno.cases.views.pages import READERS
from vikno.common import clock
from vikno.common.actors import Actor


@require_GET
@role_required(*READERS)
def case_list(request: HttpRequest) -> HttpResponse:
    """Cases of the point of duty (or of the network, or of the provider), newest or most urgent first."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    form = CaseFilterForm(request.GET, points=queries.points_of_network(actor), duty=duty_point(request))
    cases = queries.visible_cases(actor, form.filters(), today=clock.today())
    page = page_of(cases, request.GET.get("page"))
    facts = {"form": form, "page": page, "rows": shown.case_rows(list(page.object_list))}
    return render(request, "cases/list.html", facts)
