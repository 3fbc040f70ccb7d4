"""Days, sums and terms in words, in the language of the page."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.formats import date_format, number_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from vikno.catalogue.enums import CostKind, StartEvent
from vikno.catalogue.rules import CardContent, CostLine, fee_amount, in_english


@dataclass(frozen=True, kw_only=True)
class IndexValue:
    """A figure of the budget on a day."""

    name: str
    name_en: str
    value: Decimal


def day_words(day: date) -> str:
    """«5 вересня 2026 року»."""
    return _("{date} року").format(date=date_format(day, "j E Y"))


def language() -> str:
    return "en" if (get_language() or "uk").startswith("en") else "uk"


def said(uk: str, en: str) -> str:
    """The text in the language of the page; Ukrainian where there is no English."""
    return en if en and language() == "en" else uk


def ground_said(citation: str) -> str:
    return in_english(citation) if language() == "en" else citation


def term_words(content: CardContent) -> str:
    """«одразу, у день звернення», «10 робочих днів з дня реєстрації заяви»; empty when nothing is set."""
    if content.is_immediate:
        return _("Одразу, у день звернення")
    if content.term_days is None:
        return ""
    days = content.term_days
    if content.term_unit == "working":
        length = ngettext("{n} робочий день", "{n} робочих днів", days).format(n=days)
    else:
        length = ngettext("{n} календарний день", "{n} календарних днів", days).format(n=days)
    return f"{length} {StartEvent(content.start_event).label}"


def price_words(cost: CostLine, indices: Mapping[str, IndexValue]) -> str:
    """«Безоплатно», «558,00 грн», «45,42 грн»; a share of an unknown index is said as the share."""
    if cost.kind == CostKind.FREE:
        return _("Безоплатно")
    if cost.kind == CostKind.AMOUNT and cost.amount is not None:
        return hryvnias(cost.amount)
    index = indices.get(cost.index)
    if cost.kind == CostKind.INDEX_SHARE and cost.percent is not None and index is not None:
        return hryvnias(fee_amount(percent=cost.percent, index_value=index.value, rounding=cost.rounding))
    if cost.kind == CostKind.INDEX_SHARE and cost.percent is not None:
        return share_words(cost.percent, cost.index)
    return _("Суму назве адміністратор")


def hryvnias(amount: Decimal) -> str:
    return _("{amount} грн").format(amount=number_format(amount, decimal_pos=2, use_l10n=True))


def share_words(percent: Decimal, index: str) -> str:
    shown = number_format(percent.normalize() + 0, use_l10n=True)
    return _("{percent} % показника «{index}»").format(percent=shown, index=index)


def lower_first(text: str) -> str:
    """A condition goes on as part of a sentence; an abbreviation or a name of one letter keeps its capital."""
    return text[:1].lower() + text[1:] if text[1:2].islower() or text[1:2] == " " else text


def upper_first(text: str) -> str:
    return text[:1].upper() + text[1:]
