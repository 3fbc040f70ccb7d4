"""Rows of law on hearing, complaints and unclaimed results, read once from their files."""

import datetime as dt
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from vikno.cases import rules

_DATA = Path(__file__).parent / "data"


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((_DATA / name).read_text(encoding="utf-8"))


@cache
def hearing_rules() -> tuple[rules.HearingRule, ...]:
    """Rows on hearing before an adverse decision, of all regimes and times."""
    return tuple(
        rules.HearingRule(
            regime=row["regime"],
            version=row["version"],
            starts_on=row["from"],
            ends_on=row.get("to"),
            source=row["source"],
            is_required=row["required"],
            is_immediate=row.get("immediate", False),
            services=frozenset(row.get("services", ())),
            outcomes=frozenset(row.get("outcomes", ())),
            notice_days=row.get("notice_days", 0),
            exceptions=row.get("exceptions", {}),
            is_confirmed=row["confirmed"],
        )
        for row in _read("hearing.toml")["hearing"]
    )


@cache
def complaint_rules() -> tuple[rules.ComplaintRule, ...]:
    """Rows on complaints, of all regimes and times."""
    return tuple(
        rules.ComplaintRule(
            regime=row["regime"],
            version=row["version"],
            starts_on=row["from"],
            ends_on=row.get("to"),
            source=row["source"],
            body=row["body"],
            court=row.get("court", ""),
            length=_length(row),
            moves_to_working_day=row.get("moves", True),
            outcomes=frozenset(row["outcomes"]),
            is_confirmed=row["confirmed"],
        )
        for row in _read("afterwards.toml")["complaint"]
    )


@cache
def unclaimed_rules() -> tuple[rules.UnclaimedRule, ...]:
    """Rows on results that nobody takes."""
    return tuple(
        rules.UnclaimedRule(
            version=row["version"],
            starts_on=row["from"],
            ends_on=row.get("to"),
            source=row["source"],
            length=rules.Length(days=row["days"], unit=row["unit"], source=row["source"]),
            is_confirmed=row["confirmed"],
        )
        for row in _read("afterwards.toml")["unclaimed"]
    )


@cache
def offered_regimes() -> tuple[rules.OfferedRegimes, ...]:
    """Rows on the laws an application may be considered under."""
    return tuple(
        rules.OfferedRegimes(
            starts_on=row["from"],
            ends_on=row.get("to"),
            offered=tuple(row["offered"]),
            services=frozenset(row.get("services", ())),
            is_immediate=row.get("immediate", False),
            source=row["source"],
            is_confirmed=row["confirmed"],
        )
        for row in _read("regimes.toml")["regimes"]
    )


def unclaimed_on(day: dt.date) -> rules.UnclaimedRule | None:
    """The row in force on the day the applicant was told."""
    return rules.unclaimed_rule(day, unclaimed_rules())


def _length(row: dict[str, Any]) -> rules.Length | None:
    return rules.Length(days=row["days"], unit=row["unit"], source=row["source"]) if "days" in row else None
