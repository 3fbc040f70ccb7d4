"""Time in which the queue of a point stood still is nobody's waiting and nobody's work: the one rule of it."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from vikno.common.spans import Span as Still
from vikno.common.spans import covered_seconds as paused_seconds

__all__ = ["Still", "counted", "paused_seconds"]


def counted(since: datetime, until: datetime, spans: Iterable[Still] = ()) -> timedelta:
    """What elapsed between two moments less what stood still; never below nothing."""
    elapsed = until.astimezone(UTC) - since.astimezone(UTC)
    if spans:
        elapsed -= timedelta(seconds=paused_seconds(spans, since, until))
    return max(elapsed, timedelta())
