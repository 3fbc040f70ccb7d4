"""Values that the component tags draw. Every optional attribute has a default, so a template never meets a hole.

Tags accept these dataclasses or mappings with the same keys; a wrong key is refused by name.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

StatusKind = Literal["neutral", "draft", "progress", "waiting", "done", "late", "refused", "closed"]
NoticeKind = Literal["info", "success", "warning", "error"]

STATUS_KINDS: tuple[StatusKind, ...] = (
    "neutral",
    "draft",
    "progress",
    "waiting",
    "done",
    "late",
    "refused",
    "closed",
)
NOTICE_SIGNS: dict[NoticeKind, str] = {"info": "і", "success": "✓", "warning": "!", "error": "×"}
STEP_STATES = ("done", "current", "future")
TIMELINE_KINDS = ("step", "done", "warning", "error", "future")
CHECK_STATES = ("done", "missing", "problem", "waiting", "optional")


@dataclass(frozen=True)
class NavItem:
    """A line of the rail, of the public menu or of the tabs of one object. `key` is a digit for Alt+digit.

    `group`: the title that lines of a long rail stand under, "" for none.
    """

    url: str
    label: str
    key: str = ""
    current: bool = False
    count: int | None = None
    group: str = ""


@dataclass(frozen=True)
class SummaryRow:
    """A fact and, if it may be changed, where. `hint` tells screen readers what exactly changes."""

    key: str
    value: Any = ""
    action_url: str = ""
    action_text: str = ""
    hint: str = ""


@dataclass(frozen=True)
class Step:
    text: str
    url: str = ""
    state: Literal["done", "current", "future"] = "future"


@dataclass(frozen=True)
class TimelineEntry:
    """Something that happened (or is due, kind «future») to one object."""

    title: str
    at: datetime | date | None = None
    who: str = ""
    text: str = ""
    url: str = ""
    kind: Literal["step", "done", "warning", "error", "future"] = "step"


@dataclass(frozen=True)
class CheckItem:
    """A line of a checklist. `reason` says why it is wanted or what to do about it."""

    text: str
    state: Literal["done", "missing", "problem", "waiting", "optional"] = "missing"
    reason: str = ""
    url: str = ""


@dataclass(frozen=True)
class Candidate:
    """One of several answers to choose by digit: a link (`url`) or a submit button (`name`, `value`)."""

    text: str
    note: str = ""
    url: str = ""
    name: str = "choice"
    value: str = ""


@dataclass(frozen=True)
class PageLink:
    """A number in the pager; `number` is None for a gap."""

    number: int | None
    url: str = ""
    current: bool = False


def coerce[T](kind: type[T], values: Iterable[T | Mapping[str, Any]] | None) -> list[T]:
    """Make `kind` from mappings, keep what is `kind` already."""
    return [kind(**value) if isinstance(value, Mapping) else value for value in values or ()]


def require_one_of(value: str, allowed: Iterable[str], *, of: str) -> str:
    """Return `value`, or refuse a word that the style sheet does not know."""
    known = tuple(allowed)
    if value not in known:
        raise ValueError(f"{of}: «{value}» is not one of {', '.join(known)}")
    return value
