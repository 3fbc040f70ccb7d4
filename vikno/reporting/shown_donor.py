"""The table for donors in words: sections of lines, the same on the page and in the file."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from vikno.common.clock import KYIV
from vikno.indicators import shown
from vikno.indicators.definitions import INDICATORS
from vikno.indicators.enums import Shape
from vikno.indicators.queries import Value
from vikno.reporting.queries import Donor
from vikno.reporting.queries.donor import Laid
from vikno.reporting.rules import LEAST_TOLD, is_told
from vikno.support.queries import Received
from vikno.territories.queries import names_by_code

_SHARES = frozenset({Shape.SHARE})
_OF_PLACES = frozenset({Shape.HOURS, Shape.TIME})  # hours of offices are not about people


@dataclass(frozen=True, kw_only=True)
class Line:
    title: str
    value: str
    of: str = ""
    before: str = ""


@dataclass(frozen=True, kw_only=True)
class Section:
    title: str
    lines: Sequence[Line]
    note: str = ""


def title(found: Donor, *, hromada: str, at: datetime) -> str:
    name = names_by_code([hromada]).get(hromada, hromada)
    return f"{name}. {found.span}. " + _("Складено {at}").format(at=f"{at.astimezone(KYIV):%d.%m.%Y %H:%M}")


def heads() -> list[str]:
    return [_("Розділ"), _("Показник"), _("Значення"), _("Зі скількох"), _("Період раніше")]


def sections(found: Donor) -> list[Section]:
    """Measures, groups, what was received, and what no record holds."""
    made = [
        Section(
            title=_("Показники"), lines=[_measure(code, found) for code in found.codes],
            note=_("Рахуються звернення, а не люди: одна людина могла прийти кілька разів."),
        )
    ]  # fmt: skip
    made += [_section(one) for one in found.laid]
    made.append(
        Section(
            title=_("Отримана підтримка за джерелами"),
            lines=[each for one in found.received for each in _source(one)],
            note=_("Рядки журналу підтримки за їхнім днем; речі — за актами, що підписали обидві сторони."),
        )
    )
    note = _("Статі й віку заявників система не записує, тому таблиця їх не має.")
    return [*made, Section(title=_("Чого тут немає"), lines=[], note=note)]


def as_rows(listed: Sequence[Section]) -> list[list[str]]:
    """For a file: the section stands in each row, its note in a row of its own."""
    rows = []
    for one in listed:
        rows += [[one.title, line.title, line.value, line.of, line.before] for line in one.lines]
        rows += [[one.title, one.note, "", "", ""]] if one.note else []
    return rows


def _measure(code: str, found: Donor) -> Line:
    one, now = INDICATORS[code], found.now[code]
    of = shown.of_what(one, _without_small_hole(now)) if _may_tell(code, now) else ""
    return Line(
        title=one.heading, value=_told(code, now),
        of=of, before=_told(code, found.before[code]),
    )  # fmt: skip


def _without_small_hole(value: Value) -> Value:
    """Of how many it is not known stands beside only where they are enough."""
    return replace(value, missing=0) if value.missing < LEAST_TOLD else value


def _may_tell(code: str, value: Value) -> bool:
    shape = INDICATORS[code].shape
    return shape in _OF_PLACES or is_told(value.amount, n=value.n, is_share=shape in _SHARES)


def _told(code: str, value: Value) -> str:
    return shown.amount(INDICATORS[code], value) if _may_tell(code, value) else _("мала група")


def _section(one: Laid) -> Section:
    said = f"{INDICATORS[one.code].title}: {one.part.label}"
    if one.told.is_held_back:
        return Section(title=said, lines=[], note=_("Групи замалі, щоб назвати їх поза громадою."))
    lines = [Line(title=str(one.names.get(key, key)), value=number_format(n)) for key, n in one.told.groups.items()]
    if one.told.rest:
        lines.append(Line(title=_("інші, малі групи разом"), value=number_format(one.told.rest)))
    return Section(title=said, lines=lines)


def _source(one: Received) -> Iterator[Line]:
    if one.activities:
        of = _("записів: {n}, виїздів: {visits}").format(n=one.activities, visits=one.visits)
        hours = _("{hours} годин").format(hours=number_format(round(one.hours, 1), 1))
        yield Line(title=_("{source}: консультації, виїзди, навчання").format(source=one.source), value=hours, of=of)
    if one.amount:
        yield Line(title=_("{source}: вартість підтримки").format(source=one.source), value=_money(one, one.amount))
    if one.things:
        of = _("речей: {n}").format(n=one.things)
        said = _("{source}: речі за актами").format(source=one.source)
        yield Line(title=said, value=_money(one, one.things_value), of=of)


def _money(one: Received, amount: Decimal) -> str:
    return f"{number_format(round(amount, 2), 2, force_grouping=True)} {one.currency}"
