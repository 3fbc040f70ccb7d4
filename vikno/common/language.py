"""Words of Ukrainian in their forms, and words typed with a wrong keyboard.

The dictionary takes 24 MB of memory, 0.1 s to open and 0.03 ms a word, so no page of the site holds it: it is opened,
asked for all the forms at once and let go (6 MB stay), and questions are answered from what was kept.
"""

from collections.abc import Iterable
from typing import Any, Final

from vikno.common.text import fold

# The same keys of one keyboard under three layouts; a slip is a word typed while another one is on.
_KEYS: Final = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`"
_UKRAINIAN: Final = "йцукенгшщзхїфівапролджєячсмитьбю'"
_RUSSIAN: Final = "йцукенгшщзхъфывапролджэячсмитьбюё"
_TO_UKRAINIAN: Final = str.maketrans(_KEYS, _UKRAINIAN)
_FROM_UKRAINIAN: Final = str.maketrans(_UKRAINIAN, _KEYS)
_RUSSIAN_KEYS: Final = str.maketrans({r: u for r, u in zip(_RUSSIAN, _UKRAINIAN, strict=True) if r != u})
# Letters that people mix up by ear or by keyboard: «субсидия», «субсыдія», «субсідія» are one word here.
_SKELETON: Final = str.maketrans(
    {**dict.fromkeys("иіїый", "и"), **dict.fromkeys("еєэё", "е"), **dict.fromkeys("ьъ'", None), "ґ": "г"}
)
# Readings of a word less likely than this are chance.
_LIKELY: Final = 0.2
_MOST_READINGS: Final = 3


def forms_of(words: Iterable[str]) -> dict[str, dict[str, frozenset[str]]]:
    """Folded word → {folded dictionary form → its folded forms}. A word of digits has only itself."""
    from pymorphy3 import MorphAnalyzer

    dictionary = MorphAnalyzer(lang="uk")
    found: dict[str, dict[str, frozenset[str]]] = {}
    for word in words:
        key = fold(word)
        if not key or key in found:
            continue
        readings = {} if not key.isalpha() else _readings(dictionary, word.lower().replace("’", "'"))
        found[key] = readings or {key: frozenset((key,))}
        for forms in found[key]:
            found[key][forms] |= {key}
    return found


def _readings(dictionary: Any, word: str) -> dict[str, frozenset[str]]:
    if not dictionary.word_is_known(word):
        return {}
    readings: dict[str, frozenset[str]] = {}
    for reading in dictionary.parse(word):
        lemma = fold(reading.normal_form)
        if reading.score >= _LIKELY and lemma not in readings and len(readings) < _MOST_READINGS:
            readings[lemma] = frozenset(fold(form.word) for form in reading.lexeme)
    return readings


def skeleton(word: str) -> str:
    """A folded word without what people mix up: и and і, е and є, ы, soft signs, doubled letters.

    >>> skeleton("субсидия") == skeleton("субсідія"), skeleton("рождення") == skeleton("рожденя")
    (True, True)
    """
    letters = fold(word).translate(_SKELETON)
    return "".join(letter for place, letter in enumerate(letters) if place == 0 or letters[place - 1] != letter)


def slips_of(token: str) -> list[str]:
    """What a word may be if the keyboard was switched wrongly, the likelier first; empty for no such slip.

    >>> slips_of("gfcgjhn"), slips_of("субсидыя")[0], slips_of("зфыызщке")[1]
    (['паспорт'], 'субсидія', 'passport')
    """
    word = token.lower()
    if word.isascii() and any(letter.isalpha() for letter in word):
        return [word.translate(_TO_UKRAINIAN)]
    as_ukrainian = word.translate(_RUSSIAN_KEYS)
    return [guess for guess in dict.fromkeys((as_ukrainian, as_ukrainian.translate(_FROM_UKRAINIAN))) if guess != word]
