"""Pages of the queue."""

from vikno.queue.views.arranging import (
    counter,
    counter_new,
    priorities,
    priority_end,
    rule,
    service,
    service_new,
    settings,
)
from vikno.queue.views.booked import booked, booked_arrival, booked_panel, booked_undo
from vikno.queue.views.consultations import consult, consultation_cancel, consultations, consultations_table
from vikno.queue.views.live import day_end, live, live_paper
from vikno.queue.views.measures import measures, measures_table, pressure, pressure_new
from vikno.queue.views.reception import reception, ticket, ticket_find, ticket_move, ticket_paper, transfer
from vikno.queue.views.topics import topic, topic_move, topics
from vikno.queue.views.window import pause, resume, set_up, shift, shift_end, walk_in, window, window_next

__all__ = [
    "booked",
    "booked_arrival",
    "booked_panel",
    "booked_undo",
    "consult",
    "consultation_cancel",
    "consultations",
    "consultations_table",
    "counter",
    "counter_new",
    "day_end",
    "live",
    "live_paper",
    "measures",
    "measures_table",
    "pause",
    "pressure",
    "pressure_new",
    "priorities",
    "priority_end",
    "reception",
    "resume",
    "rule",
    "service",
    "service_new",
    "set_up",
    "settings",
    "shift",
    "shift_end",
    "ticket",
    "ticket_find",
    "ticket_move",
    "ticket_paper",
    "topic",
    "topic_move",
    "topics",
    "transfer",
    "walk_in",
    "window",
    "window_next",
]
