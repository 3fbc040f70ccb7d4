"""Everything that is read about the queue."""

from vikno.queue.queries.arranged import (
    Topic,
    counters_of,
    default_priorities,
    default_rule,
    priorities_in_force,
    rule_for,
    services_of,
    topic_of,
    topics,
)
from vikno.queue.queries.board import BoardCall, BoardState, board_state
from vikno.queue.queries.live import (
    LiveTicket,
    access_ticket,
    choices_for,
    counter_state,
    live_ticket,
    services_without_window,
    waiting_now,
)
from vikno.queue.queries.shifts import (
    at_work_since,
    hromadas_at_work,
    open_pause,
    open_shift,
    open_shifts,
    pressure_since,
)
from vikno.queue.queries.waits import Place, place_if_came_now, place_of

__all__ = [
    "BoardCall",
    "BoardState",
    "LiveTicket",
    "Place",
    "Topic",
    "access_ticket",
    "at_work_since",
    "board_state",
    "choices_for",
    "counter_state",
    "counters_of",
    "default_priorities",
    "default_rule",
    "hromadas_at_work",
    "live_ticket",
    "open_pause",
    "open_shift",
    "open_shifts",
    "place_if_came_now",
    "place_of",
    "pressure_since",
    "priorities_in_force",
    "rule_for",
    "services_of",
    "services_without_window",
    "topic_of",
    "topics",
    "waiting_now",
]
