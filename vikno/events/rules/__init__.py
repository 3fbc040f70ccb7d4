"""Decisions of events: values in, value out."""

from vikno.events.rules.moves import ANSWERS_OPEN, LIVE, MOVES, SEATED, after
from vikno.events.rules.seats import Choice, Group, Room, choose, fits, in_order, is_within_limits, place_in_line
from vikno.events.rules.times import (
    FOLLOW_UP_MONTHS,
    due_for_follow_up,
    is_in_time,
    is_rested,
    is_weekday,
    offer_until,
)
from vikno.events.rules.timetable import Part, clashes, is_at_once

__all__ = [
    "ANSWERS_OPEN",
    "FOLLOW_UP_MONTHS",
    "LIVE",
    "MOVES",
    "SEATED",
    "Choice",
    "Group",
    "Part",
    "Room",
    "after",
    "choose",
    "clashes",
    "due_for_follow_up",
    "fits",
    "in_order",
    "is_at_once",
    "is_in_time",
    "is_rested",
    "is_weekday",
    "is_within_limits",
    "offer_until",
    "place_in_line",
]
