"""One version: its table, its moves, a file in its place."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from vikno.accounts.access import StaffRequest, role_required
from vikno.accounts.enums import Role
from vikno.common import clock
from vikno.common.acting import done, posted
from vikno.common.tables import TableRefused
from vikno.questionnaires import policies, queries, rules, services, shown
from vikno.questionnaires.engine import Document, Placed, Question
from vikno.questionnaires.enums import VersionState
from vikno.questionnaires.forms import FileForm
from vikno.questionnaires.models import QuestionnaireVersion
from vikno.questionnaires.views.lists import ROWS
from vikno.questionnaires.xlsform import Imported, read_xlsform

_SAID: Final[Mapping[str, Any]] = {
    VersionState.TESTING: gettext_lazy("Версію віддано на перевірку."),
    VersionState.DRAFT: gettext_lazy("Версію повернено в чернетки."),
    VersionState.PUBLISHED: gettext_lazy("Версію опубліковано. Тепер вона не зміниться."),
    VersionState.RETIRED: gettext_lazy("Версію знято з ужитку. Її можна читати."),
}


@require_safe
@role_required(Role.PROGRAMME)
def version(request: StaffRequest, pk: int) -> HttpResponse:
    """The table of questions; the same columns as the spreadsheet, the main ones."""
    found = queries.version_for(request.actor, pk)
    document = queries.document_of(found)
    page = Paginator(document.placed, ROWS).get_page(request.GET.get("page"))
    may_edit = policies.may_edit(request.actor, found.questionnaire)
    facts = {
        "version": found, "page": page, "rows": [_row(document, one) for one in page],
        "may_edit": may_edit and found.is_open, "may_carry": may_edit and not found.is_open,
        "moves": [(to, to.label) for to in VersionState if rules.may_move(found.state, to)] if may_edit else [],
        "count": len(document.questions), "before": queries.version_before(found),
    }  # fmt: skip
    return render(request, "questionnaires/version.html", facts)


@require_POST
@role_required(Role.PROGRAMME)
def state(request: StaffRequest, pk: int) -> HttpResponse:
    """Try, take back, publish, take out of use."""
    found = queries.version_for(request.actor, pk)
    to = request.POST.get("to", "")
    if to not in VersionState:
        raise Http404
    done(request, lambda: _service(to)(version=found, actor=request.actor, at=clock.now()), _SAID[to])
    return redirect("questionnaires:version", pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(Role.PROGRAMME)
def import_form(request: StaffRequest, pk: int) -> HttpResponse:
    """A spreadsheet in the place of the draft: all of it, or a report of what stands in the way."""
    found = queries.version_for(request.actor, pk)
    form = FileForm(posted(request), request.FILES or None)
    read = _read(form, found) if form.is_bound and form.is_valid() else None
    if read is not None and read.document is not None:
        call = {"version": found, "document": read.document, "actor": request.actor, "at": clock.now()}
        said = _("Завантажено питань: {count}. Зайвих списків пропущено: {left}.")
        words = said.format(count=len(read.document.questions), left=len(read.notes))
        if done(request, lambda: services.edit_document(**call), words, form=form):
            return redirect("questionnaires:version", pk=pk)
    faults = [(one, shown.problem_words(one.problem)) for one in read.faults] if read else []
    return render(request, "questionnaires/import.html", {"version": found, "form": form, "faults": faults})


def _read(form: FileForm, found: QuestionnaireVersion) -> Imported | None:
    try:
        known = queries.document_of(found)
        return read_xlsform(form.cleaned_data["file"].read(), code=known.code, title=found.questionnaire.title)
    except TableRefused as refused:
        form.add_error("file", str(refused))
        return None


def _service(to: str) -> Callable[..., Any]:
    if to == VersionState.PUBLISHED:
        return services.publish_version
    if to == VersionState.RETIRED:
        return services.retire_version
    return lambda **call: services.move_version(to=VersionState(to), **call)


def _row(document: Document, placed: Placed) -> dict[str, Any]:
    """A line of the table, ready to be shown."""
    one = placed.item
    made = {"code": one.code, "level": len(placed.path), "text": shown.spoken(one.labels), "relevant": one.relevant}
    if not isinstance(one, Question):
        what = "repeat" if hasattr(one, "count") else "group"
        return {**made, "kind": shown.SECTIONS[what], "weight": one.weight, "is_section": True}
    choices = ", ".join(shown.spoken(choice.labels) for choice in document.choices_of(one))
    return {
        **made, "kind": shown.KINDS[one.kind], "weight": one.weight, "required": one.required, "choices": choices,
        "calculation": one.calculation, "is_section": False,
    }  # fmt: skip
