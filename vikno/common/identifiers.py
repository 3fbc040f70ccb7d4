"""РНОКПП, ЄДРПОУ, УНЗР, КАТОТТГ, accounts, telephone numbers, and check digits of our own numbers."""

import datetime as dt
import re
from collections.abc import Sequence
from typing import Final, Literal

import stdnum.damm
import stdnum.iban
import stdnum.ua.edrpou
import stdnum.ua.rntrc

_RNOKPP_EPOCH: Final = dt.date(1899, 12, 31)
_TEN_DIGITS: Final = re.compile(r"[0-9]{10}")
_EIGHT_DIGITS: Final = re.compile(r"[0-9]{8}")
_UNZR: Final = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})-?([0-9]{4})([0-9])")
_KATOTTG: Final = re.compile(r"UA[0-9]{17}")
_IBAN: Final = re.compile(r"UA[0-9]{27}")
_MRZ_WEIGHTS: Final = (7, 3, 1)

_PHONE_LABEL: Final = re.compile(r"^\s*(?:тел(?:ефон)?|моб(?:ільний)?|факс|т|м)\s*[.:]*\s*", re.IGNORECASE)
_PHONE_SIGNS: Final = re.compile(r"[\s().\-‐‑‒–—/\u00a0\u200b-\u200f\u202a-\u202e\u2060\ufeff]+")
_UKRAINIAN_PHONE: Final = re.compile(r"(?:(?:\+?38|8)?0)?([3-9][0-9]{8})")
_FOREIGN_PHONE: Final = re.compile(r"\+[1-9][0-9]{7,14}")


def rnokpp_is_valid(number: str) -> bool:
    """Ten digits with a right check digit (domain notes 6.3). Warn about a wrong one, never block."""
    return bool(_TEN_DIGITS.fullmatch(number)) and stdnum.ua.rntrc.is_valid(number)


def rnokpp_birth_date(number: str) -> dt.date | None:
    """Date of birth in the first five digits (days since 31 December 1899); None if not valid."""
    if not rnokpp_is_valid(number) or number[:5] == "00000":
        return None
    return _RNOKPP_EPOCH + dt.timedelta(days=int(number[:5]))


def rnokpp_sex(number: str) -> Literal["male", "female"] | None:
    """Sex held by the ninth digit (odd is male); None if the number is not valid."""
    if not rnokpp_is_valid(number):
        return None
    return "male" if int(number[8]) % 2 else "female"


def edrpou_is_valid(number: str) -> bool:
    """Eight digits with a right check digit (domain notes 6.2)."""
    return bool(_EIGHT_DIGITS.fullmatch(number)) and stdnum.ua.edrpou.is_valid(number)


def unzr_is_valid(number: str) -> bool:
    """`YYYYMMDD-NNNNC`, with or without the hyphen (domain notes 6.4).

    A real date, a number from 0001, the check digit of a machine-readable zone (weights 7, 3, 1).
    """
    return unzr_birth_date(number) is not None


def unzr_birth_date(number: str) -> dt.date | None:
    """Date of birth written in УНЗР; None if the number is not valid."""
    match = _UNZR.fullmatch(number)
    if match is None or match[4] == "0000":
        return None
    year, month, day, serial, check = match.groups()
    if mrz_check_digit(year + month + day + serial) != check:
        return None
    try:
        return dt.date(int(year), int(month), int(day))
    except ValueError:
        return None


def unzr_formatted(number: str) -> str:
    """`YYYYMMDD-NNNNC` from a number with or without the hyphen."""
    digits = number.replace("-", "")
    return f"{digits[:8]}-{digits[8:]}"


def mrz_check_digit(digits: str) -> str:
    """Check digit of ICAO 9303 over ASCII digits."""
    return str(sum(int(d) * _MRZ_WEIGHTS[i % 3] for i, d in enumerate(digits)) % 10)


def is_katottg(code: str) -> bool:
    """`UA` and 17 digits, Latin letters, nothing around. There is no check digit (domain notes 6.1)."""
    return bool(_KATOTTG.fullmatch(code))


def iban_read(text: str) -> str:
    """An account as people type it: Latin capitals without spaces; a Cyrillic «УА» is what the keyboard made of UA."""
    number = ungrouped(text).upper()
    return "UA" + number[2:] if number[:2] in ("УА", "UА", "УA") else number


def iban_is_valid(number: str) -> bool:
    """A Ukrainian account: `UA`, 27 digits, right check digits (ISO 13616, remainder by 97)."""
    return bool(_IBAN.fullmatch(number)) and stdnum.iban.is_valid(number)


def iban_formatted(number: str) -> str:
    """In fours: `UA21 3223 1300 0002 6007 2335 6600 1`."""
    return " ".join(number[i : i + 4] for i in range(0, len(number), 4))


def phone_e164(text: str) -> str | None:
    """Telephone number as E.164 (`+380501234567`), or None when it is not one plain number.

    Takes Ukrainian spellings: `050 123-45-67`, `(044) 123 45 67`, `+38 (050) …`, `380…`, `8-050…`, `00380…`,
    nine digits without the zero that a spreadsheet ate. A foreign number is taken only with its plus. Short
    service numbers, two numbers in one cell and extensions are None: a person must decide.
    """
    number = _PHONE_SIGNS.sub("", _PHONE_LABEL.sub("", text))
    if number.startswith("00"):
        number = "+" + number[2:]
    if match := _UKRAINIAN_PHONE.fullmatch(number):
        return "+380" + match[1]
    return number if _FOREIGN_PHONE.fullmatch(number) and not number.startswith("+380") else None


def phone_formatted(e164: str) -> str:
    """`+380 50 123 45 67` from `+380501234567`; other numbers as they are."""
    if not re.fullmatch(r"\+380[0-9]{9}", e164):
        return e164
    return f"{e164[:4]} {e164[4:6]} {e164[6:9]} {e164[9:11]} {e164[11:]}"


def check_digit(digits: str) -> str:
    """Damm check digit: every single wrong digit and every swap of two neighbours is caught."""
    _require_digits(digits)
    return str(stdnum.damm.calc_check_digit(digits))


def with_check_digit(digits: str) -> str:
    """The digits with their Damm check digit appended."""
    return digits + check_digit(digits)


def has_valid_check_digit(number: str) -> bool:
    """Whether the last digit is the Damm check digit of the others; spaces and dashes do not count."""
    digits = ungrouped(number)
    return len(digits) > 1 and digits.isascii() and digits.isdigit() and bool(stdnum.damm.is_valid(digits))


def grouped(digits: str, sizes: Sequence[int], separator: str = "-") -> str:
    """Digits in groups, easy to read aloud: `grouped("53250000018", (2, 2, 6, 1))` is `53-25-000001-8`."""
    if sum(sizes) != len(digits):
        raise ValueError(f"{len(digits)} digits do not fill groups {tuple(sizes)}")
    ends = [sum(sizes[: i + 1]) for i in range(len(sizes))]
    return separator.join(digits[end - size : end] for size, end in zip(sizes, ends, strict=True))


def ungrouped(number: str) -> str:
    """The number without spaces and dashes of any kind."""
    return re.sub(r"[\s\-‐‑‒–—]", "", number)


def _require_digits(digits: str) -> None:
    if not re.fullmatch(r"[0-9]+", digits):
        raise ValueError(f"only ASCII digits take a check digit, got {digits!r}")
