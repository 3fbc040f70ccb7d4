"""Ukrainian text: cleaning, folding for matching, alphabetical order, look-alike letters.

The original text is always kept; `fold` and `sort_key` make keys stored beside it.
"""

import re
import unicodedata
from typing import Final
from urllib.parse import urlsplit

# Zero-width and direction marks, soft hyphen, BOM: invisible, so two equal words would differ.
_INVISIBLE: Final = re.compile("[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufe0e\ufe0f]")
_SPACES: Final = re.compile(r"\s+")
_UNWANTED: Final = ("Cc", "Cs")
_NOT_IN_KEY: Final = ("Mn", "Me", *_UNWANTED)

_APOSTROPHES: Final = "'’ʼ`‘ʹ′´‛ʻʽˈ՚＇\u02ca\u02cb"
_DASHES: Final = "‐‑‒–—―−⁃﹘﹣－"
_QUOTES_AND_BRACKETS: Final = '"«»“”„‟‹›()[]{}<>'

_LATIN_LOOK_ALIKES: Final = str.maketrans("ABCEHIKMOPTXYÏaceiopxykï", "АВСЕНІКМОРТХУЇасеіорхукї")
# In a key every Latin letter whose capital has a Cyrillic twin is replaced, so that the key ignores case.
_KEY_LETTERS: Final = str.maketrans(
    {
        **dict(zip("abcehikmoptxy", "авсенікмортху", strict=True)),
        "ґ": "г",
        **dict.fromkeys(_APOSTROPHES),
        **dict.fromkeys(_DASHES, "-"),
        **dict.fromkeys(_QUOTES_AND_BRACKETS, " "),
    }
)
# «об"єкт», «об*єкт»: old exports write the apostrophe so before an iotated vowel.
_FALSE_APOSTROPHE: Final = re.compile(r'(?<=\w)["*](?=[єїюя])')
_AROUND_DASH: Final = re.compile(r"\s*-[\s-]*")

_CYRILLIC: Final = re.compile("[\u0400-\u052f]")
_LATIN: Final = re.compile("[A-Za-z\u00c0-\u024f]")
_WORD: Final = re.compile(r"[^\W\d_]+")

_ALPHABET: Final = "абвгґдеёєжзиіїйклмнопрстуўфхцчшщъыьэюя"
_ORDER: Final = str.maketrans({letter: chr(0x430 + place) for place, letter in enumerate(_ALPHABET)})
_NOT_SORTED: Final = str.maketrans(
    {**dict.fromkeys(_APOSTROPHES), **dict.fromkeys(_DASHES + "-" + _QUOTES_AND_BRACKETS, " ")}
)

_BLANK_WORDS: Final = frozenset(
    (
        *("na", "n/a", "nan", "none", "null", "nil", "ні", "нет", "вих", "вихідний", "невідомо", "без назви"),
        *("немає", "нема", "немає даних", "дані відсутні", "відсутній", "відсутня", "відсутнє", "відсутні"),
        *("не вказано", "не зазначено", "не визначено"),
    )
)
_BLANK_MARKS: Final = re.compile(r"[\W_]*")
_BLANK_DAY: Final = re.compile(r"(?:пн|вт|ср|чт|пт|сб|нд)\.?\s*:\s*(?:0|[\W_]*|вих\.?|вихідний|ні)")


def clean(text: str) -> str:
    """NFC, no invisible or control characters, every run of white space (NBSP, tab, line break) one space."""
    if text.isascii() and text.isalnum():
        return text  # codes and numbers, the most of any file
    text = _INVISIBLE.sub("", text)
    if not text.isprintable():
        text = "".join(c for c in text if c.isspace() or unicodedata.category(c) not in _UNWANTED)
    return _SPACES.sub(" ", unicodedata.normalize("NFC", text)).strip()


def fold(text: str) -> str:
    """Key for matching: equal for spellings that a reader takes for the same word. Never shown.

    Drops case, apostrophes of every kind, stress marks, quotes and brackets; ґ becomes г, Latin look-alikes
    become Cyrillic, every dash with the spaces around it becomes one hyphen.

    >>> fold("П`ятихатський") == fold("п’ятихатський")
    True
    """
    text = unicodedata.normalize("NFC", _INVISIBLE.sub("", text).lower())
    text = unicodedata.normalize("NFD", _FALSE_APOSTROPHE.sub("", text))
    # Letters are replaced between decomposition and composition: a Latin i with two dots must become ї.
    text = unicodedata.normalize("NFC", text.translate(_KEY_LETTERS))
    text = "".join(c for c in text if c.isspace() or unicodedata.category(c) not in _NOT_IN_KEY)
    return _AROUND_DASH.sub("-", _SPACES.sub(" ", text)).strip(" -")


def sort_key(text: str) -> str:
    """Key that puts Ukrainian words in alphabetical order when compared by code point.

    In the database keep it in a column with `db_collation="C"`. Apostrophes do not count, a hyphen counts as
    a space, case does not count, Latin letters inside a Cyrillic word count as what they look like.
    """
    text = latin_to_cyrillic(clean(text)).lower().translate(_NOT_SORTED)
    return _SPACES.sub(" ", text.translate(_ORDER)).strip()


def is_blank(text: str | None) -> bool:
    """Whether a cell says "no value": empty, dashes, NA, None, ні, вих., «сб: 0». Zero is a value."""
    if text is None:
        return True
    word = latin_to_cyrillic(clean(text)).lower()
    return bool(_BLANK_MARKS.fullmatch(word)) or word.rstrip(".") in _BLANK_WORDS or bool(_BLANK_DAY.fullmatch(word))


def web_address(text: str) -> str:
    """An address that a page may lead to: of the web and with a host; "" for scripts, data and what is no address."""
    address = text.strip()
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return address if parts.scheme in ("http", "https") and parts.netloc else ""


def mixed_script(text: str) -> bool:
    """Whether any single word holds both Cyrillic and Latin letters («Вiйтовецька» with a Latin i)."""
    return any(_CYRILLIC.search(word) and _LATIN.search(word) for word in _WORD.findall(text))


def latin_to_cyrillic(text: str) -> str:
    """Replace Latin look-alikes inside words that hold a Cyrillic letter; other words stay."""
    text = unicodedata.normalize("NFC", text)
    return _WORD.sub(lambda m: _as_cyrillic(m.group()) if _CYRILLIC.search(m.group()) else m.group(), text)


def _as_cyrillic(word: str) -> str:
    return word.translate(_LATIN_LOOK_ALIKES)
