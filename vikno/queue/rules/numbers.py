"""How a ticket is called: a letter of the purpose and a number of the day, as it is said aloud."""

import re
from typing import Final

from vikno.common.text import clean
from vikno.queue.enums import Purpose

LETTERS: Final = {Purpose.CONSULT: "К", Purpose.SUBMIT: "П", Purpose.COLLECT: "Р", Purpose.BOOKED: "З"}
_PURPOSES: Final = {letter: purpose for purpose, letter in LETTERS.items()}
_LIKE_OURS: Final = str.maketrans("KPRZ", "КПРЗ")  # a Latin letter that looks or sounds like ours
_NUMBER: Final = re.compile(r"(?P<letter>\D)[\s\-–—]*0*(?P<number>\d{1,4})")


def number_shown(purpose: str, number: int) -> str:
    """К-014."""
    return f"{LETTERS[Purpose(purpose)]}-{number:03d}"


def number_read(text: str) -> tuple[Purpose, int] | None:
    """«к14», «К-014» or «k 14»; None for what is no number."""
    said = re.sub(r"^3(?=\D)", "З", clean(text).upper())  # a digit that looks like the letter
    found = _NUMBER.fullmatch(said[:1].translate(_LIKE_OURS) + said[1:])
    if found is None or found["letter"] not in _PURPOSES:
        return None
    return _PURPOSES[found["letter"]], int(found["number"])
