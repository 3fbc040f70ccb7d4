"""Hearing before an adverse decision: what the law asks, and whether it has been done. Rows of law come as values."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from vikno.cases.enums import HearingWay
from vikno.cases.rules.calendar import DAY, Span


@dataclass(frozen=True, kw_only=True)
class HearingRule(Span):
    """What one act says of hearing in one regime from a day to a day.

    `services`: codes the row is only for; `is_immediate`: only for what is given at once. `outcomes`: decisions that
    need a hearing. `notice_days`: calendar days between the invitation and the hearing. `exceptions`: code and words
    that follow «тому що».
    """

    regime: str
    version: str
    source: str
    is_required: bool = True
    is_immediate: bool = False
    services: frozenset[str] = frozenset()
    outcomes: frozenset[str] = frozenset()
    notice_days: int = 0
    exceptions: Mapping[str, str] = field(default_factory=dict)
    is_confirmed: bool = False


class Heard(StrEnum):
    """How far the hearing of a case has gone."""

    NOT_ASKED = "not_asked"
    INVITED = "invited"
    DONE = "done"


class Verdict(StrEnum):
    """Whether an outcome may be decided, as far as hearing goes."""

    FREE = "free"
    EXCEPTED = "excepted"
    NOT_HEARD = "not_heard"
    STILL_HEARD = "still_heard"
    UNKNOWN_GROUND = "unknown_ground"


def hearing_rule(
    day: dt.date, *, regime: str, service: str, is_immediate: bool, rows: Sequence[HearingRule]
) -> HearingRule | None:
    """The row for a case on a day: one that names the service, else one for what is given at once, else the regime's.

    None where the act of the regime does not speak of hearing.
    """
    fitting = [
        row
        for row in rows
        if row.regime == regime and day in row and (not row.services or service in row.services)
        and (is_immediate or not row.is_immediate)
    ]  # fmt: skip
    return max(fitting, key=lambda row: (bool(row.services), row.is_immediate), default=None)


def hearing_verdict(*, rule: HearingRule | None, outcome: str, heard: Heard, ground: str) -> Verdict:
    """Whether this outcome may be decided now. `ground` is the exception that whoever decides names, or ""."""
    if rule is None or not rule.is_required or outcome not in rule.outcomes or heard == Heard.DONE:
        return Verdict.FREE
    if ground:
        return Verdict.EXCEPTED if ground in rule.exceptions else Verdict.UNKNOWN_GROUND
    return Verdict.STILL_HEARD if heard == Heard.INVITED else Verdict.NOT_HEARD


def demands_hearing(rule: HearingRule | None, *, outcomes: Collection[str]) -> bool:
    """Whether any of these outcomes needs a hearing first."""
    return rule is not None and rule.is_required and bool(rule.outcomes & set(outcomes))


def hearing_from(*, invited_on: dt.date, rule: HearingRule) -> dt.date:
    """The earliest day of a hearing after an invitation."""
    return invited_on + DAY * rule.notice_days


def absence_from(*, held_on: dt.date, way: str) -> dt.date:
    """The first day on which silence may be written down: written words may come until the end of their day."""
    return held_on + DAY if way == HearingWay.WRITING else held_on
