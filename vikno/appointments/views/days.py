"""The day of a point: who comes when; what became of it; a day that falls away."""

from collections.abc import Sequence
from datetime import date
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vikno.accounts.access import role_required
from vikno.appointments import policies, queries, services
from vikno.appointments.enums import EXPECTED, STATE_KINDS, BookingState
from vikno.appointments.forms import DayForm, ReasonForm
from vikno.appointments.models import Booking, Resource
from vikno.appointments.rules.moves import MAY_CHANGE_TIME, may_become
from vikno.appointments.views.common import DESK, day_of, own_point, own_points, sides
from vikno.audit import services as audit
from vikno.audit.places import place_of
from vikno.common import clock
from vikno.common.acting import actor_of, done, posted
from vikno.network.models import Point


@require_GET
@role_required(*DESK)
def day(request: HttpRequest) -> HttpResponse:
    """Who comes, by time; fit for printing."""
    actor, points, today = actor_of(request), own_points(request), clock.today()
    form = DayForm(request.GET, points=[(each.pk, each.name) for each in points])
    point_id, on = form.chosen(today=today)
    point = next((each for each in points if each.pk == point_id), None)
    rows = list(queries.day_of_point(actor.hromada_code, point.pk, on)) if point else []
    facts = {
        "form": form, "point": point, "on": on, "today": today, "rows": _rows(rows), "sides": sides(request, "day"),
        "door": queries.door_of(actor.hromada_code, point.pk) if point else "",
        "expected": sum(row.state in EXPECTED for row in rows), "may_arrange": policies.may_arrange(actor),
        "waiting": queries.waiting_of_point(actor.hromada_code, [point.pk]).count() if point else 0,
    }  # fmt: skip
    answer = render(request, "appointments/day.html", facts)
    if point is not None and rows:
        _record_shown(request, point, rows)
    return answer


@require_GET
@role_required(*DESK)
def booking(request: HttpRequest, pk: int) -> HttpResponse:
    """One booking in full, for who serves there or made it."""
    found = seen_booking(request, pk)
    answer = _page(request, found, ReasonForm())
    audit.record_look(
        actor=actor_of(request), action="booking.viewed", subject=found, at=clock.now(),
        hromada_code=str(found.hromada_id), place=place_of(request),
    )  # fmt: skip
    return answer


@require_POST
@role_required(*DESK)
def booking_mark(request: HttpRequest, pk: int) -> HttpResponse:
    """Came, or did not come."""
    found, state = seen_booking(request, pk), request.POST.get("state", "")
    done(
        request, lambda: services.mark(booking=found, state=state, actor=actor_of(request), at=clock.now()),
        _("Прийшла людина: позначено.") if state == BookingState.ATTENDED else _("Не прийшла людина: позначено."),
    )  # fmt: skip
    if request.POST.get("back") == "day":
        return redirect(_address_of_day(found.point_id, clock.today(found.starts_at)))
    return redirect("appointments:booking", pk=pk)


@require_POST
@role_required(*DESK)
def booking_cancellation(request: HttpRequest, pk: int) -> HttpResponse:
    """By the centre with a reason; or the person asked for it by phone."""
    found, actor, at = seen_booking(request, pk), actor_of(request), clock.now()
    if request.POST.get("by") == "person":
        done(
            request, lambda: services.cancel_by_person(booking=found, actor=actor, at=at), _("Запис скасовано.")
        )  # fmt: skip
        return redirect("appointments:booking", pk=pk)
    form = ReasonForm(request.POST)

    def cancel() -> None:
        services.cancel_by_centre(booking=found, reason=form.cleaned_data["reason"], actor=actor, at=at)

    if form.is_valid() and done(request, cancel, _("Запис скасовано, людині повідомляємо."), form=form):
        return redirect("appointments:booking", pk=pk)
    return _page(request, found, form)


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(*DESK)
def day_cancellation(request: HttpRequest, point_id: int, on: str) -> HttpResponse:
    """The whole day, or one stop, falls away: everybody is told of other times."""
    actor, day, point = actor_of(request), day_of(on), own_point(request, point_id)
    touched = list(queries.expected_on(actor.hromada_code, point.pk, day))
    stops = sorted({each.resource for each in touched if each.resource.opens_at}, key=lambda stop: stop.pk)
    stop = next((each for each in stops if str(each.pk) == request.GET.get("stop", "")), None)
    form = ReasonForm(posted(request))

    def cancel() -> None:
        services.cancel_day(
            point=point, day=day, stop=stop, reason=form.cleaned_data["reason"], actor=actor, at=clock.now()
        )  # fmt: skip

    said = _("День скасовано. Кожному надсилаємо повідомлення з іншим часом.")
    if request.method == "POST" and form.is_valid() and done(request, cancel, said, form=form):
        return redirect(_address_of_day(point.pk, day))
    facts = {
        "form": form, "point": point, "on": day, "stop": stop, "stops": stops,
        "count": _count_of(touched, stop), "sides": sides(request, "day"),
    }  # fmt: skip
    return render(request, "appointments/day_cancellation.html", facts)


def _address_of_day(point_id: int, on: date) -> str:
    return f"{reverse('appointments:day')}?{urlencode({'point': point_id, 'on': f'{on:%d.%m.%Y}'})}"


def seen_booking(request: HttpRequest, pk: int) -> Booking:
    actor = actor_of(request)
    found = queries.access_booking(actor.hromada_code, pk)
    if found.made_by_id != actor.user_id or actor.user_id is None:
        policies.require_may_serve(actor, found.point_id, on=clock.today())
    return found


def _page(request: HttpRequest, found: Booking, form: ReasonForm) -> HttpResponse:
    at = clock.now()
    facts = {
        "booking": found, "form": form, "kind": STATE_KINDS[BookingState(found.state)],
        "place": services.place_in_words(found), "events": found.events.all(), "sides": sides(request, "day"),
        "marks": _marks(found) if clock.today(found.starts_at) <= clock.today(at) else [],
        "may_move": found.state in MAY_CHANGE_TIME and (found.starts_at > at or found.state == "by_centre"),
        "may_cancel": found.starts_at > at and may_become(found.state, BookingState.CANCELLED_BY_CENTRE),
        "code": queries.code_of(found) if found.state in EXPECTED else "",
    }  # fmt: skip
    return render(request, "appointments/booking_staff.html", facts)


def _rows(rows: Sequence[Booking]) -> list[dict[str, object]]:
    today = clock.today()
    return [
        {
            "booking": row, "kind": STATE_KINDS[BookingState(row.state)],
            "marks": _marks(row) if clock.today(row.starts_at) <= today else [],
        }
        for row in rows
    ]  # fmt: skip


def _marks(row: Booking) -> list[tuple[str, str]]:
    words = ((BookingState.ATTENDED, _("Прийшла")), (BookingState.NO_SHOW, _("Не прийшла")))
    is_begun = row.starts_at <= clock.now()
    return [
        (state.value, said)
        for state, said in words
        if may_become(row.state, state) and (is_begun or state == BookingState.ATTENDED)
    ]


def _count_of(touched: Sequence[Booking], stop: Resource | None) -> int:
    if stop is not None:
        return sum(each.resource_id == stop.pk for each in touched)
    return sum(not each.resource.opens_at for each in touched)


def _record_shown(request: HttpRequest, point: Point, rows: Sequence[Booking]) -> None:
    audit.record_shown(
        actor=actor_of(request), action="bookings.shown", subject=point, at=clock.now(),
        hromada_code=actor_of(request).hromada_code, people=[row.pk for row in rows], place=place_of(request),
        asked={"shown": len(rows)},
    )  # fmt: skip
