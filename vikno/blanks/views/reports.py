"""The report of a period: on screen, kept as PDF, as a table."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from vikno.accounts.access import role_required
from vikno.blanks import policies, queries, services, shown
from vikno.blanks.forms import PeriodForm
from vikno.blanks.views.common import DESK, me_of, people_for
from vikno.common import clock
from vikno.common.acting import actor_of
from vikno.common.actors import Actor

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_GET
@role_required(*DESK)
def report(request: HttpRequest) -> HttpResponse:
    """A period by kind and series, with the numbers of every column."""
    actor, form = _asked(request)
    said = form.said()
    holder = said["holder"]
    lines = queries.period_report(actor, since=said["since"], until=said["until"], holder_id=holder.pk if holder else 0)
    facts = {
        "form": form, "rows": shown.line_rows(lines), "since": said["since"], "until": said["until"],
        "whose": str(holder or ""), "is_keeper": policies.is_keeper(actor), "asked": request.GET.urlencode(),
    }  # fmt: skip
    return render(request, "blanks/report.html", facts)


@require_POST
@role_required(*DESK)
def report_paper(request: HttpRequest) -> HttpResponse:
    """Keep the period as a document and open it."""
    actor, form = _asked(request)
    paper = services.keep_report(actor=actor, at=clock.now(), **form.said())
    return redirect("documents:document", paper.pk)


@require_GET
@role_required(*DESK)
def report_table(request: HttpRequest) -> HttpResponse:
    """The same period as XLSX."""
    actor, form = _asked(request)
    said = form.said()
    body = services.export_report(actor=actor, at=clock.now(), **said)
    name = f"blanks-{said['since']}-{said['until']}.xlsx"
    return HttpResponse(body, content_type=XLSX, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _asked(request: HttpRequest) -> tuple[Actor, PeriodForm]:
    actor = actor_of(request)
    return actor, PeriodForm(request.GET, people=people_for(actor), me=me_of(request), today=clock.today())
