"""Values in words: the number as people write it, what it is of, and what it was before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from vikno.indicators.definitions import INDICATORS, LEAST_SHOWN, Indicator, Words
from vikno.indicators.enums import Family, Part, Shape
from vikno.indicators.facts import FACTS_OF
from vikno.indicators.queries import Line, Value

_DECIMALS: Final = {
    Shape.COUNT: 0, Shape.SHARE: 1, Shape.RATIO: 1, Shape.MEAN: 2, Shape.SPREAD: 0, Shape.HOURS: 1, Shape.MONEY: 2,
    Shape.TIME: 1,
}  # fmt: skip
_TALL: Final = 120
_NAMED: Final = frozenset({Part.POINT, Part.HROMADA, Part.OBLAST})  # they differ too much to be ranked
_OF_FAMILIES: Final[Mapping[Family, Words]] = {
    Family.CASES: gettext_lazy("Справи"), Family.PAPERS: gettext_lazy("Папери в дорозі"),
    Family.MONEY: gettext_lazy("Оплата"), Family.QUEUE: gettext_lazy("Черга й консультації"),
    Family.TALKS: gettext_lazy("Черга й консультації"), Family.BOOKINGS: gettext_lazy("Запис на прийом"),
    Family.ANSWERS: gettext_lazy("Відгуки"), Family.OUTAGES: gettext_lazy("Перебої"),
}  # fmt: skip
_TOPICS: Final = {fact: _OF_FAMILIES[family] for family, facts in FACTS_OF.items() for fact in facts}


@dataclass(frozen=True, kw_only=True)
class Row:
    """A line of a table. `bar`: 0–100, its share of the longest line."""

    key: str
    title: Words
    text: str
    of: str
    value: Value
    bar: int = 0


@dataclass(frozen=True, kw_only=True)
class Measure:
    """A measure on the page of all of them."""

    topic: Words
    indicator: Indicator
    now: str
    of: str
    before: str
    year_ago: str
    change: str


@dataclass(frozen=True, kw_only=True)
class Column:
    """A month of a chart: where its bar stands and how high it is, in the units of the drawing."""

    title: str
    text: str
    x: int
    y: int
    height: int


def amount(indicator: Indicator, value: Value) -> str:
    """«1 254», «12,5», «14 (9 зі 10 — до 37)»; a dash where there is nothing to say it of."""
    if value.amount is None:
        return "—"
    text = number(indicator, value.amount)
    if indicator.shape == Shape.SPREAD:
        return _("{middle} (9 із 10 — до {ninetieth})").format(middle=text, ninetieth=value.ninetieth)
    return text


def number(indicator: Indicator, found: float) -> str:
    """With as many decimals as the measure has."""
    return with_decimals(found, _DECIMALS[indicator.shape])


def with_decimals(found: float, decimals: int) -> str:
    return number_format(round(found, decimals), decimals, force_grouping=True)


def of_what(indicator: Indicator, value: Value) -> str:
    """How many records it is of, and of how many it is not known."""
    said = [] if indicator.shape == Shape.COUNT else [ngettext("{n} запис", "{n} записів", value.n).format(n=value.n)]
    if value.missing:
        said.append(_("невідомо про {n} ({percent} %)").format(n=value.missing, percent=value.missing_percent))
    return ", ".join(said)


def change(indicator: Indicator, now: Value, before: Value) -> str:
    """«+12 %» of a count, «+3,1» of everything else; nothing where either is not known or was of nothing."""
    if now.amount is None or before.amount is None or before.n < LEAST_SHOWN:  # of nearly nothing a change says nothing
        return ""
    if indicator.is_sum and before.amount:
        return _signed(100 * (now.amount - before.amount) / before.amount, 0) + " %"
    return _signed(now.amount - before.amount, _DECIMALS[indicator.shape])


def measures(now: Mapping[str, Value], before: Mapping[str, Value], ago: Mapping[str, Value]) -> list[Measure]:
    """Every measure with what it was in the period before and a year before."""
    return [
        Measure(
            topic=_TOPICS[one.fact], indicator=one, now=amount(one, now[code]), of=of_what(one, now[code]),
            before=amount(one, before[code]), year_ago=amount(one, ago[code]),
            change=change(one, now[code], before[code]),
        )
        for code, one in INDICATORS.items()
    ]  # fmt: skip


def rows(indicator: Indicator, part: Part, found: Sequence[Line], labels: Mapping[str, Words]) -> list[Row]:
    """Months in their order; hromadas and points by name, never by rank; everything else the largest first."""
    made = with_bars(
        [
            Row(
                key=line.key, title=labels.get(line.key, line.key), text=amount(indicator, line.value),
                of=of_what(indicator, line.value), value=line.value,
            )
            for line in found
        ]
    )  # fmt: skip
    if part == Part.MONTH:
        return made
    if part in _NAMED:
        return sorted(made, key=lambda row: str(row.title))
    return sorted(made, key=lambda row: (-(row.value.amount or 0), str(row.title)))


def with_bars(made: Sequence[Row]) -> list[Row]:
    """Each with its share of the longest."""
    longest = max((row.value.amount or 0 for row in made), default=0)
    return [replace(row, bar=round(100 * (row.value.amount or 0) / longest) if longest > 0 else 0) for row in made]


def without_small(indicator: Indicator, found: Sequence[Line]) -> tuple[list[Line], int]:
    """Lines of at least five records, and how many were left out: whoever reads has no right to a single record."""
    kept = [line for line in found if line.value.n >= LEAST_SHOWN]
    return kept, len(found) - len(kept)


def columns(made: Sequence[Row]) -> dict[str, Any]:
    """A drawing of months: forty units each, a hundred and twenty high."""
    drawn = [
        Column(
            title=str(row.title), text=row.text, x=40 * place + 6, y=_TALL - round(_TALL * row.bar / 100),
            height=round(_TALL * row.bar / 100),
        )
        for place, row in enumerate(made)
    ]  # fmt: skip
    return {"columns": drawn, "width": max(40 * len(drawn), 40), "height": _TALL}


def _signed(number: float, decimals: int) -> str:
    rounded = round(number, decimals)
    sign = "+" if rounded > 0 else "−" if rounded < 0 else "±"
    return sign + number_format(abs(rounded), decimals)
