"""The working calendar, read once from its dated rows."""

import tomllib
from functools import cache
from pathlib import Path

from vikno.cases.rules import Regime, WorkingCalendar

_ROWS = Path(__file__).parent / "data" / "calendar.toml"


@cache
def working_calendar() -> WorkingCalendar:
    """The calendar in force, with the version that every term keeps."""
    rows = tomllib.loads(_ROWS.read_text(encoding="utf-8"))
    return WorkingCalendar(
        version=rows["version"],
        holidays={row["date"]: row["name"] for row in rows["holiday"]},
        regimes=tuple(Regime(name=row["name"], starts_on=row["from"], ends_on=row.get("to")) for row in rows["regime"]),
        moves_end_to_working_day=rows["end_of_term"]["moves_to_working_day"],
        default_days=rows["default_term"]["days"],
        default_source=rows["default_term"]["source"],
    )
