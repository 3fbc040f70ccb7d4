"""«Мій запис»: code, booking, another time, cancelling; for who has number and code, or the link."""

from collections.abc import Callable
from datetime import date, datetime
from functools import wraps
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from vikno.accounts import services as people
from vikno.accounts.access import client_address
from vikno.appointments import ical, policies, queries, services
from vikno.appointments.enums import BookingState
from vikno.appointments.errors import HoldOver, SlotTaken
from vikno.appointments.forms import CodeForm, FindForm
from vikno.appointments.models import Booking
from vikno.appointments.queries import Asked
from vikno.appointments.rules.moves import MAY_CHANGE_TIME, may_become
from vikno.appointments.views.choosing import slots_of
from vikno.appointments.views.session import own, remember, whose
from vikno.common import clock
from vikno.common.errors import Refusal

type OwnView = Callable[[HttpRequest, Booking], HttpResponse]
BOOKING = "appointments_public:booking"


def of_own(view: OwnView) -> Callable[[HttpRequest], HttpResponse]:
    """Run a page for the booking that the browser proved, within its hromada; else ask for the number and the code."""

    @wraps(view)
    def guarded(request: HttpRequest) -> HttpResponse:
        with queries.working_for_point(whose(request)[0]):
            found = own(request)
            return view(request, found) if found is not None else redirect("appointments_public:find")

    return never_cache(guarded)


@require_http_methods(["GET", "HEAD", "POST"])
@of_own
def code(request: HttpRequest, booking: Booking) -> HttpResponse:
    """The code from the message: the time is theirs."""
    if booking.state != BookingState.HELD:
        return redirect(BOOKING)
    form, at = CodeForm(request.POST or None), clock.now()
    if request.method == "POST" and form.is_valid():
        try:
            most = queries.terms_on(str(booking.hromada_id), on=clock.today(at)).code_tries
            people.count_try(purpose="appointments.code", origin=booking.number, most=most, at=at)
            services.confirm(booking=booking, code=form.cleaned_data["code"], actor=_self(booking), at=at)
        except HoldOver as over:
            return render(request, "appointments/hold_over.html", {"booking": booking, "said": str(over)})
        except Refusal as refusal:
            form.add_error("code", str(refusal))
        else:
            messages.success(request, _("Вас записано."))
            return redirect(BOOKING)
    return render(request, "appointments/code.html", {"booking": booking, "form": form})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def find(request: HttpRequest) -> HttpResponse:
    """Number and code; one answer to every wrong pair."""
    form, at = FindForm(request.POST or None), clock.now()
    if request.method != "POST" or not form.is_valid():
        return render(request, "appointments/find.html", {"form": form})
    number = form.cleaned_data["number"]
    try:
        for origin in (client_address(request), number):
            people.count_lookup(purpose="appointments.find", origin=origin, at=at)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return render(request, "appointments/find.html", {"form": form}, status=429)
    with queries.working_for_point(hromada := queries.hromada_of_number(number)):
        booking = queries.booking_of_number(hromada, number)
        if booking is not None and queries.code_fits(booking, form.cleaned_data["code"]):
            remember(request, booking)
            return redirect(BOOKING)
    form.add_error(None, _("Такої пари номера й коду немає. Перевірте цифри в повідомленні."))
    return render(request, "appointments/find.html", {"form": form})


@never_cache
@require_safe
def link(request: HttpRequest, number: str) -> HttpResponse:
    """The link of a message: the secret goes into the session and out of the address. A wrong one asks for the code."""
    secret = request.GET.get("k", "")[:64]
    with queries.working_for_point(hromada := queries.hromada_of_number(number[:9])):
        booking = queries.booking_of_number(hromada, number[:9])
        if booking is None or not queries.link_fits(booking, secret):
            return redirect("appointments_public:find")
        remember(request, booking)
    return redirect(BOOKING)


@require_safe
@of_own
def booking(request: HttpRequest, booking: Booking) -> HttpResponse:
    """When, where, what to bring, and what one may change."""
    return render(request, "appointments/booking.html", facts_of(booking, at=clock.now()))


