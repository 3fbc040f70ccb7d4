"""How people write a place: «смт Степ», «Іванівка, Полтавська обл.», «Глобинська ТГ», a code, a postal index."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from vikno.common.text import clean, fold

SETTLEMENT: Final = frozenset("MTXCK")
HROMADA: Final = frozenset("H")
RAION: Final = frozenset("PB")
OBLAST: Final = frozenset("O")
ANY: Final[frozenset[str]] = frozenset()

# Words before a name and what they say. Types of settlements lag behind their renamings, so «смт» also means селище.
_BEFORE: Final = (
    (re.compile(r"(?:смт|с-ще|сел-ще|селище міського типу|селище|сел)(?:[. ]\s*)(?=\S)"), frozenset("TXC")),
    (re.compile(r"(?:село|с|хутір|х|д|дер)(?:[. ]\s*)(?=\S)"), frozenset("CX")),
    (re.compile(r"(?:місто|м)(?:[. ]\s*)(?=\S)"), frozenset("MK")),
    (re.compile(r"(?:область|обл)(?:[. ]\s*)(?=\S)"), OBLAST),
    (re.compile(r"(?:район|р-н)(?:[. ]\s*)(?=\S)"), RAION),
)
_COUNCIL: Final = r"(?:(?:міська|селищна|сільська)\s+)?(?:обєднана\s+)?(?:територіальна\s+)?"
_AFTER: Final = (
    (re.compile(rf"\s+{_COUNCIL}(?:громада|тг|отг|мтг|стг|рада|с/рада|сільрада)$"), HROMADA),
    (re.compile(r"\s+(?:область|обл)\.?$"), OBLAST),
    (re.compile(r"\s+(?:район|р-н|рн)\.?$"), RAION),
)
_PARTS: Final = re.compile(r"[,;()]")
_CODE: Final = re.compile(r"UA[0-9]{17}")


@dataclass(frozen=True, slots=True)
class Named:
    """A folded name without its type word, and the categories that the word allows (empty: any)."""

    key: str
    categories: frozenset[str]


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked for: a named unit inside units with the other names. A guess was not said by the person."""

    name: Named
    within: tuple[Named, ...] = ()
    is_guess: bool = False


def code_asked(text: str) -> str:
    """A КАТОТТГ code, ten digits of КОАТУУ or five digits of a postal index, if the text is nothing else; else ""."""
    word = clean(text).upper().translate(str.maketrans("АU", "AU")).replace(" ", "")
    return word if _CODE.fullmatch(word) or re.fullmatch(r"[0-9]{5}|[0-9]{10}", word) else ""


def named(text: str) -> Named:
    """A name with its type word taken off: «с-ще Степ» and «Степ» have one key."""
    key = fold(text)
    for pattern, categories in _BEFORE:
        if match := pattern.match(key):
            return Named(key[match.end() :], categories)
    for pattern, categories in _AFTER:
        if match := pattern.search(key):
            return Named(key[: match.start()], categories)
    return Named(key.rstrip("."), ANY)


def readings(text: str) -> Iterator[Asked]:
    """Ways to read a query, the likeliest first.

    Parts between commas or in brackets name units around the wanted one. The wanted part is the one with the
    smallest type; in «Полтавська область, с. Іванівка» that is the last. Without commas the whole text is a name
    first; then its tail is taken for a unit around. At last the name alone: the unit around may be an old raion.
    """
    parts = [part for part in (named(p) for p in _PARTS.split(text)) if part.key]
    for place in sorted(range(len(parts)), key=lambda i: (_smallness(parts[i]), i)):
        yield Asked(parts[place], tuple(part for i, part in enumerate(parts) if i != place))
    if len(parts) == 1:
        words = parts[0].key.split()
        for place in range(len(words) - 1, 0, -1):
            around = named(" ".join(words[place:]))
            yield Asked(Named(" ".join(words[:place]), parts[0].categories), (around,), is_guess=True)
    if len(parts) > 1:
        yield Asked(min(parts, key=_smallness))


def _smallness(part: Named) -> int:
    if not part.categories:
        return 1
    if part.categories & SETTLEMENT:
        return 0
    return 2 if part.categories == HROMADA else 3 if part.categories == RAION else 4
