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


def _words(text: str) -> list[str]:
    return _WORD.findall(fold(text))
