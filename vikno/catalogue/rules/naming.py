"""Names of services: placeholder rows of old catalogues, equal names, and the words residents ask with."""

import re
from enum import StrEnum
from typing import Final

from vikno.common.text import clean, fold, is_blank

# Old catalogues keep a number with «_можно занимать», leave tests behind, and hide a service behind «_».
_RESERVED: Final = re.compile(r"[\W_]*|_*\s*(?:можно\s+занимать|можна\s+займати|не\s+занимать.*|вільно|резерв)")
_TEST: Final = re.compile(
    r"[_\s]*(?:[a-z]+_)?(?:test|тест|тестова|тестовий|тестирование|demo|демо)(?![а-яіїєґ]).*|xxx+"
)
_WORD: Final = re.compile(r"\w+")
_SHORTEST_STEM: Final = 4
_ENDING: Final = 2
# Words that say nothing of the service a person looks for.
_EMPTY_WORDS: Final = frozenset(
    fold(word)
    for word in (
        "як", "де", "що", "про", "для", "на", "та", "або", "чи", "із", "зі", "до", "від", "по", "за", "при", "мені",
        "треба", "потрібно", "хочу", "можна", "отримати", "зробити", "оформити", "послуга", "послуги",
        "the", "and", "for", "how", "get",
    )
)  # fmt: skip


class Placeholder(StrEnum):
    """Why a row holds no service."""

    RESERVED = "reserved"
    TEST = "test"
    HIDDEN = "hidden"


def placeholder(name: str) -> Placeholder | None:
    """Why a row holds no service; None for a service.

    >>> placeholder("_можно занимать"), placeholder("_test_ved"), placeholder("Атестація лікарів")
    (<Placeholder.RESERVED: 'reserved'>, <Placeholder.TEST: 'test'>, None)
    """
    text = clean(name).lower()
    if is_blank(text) or _RESERVED.fullmatch(text):
        return Placeholder.RESERVED
    if _TEST.fullmatch(text):
        return Placeholder.TEST
    return Placeholder.HIDDEN if text.startswith("_") else None


def name_key(name: str) -> str:
    """Key by which two names are the same service: folded, without the final full stop and double commas."""
    return re.sub(r"[\s.,;:]+", " ", fold(name)).strip()


def search_key(*texts: str) -> str:
    """Folded words, a space before each, so that a beginning of a word is found by « beginning»."""
    return " " + " ".join(_words(" ".join(texts)))


def search_stems(query: str) -> list[str]:
    """Folded beginnings of the telling words of a question, in order and once each.

    Endings are cut because Ukrainian words change them: «паспорта дитини» finds «паспорт … дитині».

    >>> search_stems("паспорт для дитини")
    ['паспо', 'дити']
    """
    words = _words(query)
    telling = [word for word in words if word not in _EMPTY_WORDS] or words
    return list(dict.fromkeys(_stem(word) for word in telling))


def _words(text: str) -> list[str]:
    return _WORD.findall(fold(text))


def _stem(word: str) -> str:
    if word.isdigit() or len(word) <= _SHORTEST_STEM:
        return word
    return word[: max(_SHORTEST_STEM, len(word) - _ENDING)]
