"""Words for what is wrong with a grant of a package."""

from collections.abc import Iterable, Mapping
from typing import Final

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from vikno.common.errors import Words

_FAULTS: Final[Mapping[str, Words]] = {
    "missing_key": _("Бракує обов'язкового поля {name}."),
    "person": _("Грант людині: сюди вносять лише гранти організаціям."),
    "no_recipient": _("Не сказано, якій організації надано."),
    "wrong_amount": _("Сума не число, від'ємна або має понад чотири знаки після крапки."),
    "wrong_day": _("День надання не за стандартом. Напишіть, як 2026-03-02."),
    "wrong_currency": _("Валюта — три латинські літери, наприклад UAH."),
    "no_funder": _("Не сказано, хто надав."),
    "unknown_hromada": _("Такого коду громади в КАТОТТГ немає."),
    "key_too_long": _("Номер гранту довший за 200 знаків."),
    "wrong_text": _("У словах є знаки, яких не записати."),
}


def grant_faults(codes: Iterable[str]) -> list[Words]:
    """`missing_key:name` names the key."""
    return [
        format_lazy(_FAULTS[code], name=name) if name else _FAULTS[code]
        for code, _colon, name in (one.partition(":") for one in codes)
    ]
