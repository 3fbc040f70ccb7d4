"""The list for the accountant: on screen, on paper, as a table."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from vikno.accounts.access import role_required
from vikno.audit.places import place_of
from vikno.cases import services as cases
from vikno.cases.paging import page_of
from vikno.catalogue import queries as catalogue
from vikno.common import clock
from vikno.common.acting import actor_of
from vikno.common.actors import Actor
from vikno.common.errors import Refusal
from vikno.payments import queries, services, shown
from vikno.payments.forms import LedgerForm
from vikno.payments.views.common import READERS

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_GET
@role_required(*READERS)
def ledger(request: HttpRequest) -> HttpResponse:
    """Fifty lines a page, oldest first, with the sums of the whole period."""
    actor, form = _asked(request)
    filters = form.filters(today=clock.today())
    lines = queries.ledger(actor, filters)
    page, sums = page_of(lines, request.GET.get("page")), queries.totals(lines)
    facts = {
        "form": form, "page": page, "rows": shown.ledger_rows(page.object_list, actor=actor), "lines": sums.lines,
        "paid": catalogue.hryvnias(sums.paid), "refunded": catalogue.hryvnias(sums.refunded),
        "kept": catalogue.hryvnias(sums.kept), "since": filters.since, "until": filters.until,
        "asked": request.GET.urlencode(),
    }  # fmt: skip
    answer = render(request, "payments/ledger.html", facts)
    people = [line.bill.case.applicant_id for line in page.object_list]
    cases.record_people_shown(people=people, actor=actor, at=clock.now(), place=place_of(request))
    return answer


@require_GET
@role_required(*READERS)
def ledger_table(request: HttpRequest) -> HttpResponse:
    """The same period as XLSX."""
    actor, form = _asked(request)
    filters = form.filters(today=clock.today())
    try:
        body = services.export_ledger(filters=filters, actor=actor, at=clock.now())
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("payments:ledger")
    name = f"money-{filters.since}-{filters.until}.xlsx"
    return HttpResponse(body, content_type=XLSX, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _asked(request: HttpRequest) -> tuple[Actor, LedgerForm]:
    actor = actor_of(request)
    return actor, LedgerForm(request.GET, ibans=queries.ibans_of(actor.hromada_code))