@require_POST
@of_own
def confirmation(request: HttpRequest, booking: Booking) -> HttpResponse:
    """An offered time is taken; or the person says that they come."""
    return _acted(
        request, lambda: services.accept(booking=booking, actor=_self(booking), at=clock.now()), _("Вас записано.")
    )


@require_http_methods(["GET", "HEAD", "POST"])
@of_own
def cancellation(request: HttpRequest, booking: Booking) -> HttpResponse:
    """One question before the time goes to somebody else."""
    if request.method != "POST":
        return render(request, "appointments/cancellation.html", {"booking": booking})
    return _acted(
        request, lambda: services.cancel_by_person(booking=booking, actor=_self(booking), at=clock.now()),
        _("Запис скасовано. Дякуємо, що попередили."),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@of_own
def time(request: HttpRequest, booking: Booking) -> HttpResponse:
    """Another time for the same booking."""
    at = clock.now()
    stop = booking.resource if booking.resource.opens_at and booking.resource.retired_at is None else None
    asked = Asked(point=booking.point, service=booking.service, stop=stop, besides=booking.pk)
    minute = request.POST.get("minute", "")
    if request.method == "POST" and minute.isascii() and minute.isdigit() and len(minute) < 10:
        starts_at = datetime.fromtimestamp(int(minute) * 60, clock.KYIV)
        return _acted(
            request,
            lambda: services.move(booking=booking, starts_at=starts_at, stop=stop, actor=_self(booking), at=at),
            _("Час змінено."), back="appointments_public:time",
        )  # fmt: skip
    free = queries.free_times(asked, at=at)
    days = [(day, n) for day, n in free.by_day.items() if n]
    chosen = _chosen(request, days)
    groups = groupby(free.moments, key=lambda moment: moment.date())
    moments = next((list(found) for day, found in groups if day == chosen), [])
    facts = {"booking": booking, "days": days, "day": chosen, "slots": slots_of(moments)}
    return render(request, "appointments/time.html", facts)


@require_safe
@of_own
def event(request: HttpRequest, booking: Booking) -> HttpResponse:
    """The booking as a file for one's calendar."""
    headers = {"Content-Disposition": f'attachment; filename="vikno-{booking.number}.ics"'}
    return HttpResponse(ical.file_of(booking), content_type=ical.MEDIA_TYPE, headers=headers)


def facts_of(booking: Booking, *, at: datetime) -> dict[str, Any]:
    """What the page of a booking shows and offers."""
    is_ahead = booking.starts_at > at
    is_held = booking.state == BookingState.HELD
    may_confirm = may_become(booking.state, "confirmed") and (booking.held_until is None or booking.held_until > at)
    return {
        "booking": booking,
        "place": services.place_in_words(booking),
        "code": queries.code_of(booking) if not is_held else "",
        "is_offer": is_held and booking.waiting_id is not None,
        "is_expected": booking.state in ("booked", "confirmed"),
        "may_confirm": is_ahead and may_confirm,
        "may_cancel": is_ahead and may_become(booking.state, "by_person"),
        "may_move": booking.state in MAY_CHANGE_TIME and (is_ahead or booking.state == "by_centre"),
    }


def _acted(request: HttpRequest, act: Callable[[], Booking], said: str, *, back: str = BOOKING) -> HttpResponse:
    """One changing call; a refusal is told where the person can go on."""
    try:
        act()
    except Refusal as refusal:
        if isinstance(refusal, Http404):
            raise
        messages.error(request, str(refusal))
        return redirect(back if isinstance(refusal, SlotTaken) else BOOKING)
    messages.success(request, said)
    return redirect(BOOKING)


def _chosen(request: HttpRequest, days: list[tuple[date, int]]) -> date | None:
    """The day asked for, where it has times; the first one where none was."""
    asked = request.GET.get("day", "")
    known = {day.isoformat(): day for day, _n in days}
    return known.get(asked) or (days[0][0] if days else None)


def _self(booking: Booking) -> Any:
    return policies.resident(str(booking.hromada_id))
