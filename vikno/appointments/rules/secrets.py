"""Number, code and links of a booking. Links are never kept: they are made from the number and the site's key."""

import hashlib
import hmac
from collections.abc import Sequence
from typing import Final

from vikno.common.identifiers import grouped, has_valid_check_digit, ungrouped, with_check_digit

NUMBER_DIGITS: Final = 9
CODE_DIGITS: Final = 6


def number_of(serial: int) -> str:
    """Nine digits, the last one checks the others."""
    return with_check_digit(f"{serial % 10 ** (NUMBER_DIGITS - 1):0{NUMBER_DIGITS - 1}d}")


def number_formatted(number: str) -> str:
    """`123-456-789`."""
    return grouped(number, (3, 3, 3)) if len(number) == NUMBER_DIGITS else number


def number_read(text: str) -> str:
    """The digits somebody typed, or "" when it cannot be a number of a booking."""
    digits = ungrouped(text)
    return digits if len(digits) == NUMBER_DIGITS and has_valid_check_digit(digits) else ""


def code_read(text: str) -> str:
    digits = ungrouped(text)
    return digits if len(digits) == CODE_DIGITS and digits.isascii() and digits.isdigit() else ""


def code_of(*, key: str, number: str, salt: str) -> str:
    """The code of a booking: six digits."""
    return f"{int(_made(key, 'code', number, salt)[:12], 16) % 10**CODE_DIGITS:0{CODE_DIGITS}d}"


def link_of(*, key: str, number: str, salt: str) -> str:
    """The secret of a link: 128 bits in hexadecimal."""
    return _made(key, "link", number, salt)[:32]


def fits(given: str, made: Sequence[str]) -> bool:
    """Whether a secret is one of those made with the site's keys, in time that does not tell how wrong it is."""
    found = [hmac.compare_digest(given.encode(), each.encode()) for each in made]
    return any(found)


def contact_key(*, key: str, contact: str) -> str:
    """By which bookings of one telephone or address are counted."""
    return _made(key, "contact", contact, "")


def _made(key: str, purpose: str, number: str, salt: str) -> str:
    said = f"vikno.appointments.{purpose}.{number}.{salt}"
    return hmac.new(key.encode(), said.encode(), hashlib.sha256).hexdigest()
