"""Under which laws an application for a service may be considered, by dated rows."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from vikno.cases.enums import TermRegime
from vikno.cases.rules.calendar import Span


@dataclass(frozen=True, kw_only=True)
class OfferedRegimes(Span):
    """Regimes of services (by code; none named: of all), the usual one first."""

    offered: tuple[str, ...]
    services: frozenset[str] = frozenset()
    is_immediate: bool = False
    source: str = ""
    is_confirmed: bool = False


def regimes_offered(
    day: dt.date, *, service: str, is_immediate: bool, rows: Sequence[OfferedRegimes]
) -> tuple[str, ...]:
    """The regimes of a service on a day, the usual one first; a service alone where no row speaks of it."""
    fitting = [
        row
        for row in rows
        if day in row and (not row.services or service in row.services) and (is_immediate or not row.is_immediate)
    ]
    found = max(fitting, key=lambda row: (bool(row.services), row.is_immediate), default=None)
    return found.offered if found else (TermRegime.SERVICE,)
