"""Bookings as events of calendars (RFC 5545): a file of one, a feed of many.

The UID of a booking never changes; SEQUENCE grows with each change, and what was cancelled stays as CANCELLED, or a
calendar would go on showing it. Times are by the clock of Kyiv with its VTIMEZONE. Nobody's name or number is inside.
"""

from collections.abc import Iterable
from datetime import timedelta
from typing import Final

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Alarm, Calendar, Event

from vikno.appointments.enums import EXPECTED, BookingState
from vikno.appointments.models import Booking
from vikno.appointments.services import place_in_words
from vikno.common.clock import KYIV

MEDIA_TYPE: Final = "text/calendar; charset=utf-8"
_CANCELLED = (BookingState.CANCELLED_BY_PERSON, BookingState.CANCELLED_BY_CENTRE)


def file_of(booking: Booking) -> bytes:
    """For the resident's own calendar: METHOD:PUBLISH, or CANCEL for what was cancelled."""
    is_cancelled = booking.state in _CANCELLED
    calendar = _calendar("CANCEL" if is_cancelled else "PUBLISH")
    event = _event(booking)
    event.add("summary", booking.service.name)
    event.add("description", _("Запис {number}. Візьміть документи.").format(number=booking.number_shown))
    if not is_cancelled:
        event.add_component(_alarm())
    return _written(calendar, [event])


def feed_of(bookings: Iterable[Booking], *, name: str) -> bytes:
    """For calendars of staff, who subscribe: the service and the number, no people."""
    calendar = _calendar("PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval;value=duration", "PT15M")
    calendar.add("x-published-ttl", "PT15M")
    events = []
    for booking in bookings:
        event = _event(booking)
        event.add("summary", f"{booking.service.name}, {booking.number_shown}")
        event.add("description", f"{booking.get_state_display()}. {booking.resource.name}")
        events.append(event)
    return _written(calendar, events)


def _calendar(method: str) -> Calendar:
    made = Calendar()
    made.add("prodid", "-//Vikno//appointments//UK")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", method)
    return made


def _event(booking: Booking) -> Event:
    event = Event()
    event.add("uid", f"{booking.uid}@{settings.MESSAGE_ID_DOMAIN}")
    event.add("sequence", booking.sequence)
    event.add("dtstamp", booking.changed_at)
    event.add("last-modified", booking.changed_at)
    event.add("created", booking.created_at)
    event.add("dtstart", booking.starts_at.astimezone(KYIV))
    event.add("dtend", booking.ends_at.astimezone(KYIV))
    event.add("location", place_in_words(booking))
    event.add("status", _status(booking.state))
    return event


def _status(state: str) -> str:
    if state in _CANCELLED:
        return "CANCELLED"
    return "TENTATIVE" if state in (BookingState.HELD, *EXPECTED[:1]) else "CONFIRMED"


def _alarm() -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", _("Запис на прийом"))
    alarm.add("trigger", timedelta(hours=-2))
    return alarm


def _written(calendar: Calendar, events: list[Event]) -> bytes:
    for event in events:
        calendar.add_component(event)
    if events:
        starts = [event.start for event in events]
        first, last = min(starts).date() - timedelta(days=366), max(starts).date() + timedelta(days=366)
        calendar.add_missing_timezones(first_date=first, last_date=last)
    return calendar.to_ical()
