"""The ledger of support: lines, corrections, a table."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from vikno.accounts.access import StaffRequest, role_required
from vikno.common import clock
from vikno.common.acting import done, posted
from vikno.support import queries, services, sheets, shown
from vikno.support.forms import ActivityCorrectionForm, ActivityForm, ListForm
from vikno.support.models import Memorandum, SupportActivity
from vikno.support.views.common import STAFF, page_of, sheet_answer, typed


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(*STAFF)
def ledger(request: StaffRequest) -> HttpResponse:
    """Every line, the newest first, and a form for the next one."""
    form = ActivityForm(posted(request), memoranda=queries.memoranda_of(request.actor), initial={"is_visit": False})

    def add() -> None:
        one: Memorandum = form.cleaned_data["memorandum"]
        services.record_activity(memorandum=one, facts=form.facts(), actor=request.actor, at=clock.now())

    if form.is_bound and form.is_valid() and done(request, add, _("Записано."), form=form):
        return redirect("support:ledger")
    chosen = ListForm(request.GET, choices=[("", _("усе")), ("visits", _("виїзди"))])
    rows = queries.activities_of(request.actor)
    page = page_of(request, rows.filter(is_visit=True) if chosen.asked == "visits" else rows)
    return render(
        request, "support/ledger.html", {"page": page, "grid": shown.ledger(page), "form": form, "list": chosen}
    )


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(*STAFF)
def activity_correction(request: StaffRequest, pk: int) -> HttpResponse:
    """A line instead of this one; both stay."""
    one = queries.the_one(request.actor, SupportActivity, pk, "memorandum")
    form = ActivityCorrectionForm(posted(request), memoranda=Memorandum.objects.none(), initial=_initial(one))
    facts = {
        "title": _("Виправити запис"), "button": _("Записати замість нього"), "back_text": _("Надана підтримка"),
        "back_url": reverse("support:ledger"), "lead": _("Старий запис лишиться. Нуль годин знімає його."),
    }  # fmt: skip
    call = {"activity": one, "actor": request.actor, "at": clock.now()}
    return typed(
        request, form,
        lambda: services.correct_activity(**call, facts=form.facts(), reason=form.cleaned_data["reason"]),
        said=_("Виправлено."), then=facts["back_url"], facts=facts,
    )  # fmt: skip


@require_safe
@role_required(*STAFF)
def ledger_table(request: StaffRequest) -> HttpResponse:
    """XLSX of the whole ledger."""
    return sheet_answer(sheets.ledger_sheet(queries.activities_of(request.actor)), "support-ledger")


def _initial(one: SupportActivity) -> dict[str, Any]:
    names = (
        "kind", "on", "hours", "is_visit", "people", "who", "note", "amount", "currency", "rate", "rate_on",
        "exception",
    )  # fmt: skip
    return {name: getattr(one, name) for name in names}
