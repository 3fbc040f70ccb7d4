"""Steps of the technological card: marking one done, and taking the mark back."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from vikno.accounts.access import role_required
from vikno.accounts.enums import DESK_ROLES, Role
from vikno.audit.places import place_of
from vikno.cases import queries, services
from vikno.cases.shown_tasks import TaskRow, task_rows
from vikno.common import clock
from vikno.common.actors import Actor
from vikno.common.errors import Refusal

READERS = (*sorted(DESK_ROLES), Role.PROVIDER)


class TaskForm(forms.Form):
    note = forms.CharField(
        label=gettext_lazy("Примітка"), max_length=500, required=False, widget=forms.Textarea({"rows": 2}),
        help_text=gettext_lazy("Наприклад, номер проєкту рішення"),
    )  # fmt: skip


@role_required(*READERS)
def task(request: HttpRequest, number: str, order: int) -> HttpResponse:
    """Say that a step is done, with a remark if there is one."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    case = queries.case_by_number(actor, number)
    row = _row(task_rows(case, actor=actor, today=clock.today()), order)
    form = TaskForm(request.POST or None) if request.method == "POST" else TaskForm()
    if request.method == "POST" and form.is_valid():
        try:
            services.finish_task(
                case=case, order=order, actor=actor, at=clock.now(), note=form.cleaned_data["note"]
            )  # fmt: skip
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Етап позначено виконаним."))
            return redirect("cases:case", number=case.number)
    if not row.may_finish and request.method != "POST":
        messages.warning(request, _("Цей етап уже виконано або його позначає інший відповідальний."))
        return redirect("cases:case", number=case.number)
    page = render(request, "cases/task.html", {"case": case, "row": row, "form": form})
    services.record_look(case=case, actor=actor, at=clock.now(), place=place_of(request))
    return page


@require_POST
@role_required(*READERS)
def task_reopening(request: HttpRequest, number: str, order: int) -> HttpResponse:
    """Take one's own mark of today back."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    case = queries.case_by_number(actor, number)
    try:
        services.reopen_task(case=case, order=order, actor=actor, at=clock.now())
    except Http404:
        raise
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Позначку знято."))
    return redirect("cases:case", number=case.number)


def _row(rows: list[TaskRow], order: int) -> TaskRow:
    found = next((row for row in rows if row.task.order == order), None)
    if found is None:
        raise Http404
    return found
