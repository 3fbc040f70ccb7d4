"""When to advise a pause. An advice, never an order: the officer decides."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from vikno.queue.rules.turns import QueueRule


@dataclass(frozen=True, kw_only=True)
class Advice:
    """Rest for so many minutes, because of what: so many entries of pressure, or minutes without a pause."""

    minutes: int
    because: Literal["pressure", "long"]
    amount: int


def pause_advised(
    *, at: datetime, at_work_since: datetime, pressure: Sequence[datetime], rule: QueueRule
) -> Advice | None:
    """`at_work_since`: since sitting down or the last pause; `pressure`: entries of this officer since then."""
    window = at - timedelta(minutes=rule.pressure_window_minutes)
    lately = [moment for moment in pressure if window <= moment <= at and moment >= at_work_since]
    if len(lately) >= rule.pressure_entries:
        return Advice(minutes=rule.pause_minutes, because="pressure", amount=len(lately))
    worked = int((at - at_work_since) / timedelta(minutes=1))
    if worked >= rule.pause_after_minutes:
        return Advice(minutes=rule.pause_minutes, because="long", amount=worked)
    return None
