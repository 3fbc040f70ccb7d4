"""Which level a record proposes: dated bands of data/bands.toml."""

import datetime as dt
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, Final

from vikno.assessments.framework import Text
from vikno.assessments.rules import Bands

_DATA: Final = Path(__file__).parent / "data" / "bands.toml"


@dataclass(frozen=True, kw_only=True)
class Metric:
    """What is read of the records for questions, and how it becomes a level. `period`: "year", "quarter", "now"."""

    code: str
    since: dt.date
    source: str
    period: str
    bands: Bands
    title: Text
    unit: Text
    beware: Text


def in_force(on: dt.date) -> Mapping[str, Metric]:
    """By code, as the bands hold on a day."""
    found: dict[str, Metric] = {}
    for metric in _listed():
        if metric.since <= on:
            found[metric.code] = metric
    return found


@cache
def _listed() -> tuple[Metric, ...]:
    rows = tomllib.loads(_DATA.read_text("utf-8"))["metric"]
    return tuple(sorted((_metric(row) for row in rows), key=lambda one: one.since))


def _metric(row: Mapping[str, Any]) -> Metric:
    bounds = [(Decimal(str(bound)), int(level)) for bound, level in row["bands"]]
    return Metric(
        code=row["code"], since=row["since"], source=row["source"], period=row["period"], title=Text(*row["title"]),
        unit=Text(*row["unit"]), beware=Text(*row.get("beware", ())),
        bands=Bands(bounds=bounds, falls=row.get("falls", False), least=row.get("least", 0)),
    )  # fmt: skip
