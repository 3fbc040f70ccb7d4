"""WebVTT (W3C, Candidate Recommendation of 4 April 2019): chapters and transcripts, in and out.

A strict reader: what it takes, every player takes. It knows cues, their identifiers and settings, NOTE, STYLE and
REGION blocks; tags inside a cue are dropped, escapes are read.
"""

import html
import re
from collections.abc import Iterable
from typing import Final, NamedTuple

_TIMES: Final = re.compile(
    r"(?:(?P<h1>\d{2,}):)?(?P<m1>[0-5]\d):(?P<s1>[0-5]\d)\.(?P<f1>\d{3})[ \t]+-->[ \t]+"
    r"(?:(?P<h2>\d{2,}):)?(?P<m2>[0-5]\d):(?P<s2>[0-5]\d)\.(?P<f2>\d{3})(?:[ \t]+[^ \t].*)?"
)
_TAG: Final = re.compile(r"<[^>]*>")
_ASIDE: Final = ("NOTE", "STYLE", "REGION")


class Cue(NamedTuple):
    """From a millisecond to a millisecond, a text of one or more lines."""

    starts_ms: int
    ends_ms: int
    text: str


class VttWrong(Exception):
    """What is wrong, and in which line (from 1)."""

    def __init__(self, reason: str, line: int) -> None:
        super().__init__(reason)
        self.reason, self.line = reason, line


def write(cues: Iterable[Cue]) -> str:
    """A file of cues, numbered from 1; ends with an empty line."""
    parts = ["WEBVTT\n"]
    for number, cue in enumerate(cues, start=1):
        words = "\n".join(line for line in cue.text.replace("\r", "\n").split("\n") if line.strip())
        escaped = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        parts.append(f"{number}\n{_written(cue.starts_ms)} --> {_written(cue.ends_ms)}\n{escaped}\n")
    return "\n".join(parts)


def read(text: str) -> list[Cue]:
    """Cues in their order, each beginning not before the one before it. Raises VttWrong."""
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if not re.fullmatch(r"WEBVTT(?:[ \t].*)?", lines[0]):
        raise VttWrong("перший рядок — не WEBVTT.", 1)
    cues: list[Cue] = []
    for begins, block in _blocks(lines):
        if block[0].split(" ", 1)[0] in _ASIDE or begins == 1:
            continue
        cue = _cue(block, begins)
        if cues and cue.starts_ms < cues[-1].starts_ms:
            raise VttWrong("час менший за попередній.", begins)
        cues.append(cue)
    return cues


def _blocks(lines: list[str]) -> Iterable[tuple[int, list[str]]]:
    block: list[str] = []
    for number, line in enumerate([*lines, ""], start=1):
        if line.strip():
            block.append(line)
        elif block:
            yield number - len(block), block
            block = []


def _cue(block: list[str], begins: int) -> Cue:
    place = 0 if "-->" in block[0] else 1
    found = _TIMES.fullmatch(block[place].strip()) if place < len(block) else None
    if found is None:
        raise VttWrong("немає часу «від --> до».", begins + place)
    starts, ends = _milliseconds(found, "1"), _milliseconds(found, "2")
    if ends <= starts:
        raise VttWrong("кінець не пізніший за початок.", begins + place)
    if any("-->" in line for line in block[place + 1 :]):
        raise VttWrong("між репліками бракує порожнього рядка.", begins)
    return Cue(starts, ends, html.unescape(_TAG.sub("", "\n".join(block[place + 1 :]))).strip())


def _milliseconds(found: re.Match[str], side: str) -> int:
    hours, minutes, seconds, rest = (int(found[f"{part}{side}"] or 0) for part in "hmsf")
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + rest


def _written(ms: int) -> str:
    seconds, rest = divmod(ms, 1000)
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}.{rest:03d}"
