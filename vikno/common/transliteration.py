"""Ukrainian in Latin letters by the table of the Cabinet's decree 55 of 2010. For suggestions and matching only.

Personal documents keep the spelling that was already issued.
"""

import re
from typing import Final

from vikno.common.text import clean

_LETTERS: Final = dict(
    zip(
        "абвгґдеєжзиіїйклмнопрстуфхцчшщюя",
        (*"abvhgde", "ie", "zh", *"zyiiiklmnoprstuf", "kh", "ts", "ch", "sh", "shch", "iu", "ia"),
        strict=True,
    )
)
_FIRST: Final = {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}
_SILENT: Final = re.compile("[ьЬ'’ʼ`]")
_START: Final = re.compile(r"\b([єїйюя])", re.IGNORECASE)


def latin(text: str) -> str:
    """«Згурський» → "Zghurskyi"; «Їжаки» → "Yizhaky". Other signs stay as they are; a capital makes a capital."""
    text = _SILENT.sub("", clean(text))
    text = re.sub("зг", lambda m: _cased("zgh", m.group()), text, flags=re.IGNORECASE)
    text = _START.sub(lambda m: _cased(_FIRST[m.group().lower()], m.group()), text)
    return "".join(_cased(_LETTERS.get(letter.lower(), letter), letter) for letter in text)


def _cased(latin_letters: str, source: str) -> str:
    if source.lower() == source:
        return latin_letters
    return (
        latin_letters.upper() if len(source) > 1 and source.isupper() else latin_letters[:1].upper() + latin_letters[1:]
    )
