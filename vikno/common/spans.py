"""Spans of time: how much of a stretch they cover."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import NamedTuple


class Span(NamedTuple):
    """From a moment to a moment, the end outside."""

    since: datetime
    until: datetime


def covered_seconds(spans: Iterable[Span], since: datetime, until: datetime) -> float:
    """How much of the time between two moments lies in the spans; what lies in two of them is counted once."""
    reached, total = since.astimezone(UTC), 0.0
    for span in sorted(spans):
        begin, end = max(span.since.astimezone(UTC), reached), min(span.until, until).astimezone(UTC)
        if end > begin:
            total += (end - begin).total_seconds()
            reached = end
    return total
