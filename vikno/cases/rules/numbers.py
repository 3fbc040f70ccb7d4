"""Numbers of cases and codes on receipts. Values in, values out."""

import hashlib
import hmac
from typing import Final

from vikno.common import identifiers

NUMBER_LENGTH: Final = 13
LAST_IN_A_YEAR: Final = 999_999
_GROUPS: Final = (2, 4, 6, 1)


def case_number(*, year: int, network: int, sequence: int) -> str:
    """`YY` + network (4 digits) + sequence (6) + Damm check digit: 13 digits, unique over the country."""
    if not 1 <= network <= 9999 or not 1 <= sequence <= LAST_IN_A_YEAR:
        raise ValueError(f"no case number for network {network}, sequence {sequence}")
    return identifiers.with_check_digit(f"{year % 100:02d}{network:04d}{sequence:06d}")


def number_formatted(number: str) -> str:
    """`26-0417-000123-5` from thirteen digits; another text as it is."""
    return identifiers.grouped(number, _GROUPS) if len(number) == NUMBER_LENGTH else number


def number_read(text: str) -> str | None:
    """Thirteen digits from any spelling of a case number (spaces, dashes, a scan); None when it is none."""
    digits = identifiers.ungrouped(text)
    if len(digits) != NUMBER_LENGTH or not identifiers.has_valid_check_digit(digits):
        return None
    return digits


def numbers_ending(text: str, *, years: tuple[int, ...], network: int) -> list[str]:
    """Full numbers that a typed tail may mean: `123-5` is sequence 123 with its check digit.

    Two to seven digits; a tail whose check digit fits no year gives nothing.
    """
    digits = identifiers.ungrouped(text)
    if not (digits.isascii() and digits.isdigit() and 2 <= len(digits) <= 7) or not 1 <= network <= 9999:
        return []
    tail = digits.zfill(7)
    found = [f"{year % 100:02d}{network:04d}{tail}" for year in years]
    return [number for number in found if identifiers.has_valid_check_digit(number)]


CODE_CHOICES: Final = 10**8


def access_code(chosen: int) -> str:
    """Nine digits from a random number below `CODE_CHOICES`: eight and a check digit. Digits survive any layout."""
    if not 0 <= chosen < CODE_CHOICES:
        raise ValueError("a code is made from eight digits")
    return identifiers.with_check_digit(f"{chosen:08d}")


def access_code_formatted(code: str) -> str:
    """`123-456-789`: easy to read aloud."""
    return identifiers.grouped(code, (3, 3, 3))


def access_code_read(text: str) -> str | None:
    """Nine digits from any spelling; None for a mistyped code, which the check digit shows."""
    digits = identifiers.ungrouped(text)
    return digits if len(digits) == 9 and identifiers.has_valid_check_digit(digits) else None


def code_digest(*, key: str, number: str, code: str) -> str:
    """What is kept of a code: keyed, bound to its case; useless without the key of the installation."""
    return hmac.new(key.encode(), f"vikno.case.{number}.{code}".encode(), hashlib.sha256).hexdigest()


def code_matches(*, keys: tuple[str, ...], number: str, code: str, digest: str) -> bool:
    """Whether a code is right, in time that does not depend on how wrong it is."""
    found = [hmac.compare_digest(code_digest(key=key, number=number, code=code), digest) for key in keys]
    return any(found)
