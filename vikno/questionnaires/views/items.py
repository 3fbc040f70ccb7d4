"""Rows of the table: add, change, reorder, remove. Two editors of one version wait for each other."""

from collections.abc import Callable

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from vikno.accounts.access import StaffRequest, role_required
from vikno.accounts.enums import Role
from vikno.common import clock
from vikno.common.acting import done
from vikno.common.editions import is_as_seen
from vikno.questionnaires import editing, policies, queries, services, shown
from vikno.questionnaires.editing import Edited
from vikno.questionnaires.engine import Document, Placed
from vikno.questionnaires.errors import DocumentUnsound, NoSuchQuestion, NoSuchVersion
from vikno.questionnaires.forms import ItemForm
from vikno.questionnaires.models import QuestionnaireVersion


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(Role.PROGRAMME)
def add(request: StaffRequest, pk: int) -> HttpResponse:
    """A new row."""
    version = _edited(request, pk)
    document = queries.document_of(version)
    form = ItemForm(request.POST or None, document=document, row={}, is_new=True)
    if form.is_bound and form.is_valid():
        where, at = form.place()
        made = editing.with_new_item(document, where, at, form.cells())
        if _kept(request, version, made, form):
            return redirect("questionnaires:version", pk=pk)
    return render(request, "questionnaires/item.html", {"version": version, "form": form, "kept": None, "code": ""})


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(Role.PROGRAMME)
def item(request: StaffRequest, pk: int, code: str) -> HttpResponse:
    """One row as the spreadsheet has it."""
    version = _edited(request, pk)
    document = queries.document_of(version)
    row = editing.row_of(document, _item(document, code).item)
    form = ItemForm(request.POST or None, document=document, row=row, is_new=False)
    kept = ItemForm(document=document, row=row, is_new=False)
    is_right = form.is_bound and form.is_valid() and is_as_seen(request, form)
    if is_right and _kept(request, version, editing.with_item(document, code, form.cells()), form):
        return redirect("questionnaires:version", pk=pk)
    return render(request, "questionnaires/item.html", {"version": version, "form": form, "kept": kept, "code": code})


@require_POST
@role_required(Role.PROGRAMME)
def item_move(request: StaffRequest, pk: int, code: str) -> HttpResponse:
    """One place up or down in its section."""
    direction = editing.UP if request.POST.get("direction") == editing.UP else editing.DOWN
    return _changed(request, pk, code, lambda document: editing.moved(document, code, direction), _("Переставлено."))


@require_POST
@role_required(Role.PROGRAMME)
def item_removal(request: StaffRequest, pk: int, code: str) -> HttpResponse:
    """A row with all that is in it; refused while another one refers to it."""
    return _changed(request, pk, code, lambda document: editing.without_item(document, code), _("Прибрано."))


def _edited(request: StaffRequest, pk: int) -> QuestionnaireVersion:
    """A version that may be changed by this person; to anybody else there is nothing to edit."""
    find = queries.version_held if request.method == "POST" else queries.version_for
    version = find(request.actor, pk)
    if not policies.may_edit(request.actor, version.questionnaire) or not version.is_open:
        raise NoSuchVersion
    return version


def _item(document: Document, code: str) -> Placed:
    found = document.by_code.get(code)
    if found is None:
        raise NoSuchQuestion
    return found


def _kept(request: StaffRequest, version: QuestionnaireVersion, made: Edited, form: ItemForm) -> bool:
    if made.document is None:
        form.tell(made.problems)
        return False
    call = {"version": version, "document": made.document, "actor": request.actor, "at": clock.now()}
    return done(request, lambda: services.edit_document(**call), _("Збережено."), form=form)


def _changed(
    request: StaffRequest, pk: int, code: str, change: Callable[[Document], Edited], said: str
) -> HttpResponse:
    version = _edited(request, pk)
    document = queries.document_of(version)
    _item(document, code)
    made = change(document)

    def keep() -> None:
        if made.document is None:
            words = "; ".join(f"{one.where}: {shown.problem_words(one)}" for one in made.problems[:3])
            raise DocumentUnsound(_("Не змінено: {words}."), words=words)
        services.edit_document(version=version, document=made.document, actor=request.actor, at=clock.now())

    done(request, keep, said)
    return redirect("questionnaires:version", pk=pk)
