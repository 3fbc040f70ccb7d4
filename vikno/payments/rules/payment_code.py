"""The payment code of the National Bank, formats 002 and 003: lines, base64url, a link.

Rules: НБУ decision 97 of 19 August 2025, in force since 1 November 2025. Its text was read through two open
implementations that quote it, not by ourselves; what they differ in is named in the README of this room. Where the
limits differ we keep the stricter one, so that no reader finds the code too long.
"""

import base64
import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from vikno.common.clock import KYIV

PREFIXES: Final = {"002": "https://bank.gov.ua/qr/", "003": "https://qr.bank.gov.ua/"}
MOST_BASE64: Final = 475
MOST_LINK: Final = 507
NAME_LENGTH, PURPOSE_LENGTH, REFERENCE_LENGTH = 140, 420, 35
LINES: Final = {"002": 13, "003": 17}
_TAG, _TRANSFER = "BCD", "UCT"
_UTF8, _WIN1251 = ("1", "utf-8"), ("2", "cp1251")
_GOVERNMENT: Final = "GOVT/GOVT"  # category and purpose of ISO 20022: a payment to the state
# All fields are shut, the amount too: one of the two masks that the rules give as examples.
_LOCKED: Final = "FFFF"
# What a keyboard types and Windows-1251 lacks.
_SPELLINGS: Final = str.maketrans({"ʼ": "’", "‘": "’", "‐": "-", "‑": "-", "‒": "–", "\u00a0": " ", "\u202f": " "})


class DoesNotFit(ValueError):
    """The texts are longer than a code may hold."""


@dataclass(frozen=True, kw_only=True)
class Payment:
    """What a bank needs to know. `amount` in hryvnias; `reference` is the number of the bill."""

    recipient: str
    iban: str
    edrpou: str
    amount: Decimal
    purpose: str
    reference: str
    issued_at: dt.datetime
    valid_until: dt.date | None = None


def payment_link(payment: Payment, *, version: str) -> str:
    """The link a code holds. UTF-8, or Windows-1251 where Cyrillic would not fit otherwise; DoesNotFit."""
    for mark, encoding in (_UTF8, _WIN1251):
        try:
            content = "\n".join(_lines(payment, version=version, encoding=mark)).encode(encoding)
        except UnicodeEncodeError:
            continue
        coded = base64.urlsafe_b64encode(content).rstrip(b"=").decode()
        link = PREFIXES[version] + coded
        if len(coded) <= MOST_BASE64 and len(link) <= MOST_LINK:
            return link
    raise DoesNotFit


def payment_lines(link: str) -> list[str]:
    """The lines of a link, read the way a bank reads them; ValueError for what is no payment."""
    prefix = next((each for each in PREFIXES.values() if link.startswith(each)), None)
    if prefix is None:
        raise ValueError("not a payment link")
    coded = link[len(prefix) :]
    content = base64.urlsafe_b64decode(coded + "=" * (-len(coded) % 4))
    encoding = dict((_UTF8, _WIN1251))[content.split(b"\n", 3)[2].decode("ascii")]
    return content.decode(encoding).split("\n")


def amount_line(amount: Decimal) -> str:
    """`UAH45.42`, `UAH350`: kopiykas only where there are some.

    >>> amount_line(Decimal("350.00"))
    'UAH350'
    """
    return f"UAH{amount:.2f}".removesuffix(".00")


def moment_line(at: dt.datetime) -> str:
    """`YYMMDDhhmmss` in Kyiv time; the rules as quoted name no time zone.

    >>> moment_line(dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.UTC))
    '260302110000'
    """
    return f"{at.astimezone(KYIV):%y%m%d%H%M%S}"


def code_text(text: str) -> str:
    """A text for one line of a code: no line breaks, spaces run together, spellings every bank can show."""
    return " ".join(text.translate(_SPELLINGS).split())


def _lines(payment: Payment, *, version: str, encoding: str) -> list[str]:
    recipient, purpose = code_text(payment.recipient), code_text(payment.purpose)
    if len(recipient) > NAME_LENGTH or len(purpose) > PURPOSE_LENGTH or len(payment.reference) > REFERENCE_LENGTH:
        raise DoesNotFit
    head = [_TAG, version, encoding, _TRANSFER, "", recipient, payment.iban, amount_line(payment.amount)]
    if version == "002":
        return [*head, payment.edrpou, "", "", purpose, ""]
    day = payment.valid_until
    until = moment_line(dt.datetime.combine(day, dt.time(23, 59, 59), KYIV)) if day else ""
    dates = [until, moment_line(payment.issued_at)]
    return [*head, payment.edrpou, _GOVERNMENT, payment.reference, purpose, "", _LOCKED, *dates, ""]
