"""Booking for somebody: by phone, at the desk, by a starosta for a villager; and another time for a booking."""

from datetime import datetime
from functools import partial
from itertools import groupby
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from vikno.accounts.access import role_required
from vikno.accounts.enums import Role
from vikno.appointments import policies, queries, services
from vikno.appointments.enums import Door, Origin, ResourceKind
from vikno.appointments.errors import SlotTaken
from vikno.appointments.forms import StaffContactForm, StaffWaitingForm, days_to_wait
from vikno.appointments.models import Resource
from vikno.appointments.queries import Asked, Bookable
from vikno.appointments.views.choosing import slots_of
from vikno.appointments.views.common import DESK, sides
from vikno.appointments.views.days import seen_booking
from vikno.common import clock
from vikno.common.acting import actor_of, done, posted
from vikno.common.clock import KYIV
from vikno.common.errors import Refusal


@require_GET
@role_required(*DESK)
def choose(request: HttpRequest) -> HttpResponse:
    """Which point and which service."""
    actor = actor_of(request)
    points = list(policies.points_to_book(actor))
    doors = queries.doors_of(actor.hromada_code, [point.pk for point in points])
    taking = [point for point in points if doors.get(point.pk, Door.CLOSED) != Door.CLOSED]
    asked = request.GET.get("point", "")
    point = next((each for each in taking if str(each.pk) == asked), taking[0] if taking else None)
    offered = queries.services_of(point, on=clock.today()) if point else []
    facts = {"points": taking, "point": point, "services": offered, "sides": sides(request, "choose")}
    return render(request, "appointments/choose.html", facts)


@require_GET
@role_required(*DESK)
def times(request: HttpRequest, point_id: int, code: str) -> HttpResponse:
    """Days and times on one page: the person is on the telephone."""
    what = _bookable(request, point_id, code)
    stop = _stop(request, what)
    free = queries.free_times(Asked(point=what.point, service=what.service, stop=stop), at=clock.now())
    facts = {"what": what, "stop": stop, "sides": sides(request, "choose"), **_by_day(request, free)}
    return render(request, "appointments/times_staff.html", facts)


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(*DESK)
def contact(request: HttpRequest, point_id: int, code: str, minute: int) -> HttpResponse:
    """Who comes; a POST takes the time."""
    actor, what = actor_of(request), _bookable(request, point_id, code)
    stop, starts_at = _stop(request, what), _moment(minute)
    is_visit = "visit" if stop is not None and stop.kind == ResourceKind.HOME_VISIT else ""
    form = StaffContactForm(posted(request), is_visit=is_visit)
    facts: dict[str, Any] = {"what": what, "stop": stop, "starts_at": starts_at, "form": form, "nearest": []}
    if request.method == "POST" and form.is_valid():
        asked = Asked(point=what.point, service=what.service, stop=stop)
        origin = Origin.STAROSTA if actor.role == Role.STAROSTA else Origin.PHONE
        try:
            booking = services.book(
                asked=asked, starts_at=starts_at, person=form.person(), origin=origin, actor=actor, at=clock.now()
            )  # fmt: skip
        except Refusal as refusal:
            if isinstance(refusal, Http404):
                raise
            form.add_error(None, str(refusal))
            facts["nearest"] = slots_of(refusal.nearest) if isinstance(refusal, SlotTaken) else []
        else:
            return redirect("appointments:booking", pk=booking.pk)
    return render(request, "appointments/contact_staff.html", {**facts, "sides": sides(request, "choose")})


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(*DESK)
def wait(request: HttpRequest, point_id: int, code: str) -> HttpResponse:
    """Nothing suits whoever is on the telephone: they wait for a time to come free."""
    actor, what, at = actor_of(request), _bookable(request, point_id, code), clock.now()
    form = StaffWaitingForm(posted(request), initial=days_to_wait(clock.today(at)))
    if request.method == "POST" and form.is_valid():
        join = partial(
            services.join_waiting, point=what.point, service=what.service, person=form.person(),
            since=form.cleaned_data["since"], until=form.cleaned_data["until"], actor=actor, at=at,
        )  # fmt: skip
        if done(request, join, _("Людина чекає на вільний час: повідомимо, коли він буде."), form=form):
            return redirect("appointments:waiting")
    facts = {"what": what, "form": form, "sides": sides(request, "choose")}
    return render(request, "appointments/wait_staff.html", facts)


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(*DESK)
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """Another time, at the person's wish."""
    found, at = seen_booking(request, pk), clock.now()
    stop = found.resource if found.resource.opens_at and found.resource.retired_at is None else None
    minute = request.POST.get("minute", "")
    if request.method == "POST" and minute.isascii() and minute.isdigit() and len(minute) < 10:
        starts_at = _moment(int(minute))

        def act() -> None:
            services.move(booking=found, starts_at=starts_at, stop=stop, actor=actor_of(request), at=at)

        if done(request, act, _("Час змінено, людині повідомляємо.")):
            return redirect("appointments:booking", pk=pk)
    asked = Asked(point=found.point, service=found.service, stop=stop, besides=found.pk)
    free = queries.free_times(asked, at=at)
    facts = {"booking": found, "sides": sides(request, "day"), **_by_day(request, free)}
    return render(request, "appointments/move_staff.html", facts)


def _by_day(request: HttpRequest, free: queries.FreeTimes) -> dict[str, Any]:
    """Days with times, and the times of the day that is asked for, or of the first."""
    days = [(day, n) for day, n in free.by_day.items() if n]
    asked = {day.isoformat(): day for day, _n in days}.get(request.GET.get("day", ""))
    chosen = asked or (days[0][0] if days else None)
    moments = next((list(found) for day, found in groupby(free.moments, lambda m: m.date()) if day == chosen), [])
    return {"days": days, "day": chosen, "slots": slots_of(moments), "minutes": free.minutes}


def _bookable(request: HttpRequest, point_id: int, code: str) -> Bookable:
    actor, at = actor_of(request), clock.now()
    point = policies.points_to_book(actor).filter(pk=point_id).first()
    if point is None:
        raise Http404
    today = clock.today(at)
    horizon = queries.terms_on(actor.hromada_code, on=today).horizon_days
    what = queries.bookable(point, code, on=today, at=at, horizon_days=horizon)
    if what is None or what.door == Door.CLOSED:
        raise Http404
    return what


def _stop(request: HttpRequest, what: Bookable) -> Resource | None:
    asked = request.GET.get("stop", "")
    return next((each for each in what.stops if str(each.pk) == asked), None)


def _moment(minute: int) -> datetime:
    try:
        return datetime.fromtimestamp(minute * 60, KYIV)
    except (OverflowError, ValueError, OSError) as unreadable:
        raise Http404 from unreadable
