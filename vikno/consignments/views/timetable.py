"""The timetable of transfers, and how papers of services travel: what the head approves."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from vikno.accounts.access import role_required
from vikno.catalogue import queries as catalogue
from vikno.common import clock
from vikno.common.acting import actor_of
from vikno.common.errors import Refusal
from vikno.consignments import policies, queries, services, shown
from vikno.consignments.forms import ExceptionForm, ServiceModeForm, TransferForm
from vikno.consignments.models import Transfer
from vikno.consignments.views.common import DESK, HEADS

AHEAD = timedelta(days=14)


@role_required(*DESK)
def timetable(request: HttpRequest) -> HttpResponse:
    """When the courier comes to each point; the head adds and ends rows."""
    actor, today = actor_of(request), clock.today()
    points = list(queries.points_to_send(actor.hromada_code))
    given = request.POST if request.method == "POST" and policies.may_schedule(actor) else None
    form = TransferForm(given, points=points, initial={"valid_from": today})
    if given is not None and form.is_valid():
        try:
            services.schedule_transfers(actor=actor, at=clock.now(), **form.said())
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Графік збережено."))
            return redirect("consignments:timetable")
    return _page(request, form, ExceptionForm(points=points))


@require_POST
@role_required(*HEADS)
def timetable_exception(request: HttpRequest) -> HttpResponse:
    """A day without the courier, or with them on another day."""
    actor = actor_of(request)
    points = list(queries.points_to_send(actor.hromada_code))
    form = ExceptionForm(request.POST, points=points)
    if form.is_valid():
        try:
            services.except_day(actor=actor, at=clock.now(), **form.said())
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Виняток збережено."))
            return redirect("consignments:timetable")
    return _page(request, TransferForm(points=points, initial={"valid_from": clock.today()}), form)


@require_POST
@role_required(*HEADS)
def timetable_end(request: HttpRequest, pk: int) -> HttpResponse:
    """The row holds no longer from tomorrow."""
    actor = actor_of(request)
    transfer = Transfer(pk=pk, hromada_id=actor.hromada_code)
    services.end_transfer(transfer=transfer, valid_to=clock.today(), actor=actor, at=clock.now())
    messages.success(request, _("Рядок графіка завершено."))
    return redirect("consignments:timetable")


@role_required(*HEADS)
def modes(request: HttpRequest) -> HttpResponse:
    """How papers of services travel: with the case, after the scans, or not at all."""
    actor, today = actor_of(request), clock.today()
    form = ServiceModeForm(
        request.POST if request.method == "POST" else None, services=list(catalogue.services_in_force(on=today)),
        initial={"valid_from": today},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            services.set_service_mode(actor=actor, at=clock.now(), **form.said())
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Збережено."))
            return redirect("consignments:modes")
    rows = queries.service_modes(actor.hromada_code)
    return render(request, "consignments/modes.html", {"form": form, "rows": rows})


def _page(request: HttpRequest, form: TransferForm, exception: ExceptionForm) -> HttpResponse:
    actor, today = actor_of(request), clock.today()
    facts = shown.timetable_facts(actor.hromada_code, now=clock.now(), until=today + AHEAD)
    facts |= {"form": form, "exception": exception, "may_schedule": policies.may_schedule(actor)}
    return render(request, "consignments/timetable.html", facts)
