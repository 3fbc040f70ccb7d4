"""A planned talk for a calendar (RFC 5545): UID stays, SEQUENCE grows, what was cancelled says so. Nobody is named."""

from typing import Final

from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from vikno.common.clock import KYIV
from vikno.selection.models import TalkPlan

MEDIA_TYPE: Final = "text/calendar; charset=utf-8"


def talk_file(plan: TalkPlan) -> bytes:
    """For the hromada: the number of its proposal, the hour, the place, the link."""
    is_cancelled, made, entry = plan.cancelled_at is not None, Calendar(), Event()
    made.add("prodid", "-//Vikno//selection//UK")
    made.add("version", "2.0")
    made.add("method", "CANCEL" if is_cancelled else "PUBLISH")
    entry.add("uid", f"talk-{plan.pk}@selection.vikno")
    entry.add("sequence", plan.edition)
    entry.add("dtstamp", plan.changed_at)
    entry.add("dtstart", plan.starts_at.astimezone(KYIV))
    entry.add("dtend", plan.ends_at.astimezone(KYIV))
    named = {"kind": plan.get_kind_display(), "number": plan.proposal.number}
    entry.add("summary", _("{kind}: заявка {number}").format(**named))
    entry.add("location", plan.place or plan.link)
    if plan.link:
        entry.add("url", plan.link)
    entry.add("status", "CANCELLED" if is_cancelled else "CONFIRMED")
    made.add_component(entry)
    made.add_missing_timezones()
    return bytes(made.to_ical())
