"""An event and its sessions for calendars (RFC 5545). UID never changes, SEQUENCE grows with each
change of time or place; what was cancelled stays as CANCELLED.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from icalendar import Calendar
from icalendar import Event as Entry

from vikno.common.clock import KYIV
from vikno.events.enums import EventState
from vikno.events.models import Event, Session

MEDIA_TYPE: Final = "text/calendar; charset=utf-8"


def file_of(event: Event, sessions: Iterable[Session]) -> bytes:
    """Sessions where there are any, else the event as a whole. The link for taking part online is not in it."""
    is_cancelled = event.state == EventState.CANCELLED
    calendar = Calendar()
    calendar.add("prodid", "-//Vikno//events//UK")
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if is_cancelled else "PUBLISH")
    rows = [
        (f"session-{one.pk}", f"{one.title} ({event.title})", one.room, one.begins_at, one.ends_at) for one in sessions
    ]
    for uid, title, room, begins, ends in rows or [
        (f"event-{event.pk}", event.title, "", event.begins_at, event.ends_at)
    ]:
        place = ", ".join(part for part in (event.place, room) if part)
        entry = _entry(uid, title, place, begins, ends, is_cancelled=is_cancelled)
        entry.add("sequence", event.edition)
        calendar.add_component(entry)
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _entry(uid: str, title: str, place: str, begins: datetime, ends: datetime, *, is_cancelled: bool) -> Entry:
    made = Entry()
    made.add("uid", f"{uid}@learning.vikno")
    made.add("dtstamp", begins)
    made.add("dtstart", begins.astimezone(KYIV))
    made.add("dtend", ends.astimezone(KYIV))
    made.add("summary", title)
    if place:
        made.add("location", place)
    made.add("status", "CANCELLED" if is_cancelled else "CONFIRMED")
    return made
