"""Trips of couriers: planned at the desk, driven from a phone one stop at a time."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from vikno.accounts.access import role_required
from vikno.cases.paging import page_of
from vikno.common import clock
from vikno.common.acting import actor_of, done
from vikno.common.errors import Refusal
from vikno.consignments import policies, queries, services, shown
from vikno.consignments.forms import ReasonForm, TripForm
from vikno.consignments.models import Trip
from vikno.consignments.views.common import CARRIERS, DESK, PLANNERS


@require_GET
@role_required(*DESK)
def trips(request: HttpRequest) -> HttpResponse:
    """Trips ahead and of the last month."""
    actor = actor_of(request)
    page = page_of(queries.trips(actor, today=clock.today()), request.GET.get("page"))
    facts = {"page": page, "rows": shown.trip_rows(page.object_list), "may_plan": policies.may_plan(actor)}
    return render(request, "consignments/trips.html", facts)


@role_required(*PLANNERS)
def trip_new(request: HttpRequest) -> HttpResponse:
    """Plan a trip: the courier, the day, stops in order."""
    actor, today = actor_of(request), clock.today()
    form = TripForm(
        request.POST if request.method == "POST" else None, initial={"on": today},
        couriers=list(queries.carriers_of(actor.hromada_code, on=today)),
        points=list(queries.points_to_send(actor.hromada_code)),
        providers=list(queries.providers_to_send(actor.hromada_code, on=today)),
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            trip = services.plan_trip(actor=actor, at=clock.now(), **form.said())
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Рейс заплановано."))
            return redirect("consignments:trip", pk=trip.pk)
    return render(request, "consignments/trip_new.html", {"form": form})


@require_GET
@role_required(*CARRIERS)
def trip(request: HttpRequest, pk: int) -> HttpResponse:
    """A trip: its stops, its bags, what became of each."""
    return _trip_page(request, queries.access_trip(actor_of(request), pk))


@require_GET
@role_required(*CARRIERS)
def trip_stop(request: HttpRequest, pk: int, order: int) -> HttpResponse:
    """One stop on a phone: what to give, what to take, drive on."""
    actor = actor_of(request)
    stop = queries.access_stop(actor, pk, order)
    facts = shown.stop_facts(queries.course_of(stop.trip), stop, today=clock.today())
    facts["may_drive"] = policies.may_drive(actor, stop.trip)
    return render(request, "consignments/stop.html", facts)


@require_POST
@role_required(*CARRIERS)
def trip_stop_done(request: HttpRequest, pk: int, order: int) -> HttpResponse:
    """Drive on to the next stop."""
    actor = actor_of(request)
    stop = queries.access_stop(actor, pk, order)
    if not done(
        request,
        lambda: services.finish_stop(stop=stop, reasons=_reasons(request), actor=actor, at=clock.now()),
        _("Зупинку завершено."),
    ):
        return redirect("consignments:trip_stop", pk=pk, order=order)
    return _to_the_next(stop.trip)


@require_POST
@role_required(*CARRIERS)
def trip_start(request: HttpRequest, pk: int) -> HttpResponse:
    """Set off."""
    actor = actor_of(request)
    trip = queries.access_trip(actor, pk)
    if not done(request, lambda: services.start_trip(trip=trip, actor=actor, at=clock.now()), _("Щасливої дороги.")):
        return redirect("consignments:trip", pk=pk)
    return _to_the_next(trip)


@require_POST
@role_required(*CARRIERS)
def trip_closing(request: HttpRequest, pk: int) -> HttpResponse:
    """The trip is over."""
    actor = actor_of(request)
    trip, note = queries.access_trip(actor, pk), request.POST.get("note", "")
    done(
        request,
        lambda: services.close_trip(
            trip=trip, reasons=_reasons(request), note=note, actor=actor, at=clock.now()
        ),
        _("Рейс завершено."),
    )  # fmt: skip
    return redirect("consignments:trip", pk=pk)


@require_POST
@role_required(*PLANNERS)
def trip_cancellation(request: HttpRequest, pk: int) -> HttpResponse:
    """The planned trip does not happen."""
    actor = actor_of(request)
    trip, reason = queries.access_trip(actor, pk), request.POST.get("reason", "")
    done(
        request, lambda: services.cancel_trip(trip=trip, reason=reason, actor=actor, at=clock.now()),
        _("Рейс скасовано."),
    )  # fmt: skip
    return redirect("consignments:trip", pk=pk)


def _reasons(request: HttpRequest) -> dict[str, str]:
    """Words said of bags: `why-<number>`."""
    return {name.removeprefix("why-"): text for name, text in request.POST.items() if name.startswith("why-")}


def _to_the_next(trip: Trip) -> HttpResponse:
    stop = queries.course_of(trip).current
    if stop is None:
        return redirect("consignments:trip", pk=trip.pk)
    return redirect("consignments:trip_stop", pk=trip.pk, order=stop.order)


def _trip_page(request: HttpRequest, found: Trip) -> HttpResponse:
    actor = actor_of(request)
    facts = shown.trip_facts(queries.course_of(found))
    facts |= {
        "may_drive": policies.may_drive(actor, found), "may_plan": policies.may_plan(actor), "reason": ReasonForm(),
    }  # fmt: skip
    return render(request, "consignments/trip.html", facts)
