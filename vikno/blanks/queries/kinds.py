"""Kinds of blanks and rules of their accounting: dated rows of data with a source."""

import datetime as dt
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import get_language

from vikno.blanks.errors import KindUnknown

_DATA = Path(__file__).parent.parent / "data" / "blanks.toml"


@dataclass(frozen=True, kw_only=True)
class BlankKind:
    """A kind of blank: its digits, and the services whose result it is."""

    code: str
    name: str
    name_en: str
    digits: int
    services: tuple[str, ...]
    source: str
    is_confirmed: bool

    def __str__(self) -> str:
        return self.name if (get_language() or "uk").startswith("uk") else self.name_en


@dataclass(frozen=True, kw_only=True)
class BlankRule:
    """How many people a commission needs at least, and by which act."""

    commission_least: int
    source: str
    is_confirmed: bool


@cache
def _rows() -> dict[str, Any]:
    return tomllib.loads(_DATA.read_text(encoding="utf-8"))


@cache
def kinds() -> dict[str, BlankKind]:
    """Every kind by its code, in the order of the data."""
    return {row["code"]: BlankKind(**{**row, "services": tuple(row["services"])}) for row in _rows()["kind"]}


def kind_of(code: str) -> BlankKind:
    """Refusals: KindUnknown."""
    if code not in kinds():
        raise KindUnknown
    return kinds()[code]


def kinds_for(service_code: str) -> list[BlankKind]:
    """Kinds whose blank the result of a service is written on; empty for most services."""
    return [kind for kind in kinds().values() if service_code in kind.services]


def rule_on(day: dt.date) -> BlankRule:
    """The row in force on a day."""
    row = max((each for each in _rows()["rule"] if each["valid_from"] <= day), key=lambda each: each["valid_from"])
    return BlankRule(**{name: value for name, value in row.items() if name != "valid_from"})
