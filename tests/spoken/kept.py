"""Texts kept beside the tests: compared with what is said now, or taken as they are with VIKNO_ACCEPT=1."""

import difflib
import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).parent
_DAYS: Final = "понеділ\\w+|вівтор\\w+|серед[ауи]|четвер\\w*|п'ятниц\\w+|субот\\w+|неділ\\w+|пн|вт|ср|чт|пт|сб|нд"
_MONTHS: Final = (
    "січ\\w+|лют\\w+|берез\\w+|квіт\\w+|трав\\w+|черв\\w+|лип\\w+|серп\\w+|верес\\w+|жовт\\w+|листопад\\w*|груд\\w+"
)
_CHANGING: Final = re.compile(rf"(?i)\b(?:{_DAYS}|{_MONTHS})\b|(?<!level=)(?<!рівня )(?<!\bA)\d+")
# Whether a point is open is told by the hour at which the test runs.
_NOW: Final = re.compile(r"(?:зараз не приймає|сьогодні не приймає|приймає до|відчиниться)[^·\"]*?(?= ·|\"|\.|$)")
# How many times are free, and so the form of the word, is told by the day.
_FREE: Final = re.compile(r"# вільн[еі]\b")
_TOKEN: Final = re.compile(r"/[A-Za-z0-9_-]{16,}/|\?k=\S+|UA\d{17}")


def steady(line: str) -> str:
    """A line without what changes from day to day."""
    line = _CHANGING.sub("#", _TOKEN.sub("/…/", line))
    line = _FREE.sub("# вільних", _NOW.sub("(як зараз)", line))
    return re.sub(r"#(?:[\s.,:–—-]*#)+", "#", line).rstrip()


def without_repeats(lines: Iterable[str]) -> Iterator[str]:
    """Lines that say the same one after another are told once: how many times are free depends on the day."""
    last: list[str] = []
    for line in lines:
        if line not in last:
            yield line
        last = [*last, line][-3:]


def difference(name: str, said: str) -> str:
    """Nothing when what is said is what is kept; else the difference, line by line."""
    file = HERE / name
    if os.environ.get("VIKNO_ACCEPT"):
        file.write_text(said, encoding="utf-8")
    kept = file.read_text(encoding="utf-8") if file.exists() else ""
    return "\n".join(difflib.unified_diff(kept.splitlines(), said.splitlines(), name, "now", lineterm="", n=2))
