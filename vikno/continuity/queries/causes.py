"""What each cause does by itself, and the words people read: data with a place for the expected end."""

import tomllib
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Final

from django.utils import translation
from django.utils.translation import gettext as _

from vikno.common.clock import KYIV, today
from vikno.continuity.enums import Cause, Effect

_DATA: Final = Path(__file__).parent.parent / "data" / "causes.toml"


@dataclass(frozen=True, kw_only=True)
class CauseRow:
    """A row of the data. Minutes; `state` and `reason` are causes as network and appointments call them."""

    effect: Effect
    minutes: int
    doubt: int
    paper: bool
    state: str
    reason: str
    closed: str
    closed_en: str
    restricted: str
    restricted_en: str


@cache
def _rows() -> dict[str, CauseRow]:
    written = tomllib.loads(_DATA.read_text(encoding="utf-8"))
    return {code: CauseRow(**{**row, "effect": Effect(row["effect"])}) for code, row in written.items()}


def cause_row(cause: str) -> CauseRow:
    return _rows()[Cause(cause)]


def notices(cause: str, effect: str, *, words: str, until: datetime | None, at: datetime) -> tuple[str, str]:
    """What people read, in Ukrainian and in English; words of a person stand first, as they were written."""
    row = cause_row(cause)
    made = []
    for language, end in (("uk", ""), ("en", "_en")):
        with translation.override(language):
            sentence = getattr(row, f"{effect}{end}").replace("{until}", _until(until, at))
        made.append(f"{_sentence(words)} {sentence}".strip() if words else sentence)
    return made[0], made[1]


def _until(until: datetime | None, at: datetime) -> str:
    if until is None:
        return ""
    local = until.astimezone(KYIV)
    said = f"{local:%H:%M}" if today(until) == today(at) else f"{local:%d.%m.%Y, %H:%M}"
    return " " + _("орієнтовно до {moment}").format(moment=said)


def _sentence(words: str) -> str:
    return words if words.endswith((".", "!", "?", "…")) else f"{words}."
