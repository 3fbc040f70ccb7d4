"""What people may tick and how much is taken in: rows of data with codes that stay."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import get_language

_DATA = Path(__file__).parent / "data" / "feedback.toml"


@dataclass(frozen=True, kw_only=True)
class Tag:
    """One thing to tick."""

    code: str
    name: str
    name_en: str
    is_good: bool

    def __str__(self) -> str:
        return self.name_en if (get_language() or "uk").startswith("en") else self.name


@dataclass(frozen=True, kw_only=True)
class Limits:
    """How much is taken in, shown and kept."""

    poster_a_minute: int
    complaints_a_minute: int
    invitation_days: int
    sent_from_hour: int
    sent_until_hour: int
    sent_within_days: int
    least_shown: int
    words_months: int
    complaint_years: int


@cache
def tags() -> tuple[Tag, ...]:
    """Praise first, then troubles, in the order of the file."""
    read = _read()
    good = [Tag(**row, is_good=True) for row in read["good"]]
    return (*good, *(Tag(**row, is_good=False) for row in read["bad"]))


@cache
def limits() -> Limits:
    read = _read()
    keeping = {name: read["keeping"][name] for name in ("words_months", "complaint_years")}
    return Limits(**read["limits"], **keeping)


def tag_name(code: str) -> str:
    """The words of a code in the language of the page; the code itself where the file no longer knows it."""
    return next((str(tag) for tag in tags() if tag.code == code), code)


def _read() -> dict[str, Any]:
    return tomllib.loads(_DATA.read_text(encoding="utf-8"))
