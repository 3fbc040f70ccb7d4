"""Endings of Ukrainian place words: enough to compare an adjective or a name in another case, never to show one."""

import re
from functools import lru_cache
from typing import Final

from vikno.common import text
from vikno.common.text import clean, latin_to_cyrillic

_ADJECTIVE_END: Final = re.compile(r"(?:ої|ій|ою|ого|ому|им|их|ий|а|у|я|ю|е|є|і)$")
_SPLIT: Final = re.compile(r"[\s-]+")
_VOWELS_AND_SIGNS: Final = re.compile(r"[аеєиіїоуюяьй]")
_MIN_STEM: Final = 3
# A file asks the same names again and again; the country has some forty thousand of them.
_REMEMBERED: Final = 100_000


@lru_cache(maxsize=_REMEMBERED)
def fold(name: str) -> str:
    """`common.text.fold`, remembered."""
    return text.fold(name)


def tidy(text: str) -> str:
    """Cleaned text whose words with a Latin look-alike are wholly Cyrillic («cмт», «Вiйтовецька»)."""
    return latin_to_cyrillic(clean(text))


@lru_cache(maxsize=_REMEMBERED)
def adjective_stem(word: str) -> str:
    """Key of an adjective in any case: `Кременчуцької`, `Кременчуцька`, `Кременчуцькій` share `кременчуцьк`."""
    key = fold(word)
    stem = _ADJECTIVE_END.sub("", key)
    return stem if len(stem) >= _MIN_STEM else key


@lru_cache(maxsize=_REMEMBERED)
def skeleton(name: str) -> str:
    """Consonants of a name: equal for most of its cases (`Чернігів`, `Чернігова`) and for many misspellings."""
    return _VOWELS_AND_SIGNS.sub("", fold(name).replace("-", ""))


def likeness(left: str, right: str) -> float:
    """From 0 to 1: the share of two folded names that is the same, by edits (swap of neighbours is one edit)."""
    longest = max(len(left), len(right))
    if not longest or left == right:
        return 1.0
    too_different = 2 * abs(len(left) - len(right)) > longest  # each missing letter is an edit
    return 0.0 if too_different else 1 - edits(left, right) / longest


def edits(left: str, right: str) -> int:
    """Damerau–Levenshtein distance (optimal string alignment)."""
    before: list[int] = []
    previous = list(range(len(right) + 1))
    for i, a in enumerate(left, start=1):
        row = [i]
        for j, b in enumerate(right, start=1):
            cost = min(previous[j] + 1, row[j - 1] + 1, previous[j - 1] + (a != b))
            if i > 1 and j > 1 and a == right[j - 2] and left[i - 2] == b:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        before, previous = previous, row
    return previous[-1]


def word_parts(name: str) -> list[str]:
    """Words of a name, hyphens counted as spaces."""
    return [part for part in _SPLIT.split(name) if part]
