"""Booking without signing in, one question a page: service, day, time, who."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from vikno.accounts import services as people
from vikno.accounts.access import client_address
from vikno.appointments import policies, queries
from vikno.appointments import services as acts
from vikno.appointments.enums import OPEN_TO_RESIDENTS, Door, Origin, ResourceKind
from vikno.appointments.errors import SlotTaken
from vikno.appointments.forms import ContactForm, WaitingForm, days_to_wait
from vikno.appointments.models import Resource
from vikno.appointments.queries import Asked, Bookable
from vikno.appointments.views.session import remember
from vikno.common import clock
from vikno.common.clock import KYIV
from vikno.common.errors import Refusal
from vikno.network import queries as network
from vikno.network.models import Point

_HOUR = timedelta(hours=1)


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Where a booking begins, and where one finds one's own."""
    return render(request, "appointments/start.html")


@require_safe
def services(request: HttpRequest, point_id: int) -> HttpResponse:
    """What for: services that are really given at the point."""
    point = _point(point_id)
    with queries.working_for_point(str(point.hromada_id)):
        door = queries.door_of(str(point.hromada_id), point.pk)
        offered = queries.services_of(point, on=clock.today()) if door in OPEN_TO_RESIDENTS else []
        return render(request, "appointments/services.html", {"point": point, "services": offered})


@require_safe
def days(request: HttpRequest, point_id: int, code: str) -> HttpResponse:
    """Which day: at the point, or at a stop of the mobile centre."""
    point, at = _point(point_id), clock.now()
    with queries.working_for_point(str(point.hromada_id)):
        what = _bookable(point, code, at=at)
        if what.door not in OPEN_TO_RESIDENTS:
            return render(request, "appointments/not_here.html", {"what": what})
        free = queries.free_times(Asked(point=point, service=what.service), at=at)
        facts = {"what": what, "days": [(day, n) for day, n in free.by_day.items() if n], "minutes": free.minutes}
        return render(request, "appointments/days.html", facts)


@require_safe
def times(request: HttpRequest, point_id: int, code: str, day: str) -> HttpResponse:
    """What time of a day."""
    point, at, on = _point(point_id), clock.now(), _day(day)
    with queries.working_for_point(str(point.hromada_id)):
        what = _open(_bookable(point, code, at=at))
        stop = _stop(request, what)
        free = queries.free_times(Asked(point=point, service=what.service, stop=stop), at=at, first=on, days=1)
        moments = free.moments if free.plan.first == on else []
        facts = {"what": what, "stop": stop, "day": on, "slots": slots_of(moments), "minutes": free.minutes}
        return render(request, "appointments/times.html", facts)


@require_http_methods(["GET", "HEAD", "POST"])
def contact(request: HttpRequest, point_id: int, code: str, minute: int) -> HttpResponse:
    """Who comes; a POST takes the time."""
    point, at, starts_at = _point(point_id), clock.now(), _moment(minute)
    with queries.working_for_point(str(point.hromada_id)):
        what = _open(_bookable(point, code, at=at))
        stop = _stop(request, what)
        form = ContactForm(request.POST or None, **_asks(what, stop))
        facts = {"what": what, "stop": stop, "starts_at": starts_at, "form": form, "nearest": []}
        if request.method != "POST" or not form.is_valid():
            return render(request, "appointments/contact.html", facts)
        asked = Asked(point=point, service=what.service, stop=stop)
        try:
            _count(request, point, at=at)
            booking = acts.book(
                asked=asked, starts_at=starts_at, person=form.person(), origin=Origin.SITE,
                actor=policies.resident(str(point.hromada_id)), at=at,
            )  # fmt: skip
        except Refusal as refusal:
            if isinstance(refusal, Http404):
                raise
            form.add_error(None, str(refusal))
            facts["nearest"] = slots_of(refusal.nearest) if isinstance(refusal, SlotTaken) else []
            return render(request, "appointments/contact.html", facts)
    remember(request, booking)
    return redirect("appointments_public:code" if booking.held_until else "appointments_public:booking")


@require_http_methods(["GET", "HEAD", "POST"])
def waiting(request: HttpRequest, point_id: int, code: str) -> HttpResponse:
    """Nothing suits: wait for a time to come free."""
    point, at = _point(point_id), clock.now()
    with queries.working_for_point(str(point.hromada_id)):
        what = _open(_bookable(point, code, at=at))
        today = clock.today(at)
        form = WaitingForm(request.POST or None, initial=days_to_wait(today), **_asks(what, None))
        facts: dict[str, Any] = {"what": what, "form": form}
        if request.method != "POST" or not form.is_valid():
            return render(request, "appointments/waiting_join.html", facts)
        try:
            _count(request, point, at=at)
            entry = acts.join_waiting(
                point=point, service=what.service, person=form.person(), since=form.cleaned_data["since"],
                until=form.cleaned_data["until"], actor=policies.resident(str(point.hromada_id)), at=at,
            )  # fmt: skip
        except Refusal as refusal:
            if isinstance(refusal, Http404):
                raise
            form.add_error(None, str(refusal))
            return render(request, "appointments/waiting_join.html", facts)
        minutes = queries.terms_on(str(point.hromada_id), on=today).offer_minutes
        return render(request, "appointments/waiting_joined.html", {**facts, "entry": entry, "minutes": minutes})


def slots_of(moments: Sequence[datetime]) -> list[tuple[datetime, int]]:
    """Moments in Kyiv with their minutes from the epoch: an hour that comes twice has two addresses."""
    return [(moment.astimezone(KYIV), int(moment.timestamp() // 60)) for moment in moments]


def _point(point_id: int) -> Point:
    point = network.point(point_id)
    if point is None or not point.hromada_id:
        raise Http404
    return point


def _bookable(point: Point, code: str, *, at: datetime) -> Bookable:
    today = clock.today(at)
    horizon = queries.terms_on(str(point.hromada_id), on=today).horizon_days
    what = queries.bookable(point, code, on=today, at=at, horizon_days=horizon)
    if what is None:
        raise Http404
    return what


def _open(what: Bookable) -> Bookable:
    if what.door not in OPEN_TO_RESIDENTS:
        raise Http404
    return what


def _stop(request: HttpRequest, what: Bookable) -> Resource | None:
    asked = request.GET.get("stop", "")
    if not asked:
        return None
    stop = next((each for each in what.stops if str(each.pk) == asked), None)
    if stop is None:
        raise Http404
    return stop


def _asks(what: Bookable, stop: Resource | None) -> dict[str, Any]:
    return {
        "channels": queries.channels_by_themselves(),
        "must_prove": "code" if what.door == Door.CODE else "",
        "is_visit": "visit" if stop is not None and stop.kind == ResourceKind.HOME_VISIT else "",
    }


def _count(request: HttpRequest, point: Point, *, at: datetime) -> None:
    most = queries.terms_on(str(point.hromada_id), on=clock.today(at)).address_hour_most
    people.count_try(purpose="appointments.begin", origin=client_address(request), most=most, window=_HOUR, at=at)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as unreadable:
        raise Http404 from unreadable


def _moment(minute: int) -> datetime:
    try:
        return datetime.fromtimestamp(minute * 60, KYIV)
    except (OverflowError, ValueError, OSError) as unreadable:
        raise Http404 from unreadable
