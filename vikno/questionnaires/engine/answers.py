"""Answers as JSON keeps them and as the evaluator reads them. A wrong one becomes a problem, never an exception."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from vikno.questionnaires.engine import limits
from vikno.questionnaires.engine.evaluating import Value
from vikno.questionnaires.engine.kinds import day_in
from vikno.questionnaires.engine.parts import FILES, NEVER_TYPED, Document, Kind, Plain, Question

# An answer's place: the code of its question and its row. Row 0: not in a repeat; rows of a repeat begin with 1.
type Key = tuple[str, int]
type Answers = Mapping[Key, Plain]

NOT_APPLICABLE: Final[dict[str, bool]] = {"na": True}
_INTEGER: Final = re.compile(r"[+-]?\d{1,18}")
_DECIMAL: Final = re.compile(r"[+-]?\d{1,18}(?:\.\d{1,10})?")


@dataclass(frozen=True, kw_only=True)
class Settled:
    """An answer that was understood, or why not. `value` None without a problem: empty, or not applicable."""

    value: Value = None
    is_not_applicable: bool = False
    problem: str = ""

    @property
    def is_answered(self) -> bool:
        return self.is_not_applicable or self.value is not None


EMPTY: Final = Settled()


def is_not_applicable(raw: Any) -> bool:
    return raw == NOT_APPLICABLE


def settle(document: Document, question: Question, raw: Any) -> Settled:
    """What a kept or typed answer says. Choices are put in the order of their list."""
    if raw is None or raw in ("", []):
        return EMPTY
    if is_not_applicable(raw):
        return Settled(is_not_applicable=True) if question.na else Settled(problem="not_applicable_not_offered")
    if question.kind in NEVER_TYPED:
        return Settled(problem="not_typed")
    return _READ[question.kind](document, question, raw)


def plain(value: Value) -> Plain | None:
    """A value as JSON keeps it: a whole number as a number, a decimal and a day as text, choices as a list."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() and abs(value) < 2**53 else told(value)
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def told(number: Decimal) -> str:
    """A decimal in its one spelling: no exponent, no zeros at the end."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def number_in(raw: Any) -> Decimal | None:
    """A finite number of at most 18 digits before the point, written with a point or a comma."""
    text = _written(raw).replace("\u00a0", "").replace(" ", "").replace(",", ".")
    return Decimal(text) if text.isascii() and _DECIMAL.fullmatch(text) else None


def _written(raw: Any) -> str:
    """A number as its digits; "" for what is none, also for one too long to be written out."""
    if isinstance(raw, bool) or not isinstance(raw, str | int | float | Decimal):
        return ""
    return "" if isinstance(raw, int) and abs(raw) >= 10**limits.DIGITS else str(raw)


def _text(document: Document, question: Question, raw: Any) -> Settled:
    if not isinstance(raw, str):
        return Settled(problem="text_wanted")
    if len(raw) > limits.TEXT or "\x00" in raw:
        return Settled(problem="text_too_long")
    return Settled(value=raw)


def _integer(document: Document, question: Question, raw: Any) -> Settled:
    text = _written(raw).strip()
    if not text.isascii() or not _INTEGER.fullmatch(text):
        return Settled(problem="integer_wanted")
    return Settled(value=Decimal(text))


def _decimal(document: Document, question: Question, raw: Any) -> Settled:
    number = number_in(raw)
    return Settled(problem="decimal_wanted") if number is None else Settled(value=number)


def _day(document: Document, question: Question, raw: Any) -> Settled:
    day = day_in(raw) if isinstance(raw, str) else None
    return Settled(problem="date_wanted") if day is None else Settled(value=day)


def _one(document: Document, question: Question, raw: Any) -> Settled:
    if raw not in [choice.code for choice in document.choices_of(question)]:
        return Settled(problem="not_a_choice")
    return Settled(value=str(raw))


def _several(document: Document, question: Question, raw: Any) -> Settled:
    if not isinstance(raw, list) or not all(isinstance(one, str) for one in raw):
        return Settled(problem="choices_wanted")
    listed = list(dict.fromkeys(choice.code for choice in document.choices_of(question)))
    if not set(raw) <= set(listed):
        return Settled(problem="not_a_choice")
    return Settled(value=tuple(code for code in listed if code in raw))


def _file(document: Document, question: Question, raw: Any) -> Settled:
    """A file is named by a key of whoever keeps it."""
    if not isinstance(raw, str) or len(raw) > 200:
        return Settled(problem="file_wanted")
    return Settled(value=raw)


_READ: Final = {
    Kind.TEXT: _text, Kind.INTEGER: _integer, Kind.DECIMAL: _decimal, Kind.DATE: _day, Kind.SELECT_ONE: _one,
    Kind.SELECT_MULTIPLE: _several, **dict.fromkeys(FILES, _file),
}  # fmt: skip
