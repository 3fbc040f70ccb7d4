"""Keeping and destroying: periods, what is due, acts of two people, holds."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from vikno.accounts.access import role_required
from vikno.accounts.enums import Role
from vikno.cases import queries as cases
from vikno.cases.queries.keeping import ABOUT
from vikno.catalogue import queries as catalogue
from vikno.common import clock
from vikno.common.acting import actor_of
from vikno.common.errors import Refusal
from vikno.desk import services
from vikno.desk.retention_forms import ActRequestForm, HoldForm, RuleForm
from vikno.documents import policies, retention
from vikno.documents import services as documents
from vikno.documents.enums import ActState

_ARCHIVISTS = (Role.OFFICER, Role.HEAD)


@require_GET
@role_required(*_ARCHIVISTS)
def retention_home(request: HttpRequest) -> HttpResponse:
    """What is due, the acts, the table of periods."""
    return _page(request)


@require_POST
@role_required(Role.HEAD)
def retention_rule(request: HttpRequest) -> HttpResponse:
    """Write a line of the table."""
    form = RuleForm(request.POST, services=catalogue.services_in_force(on=clock.today()))
    if form.is_valid():
        try:
            documents.add_retention_rule(actor=actor_of(request), at=clock.now(), **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Рядок додано. Строки справ пораховано за ним."))
            return redirect("desk:retention")
    return _page(request, rule_form=form)


@require_POST
@role_required(*_ARCHIVISTS)
def destruction_acts(request: HttpRequest) -> HttpResponse:
    """Draw an act up about the ticked cases."""
    form = ActRequestForm(request.POST)
    if form.is_valid():
        try:
            act = services.request_destruction(
                actor=actor_of(request), at=clock.now(), numbers=request.POST.getlist("case"),
                commission=form.members(),
            )  # fmt: skip
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("desk:destruction_act", number=act.number)
    return _page(request, act_form=form)


@require_GET
@role_required(*_ARCHIVISTS)
def destruction_act(request: HttpRequest, number: str) -> HttpResponse:
    """One act with its lines."""
    actor = actor_of(request)
    act = retention.access_act(number, actor=actor)
    facts = {
        "act": act,
        "items": list(act.items.all()),
        "is_waiting": act.state == ActState.REQUESTED,
        "may_decide": policies.may_govern_retention(actor) and act.requested_by_id != actor.user_id,
    }
    return render(request, "desk/retention/act.html", facts)


@require_POST
@role_required(Role.HEAD)
def destruction_decision(request: HttpRequest, number: str) -> HttpResponse:
    """The second person approves or rejects."""
    actor = actor_of(request)
    act = retention.access_act(number, actor=actor)
    try:
        if request.POST.get("decision") == "approve":
            services.approve_destruction(act=act, actor=actor, at=clock.now())
            messages.success(request, _("Акт виконано: дані й файли знищено."))
        else:
            documents.reject_act(act=act, actor=actor, at=clock.now())
            messages.success(request, _("Акт відхилено. Нічого не знищено."))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("desk:destruction_act", number=number)


@role_required(Role.HEAD)
def case_hold(request: HttpRequest, number: str) -> HttpResponse:
    """Forbid the destruction of a case, or lift the hold."""
    actor = actor_of(request)
    case = cases.case_by_number(actor, number)
    about = {"about_type": ABOUT, "about_id": str(case.pk)}
    hold = retention.holds_on(ABOUT, [str(case.pk)], hromada_code=case.hromada_id).get(str(case.pk))
    form = HoldForm(request.POST or None)
    try:
        if request.method == "POST" and request.POST.get("lift"):
            documents.lift_hold(actor=actor, at=clock.now(), **about)
            messages.success(request, _("Заборону знято."))
            return redirect("cases:case", number=case.number)
        if request.method == "POST" and form.is_valid():
            documents.place_hold(actor=actor, at=clock.now(), reason=form.cleaned_data["reason"], **about)
            messages.success(request, _("Справу не знищать, доки ви не знімете заборону."))
            return redirect("cases:case", number=case.number)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
    facts = {"case": case, "form": form, "hold": hold, "kept": cases.kept_until(case)}
    return render(request, "desk/retention/hold.html", facts)


def _page(request: HttpRequest, **given: Any) -> HttpResponse:
    actor = actor_of(request)
    table = retention.table_of(actor.hromada_code)
    facts: dict[str, Any] = {
        "due": cases.due_cases(actor, today=clock.today()),
        "chosen": request.POST.getlist("case"),
        "acts": list(retention.acts_of(actor)[:50]),
        "rules": table.own,
        "shipped": retention.shipped(),
        "may_govern": policies.may_govern_retention(actor),
        "act_form": ActRequestForm(),
        "rule_form": RuleForm(services=catalogue.services_in_force(on=clock.today())),
        **given,
    }
    return render(request, "desk/retention/home.html", facts)
