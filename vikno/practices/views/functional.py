"""«How our centre works», and the functional model of it, from live records."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from vikno.accounts.access import StaffRequest, role_required
from vikno.common import clock
from vikno.common.acting import done, posted
from vikno.common.editions import one_at_a_time
from vikno.common.tables.sheets import XLSX
from vikno.documents.answers import pdf_answer
from vikno.practices import papers, queries, services, sheets, shown_centre
from vikno.practices.forms import DecisionForm
from vikno.practices.models import ModelLine
from vikno.practices.views.common import HROMADA, typed


@require_safe
@role_required(*HROMADA)
def centre(request: StaffRequest) -> HttpResponse:
    """What visitors ask: services wanted most, who decides, premises, people."""
    found = queries.centre_of(request.actor, on=clock.today())
    return render(request, "practices/centre.html", {"centre": found})


@require_POST
@role_required(*HROMADA)
def centre_card(request: StaffRequest) -> HttpResponse:
    """A draft of a card that begins from these records."""
    found = queries.centre_of(request.actor, on=clock.today())
    title, context, told = shown_centre.as_card(found)
    call = {"actor": request.actor, "at": clock.now()}
    done(
        request, lambda: services.draft_from_records(title=title, context=context, done=told, **call),
        _("Чернетку створено. Допишіть проблему, результат і контакт."),
    )  # fmt: skip
    return redirect("practices:ours")


@require_safe
@role_required(*HROMADA)
def model(request: StaffRequest) -> HttpResponse:
    """Groups of services with demand, who decides today, where, and what is to be decided."""
    found = queries.centre_of(request.actor, on=clock.today())
    return render(request, "practices/model.html", {"centre": found})


@require_http_methods(["GET", "HEAD", "POST"])
@one_at_a_time
@role_required(*HROMADA)
def model_group(request: StaffRequest, code: str) -> HttpResponse:
    """What is to be decided about one group."""
    group = queries.group_of(code)
    line = ModelLine.objects.filter(hromada_id=request.actor.hromada_code, group=group).first()
    kept = {name: getattr(line, name) if line else None for name in DecisionForm.base_fields}
    form = DecisionForm(posted(request), initial=kept)
    facts = {
        "title": group.name, "button": _("Зберегти"), "back_url": reverse("practices:model"), "is_kept": True,
        "back_text": _("Функціональна модель"),
    }  # fmt: skip
    call = {"group": group, "actor": request.actor, "at": clock.now()}
    return typed(
        request, form, lambda: services.decide_group(**call, **form.cleaned_data), said=_("Записано."),
        then=facts["back_url"], facts=facts,
    )  # fmt: skip


@require_safe
@role_required(*HROMADA)
def model_paper(request: StaffRequest) -> HttpResponse:
    at = clock.now()
    found = queries.centre_of(request.actor, on=clock.today(at))
    return pdf_answer(papers.model_pdf(request.actor, found, at=at), name="funktsionalna-model")


@require_safe
@role_required(*HROMADA)
def model_table(request: StaffRequest) -> HttpResponse:
    found = queries.centre_of(request.actor, on=clock.today())
    headers = {"Content-Disposition": 'attachment; filename="funktsionalna-model.xlsx"'}
    return HttpResponse(sheets.model_sheet(found), content_type=XLSX, headers=headers)
