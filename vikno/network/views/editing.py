"""What the head changes of a point: one page, one form, one changing call."""

import datetime as dt

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from vikno.accounts.access import StaffRequest, role_required
from vikno.accounts.enums import Role
from vikno.catalogue.queries import services_in_force
from vikno.common import clock
from vikno.common.acting import posted
from vikno.network import queries, services
from vikno.network.enums import OfferingMode, PointState, TimetableState
from vikno.network.forms import (
    AccessibilityForm,
    DetailsForm,
    EquipmentForm,
    ExceptionForm,
    HoursForm,
    OfferingsForm,
    StatusForm,
)
from vikno.network.models import Point
from vikno.network.rules.timetables import Question, parse_timetable
from vikno.network.views.common import answer, attempt, form_view, page_facts, point_or_404
from vikno.network.walk import sheet_of


@form_view
@role_required(Role.HEAD)
def status(request: StaffRequest, pk: int) -> HttpResponse:
    """Change the state: a first POST shows how people will read it, the second records it."""
    point, at = point_or_404(request, pk), clock.now()
    before = queries.point_state_now([pk], at).get(pk)
    form = StatusForm(posted(request), point=point, before=before.state if before else "", at=at)
    is_preview = False
    if request.method == "POST" and form.is_valid():
        is_preview = "preview" in request.POST
        if not is_preview and attempt(
            request, form, lambda: services.change_status(actor=request.actor, at=at, point_id=pk, **form.facts()),
            done=_("Стан змінено. Оголошення вже на сторінці точки."),
        ):  # fmt: skip
            return redirect("network:point", pk)
    shown = {"state": PointState(form.cleaned_data["state"]).label, **form.cleaned_data} if is_preview else None
    facts = page_facts(request, point, "status")
    return render(request, "network/status.html", {**facts, "form": form, "before": before, "preview": shown})


@form_view
@role_required(Role.HEAD)
def hours(request: StaffRequest, pk: int) -> HttpResponse:
    """The week of a point, and dates on which it does not hold."""
    return _week(request, pk, then="network:hours")


@form_view
@role_required(Role.STEWARD)
def question(request: StaffRequest, pk: int) -> HttpResponse:
    """The steward reads a timetable of the register that was not understood."""
    return _week(request, pk, then="network:questions")


@require_POST
@role_required(Role.HEAD)
def exceptions(request: StaffRequest, pk: int) -> HttpResponse:
    """Add a date with other hours."""
    point = point_or_404(request, pk)
    form = ExceptionForm(request.POST)
    if form.is_valid() and attempt(
        request, form,
        lambda: services.add_exception(actor=request.actor, at=clock.now(), point_id=pk, **form.facts()),
        done=_("Дату додано."),
    ):  # fmt: skip
        return redirect("network:hours", pk)
    return _hours_page(request, point, HoursForm(periods=point.opening_periods.order_by("weekday", "opens")), form)


@require_POST
@role_required(Role.HEAD)
def exception_removal(request: StaffRequest, pk: int, on: dt.date) -> HttpResponse:
    """The usual hours hold again on a date."""
    point_or_404(request, pk)
    return answer(
        request, lambda: services.drop_exception(actor=request.actor, at=clock.now(), point_id=pk, on=on),
        done=_("Дату прибрано, діють звичайні години."), to=("network:hours", pk),
    )  # fmt: skip


@form_view
@role_required(Role.HEAD)
def equipment(request: StaffRequest, pk: int) -> HttpResponse:
    """What the point has."""
    point = point_or_404(request, pk)
    form = EquipmentForm(posted(request), equipment=point.equipment.order_by("kind"))
    if request.method == "POST" and form.is_valid():
        call = {"actor": request.actor, "at": clock.now(), "point_id": pk, "equipment": form.equipment()}
        if attempt(request, form, lambda: services.set_equipment(**call), done=_("Обладнання збережено.")):
            return redirect("network:equipment", pk)
    return render(request, "network/equipment.html", {**page_facts(request, point, "equipment"), "form": form})


