"""Series and numbers as people write them: in Latin or Cyrillic letters, with any dash, as ranges and lists."""

import re
from collections.abc import Iterable
from typing import Final

from vikno.blanks.rules.spans import Span, Spans, merged, size
from vikno.common.text import clean

MOST_AT_ONCE: Final = 10_000
_DASHES: Final = re.compile(r"\s*[-‐‑‒–—―−]\s*")
# Roman numerals and letters of a series: a Latin letter that looks like a Cyrillic one is that one.
_TWINS: Final = str.maketrans("ABCEHIKMOPTXY", "АВСЕНІКМОРТХУ")
_SERIES: Final = re.compile(r"[0-9A-ZА-ЯҐЄІЇ]{1,6}(?:-[0-9A-ZА-ЯҐЄІЇ]{1,6})?")
_PART: Final = re.compile(r"№?\s*(\d{1,9})(?:\s*-\s*№?\s*(\d{1,9}))?")


def series_read(text: str) -> str | None:
    """`І-АБ` from «i-аб», «І – АБ»; None for anything that is no series."""
    written = _DASHES.sub("-", clean(text).upper().translate(_TWINS)).replace(" ", "")
    return written if _SERIES.fullmatch(written) else None


def numbers_read(text: str) -> Spans | None:
    """Numbers from «000101–000120, 125»; None when a part cannot be read, runs backwards or repeats a number."""
    found = []
    for part in re.split(r"[,;\n]+", _DASHES.sub("-", text)):
        if not clean(part):
            continue
        match = _PART.fullmatch(clean(part))
        if match is None:
            return None
        first, last = int(match[1]), int(match[2] or match[1])
        if last < first or first == 0:
            return None
        found.append(Span(first, last))
    spans = merged(found)
    return spans if spans and size(spans) == size(found) else None


def number_shown(number: int, *, width: int) -> str:
    """`000101`."""
    return f"{number:0{width}d}"


def spans_shown(spans: Iterable[Span], *, width: int) -> str:
    """`000101–000120, 000125`; empty for none."""
    return ", ".join(
        number_shown(span.first, width=width)
        if len(span) == 1
        else f"{number_shown(span.first, width=width)}–{number_shown(span.last, width=width)}"
        for span in spans
    )
