"""A planned talk for a calendar (RFC 5545): UID stays, SEQUENCE grows, what was cancelled says so. Nobody is named."""

from typing import Final

from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from vikno.common.clock import KYIV
from vikno.selection.models import TalkPlan

MEDIA_TYPE: Final = "text/calendar; charset=utf-8"


def talk_file(plan: TalkPlan) -> bytes:
    """The number of the proposal, the hour, the place, the link: for the hromada, and for an expert who comes."""
    is_cancelled = plan.cancelled_at is not None
    entry = _entry(plan, "CANCELLED" if is_cancelled else "CONFIRMED", sequence=plan.edition)
    entry.add("dtstart", plan.starts_at.astimezone(KYIV))
    entry.add("dtend", plan.ends_at.astimezone(KYIV))
    entry.add("location", plan.place or plan.link)
    if plan.link:
        entry.add("url", plan.link)
    return _file(entry, "CANCEL" if is_cancelled else "PUBLISH")


def freed_file(plan: TalkPlan) -> bytes:
    """For an expert who comes no more: the entry is struck out by its UID; neither hour nor place (RFC 5546, 3.2.5).

    Its number is above whatever they have: somebody who lost a seat to a conflict is told of no newer edition.
    """
    return _file(_entry(plan, "CANCELLED", sequence=plan.edition + 1), "CANCEL")


def _entry(plan: TalkPlan, status: str, *, sequence: int) -> Event:
    entry = Event()
    entry.add("uid", f"talk-{plan.pk}@selection.vikno")
    entry.add("sequence", sequence)
    entry.add("dtstamp", plan.changed_at)
    named = {"kind": plan.get_kind_display(), "number": plan.proposal.number}
    entry.add("summary", _("{kind}: заявка {number}").format(**named))
    entry.add("status", status)
    return entry


def _file(entry: Event, method: str) -> bytes:
    made = Calendar()
    made.add("prodid", "-//Vikno//selection//UK")
    made.add("version", "2.0")
    made.add("method", method)
    made.add_component(entry)
    made.add_missing_timezones()
    return bytes(made.to_ical())
