"""Appendix 46: one row of a council's housing list, read as the published template says. Pure: cells in, a row out."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from vikno.opendata.rules.decree import HOUSING, NULL, TEMPLATES, Column

type Plain = dict[str, str | int | None]
NAMES: Final = ("familyName", "name", "additionalName")
# Ukrainian titles that the published example has in its second row; a council may have only these.
TITLES: Final = {
    "number": "Номер", "familyName": "Прізвище", "name": "Імʼя", "additionalName": "По батькові",
    "recordDecisionDate": "Дата рішення про взяття на облік",
    "recordDecisionNumber": "Номер рішення про взяття на облік",
    "allocationDecisionDate": "Дата рішення про надання жилого приміщення",
    "allocationDecisionNumber": "Номер рішення про надання жилого приміщення",
    "exclusionDecisionDate": "Дата рішення про зняття з обліку",
    "exclusionDecisionNumber": "Номер рішення про зняття з обліку",
}  # fmt: skip
_INCLUDED: Final = "рішення про включення до списку"
_BY_TEMPLATE: Final = {
    HOUSING[0]: {
        "priorityDecisionDate": f"Дата {_INCLUDED} першочерговиків",
        "priorityDecisionNumber": f"Номер {_INCLUDED} першочерговиків",
    },
    HOUSING[1]: {"outOfLineDecisionDate": f"Дата {_INCLUDED}", "outOfLineDecisionNumber": f"Номер {_INCLUDED}"},
    HOUSING[2]: {"priorityDecisionDate": f"Дата {_INCLUDED}", "priorityDecisionNumber": f"Номер {_INCLUDED}"},
}
_LONGEST: Final = {"string": 100, "number": 9}
_LONGEST_NUMBER: Final = 40
_NAME: Final = re.compile(r"[^\W\d_][^\W\d_'’ʼ \-]*(?:['’ʼ \-]+[^\W\d_]+)*", re.UNICODE)


@dataclass(frozen=True, slots=True)
class Wrong:
    """`why` is one of: empty, integer, date, future, sign, number, name, long."""

    column: str
    why: str
    cell: str = ""


def header_of(template: str) -> tuple[tuple[str, str], ...]:
    """Each column by the template's name or by its Ukrainian title."""
    titles = TITLES | _BY_TEMPLATE[template]
    return tuple((name, titles[name]) for name in TEMPLATES[template].names)


def is_row_of_titles(cells: Mapping[str, str]) -> bool:
    """The published example repeats its titles in words under the names of columns."""
    return cells["number"].strip() == TITLES["number"]


def read_row(template: str, cells: Mapping[str, str], *, on: dt.date, has_names: bool) -> tuple[Plain, list[Wrong]]:
    """A row and what is wrong with it. Without `has_names` the three cells of the name are not even looked at."""
    row: Plain = {}
    wrong: list[Wrong] = []
    for column in TEMPLATES[template].columns:
        if column.name in NAMES and not has_names:
            continue
        cell = " ".join(cells[column.name].split())
        problems = list(_problems(column, "" if cell == NULL else cell, on=on))
        wrong += problems
        row[column.name] = None if problems else _value(column, cell)
    return row, wrong


def _problems(column: Column, cell: str, *, on: dt.date) -> Iterator[Wrong]:
    if not cell:
        if column.is_required:
            yield Wrong(column.name, "empty")
    elif column.kind == "integer":
        if not (cell.isascii() and cell.removesuffix(".0").isdigit() and 0 < int(cell.removesuffix(".0")) < 10**9):
            yield Wrong(column.name, "integer", cell)
    elif column.kind == "date":
        yield from _day_problems(column, cell, on=on)
    elif column.name in NAMES:
        if len(cell) > _LONGEST["string"] or not _NAME.fullmatch(cell):
            yield Wrong(column.name, "name")
    elif cell.startswith("№"):
        yield Wrong(column.name, "sign", cell)
    elif len(cell) > _LONGEST_NUMBER or not any(sign.isdigit() for sign in cell):
        yield Wrong(column.name, "number", cell[:_LONGEST_NUMBER])


def _day_problems(column: Column, cell: str, *, on: dt.date) -> Iterator[Wrong]:
    try:
        day = dt.date.fromisoformat(cell)
    except ValueError:
        yield Wrong(column.name, "date", cell)
        return
    if day > on:
        yield Wrong(column.name, "future", cell)


def _value(column: Column, cell: str) -> str | int | None:
    if cell in ("", NULL):
        return None
    return int(cell.removesuffix(".0")) if column.kind == "integer" else cell
