"""Answers collected on the spot with Kobo or ODK: the form that is carried, and the file that comes back."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from vikno.accounts.access import StaffRequest, role_required
from vikno.accounts.enums import Role
from vikno.common import clock
from vikno.common.acting import done, posted
from vikno.common.tables.sheets import XLSX
from vikno.questionnaires import field, queries, services, shown
from vikno.questionnaires.engine import Document
from vikno.questionnaires.field import Judged
from vikno.questionnaires.forms import SubmissionsForm
from vikno.questionnaires.models import QuestionnaireVersion
from vikno.questionnaires.views.exports import file_answer
from vikno.questionnaires.views.lists import ROWS


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(Role.PROGRAMME)
def collecting(request: StaffRequest, pk: int) -> HttpResponse:
    """Take the form, bring the answers: the whole file, or what is wrong with each of them."""
    version = queries.version_carried_by(request.actor, pk)
    document, made = queries.document_of(version), list[int]()
    form = SubmissionsForm(posted(request), request.FILES or None, document=document)
    verdicts: list[dict[str, Any]] = []
    if form.is_bound and form.is_valid():
        call = {"version": version, "found": form.read, "body": form.body, "actor": request.actor, "at": clock.now()}
        name = str(form.cleaned_data["file"].name)
        if done(request, lambda: made.append(services.bring_back(**call, file_name=name)), form=form):
            _told(request, made[0])
            return redirect("questionnaires:collecting", pk=pk)
        verdicts = [_row(document, one) for one in queries.judged_submissions(request.actor, version, form.read)]
    page = Paginator(queries.collected_of(request.actor, version), ROWS).get_page(request.GET.get("page"))
    facts = {
        "version": version, "form": form, "page": page, "verdicts": verdicts, "taken": field.taken_codes(document),
        "has_converter": field.is_converter_here(), "has_repeats": bool(document.repeated),
    }  # fmt: skip
    return render(request, "questionnaires/collecting.html", facts)


@require_safe
@role_required(Role.PROGRAMME)
def carried_xlsform(request: StaffRequest, pk: int) -> HttpResponse:
    """For Kobo and ODK Central, with the hash of the version inside."""
    version, document = _carried(request, pk)
    return file_answer(field.carried_form(document, version.sha256), XLSX, _name(version, "xlsx"))


@require_safe
@role_required(Role.PROGRAMME)
def carried_xform(request: StaffRequest, pk: int) -> HttpResponse:
    """The same for tools that take XForm alone; not there where the installation has no converter."""
    version, document = _carried(request, pk)
    if not field.is_converter_here():
        raise Http404
    try:
        body = field.xform_of(document, version.sha256)
    except field.NotConverted:
        messages.error(request, _("Цю анкету в XForm не перетворити. Візьміть XLSForm."))
        return redirect("questionnaires:collecting", pk=pk)
    return file_answer(body, "application/xml", _name(version, "xml"))


def _carried(request: StaffRequest, pk: int) -> tuple[QuestionnaireVersion, Document]:
    version = queries.version_carried_by(request.actor, pk)
    document = queries.document_of(version)
    if field.taken_codes(document):
        raise Http404
    return version, document


def _name(version: QuestionnaireVersion, ending: str) -> str:
    return f"{version.questionnaire.code}-{version.number}-field.{ending}"


def _told(request: StaffRequest, n: int) -> None:
    said = ngettext("Внесено %(n)s відповідь.", "Внесено %(n)s відповідей.", n)
    messages.success(request, said % {"n": n})


def _row(document: Document, one: Judged) -> dict[str, Any]:
    """A line of the report: which submission, and each thing that is wrong with it."""
    said = []
    for fault in one.faults:
        item = document.by_code[fault.key[0]].item if fault.key else None
        label = shown.spoken(item.labels) or item.code if item else ""
        number = f" ({fault.key[1]})" if fault.key and fault.key[1] else ""
        said.append((f"{label}{number}", shown.submission_words(fault.code)))
    return {"one": one.submission, "faults": said, "is_known": one.is_known}
