"""How each property of a document is read from JSON and written to it. A wrong shape raises ValueError with a code."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final

from vikno.questionnaires.engine import limits
from vikno.questionnaires.engine.answers import NOT_APPLICABLE, number_in, told
from vikno.questionnaires.engine.parts import (
    Audience,
    EvidencePolicy,
    Kind,
    Method,
    NotApplicable,
    PrefillPolicy,
)

CODE: Final = r"[A-Za-z_][A-Za-z0-9_.\-]{0,63}"
CHOICE: Final = r"[^\s\x00-\x1f\x7f]{1,64}"
LANGUAGE: Final = r"[a-z]{2,3}"


@dataclass(frozen=True)
class Codec:
    """`read` gives the property's value or raises ValueError(code); `write` gives JSON."""

    read: Callable[[Any], Any]
    write: Callable[[Any], Any] = lambda value: value


def _text(most: int, pattern: str = "") -> Codec:
    whole = re.compile(pattern) if pattern else None

    def read(raw: Any) -> str:
        if not isinstance(raw, str) or "\x00" in raw:
            raise ValueError("text_wanted")
        if len(raw) > most:
            raise ValueError("text_too_long")
        if whole is not None and not whole.fullmatch(raw):
            raise ValueError("wrong_form")
        return raw

    return Codec(read)


def _labels(raw: Any) -> dict[str, str]:
    return _mapping(raw, LANGUAGE)


def _mapping(raw: Any, keys: str = ".{1,100}") -> dict[str, str]:
    if not isinstance(raw, Mapping):
        raise ValueError("mapping_wanted")
    for name, said in raw.items():
        if not isinstance(name, str) or not re.fullmatch(keys, name, re.DOTALL):
            raise ValueError("wrong_name")
        if not isinstance(said, str) or "\x00" in said or len(said) > limits.LABEL:
            raise ValueError("text_wanted")
    return {name: said for name, said in sorted(raw.items()) if said}


def _truth(raw: Any) -> bool:
    if not isinstance(raw, bool):
        raise ValueError("truth_wanted")
    return raw


def _required(raw: Any) -> bool | str:
    return raw if isinstance(raw, bool) else str(EXPRESSION.read(raw))


def _number(least: int, most: int) -> Callable[[Any], Decimal]:
    def read(raw: Any) -> Decimal:
        number = number_in(raw)
        if number is None:
            raise ValueError("decimal_wanted")
        if not least <= number <= most:
            raise ValueError("out_of_bounds")
        return Decimal(told(number))

    return read


def _months(raw: Any) -> int:
    if isinstance(raw, bool) or not isinstance(raw, int) or not 1 <= raw <= 600:
        raise ValueError("months_wanted")
    return raw


def _scale(raw: Any) -> tuple[Decimal, Decimal]:
    if not isinstance(raw, list) or len(raw) != 2:
        raise ValueError("scale_wanted")
    low, high = (_ANY_NUMBER(one) for one in raw)
    if low == high:
        raise ValueError("scale_wanted")
    return low, high


def _default(raw: Any) -> Any:
    if raw == NOT_APPLICABLE or isinstance(raw, str) or (isinstance(raw, int) and not isinstance(raw, bool)):
        return raw
    if isinstance(raw, list) and all(isinstance(one, str) for one in raw):
        return list(raw)
    raise ValueError("wrong_form")


def _one_of(kind: type[StrEnum]) -> Codec:
    def read(raw: Any) -> StrEnum:
        if raw not in list(kind):
            raise ValueError("not_one_of")
        return kind(raw)

    return Codec(read, str)


def _several_of(kind: type[StrEnum]) -> Codec:
    def read(raw: Any) -> tuple[StrEnum, ...]:
        if not isinstance(raw, list) or not all(one in list(kind) for one in raw):
            raise ValueError("not_one_of")
        return tuple(one for one in kind if one in raw)

    return Codec(read, lambda value: [str(one) for one in value])


def _list_of_labels(raw: Any) -> tuple[dict[str, str], ...]:
    if not isinstance(raw, list) or len(raw) > 50:
        raise ValueError("list_wanted")
    return tuple(_labels(one) for one in raw)


_ANY_NUMBER: Final = _number(-(10**12), 10**12)
EXPRESSION: Final = _text(limits.EXPRESSION_CHARACTERS)
NAME: Final = _text(100)
LABELS: Final = Codec(_labels, dict)
DECIMAL: Final = Codec(_ANY_NUMBER, told)
WEIGHT: Final = Codec(_number(0, 1_000_000), told)
PERCENT: Final = Codec(_number(0, 100), told)
TRUTH: Final = Codec(_truth)
EXTRA: Final = Codec(_mapping, dict)

QUALITY: Final = Codec(_list_of_labels, lambda value: [dict(one) for one in value])

_ASKED: Final[Mapping[str, Codec]] = {
    "code": _text(64, CODE), "labels": LABELS, "hint": LABELS, "relevant": EXPRESSION, "weight": WEIGHT,
    "dimension": NAME, "extra": EXTRA,
}  # fmt: skip
QUESTION: Final[Mapping[str, Codec]] = {
    **_ASKED, "kind": _one_of(Kind), "why": LABELS, "required": Codec(_required), "required_message": LABELS,
    "constraint": EXPRESSION, "constraint_message": LABELS, "choices": _text(64), "choice_filter": EXPRESSION,
    "default": Codec(_default), "read_only": TRUTH, "calculation": EXPRESSION,
    "scale": Codec(_scale, lambda value: [told(one) for one in value]), "indicator": NAME,
    "na": _one_of(NotApplicable), "target": PERCENT, "prefill_metric": NAME, "prefill_period": NAME,
    "prefill_policy": _one_of(PrefillPolicy), "evidence": _one_of(EvidencePolicy), "evidence_when": EXPRESSION,
    "evidence_valid_months": Codec(_months), "quality": QUALITY,
    "gap_below": PERCENT, "recommendation": LABELS, "audience": _several_of(Audience), "personal": TRUTH,
}  # fmt: skip
GROUP: Final[Mapping[str, Codec]] = {**_ASKED, "method": _one_of(Method)}
REPEAT: Final[Mapping[str, Codec]] = {**GROUP, "count": EXPRESSION}
CHOICE_FIELDS: Final[Mapping[str, Codec]] = {
    "code": _text(64, CHOICE), "labels": LABELS, "score": DECIMAL, "filter": EXTRA, "extra": EXTRA,
}  # fmt: skip
DOCUMENT: Final[Mapping[str, Codec]] = {
    "code": _text(64, CODE), "title": LABELS, "language": _text(3, LANGUAGE), "method": _one_of(Method), "extra": EXTRA,
}  # fmt: skip
