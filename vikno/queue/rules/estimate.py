"""How long a person will wait: five plain answers to that question, weighed, and shown as a range.

Each answer alone is known from the theory of queues and each fails somewhere: whoever heads the queue has waited so
long already; the last ones called waited so long; people ahead by the time of a service, shared among windows; people
ahead at the pace of the last hour; what is usual at this hour here. The weights make the mean absolute error least on
the first months of a real log; docs/measurements/waiting.md says what they are worth on the last ones.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from statistics import fmean
from typing import Final

_HOUR: Final = 3600.0
_LONGEST: Final = 2 * _HOUR  # one answer never says more: a window that has just opened makes it absurd
_STEP: Final = 5  # minutes people are told in
# Fitted by bench/waiting.py on a public log of a town's office, six months; the last three judged them.
WEIGHTS: Final[Mapping[str, float]] = {"head": 0.15, "recent": 0.29, "windows": 0.12, "pace": 0.27, "usual": 0.15}
# Seven people of ten waited within the range these shares make of the answer.
LOW_SHARE, HIGH_SHARE = 0.6, 1.4


@dataclass(frozen=True, kw_only=True)
class Live:
    """What is known at a moment about the queue one stands in. Seconds, except counts; None: nothing known yet."""

    ahead: int
    windows: int
    service: float | None = None
    recent_waits: tuple[float, ...] = ()
    head_wait: float = 0.0
    calls_last_hour: int = 0
    usual: float | None = None


@dataclass(frozen=True, kw_only=True)
class WaitRange:
    """Whole minutes in steps of five; `low` 0 reads «до N хвилин»."""

    low: int
    high: int


def answers(live: Live) -> dict[str, float]:
    """The answers that can be given, seconds."""
    found = {"head": live.head_wait if live.ahead else 0.0}
    if live.recent_waits:
        found["recent"] = fmean(live.recent_waits)
    if live.service is not None or not live.ahead:
        found["windows"] = live.ahead * (live.service or 0.0) / max(live.windows, 1)
    if live.calls_last_hour or not live.ahead:
        found["pace"] = live.ahead * _HOUR / max(live.calls_last_hour, 1)
    if live.usual is not None:
        found["usual"] = live.usual
    return {name: min(seconds, _LONGEST) for name, seconds in found.items()}


def expected_wait(live: Live, weights: Mapping[str, float] = WEIGHTS) -> float | None:
    """Seconds; a missing answer leaves its weight to the rest. None: people stand ahead and nothing is known."""
    found = answers(live)
    if live.ahead and len(found) == 1:
        return None
    known = sum(weights[name] for name in found)
    return sum(weights[name] * seconds for name, seconds in found.items()) * sum(weights.values()) / known


def wait_range(live: Live) -> WaitRange | None:
    """What a person is told. None: no window works, or nothing is known: a guess is not shown."""
    if live.windows == 0:
        return None
    seconds = expected_wait(live)
    return None if seconds is None else range_of(seconds)


def range_of(seconds: float) -> WaitRange:
    """Rounded outwards; beyond an hour in tens."""
    minutes = max(seconds, 0.0) / 60
    step = _STEP if minutes <= 60 else 2 * _STEP
    low = math.floor(minutes * LOW_SHARE / step) * step
    return WaitRange(low=low, high=max(math.ceil(minutes * HIGH_SHARE / step) * step, low + step))
