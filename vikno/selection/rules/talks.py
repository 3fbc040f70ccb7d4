"""Hours of talks: what is an hour to plan, and which ones overlap. The end is outside."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from vikno.programmes.enums import Stage

_STAGES: Final = frozenset({Stage.INTERVIEW, Stage.VISIT})
LONGEST: Final = timedelta(hours=12)


def has_talks(stages: Iterable[str]) -> bool:
    """Whether a track has a stage that is talked through."""
    return not _STAGES.isdisjoint(stages)


class TalkHours(NamedTuple):
    """From and to."""

    starts_at: datetime
    ends_at: datetime


def are_talk_hours(starts_at: datetime, ends_at: datetime, *, now: datetime) -> bool:
    """In the future, in order, within a day's work."""
    return now < starts_at < ends_at <= starts_at + LONGEST


def clashes(span: TalkHours, others: Iterable[TalkHours]) -> bool:
    """Whether somebody who is in `others` cannot be in `span`; one that begins when another ends is no clash."""
    return any(one.starts_at < span.ends_at and span.starts_at < one.ends_at for one in others)
