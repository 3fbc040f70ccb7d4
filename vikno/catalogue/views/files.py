"""Files in and out."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from vikno.accounts.access import role_required
from vikno.catalogue import policies, queries, services, shown
from vikno.catalogue.errors import MayNotPublish
from vikno.catalogue.forms import ImportForm
from vikno.catalogue.queries import EXPORT_KINDS
from vikno.catalogue.services import ImportReport
from vikno.catalogue.views.common import EDITORS, READERS, posted_files
from vikno.common import clock
from vikno.common.acting import actor_of

_TYPES = {
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@role_required(*EDITORS)
def import_page(request: HttpRequest) -> HttpResponse:
    """Send a file, read line by line what it did. The answer is the page itself: sent twice, a file changes nothing."""
    actor = actor_of(request)
    if not policies.may_import(actor):
        return render(request, "catalogue/refused.html", {"refusal": MayNotPublish.message})
    form, report = ImportForm(*posted_files(request)), None
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        report = services.import_upload(content=file.read(), file_name=file.name, actor=actor, at=clock.now())
    facts = {"form": form, "report": _shown(report), "imports": shown.import_rows(queries.imports_done())}
    return render(request, "catalogue/import.html", facts)


@require_GET
@role_required(*READERS)
def export_file(request: HttpRequest, kind: str) -> HttpResponse:
    """The whole catalogue as a file."""
    if kind not in EXPORT_KINDS:
        raise Http404
    content = queries.export_catalogue(kind)
    name = f"posluhy-{clock.today():%Y-%m-%d}.{kind}"
    return HttpResponse(
        content, content_type=_TYPES[kind], headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


def _shown(report: ImportReport | None) -> shown.ShownReport | None:
    return None if report is None else shown.report_facts(report)
