"""Numbers of bills and of receipts, and what must never be kept."""

import re
from collections.abc import Iterator
from typing import Final

import stdnum.luhn

from vikno.common.identifiers import grouped, has_valid_check_digit, ungrouped, with_check_digit

# Fourteen digits: thirteen are a case, twelve a bag.
_BILL_GROUPS: Final = (2, 4, 7, 1)
LAST_IN_A_YEAR: Final = 9_999_999
_RUN: Final = re.compile(r"[0-9]+(?:[\s\-‐‑‒–—.][0-9]+)*")
_CARD_LENGTHS: Final = range(13, 20)
_OUR_LENGTHS: Final = (13, 14)


def bill_number(*, year: int, network: int, sequence: int) -> str:
    """Year, network, sequence, check digit.

    >>> bill_number(year=2026, network=417, sequence=123)[:-1]
    '2604170000123'
    """
    return with_check_digit(f"{year % 100:02d}{network:04d}{sequence:07d}")


def bill_number_read(text: str) -> str | None:
    """Fourteen digits of a bill from any spelling; None for anything else."""
    digits = ungrouped(text)
    return digits if len(digits) == sum(_BILL_GROUPS) and has_valid_check_digit(digits) else None


def bill_number_formatted(number: str) -> str:
    """`26-0417-0000123-4`."""
    return grouped(number, _BILL_GROUPS)


def receipt_key(*, number: str, code: str, channel: str, paid_on: str) -> str:
    """What makes a receipt one and the same: its number and code, or its number, channel and day where it has no code.

    >>> receipt_key(number="кв. 12", code="ab-1", channel="bank", paid_on="2026-01-02")
    'КВ12/AB1'
    """
    tail = _solid(code) or f"{channel}/{paid_on}"
    return f"{_solid(number)}/{tail}"


def receipt_number_key(number: str) -> str:
    """What a receipt's key begins with: its number without signs and case."""
    return _solid(number)


def looks_like_card(text: str) -> bool:
    """Whether a text holds 13 to 19 digits with a right Luhn digit: the number of a payment card, to be refused.

    Our own numbers are left alone: they carry another check digit. One number in ten passes by chance.
    """
    return any(
        len(digits) in _CARD_LENGTHS and not _is_ours(digits) and stdnum.luhn.is_valid(digits)
        for run in _RUN.finditer(text)
        for digits in _windows(re.findall(r"[0-9]+", run.group()))
    )


def _windows(groups: list[str]) -> Iterator[str]:
    """Neighbouring groups written together: a card may stand beside its month and year."""
    for first in range(len(groups)):
        for last in range(first + 1, min(first + _CARD_LENGTHS.stop, len(groups)) + 1):
            yield "".join(groups[first:last])


def _is_ours(digits: str) -> bool:
    return len(digits) in _OUR_LENGTHS and has_valid_check_digit(digits)


def _solid(text: str) -> str:
    return re.sub(r"[^0-9A-ZА-ЯҐЄІЇ]", "", text.upper())
