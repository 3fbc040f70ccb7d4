"""Decisions about announcements that need neither a database nor a clock."""

import datetime as dt
import re
from typing import Final

# What may be done from each state; screens read the same table. A withdrawn one is put back by publishing it again.
MOVES: Final[dict[str, frozenset[str]]] = {
    "draft": frozenset({"published", "removed"}),
    "published": frozenset({"withdrawn"}),
    "withdrawn": frozenset({"published"}),
}
_BREAK: Final = re.compile(r"\n[ \t]*\n\s*")


def may_move(state: str, to: str) -> bool:
    return to in MOVES[state]


def stage_on(day: dt.date, *, state: str, visible_from: dt.date, visible_until: dt.date | None) -> str:
    """What people see on a day: "draft", "waiting", "shown", "over" or "withdrawn". The last day is still shown."""
    if state != "published":
        return state
    if day < visible_from:
        return "waiting"
    return "over" if visible_until is not None and day > visible_until else "shown"


def paragraphs(text: str) -> tuple[str, ...]:
    """Parts of a text between empty lines, without the spaces around them."""
    return tuple(part.strip() for part in _BREAK.split(text.replace("\r\n", "\n")) if part.strip())
