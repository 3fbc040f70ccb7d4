"""Pages of events."""

from vikno.events.views.ours import certificate, delegation, delegation_move, ours, outcome, promise, register
from vikno.events.views.public import calendar, check, public_event, public_list, survey
from vikno.events.views.work import (
    badges,
    door,
    event_move,
    hosts,
    new,
    overview,
    people_table,
    pools,
    report,
    report_paper,
    sessions,
    sheet,
    work,
)

__all__ = [
    "badges",
    "calendar",
    "certificate",
    "check",
    "delegation",
    "delegation_move",
    "door",
    "event_move",
    "hosts",
    "new",
    "ours",
    "outcome",
    "overview",
    "people_table",
    "pools",
    "promise",
    "public_event",
    "public_list",
    "register",
    "report",
    "report_paper",
    "sessions",
    "sheet",
    "survey",
    "work",
]
