"""Calendars and rules of terms, read once from their dated rows."""

import datetime as dt
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from vikno.cases import rules

_DATA = Path(__file__).parent / "data"


@cache
def working_calendar() -> rules.WorkingCalendar:
    """The calendar in force, with the version that every term keeps."""
    return calendar_from(tomllib.loads((_DATA / "calendar.toml").read_text(encoding="utf-8")))


@cache
def term_rules() -> tuple[rules.RuleSet, ...]:
    """Rows of law on terms, of all regimes and times."""
    rows = tomllib.loads((_DATA / "term_rules.toml").read_text(encoding="utf-8"))
    return tuple(rule_set_from(row) for row in rows["rules"])


def rules_of(regime: str, *, on: dt.date) -> rules.RuleSet:
    """The rules of a regime in force on the day a term began."""
    return rules.rules_on(on, regime=regime, sets=term_rules())


def calendar_from(rows: dict[str, Any]) -> rules.WorkingCalendar:
    """A calendar from the rows of a file; the shape is described in `data/calendar.toml`."""
    return rules.WorkingCalendar(
        version=rows["version"],
        holidays=dict(_holidays(rows)),
        regimes=tuple(
            rules.Regime(name=row["name"], starts_on=row["from"], ends_on=row.get("to"), source=row.get("source", ""))
            for row in rows.get("regime", ())
        ),
        closures=tuple(
            rules.Closure(name=row["name"], starts_on=row["from"], ends_on=row.get("to"), source=row.get("source", ""))
            for row in rows.get("closure", ())
        ),
        stopped=tuple(
            rules.StoppedTerms(
                code=row["code"], name=row["name"], starts_on=row["from"], ends_on=row.get("to"),
                source=row.get("source", ""), is_confirmed=row.get("confirmed", False),
            )
            for row in rows.get("stopped_terms", ())
        ),
        working_days={row["date"]: row["name"] for row in rows.get("working_day", ())},
        moves_weekend_holidays=rows.get("weekend_holiday", {}).get("moves", False),
    )  # fmt: skip


def _holidays(rows: dict[str, Any]) -> Iterator[tuple[dt.date, str]]:
    for year in range(rows["years"]["first"], rows["years"]["last"] + 1):
        for row in rows["holiday"]:
            if "easter" in row:
                day = rules.orthodox_easter(year) + dt.timedelta(days=row["easter"])
            else:
                day = dt.date.fromisoformat(f"{year}-{row['day']}")
            if row.get("from", day) <= day <= row.get("to", day):
                yield day, row["name"]


def rule_set_from(row: dict[str, Any]) -> rules.RuleSet:
    """One row of `data/term_rules.toml`."""
    return rules.RuleSet(
        regime=row["regime"],
        version=row["version"],
        valid_from=row["valid_from"],
        valid_to=row.get("valid_to"),
        default=rules.Length(days=row["days"], unit=row["unit"], source=row["source"]),
        short=rules.Length(**row["short"]) if "short" in row else None,
        working_below=row.get("working_below"),
        moves_to_working_day=row["end"]["moves_to_working_day"],
        end_source=row["end"]["source"],
        collegial_source=row.get("collegial", {}).get("source", ""),
        cure=rules.CureRule(**row["cure"]) if "cure" in row else None,
        extension=rules.ExtensionRule(**row["extension"]) if "extension" in row else None,
        suspension=rules.SuspensionRule(**row["suspension"]) if "suspension" in row else None,
        tacit_consent=rules.Length(**row["tacit_consent"]) if "tacit_consent" in row else None,
        is_confirmed=row["confirmed"],
    )
