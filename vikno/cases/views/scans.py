"""Scans: those of a case, one of them to save, and those that wait for a person to say whose they are."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from vikno.accounts.access import role_required
from vikno.accounts.enums import DESK_ROLES, Role
from vikno.audit.places import place_of
from vikno.cases import queries, services, shown
from vikno.cases.duty import duty_point
from vikno.cases.models import Case
from vikno.cases.paging import ROWS
from vikno.cases.scan_forms import AttachmentForm, ScanForm
from vikno.common import clock
from vikno.common.actors import Actor
from vikno.common.errors import Refusal
from vikno.common.uploads import dropped
from vikno.documents import services as documents
from vikno.documents.answers import file_answer
from vikno.documents.enums import FileSource, FileState

READERS = (*sorted(DESK_ROLES), Role.PROVIDER)


@role_required(*READERS)
def scans(request: HttpRequest, number: str) -> HttpResponse:
    """Files of a case, and the form that adds more. Each file is kept or refused by itself."""
    case = queries.case_by_number(_actor(request), number)
    form = ScanForm(request.POST or None, request.FILES or None, papers=queries.papers_of(case))
    for name in dropped(request):
        form.add_error(None, _("Файл «{name}» більший за 30 МБ. Розділіть його на частини.").format(name=name))
    if request.method == "POST" and form.is_valid() and _all_kept(request, form, case):
        return redirect("cases:scans", number=case.number)
    page = render(request, "cases/scans.html", {"case": case, "form": form, **shown.scan_facts(case)})
    services.record_look(case=case, actor=_actor(request), at=clock.now(), place=place_of(request))
    return page


def _all_kept(request: HttpRequest, form: ScanForm, case: Case) -> bool:
    """Lay in what can be laid in; what cannot is said on the form, and the rest is not lost."""
    kept = 0
    point = duty_point(request)
    for upload, source in _uploads(form):
        try:
            services.keep_scan(
                case=case, stream=upload, name=upload.name or "", declared_size=upload.size, source=source,
                actor=_actor(request), at=clock.now(), paper=form.cleaned_data["paper"],
                point_id=point.pk if point else None,
            )  # fmt: skip
            kept += 1
        except Refusal as refusal:
            form.add_error("files", f"{upload.name}: {refusal}")
    if kept:
        messages.success(request, _("Додано файлів: {n}.").format(n=kept))
    return not form.errors


def _uploads(form: ScanForm) -> Iterator[tuple[Any, FileSource]]:
    yield from ((upload, FileSource.UPLOAD) for upload in form.cleaned_data["files"])
    yield from ((upload, FileSource.CAMERA) for upload in form.cleaned_data["camera"])


@require_GET
@role_required(*READERS)
def scan(request: HttpRequest, number: str, file_id: int) -> HttpResponse:
    """One file of a case, to save: whoever may open the case may have it."""
    actor = _actor(request)
    found = queries.access_scan(queries.case_by_number(actor, number), file_id)
    content = documents.give_file(file=found.file, actor=actor, at=clock.now(), place=place_of(request))
    name = f"skan-{found.case.number}-{found.file_id}"
    return file_answer(content, media_type=found.file.media_type, name=name)


@require_GET
@role_required(*sorted(DESK_ROLES))
def unsorted(request: HttpRequest) -> HttpResponse:
    """Files from the scanner's folder and the mailbox that name no case."""
    page = Paginator(queries.unsorted_files(_actor(request)), ROWS).get_page(request.GET.get("page"))
    return render(request, "cases/unsorted.html", {"page": page, "waiting": FileState.QUARANTINE})


@require_POST
@role_required(*sorted(DESK_ROLES))
def attachment(request: HttpRequest, file_id: int) -> HttpResponse:
    """Say whose a file is."""
    actor = _actor(request)
    file = get_object_or_404(queries.unsorted_files(actor), pk=file_id)
    form = AttachmentForm(request.POST)
    try:
        case = queries.case_by_number(actor, form.cleaned_data["number"] if form.is_valid() else "")
        services.attach_file(case=case, file=file, actor=actor, at=clock.now())
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("cases:unsorted")
    messages.success(request, _("Скан додано до справи {number}.").format(number=case.number_shown))
    return redirect("cases:unsorted")


def _actor(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor
