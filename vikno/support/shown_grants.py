"""Words for what is wrong with a grant of a package."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.formats import date_format
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from vikno.common.errors import Words
from vikno.support.days import day_of
from vikno.support.enums import DayOrder
from vikno.support.judging import Finding

_MOST_SPANS: Final = 12

_FAULTS: Final[Mapping[str, Words]] = {
    "missing_key": _("Бракує обов'язкового поля {name}."),
    "person": _("Грант людині: сюди вносять лише гранти організаціям."),
    "no_recipient": _("Не сказано, якій організації надано."),
    "wrong_amount": _("Сума не число, від'ємна або має понад чотири знаки після крапки."),
    "days_unsaid": _("День не за стандартом. Скажіть, де в ньому день, а де місяць."),
    "wrong_day": _("Такого дня надання немає. Напишіть, як 2026-03-02."),
    "wrong_currency": _("Валюта — три латинські літери, наприклад UAH."),
    "no_funder": _("Не сказано, хто надав."),
    "unknown_hromada": _("Такого коду громади в КАТОТТГ немає."),
    "key_too_long": _("Номер гранту довший за 200 знаків."),
    "wrong_text": _("У словах є знаки, яких не записати."),
}
_AGAINST: Final[Mapping[str, Words]] = {
    "as_text": _("{name}: за стандартом тут слова в лапках."),
    "as_number": _("{name}: за стандартом тут число без лапок."),
    "as_day": _("{name}: за стандартом день пишуть, як 2026-03-02."),
    "as_moment": _("{name}: за стандартом день і час пишуть, як 2026-03-02T10:00:00Z."),
    "as_list": _("{name}: за стандартом тут перелік у квадратних дужках."),
    "as_parties": _("{name}: за стандартом тут перелік організацій, кожна з id і name."),
    "as_yes_or_no": _("{name}: за стандартом тут Yes або No."),
}


@dataclass(frozen=True, kw_only=True)
class Told:
    """A line of the report: `count` rows have it, `rows` names them."""

    words: Words
    count: int
    rows: str


def report(found: Iterable[Finding]) -> list[Told]:
    """What a package has, each thing once with its rows."""
    return [Told(words=_words(one.code), count=len(one.rows), rows=rows_named(one.rows)) for one in found]


def rows_named(rows: Sequence[int]) -> str:
    """«1–12, 15»; of very many the first, and that there are more."""
    spans = list[list[int]]()
    for row in rows:
        if spans and row == spans[-1][1] + 1:
            spans[-1][1] = row
        else:
            spans.append([row, row])
    told = ", ".join(f"{first}–{last}" if first < last else str(first) for first, last in spans[:_MOST_SPANS])
    return told + " " + gettext("і ще далі") if len(spans) > _MOST_SPANS else told


def read_so(order: DayOrder, example: str) -> str:
    """An order with what it makes of a day of the file."""
    read = day_of(example, order)
    if read is None:
        return str(order.label)
    said = gettext("{order}: {written} — це {day}")
    return said.format(order=order.label, written=example, day=date_format(read, "j E Y"))


def grant_faults(codes: Iterable[str]) -> list[Words]:
    """`missing_key:name` names the key."""
    return [_words(one) for one in codes]


def _words(said: str) -> Words:
    code, _colon, name = said.partition(":")
    words = {**_FAULTS, **_AGAINST}[code]
    return format_lazy(words, name=name) if name else words
