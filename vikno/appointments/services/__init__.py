"""Writes of booked time."""

from vikno.appointments.services.arranging import (
    CapacityFacts,
    ResourceFacts,
    add_absence,
    add_break,
    add_capacity,
    add_resource,
    end_absence,
    end_capacity,
    end_feed,
    open_feed,
    retire_resource,
    set_door,
    set_minutes,
    set_terms,
)
from vikno.appointments.services.attending import hold_to_receive, mark_missed, put_back
from vikno.appointments.services.booking import (
    accept,
    book,
    cancel_by_centre,
    cancel_by_person,
    confirm,
    mark,
    move,
    other_times,
)
from vikno.appointments.services.daily import remind, settle_holds, wipe
from vikno.appointments.services.falling import (
    cancel_day,
    cancel_span,
    hold_span,
    tell_again,
    tell_in_doubt,
)
from vikno.appointments.services.people import Person
from vikno.appointments.services.stopping import stop_services
from vikno.appointments.services.telling import place_in_words, when_in_words
from vikno.appointments.services.waiting import join_waiting, leave_waiting, offer_freed

__all__ = [
    "CapacityFacts",
    "Person",
    "ResourceFacts",
    "accept",
    "add_absence",
    "add_break",
    "add_capacity",
    "add_resource",
    "book",
    "cancel_by_centre",
    "cancel_by_person",
    "cancel_day",
    "cancel_span",
    "confirm",
    "end_absence",
    "end_capacity",
    "end_feed",
    "hold_span",
    "hold_to_receive",
    "join_waiting",
    "leave_waiting",
    "mark",
    "mark_missed",
    "move",
    "offer_freed",
    "open_feed",
    "other_times",
    "place_in_words",
    "put_back",
    "remind",
    "retire_resource",
    "set_door",
    "set_minutes",
    "set_terms",
    "settle_holds",
    "stop_services",
    "tell_again",
    "tell_in_doubt",
    "when_in_words",
    "wipe",
]
