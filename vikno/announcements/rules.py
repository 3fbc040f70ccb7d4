"""Decisions about announcements that need neither a database nor a clock."""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

# What may be done from each state; screens read the same table. A withdrawn one is put back by publishing it again.
MOVES: Final[dict[str, frozenset[str]]] = {
    "draft": frozenset({"published", "removed"}),
    "published": frozenset({"withdrawn"}),
    "withdrawn": frozenset({"published"}),
}
MOST_LINKS: Final = 5
LONGEST_TITLE, LONGEST_PATH = 150, 300
_BREAK: Final = re.compile(r"\n[ \t]*\n\s*")
# Browsers read "/\\" as "//" and drop tabs and line breaks, so either would lead to another site.
_LOCAL: Final = re.compile(r"/(?!/)[^\s\\\x00-\x1f\x7f]*")


@dataclass(frozen=True, slots=True)
class Link:
    """A page of this site under the writer's words."""

    path: str
    title: str


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


def is_local(path: str) -> bool:
    """Whether an address stays on this site in every browser."""
    return len(path) <= LONGEST_PATH and _LOCAL.fullmatch(path) is not None


def links_in(text: str) -> tuple[Link, ...]:
    """One a line: an address, a space, words. Where there are no words, the title is ""."""
    parted = (line.split(maxsplit=1) for line in text.splitlines() if line.strip())
    return tuple(Link(path, "".join(words).strip(" —–-")) for path, *words in parted)


def lines_of(links: Iterable[Link]) -> str:
    """As `links_in` reads them back."""
    return "\n".join(f"{one.path} {one.title}" for one in links)
