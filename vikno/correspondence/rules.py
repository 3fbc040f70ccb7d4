"""Which case a letter may be about. Values in, candidates out; a person decides, always."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from vikno.common import identifiers
from vikno.correspondence.enums import Reason

_DASHES = r"\-‐‑‒–—−"
# 26-0417-000123-5 in any of the ways people and printers write it; never a piece of a longer number.
_NUMBER = re.compile(
    rf"(?<![\d{_DASHES}])(\d{{2}})[\s{_DASHES}]?(\d{{4}})[\s{_DASHES}]?(\d{{6}})[\s{_DASHES}]?(\d)(?![\d])"
)
MOST_NUMBERS: Final = 20
MOST_CANDIDATES: Final = 9
WEIGHTS: Final[Mapping[Reason, int]] = MappingProxyType(
    {
        Reason.NUMBER_IN_SUBJECT: 100, Reason.NUMBER_IN_BODY: 90, Reason.NUMBER_IN_FILE: 70,
        Reason.CONTACT: 40, Reason.APPLICANT: 30,
    }
)  # fmt: skip


def numbers_in(text: str) -> list[str]:
    """Case numbers inside a text, by their check digit, in order, each once."""
    return list(dict.fromkeys(_numbers(text)))[:MOST_NUMBERS]


def _numbers(text: str) -> Iterator[str]:
    for found in _NUMBER.finditer(text):
        digits = "".join(found.groups())
        if digits.isascii() and identifiers.has_valid_check_digit(digits):
            yield digits


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """Why one case came up. `is_open` breaks ties: a letter is about something that still goes on."""

    case_id: int
    reason: Reason
    is_open: bool


@dataclass(frozen=True, kw_only=True)
class Ranked:
    case_id: int
    weight: int
    reasons: tuple[Reason, ...]


def ranked(evidence: Iterable[Evidence]) -> list[Ranked]:
    """Candidates, the likeliest first: reasons add up, an open case goes before a closed one."""
    reasons: dict[int, dict[Reason, None]] = {}
    is_open: dict[int, bool] = {}
    for one in evidence:
        reasons.setdefault(one.case_id, {})[one.reason] = None
        is_open[one.case_id] = one.is_open
    found = [
        Ranked(
            case_id=case_id, reasons=tuple(given), weight=sum(WEIGHTS[r] for r in given) + 10 * is_open[case_id]
        )
        for case_id, given in reasons.items()
    ]  # fmt: skip
    return sorted(found, key=lambda one: (-one.weight, -one.case_id))[:MOST_CANDIDATES]