@form_view
@role_required(Role.HEAD)
def accessibility(request: StaffRequest, pk: int) -> HttpResponse:
    """The checklist of accessibility."""
    point = point_or_404(request, pk)
    marks = dict(point.accessibility.order_by("item").values_list("item", "mark"))
    form = AccessibilityForm(posted(request), marks=marks)
    if request.method == "POST" and form.is_valid():
        call = {"actor": request.actor, "at": clock.now(), "point_id": pk, "marks": form.marks()}
        if attempt(request, form, lambda: services.set_accessibility(**call), done=_("Доступність збережено.")):
            return redirect("network:accessibility", pk)
    return render(request, "network/accessibility.html", {**page_facts(request, point, "accessibility"), "form": form})


@require_safe
@role_required(Role.HEAD)
def accessibility_sheet(request: StaffRequest, pk: int) -> HttpResponse:
    """The same on paper: to be walked through with a pencil, then typed in once, line by line."""
    point = point_or_404(request, pk)
    lines = sheet_of(point.accessibility.order_by("item"))
    return render(request, "network/accessibility_sheet.html", {"point": point, "lines": lines})


@form_view
@role_required(Role.HEAD)
def details(request: StaffRequest, pk: int) -> HttpResponse:
    """Name, address, telephones, size."""
    point = point_or_404(request, pk)
    form = DetailsForm.of(point, posted(request))
    if request.method == "POST" and form.is_valid():
        call = {"actor": request.actor, "at": clock.now(), "point_id": pk, "details": form.details()}
        if attempt(request, form, lambda: services.set_details(**call), done=_("Дані збережено.")):
            return redirect("network:point", pk)
    return render(request, "network/details.html", {**page_facts(request, point, "details"), "form": form})


@form_view
@role_required(Role.HEAD)
def offerings(request: StaffRequest, pk: int) -> HttpResponse:
    """Services the point gives."""
    point, day = point_or_404(request, pk), clock.today()
    modes = queries.modes_at(point, day)
    form = OfferingsForm(posted(request), services=services_in_force(on=day), modes=modes)
    if request.method == "POST" and form.is_valid():
        call = {"actor": request.actor, "at": clock.now(), "point_id": pk, "modes": form.modes()}
        if attempt(request, form, lambda: services.set_offerings(**call), done=_("Перелік послуг збережено.")):
            return redirect("network:offerings", pk)
    facts = page_facts(request, point, "offerings")
    return render(request, "network/offerings.html", {**facts, "form": form, "given": len(modes)})


@require_POST
@role_required(Role.HEAD)
def offering_groups(request: StaffRequest, pk: int) -> HttpResponse:
    """Give or take away a whole group."""
    point_or_404(request, pk)
    call = {"actor": request.actor, "at": clock.now(), "point_id": pk, "group_code": request.POST.get("group", "")}
    mode = OfferingMode.CONSULT if request.POST.get("act") == "consult" else OfferingMode.FULL
    to = ("network:offerings", pk)
    if request.POST.get("act") == "withdraw":
        return answer(request, lambda: services.withdraw_group(**call), done=_("Групу прибрано."), to=to)
    return answer(request, lambda: services.offer_group(**call, mode=mode), done=_("Групу додано."), to=to)


def _week(request: StaffRequest, pk: int, *, then: str) -> HttpResponse:
    point = point_or_404(request, pk)
    reading = parse_timetable(point.timetable_text) if point.timetable_state == TimetableState.QUESTION else None
    suggested = reading.suggested if isinstance(reading, Question) else ()
    written = list(point.opening_periods.order_by("weekday", "opens"))
    form = HoursForm(posted(request), periods=written or suggested)
    if request.method == "POST" and form.is_valid():
        call = {"actor": request.actor, "at": clock.now(), "point_id": pk, "periods": form.periods()}
        if attempt(request, form, lambda: services.set_hours(**call), done=_("Години збережено.")):
            return redirect(then, pk) if then == "network:hours" else redirect(then)
    return _hours_page(request, point, form, ExceptionForm())


def _hours_page(request: StaffRequest, point: Point, form: HoursForm, exception_form: ExceptionForm) -> HttpResponse:
    facts = page_facts(request, point, "hours")
    coming = queries.exceptions_of(point, clock.today())
    may_add = request.actor.role == Role.HEAD
    return render(
        request, "network/hours.html",
        {**facts, "form": form, "exception_form": exception_form, "coming": coming, "may_add_exceptions": may_add},
    )  # fmt: skip
