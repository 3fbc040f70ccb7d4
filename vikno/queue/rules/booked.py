"""Where somebody who booked a time is: one table of what the booking says and what their ticket says."""

from datetime import datetime, timedelta
from typing import Final

from vikno.queue.enums import BookedState, State

_BY_TICKET: Final = {
    State.WAITING: BookedState.HERE,
    State.POSTPONED: BookedState.HERE,
    State.CALLED: BookedState.SERVING,
    State.SERVING: BookedState.SERVING,
    State.DONE: BookedState.SERVED,
    State.NO_SHOW: BookedState.LEFT,
    State.ABANDONED: BookedState.LEFT,
}


def booked_state(
    *, booking: str, ticket: str, starts_at: datetime, at: datetime, late_minutes: int
) -> BookedState:  # fmt: skip
    """`booking`, `ticket`: their states ("": no ticket). Late: by more than the minutes the rule waits."""
    if ticket:
        return _BY_TICKET[State(ticket)]
    if booking == "attended":
        return BookedState.CAME
    if booking == "no_show":
        return BookedState.MISSED
    return BookedState.LATE if at > starts_at + timedelta(minutes=late_minutes) else BookedState.EXPECTED
