"""A council's list for housing out of a file: the whole list, or a refusal naming lines."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from vikno.common.errors import Words
from vikno.common.tables import Limits, Problem, Row, Table, TableRefused, read_table
from vikno.opendata.errors import ListEmpty
from vikno.opendata.rules.housing import NAMES, Plain, Wrong, header_of, is_row_of_titles, read_row

MOST: Final = Limits(file_bytes=5_000_000, unpacked_bytes=60_000_000, members=200, cells=1_000_000)
_WHY: Final[dict[str, Words]] = {
    "empty": _("{column}: порожньо, а має бути заповнено."),
    "integer": _("{column}: «{cell}» — не ціле число."),
    "date": _("{column}: «{cell}» — не дата. Потрібно рік-місяць-день, наприклад 2014-05-30."),
    "future": _("{column}: {cell} ще не настало."),
    "sign": _("{column}: «{cell}». Уведіть номер без знака №."),
    "number": _("{column}: «{cell}» — не номер рішення."),
    "name": _("{column}: тут має бути лише ім'я словами."),
}
_EXTRA: Final = _("стовпця «{title}» немає в додатку 46. Приберіть його: зайвого не оприлюднюємо.")
_TWICE: Final = _("номер {number} уже був у рядку {line}.")


@dataclass(frozen=True, slots=True)
class ReadList:
    """Rows without names, and the names beside them (none where nobody is named)."""

    rows: list[Plain]
    names: list[list[str]]


def read_list(content: bytes, *, template: str, on: dt.date, has_names: bool) -> ReadList:
    """Every row, or `TableRefused` with each wrong line. Refusal: ListEmpty."""
    header = header_of(template)
    table = read_table(content, header=header, limits=MOST)
    problems, seen = _extra(table, header), dict[int, int]()
    rows: list[Plain] = []
    for row in table.rows:
        cells = _cells(row, header)
        if is_row_of_titles(cells):
            continue
        read, wrong = read_row(template, cells, on=on, has_names=has_names)
        problems += [Problem(row.line, _said(one)) for one in wrong]
        problems += _twice(read["number"], row.line, seen)
        rows.append(read)
    if problems:
        raise TableRefused(problems)
    if not rows:
        raise ListEmpty
    return _apart(rows, has_names=has_names)


def _cells(row: Row, header: Sequence[tuple[str, str]]) -> dict[str, str]:
    return {name: row.get(name) or row.get(title) for name, title in header}


def _extra(table: Table, header: Sequence[tuple[str, str]]) -> list[Problem]:
    known = {table.place(*titles) for titles in header}
    return [
        Problem(0, format_lazy(_EXTRA, title=title.strip()[:60]))
        for place, title in enumerate(table.header)
        if title.strip() and place not in known
    ]


def _said(wrong: Wrong) -> Words:
    return format_lazy(_WHY[wrong.why], column=wrong.column, cell=wrong.cell[:40])


def _twice(number: object, line: int, seen: dict[int, int]) -> list[Problem]:
    if not isinstance(number, int):
        return []
    first = seen.setdefault(number, line)
    return [] if first == line else [Problem(line, format_lazy(_TWICE, number=number, line=first))]


def _apart(rows: list[Plain], *, has_names: bool) -> ReadList:
    names = [[str(row.pop(name)) for name in NAMES] for row in rows] if has_names else []
    return ReadList(rows, names)
