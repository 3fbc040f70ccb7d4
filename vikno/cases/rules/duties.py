"""Which duties of one case one person may not join, by rows that name services."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from vikno.cases.rules.calendar import Span

REGISTER_DECIDE: Final = "register_decide"


@dataclass(frozen=True, kw_only=True)
class SeparateDuties(Span):
    """Services (by code or by group) and pairs of duties that need two people."""

    groups: frozenset[str] = frozenset()
    services: frozenset[str] = frozenset()
    duties: frozenset[str] = frozenset()
    source: str = ""
    is_confirmed: bool = False


def must_be_apart(
    duties: str, *, day: dt.date, service: str, group: str, rows: Sequence[SeparateDuties]
) -> SeparateDuties | None:
    """The row that keeps a pair of duties apart for a service on a day."""
    return next(
        (
            row
            for row in rows
            if duties in row.duties and day in row and (service in row.services or group in row.groups)
        ),
        None,
    )
