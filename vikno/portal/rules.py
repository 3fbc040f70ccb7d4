"""How often a stranger may ask about a case."""

from datetime import datetime, timedelta
from typing import Final

WINDOW: Final = timedelta(minutes=10)
TRIES: Final = 10


def window_over(started_at: datetime, now: datetime) -> bool:
    """Whether counting starts anew."""
    return now - started_at >= WINDOW


def may_try(tries_before: int) -> bool:
    """Whether one more try is answered."""
    return tries_before < TRIES
