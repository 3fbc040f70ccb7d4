"""Decisions of the queue: whose turn it is, what may follow, how a number looks, how long was waited, when to rest."""

from vikno.queue.rules.booked import booked_state
from vikno.queue.rules.estimate import Live, WaitRange, expected_wait, wait_range
from vikno.queue.rules.measures import Spread, capped_end, spread, whole_minutes
from vikno.queue.rules.moves import BUSY, ENDED, MOVES, allowed, moved
from vikno.queue.rules.numbers import LETTERS, number_read, number_shown
from vikno.queue.rules.pauses import Still, counted, paused_seconds
from vikno.queue.rules.pressure import Advice, pause_advised
from vikno.queue.rules.turns import Choice, QueueRule, Recent, Standing, Stands, Waiting, in_turn, standing

__all__ = [
    "BUSY",
    "ENDED",
    "LETTERS",
    "MOVES",
    "Advice",
    "Choice",
    "Live",
    "QueueRule",
    "Recent",
    "Spread",
    "Standing",
    "Stands",
    "Still",
    "WaitRange",
    "Waiting",
    "allowed",
    "booked_state",
    "capped_end",
    "counted",
    "expected_wait",
    "in_turn",
    "moved",
    "number_read",
    "number_shown",
    "pause_advised",
    "paused_seconds",
    "spread",
    "standing",
    "wait_range",
    "whole_minutes",
]
