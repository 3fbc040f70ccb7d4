"""What must be mended in the records of a hromada: how many of each kind, and the rows."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from vikno.common.clock import today
from vikno.indicators.queries import earlier, span_of
from vikno.reporting.checks import CHECKS, Asked, Check
from vikno.reporting.errors import NoSuchCheck


@dataclass(frozen=True, kw_only=True)
class Found:
    """A check and how many rows it has found."""

    check: Check
    count: int


def asked_of(hromada: str, *, at: datetime) -> Asked:
    """Records that this quarter's and the last quarter's reports are made of."""
    return Asked(hromada=hromada, since=_first_day(today(at)), at=at)


def found_in(asked: Asked) -> list[Found]:
    """Every check with its count, those with something to mend first. One query for each check."""
    counted = [Found(check=one, count=one.find(asked).count()) for one in CHECKS.values()]
    return sorted(counted, key=lambda found: not found.count)


def check_named(code: str) -> Check:
    """Raises NoSuchCheck."""
    if code not in CHECKS:
        raise NoSuchCheck
    return CHECKS[code]


def rows_of(check: Check, asked: Asked) -> QuerySet[Any]:
    """What a check has found, the newest first."""
    return check.find(asked)


def _first_day(day: date) -> date:
    return earlier(span_of("quarter", on=day)).since
