"""Names of services: placeholder rows of old catalogues, equal names, and the words residents ask with."""

import re
from typing import Final

from vikno.common.text import clean, fold, is_blank

# «_можно занимать», «_test_ved», «тест», «(не використовується)»: rows kept to reserve a number.
_PLACEHOLDER: Final = re.compile(
    r"_|(?:test|тест|тестова послуга|тестовий|demo|демо|xxx+|placeholder)\b|.*\b(?:не використовувати|не використовується)\b"
)
_RESERVED: Final = frozenset(fold(word) for word in ("можно занимать", "можна займати", "вільно", "резерв", "-"))
_WORD: Final = re.compile(r"[\w']+")
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


def is_placeholder(name: str) -> bool:
    """Whether a row holds no service: it reserves a number or was left by a test."""
    text = clean(name)
    return is_blank(text) or bool(_PLACEHOLDER.match(text.lower())) or fold(text) in _RESERVED


def name_key(name: str) -> str:
    """Key by which two names are the same service: folded, without the final full stop and double commas."""
    return re.sub(r"[\s.,;:]+", " ", fold(name)).strip()


def search_stems(query: str) -> list[str]:
    """Folded beginnings of the telling words of a question, in order and once each.

    Endings are cut because Ukrainian words change them: «паспорта дитини» finds «паспорт … дитині».

    >>> search_stems("паспорт для дитини")
    ['паспо', 'дити']
    """
    words = _WORD.findall(fold(query).replace("-", " "))
    telling = [word for word in words if word not in _EMPTY_WORDS] or words
    return list(dict.fromkeys(_stem(word) for word in telling))


def _stem(word: str) -> str:
    if word.isdigit() or len(word) <= _SHORTEST_STEM:
        return word
    return word[: max(_SHORTEST_STEM, len(word) - _ENDING)]
