"""Lists of cases: work waits here. On screen, on paper, as a table."""

import tempfile

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from vikno.accounts.access import role_required
from vikno.audit.places import place_of
from vikno.cases import queries, services, shown
from vikno.cases.duty import duty_point
from vikno.cases.forms import CaseFilterForm
from vikno.cases.paging import slice_of
from vikno.cases.views.pages import READERS
from vikno.common import clock
from vikno.common.actors import Actor
from vikno.common.errors import Refusal
from vikno.common.pieces import pieces_of
from vikno.common.tables.sheets import XLSX

MARK = "mark"


@require_GET
@role_required(*READERS)
def case_list(request: HttpRequest) -> HttpResponse:
    """Fifty cases of the point of duty (or of the network, or of the provider), in the order of work."""
    actor, form = _asked(request)
    filters = form.filters()
    cases = queries.visible_cases(actor, filters, today=clock.today())
    page = slice_of(cases, order=queries.order_of(filters), mark=request.GET.get(MARK, ""))
    facts = shown.list_facts(page, actor=actor, filters=filters, asked=_without_mark(request.GET))
    answer = render(request, "cases/list.html", {"form": form, **facts})
    services.record_list_look(
        cases=page.rows, filters=filters, actor=actor, at=clock.now(), place=place_of(request)
    )  # fmt: skip
    return answer


@require_GET
@role_required(*READERS)
def case_table(request: HttpRequest) -> HttpResponseBase:
    """The whole list as XLSX, sent from a file as it lies: memory does not grow with the list."""
    actor, form = _asked(request)
    with tempfile.TemporaryFile() as file:
        try:
            services.export_list(
                file=file, filters=form.filters(), actor=actor, at=clock.now(), today=clock.today(),
                place=place_of(request),
            )  # fmt: skip
        except Refusal as refusal:
            messages.error(request, str(refusal))
            return redirect(f"{reverse('cases:list')}?{_without_mark(request.GET).urlencode()}")
        length, pieces = pieces_of(file)
    name = f"spravy-{clock.today()}.xlsx"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Content-Length": str(length)}
    return StreamingHttpResponse(pieces, content_type=XLSX, headers=headers)


def _asked(request: HttpRequest) -> tuple[Actor, CaseFilterForm]:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor, CaseFilterForm(request.GET, points=queries.points_of_network(actor), duty=duty_point(request))


def _without_mark(asked: QueryDict) -> QueryDict:
    kept = asked.copy()
    kept.pop(MARK, None)
    return kept
