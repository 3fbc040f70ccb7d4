"""Which booking somebody proved to be theirs: kept in the session, so that no secret stands in an address."""

from django.http import HttpRequest

from vikno.appointments import queries
from vikno.appointments.models import Booking

_KEY = "own_booking"


def remember(request: HttpRequest, booking: Booking) -> None:
    """The pages of this booking are open to this browser while its session lasts."""
    request.session[_KEY] = [str(booking.hromada_id), booking.number]


def whose(request: HttpRequest) -> tuple[str, str]:
    """The hromada and the number that were proved; two empty strings where none was."""
    found = request.session.get(_KEY)
    return (found[0], found[1]) if isinstance(found, list) and len(found) == 2 else ("", "")


def own(request: HttpRequest) -> Booking | None:
    """The booking of this browser. Its hromada is bound by the caller."""
    hromada, number = whose(request)
    return queries.booking_of_number(hromada, number) if hromada else None
