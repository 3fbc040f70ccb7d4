"""A proof of a card: an indicator before and after a day, read from the records and kept as it was read."""

from datetime import date, datetime
from typing import Any, Final

from vikno.common import clock
from vikno.indicators import queries as indicators
from vikno.indicators.definitions import INDICATORS, LEAST_SHOWN
from vikno.indicators.queries import Scope, Value
from vikno.practices.errors import ProofNotReady

WEEKS: Final = 12


def read(code: str, *, hromada: str, oblast: str, day: date, at: datetime) -> dict[str, Any]:
    """Plain values with *n*, the year before, the neighbours where they are, version of the measure, when it was read.

    Refusals: ProofNotReady.
    """
    indicator = INDICATORS.get(code)
    scope = Scope(hromada=hromada, oblast=oblast)
    found = indicator and indicators.around(indicator, scope, day, weeks=WEEKS, today=clock.today(at))
    if indicator is None or not found:
        raise ProofNotReady
    sides = {"own": found.own, "year_ago": found.year_ago, **({"others": found.others} if found.others else {})}
    return {
        "indicator": code, "version": indicator.version, "day": day.isoformat(), "weeks": len(found.weeks) // 2,
        "read_at": at.isoformat(),
        "sides": {name: {"before": _plain(one.before), "after": _plain(one.after)} for name, one in sides.items()},
    }  # fmt: skip


def _plain(value: Value) -> dict[str, Any]:
    """Of fewer records than may be shown nothing is kept: a card is public."""
    is_few = 0 < value.n < LEAST_SHOWN
    return {"amount": None if is_few else value.amount, "n": None if is_few else value.n, "missing": value.missing}
