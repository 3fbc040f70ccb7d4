"""When something is in time. Moments are aware; days and hours of a call are meant in Kyiv."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

# A submission of the closing second may still be under way when the clock has gone on: nothing is closed sooner.
GRACE: Final = timedelta(minutes=1)
_SHORTEST_ANSWER: Final = timedelta(days=1)


def is_in_time(at: datetime, until: datetime) -> bool:
    """The closing second itself is in time; one second later is not."""
    return at.astimezone(UTC).replace(microsecond=0) <= until.astimezone(UTC)


def is_over(at: datetime, until: datetime) -> bool:
    """Whether a call that closes at `until` may be closed: a little later than it stops accepting."""
    return at > until + GRACE


def leaves_time(at: datetime, due: datetime) -> bool:
    """Whether there is time enough to answer."""
    return due >= at + _SHORTEST_ANSWER


@dataclass(frozen=True)
class Break:
    """An outage as registered."""

    began_at: datetime
    ended_at: datetime


def may_extend(*, is_closed: bool, at: datetime, closes_at: datetime, hours: int, breaks: list[Break]) -> bool:
    """Before closing always; after it within `hours` of an outage that touched the last `hours` before closing."""
    if not is_closed:
        return is_in_time(at, closes_at)
    span = timedelta(hours=hours)
    return any(
        one.began_at <= closes_at and one.ended_at >= closes_at - span and at <= max(one.ended_at, closes_at) + span
        for one in breaks
    )
