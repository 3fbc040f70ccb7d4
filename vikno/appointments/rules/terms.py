"""Figures by which time is given: data of a hromada from a day, the package's own where it said nothing."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Final


@dataclass(frozen=True, kw_only=True, slots=True)
class Terms:
    """What each figure means is in `data/terms.toml`."""

    horizon_days: int
    notice_minutes: int
    step_minutes: int
    default_minutes: int
    hold_minutes: int
    offer_minutes: int
    offers_most: int
    open_most: int
    day_most: int
    code_tries: int
    address_hour_most: int
    remind_hours: int
    keep_days: int


NAMES: Final = tuple(field.name for field in fields(Terms))


@cache
def standard() -> Terms:
    return Terms(**{name: row["value"] for name, row in _written().items()})


@cache
def ranges() -> Mapping[str, tuple[int, int]]:
    """Within what each figure may be set."""
    return {name: (row["least"], row["most"]) for name, row in _written().items()}


def may_book_more(*, open_now: int, most: int) -> bool:
    return open_now < most


@cache
def _written() -> Mapping[str, Mapping[str, int]]:
    path = Path(__file__).parents[1] / "data" / "terms.toml"
    found = tomllib.loads(path.read_text(encoding="utf-8"))
    return {name: found[name] for name in NAMES}
