"""The registration journal: on screen, on paper, as a table."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from vikno.accounts.access import role_required
from vikno.accounts.enums import DESK_ROLES
from vikno.audit.places import place_of
from vikno.cases import queries, services
from vikno.cases.forms import JournalFilterForm
from vikno.cases.journal_table import XLSX, journal_workbook
from vikno.cases.paging import page_of
from vikno.cases.printing import journal_row
from vikno.common import clock
from vikno.common.actors import Actor
from vikno.common.errors import Refusal
from vikno.documents import services as documents
from vikno.documents.answers import pdf_answer

KEEPERS = tuple(sorted(DESK_ROLES))


@require_GET
@role_required(*KEEPERS)
def journal(request: HttpRequest) -> HttpResponse:
    """Fifty rows a page, oldest first, as in the book."""
    actor, form = _asked(request)
    since, until = form.period(today=clock.today())
    page = page_of(queries.journal(actor, since=since, until=until, point_id=form.point_id()), request.GET.get("page"))
    rows = [{"number": case.number, "line": journal_row(case)} for case in page.object_list]
    facts = {"form": form, "page": page, "rows": rows, "since": since, "until": until, "asked": request.GET.urlencode()}
    answer = render(request, "cases/journal.html", facts)
    people = [case.applicant_id for case in page.object_list]
    services.record_people_shown(people=people, actor=actor, at=clock.now(), place=place_of(request))
    return answer


@require_GET
@role_required(*KEEPERS)
def journal_sheet(request: HttpRequest) -> HttpResponse:
    """The same period as PDF, kept as evidence of what was printed."""
    actor, form = _asked(request)
    since, until = form.period(today=clock.today())
    point = next((p for p in queries.points_of_network(actor) if p.pk == form.point_id()), None)
    try:
        document = services.keep_journal(actor=actor, at=clock.now(), since=since, until=until, point=point)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("cases:journal")
    return pdf_answer(documents.reprint(document), name=f"journal-{since}-{until}")


@require_GET
@role_required(*KEEPERS)
def journal_table(request: HttpRequest) -> HttpResponse:
    """The same period as XLSX."""
    actor, form = _asked(request)
    since, until = form.period(today=clock.today())
    cases = queries.journal(actor, since=since, until=until, point_id=form.point_id())
    body = journal_workbook(cases.iterator(chunk_size=1000))
    services.record_export(actor=actor, at=clock.now(), since=since, until=until, point_id=form.point_id())
    name = f"journal-{since}-{until}.xlsx"
    return HttpResponse(body, content_type=XLSX, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _asked(request: HttpRequest) -> tuple[Actor, JournalFilterForm]:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor, JournalFilterForm(request.GET, points=queries.points_of_network(actor))
