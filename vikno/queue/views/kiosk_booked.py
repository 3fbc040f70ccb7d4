"""The kiosk for who has a booking: its number on large keys, the same ticket as at reception."""

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from vikno.accounts import services as people
from vikno.accounts.errors import TooManyTries
from vikno.appointments import queries as appointments
from vikno.appointments.errors import MayNotFollow
from vikno.common import clock
from vikno.common.actors import Actor
from vikno.common.errors import Refusal
from vikno.queue import queries, services
from vikno.queue.enums import IssuedBy
from vikno.queue.errors import BookingUnknown, KioskTriesOver, TicketOfBookingGiven
from vikno.queue.models import Kiosk, Ticket
from vikno.queue.views.kiosk import of_kiosk

_DIGITS: Final = 9
_KEYS: Final = "123456789"  # and the nought below them, as on a telephone
_TRIES: Final = 30  # within ten minutes: more than a queue of people, far too few to guess a number of nine digits


@require_http_methods(["GET", "HEAD", "POST"])
@of_kiosk
def kiosk_booked(request: HttpRequest, kiosk: Kiosk) -> HttpResponse:
    """Digits by keys of the page, with scripts and without; then the ticket. Nobody's name is ever shown here."""
    typed, refusal = _typed(request), ""
    if request.method == "POST" and "go" in request.POST:
        try:
            made = _received(kiosk, typed)
        except Refusal as refused:
            refusal = str(refused)
        else:
            return redirect("queue_public:kiosk_ticket", kiosk.point_id, made.token)
    facts = {"kiosk": kiosk, "typed": _grouped(typed), "refusal": refusal, "keys": _KEYS}
    return render(request, "queue/kiosk_booked.html", facts)


def _received(kiosk: Kiosk, typed: str) -> Ticket:
    """Refusals: KioskTriesOver, BookingUnknown whatever is wrong with the number, TicketOfBookingGiven, GroupClosed."""
    at, actor = clock.now(), Actor.system(kiosk.hromada_id)
    try:
        people.count_try(purpose="queue.kiosk_booked", origin=str(kiosk.pk), most=_TRIES, at=at)
    except TooManyTries as over:
        raise KioskTriesOver from over
    booking = appointments.booking_typed(kiosk.hromada_id, kiosk.point_id, typed, on=clock.today(at))
    if booking is None:
        raise BookingUnknown
    if queries.ticket_of_booking(booking) is not None:
        raise TicketOfBookingGiven
    try:
        return services.receive_booked(
            booking=booking, point=kiosk.point, issued_by=IssuedBy.KIOSK, actor=actor, at=at
        )  # fmt: skip
    except MayNotFollow as cancelled:
        raise BookingUnknown from cancelled


def _typed(request: HttpRequest) -> str:
    """Digits on the screen after this press."""
    digits = "".join(sign for sign in request.POST.get("number", "") if sign.isascii() and sign.isdigit())[:_DIGITS]
    pressed = request.POST.get("digit", "")
    if len(pressed) == 1 and pressed in _KEYS + "0":
        return (digits + pressed)[:_DIGITS]
    return digits[:-1] if "erase" in request.POST else digits


def _grouped(digits: str) -> str:
    return "-".join(digits[place : place + 3] for place in range(0, len(digits), 3))
