"""Decisions about cards and recordings that need neither a database nor a clock."""

import datetime as dt
import re
from collections.abc import Collection, Mapping, Sequence
from typing import Final, NamedTuple
from urllib.parse import parse_qs, urlsplit

EXPIRES_AFTER_MONTHS: Final = 18
_WORD: Final = re.compile(r"\d+|[^\W\d_]+(?:['’ʼ`][^\W\d_]+)*")
LONGEST_WORD: Final = 100
_YOUTUBE: Final = frozenset({"www.youtube.com", "youtube.com", "m.youtube.com", "youtu.be"})
_YOUTUBE_PLAYER: Final = "www.youtube-nocookie.com"
_PEERTUBE: Final = re.compile(r"/(?:w|videos/watch)/(?P<key>[^/]+)")
_KEY: Final = re.compile(r"[A-Za-z0-9_-]{1,64}")
_SHORTEST_WORD: Final = 3
_AUTHOR: Final = frozenset({"head", "leader"})
_PROGRAMME: Final = frozenset({"programme"})

# (state, move) -> (state after, who). Anything else is refused; screens draw buttons from the same table.
MOVES: Final[Mapping[tuple[str, str], tuple[str, frozenset[str]]]] = {
    ("draft", "submit"): ("submitted", _AUTHOR),
    ("draft", "archive"): ("archived", _AUTHOR),
    ("submitted", "return"): ("draft", _PROGRAMME),
    ("submitted", "edit"): ("edited", _PROGRAMME),
    ("edited", "edit"): ("edited", _PROGRAMME),
    ("edited", "return"): ("draft", _PROGRAMME),
    ("edited", "verify"): ("verified", _PROGRAMME),
    ("verified", "publish"): ("published", _PROGRAMME),
    ("verified", "return"): ("draft", _PROGRAMME),
    ("published", "outdate"): ("needs_update", _AUTHOR | _PROGRAMME),
    ("published", "archive"): ("archived", _PROGRAMME),
    ("needs_update", "submit"): ("submitted", _AUTHOR),
    ("needs_update", "archive"): ("archived", _AUTHOR | _PROGRAMME),
}
# Moves whose reason the other side reads.
WITH_WORDS: Final = frozenset({"return", "verify", "outdate", "archive"})
# What its author may write.
WRITTEN_BY_AUTHOR: Final = frozenset({"draft", "needs_update"})
WRITTEN_BY_PROGRAMME: Final = frozenset({"submitted", "edited"})
# A card without these says nothing that another hromada could repeat.
REQUIRED: Final = ("title", "problem", "done", "result", "source", "contact")


def moves_for(state: str, role: str) -> list[str]:
    """Moves that somebody in a role may make now, in the order of the table."""
    return [move for (before, move), (_after, who) in MOVES.items() if before == state and role in who]


def after(state: str, move: str) -> str:
    """The state after a move; "" where the table has none."""
    return MOVES.get((state, move), ("", frozenset()))[0]


def expires_on(published_on: dt.date) -> dt.date:
    """The day from which a card needs another look: 18 months later, the last day of a shorter month.

    >>> expires_on(dt.date(2026, 8, 31))
    datetime.date(2028, 2, 29)
    """
    year, month = divmod(published_on.year * 12 + published_on.month - 1 + EXPIRES_AFTER_MONTHS, 12)
    last = (dt.date(year + (month == 11), (month + 1) % 12 + 1, 1) - dt.timedelta(days=1)).day
    return dt.date(year, month + 1, min(published_on.day, last))


def state_on(day: dt.date, *, state: str, expires: dt.date | None) -> str:
    """What a card is on a day: one that has expired needs an update, whether anybody pressed or not."""
    return "needs_update" if state == "published" and expires is not None and day >= expires else state


def lacking(facts: Mapping[str, str]) -> list[str]:
    """Required fields without a word."""
    return [name for name in REQUIRED if not facts.get(name, "").strip()]


class Mark(NamedTuple):
    """A chapter: seconds from the beginning, what is asked, and its line in what was typed."""

    at: int
    title: str
    line: int = 0


def first_misplaced(marks: Sequence[Mark], duration: int) -> Mark | None:
    """The first chapter that is not after the one before it, or begins when the recording is over."""
    return next(iter(misplaced(marks, duration)), None)


def misplaced(marks: Sequence[Mark], duration: int) -> list[Mark]:
    """Chapters that are not after all those before them, or begin when the recording is over."""
    latest, found = -1, []
    for mark in marks:
        if mark.at <= latest or mark.at >= duration:
            found.append(mark)
        latest = max(latest, mark.at)
    return found


def seconds_of(text: str) -> int | None:
    """«02:20», «1:02:20» or «140» in seconds; None for what is none of them.

    >>> seconds_of("02:20"), seconds_of("1:02:20"), seconds_of("2:75")
    (140, 3740, None)
    """
    parts = text.strip().split(":")
    if not 1 <= len(parts) <= 3 or not all(part.isascii() and part.isdigit() and len(part) <= 5 for part in parts):
        return None
    numbers = [int(part) for part in parts]
    if any(number > 59 for number in numbers[1:]):
        return None
    total = 0
    for number in numbers:
        total = total * 60 + number
    return total


def clock_of(seconds: int) -> str:
    """
    >>> clock_of(140), clock_of(3740)
    ('02:20', '1:02:20')
    """
    hours, rest = divmod(seconds, 3600)
    return f"{hours}:{rest // 60:02d}:{rest % 60:02d}" if hours else f"{rest // 60:02d}:{rest % 60:02d}"


def at_second(address: str, seconds: int) -> str:
    """The address of a recording on another site, from a second on: players understand `t`.

    >>> at_second("https://video.example/watch?v=1", 140), at_second("https://video.example/1", 0)
    ('https://video.example/watch?v=1&t=140', 'https://video.example/1')
    """
    if not seconds:
        return address
    bare, hash_mark, rest = address.partition("#")
    return f"{bare}{'&' if '?' in bare else '?'}t={seconds}{hash_mark}{rest}"


def player_at(address: str, hosts: Collection[str]) -> str:
    """The address of the player that may stand on our page; "" where its host is not named or the shape is unknown.

    >>> player_at("https://www.youtube.com/watch?v=a-1", ["www.youtube-nocookie.com"])
    'https://www.youtube-nocookie.com/embed/a-1'
    >>> player_at("https://tube.example/w/a1", ["tube.example"]), player_at("https://tube.example/w/a1", [])
    ('https://tube.example/videos/embed/a1', '')
    """
    parts = urlsplit(address)
    host, key = parts.hostname or "", ""
    if host in _YOUTUBE:
        key = parts.path.strip("/") if host == "youtu.be" else "".join(parse_qs(parts.query).get("v", [])[:1])
        made = f"https://{_YOUTUBE_PLAYER}/embed/{key}"
    else:  # PeerTube: /w/<key> is the page, /videos/embed/<key> the player
        found = _PEERTUBE.fullmatch(parts.path)
        key = found["key"] if found else ""
        made = f"https://{host}/videos/embed/{key}"
    return made if _KEY.fullmatch(key) and urlsplit(made).hostname in hosts else ""


def words_of(text: str) -> list[str]:
    """Words worth looking for: digits, and three letters or more.

    >>> words_of("Як у 2026 об'єднали ВРМ-и")
    ['2026', "об'єднали", 'ВРМ']
    """
    return [word for word in _WORD.findall(text) if word.isdigit() or _SHORTEST_WORD <= len(word) <= LONGEST_WORD]
