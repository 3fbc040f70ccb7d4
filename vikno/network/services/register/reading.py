"""From a file to rows of the register."""

import datetime as dt
import re
from pathlib import Path
from typing import Final

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from vikno.common import clock
from vikno.common.errors import Words
from vikno.common.tables import Problem, Row, Table, read_table
from vikno.network.errors import RegisterRefused
from vikno.network.rules.register import COLUMNS, REQUIRED, Fault, FaultKind, RegisterRow, faults_of

_FAULTS: Final[dict[FaultKind, Words]] = {
    FaultKind.NO_NAME: _("немає назви центру."),
    FaultKind.LONG_NAME: _("назва «{detail}…» довша за 500 знаків: схоже, рядки злиплися."),
    FaultKind.BAD_CODE: _("«{detail}» не схоже на код реєстру. Збережіть стовпець як текст."),
    FaultKind.REPEATED: _("запис повторюється: {detail}."),
}
_DATE_IN_NAME: Final = re.compile(r"(20\d\d)[-_.]?(\d\d)[-_.]?(\d\d)")


def read_rows(path: Path) -> list[RegisterRow]:
    """Rows of a register file with one header row or two. Raises TableRefused, RegisterRefused."""
    table = read_table(path, header=[(name, COLUMNS[name]) for name in REQUIRED])
    places = {name: table.place(name, title) for name, title in COLUMNS.items()}
    rows = [_row(row, places) for row in _without_second_header(table)]
    if faults := faults_of(rows):
        raise RegisterRefused([_problem(fault) for fault in faults])
    if not rows:
        raise RegisterRefused([Problem(0, _("у файлі немає жодного запису."))])
    return rows


def edition_date(path: Path, at: dt.datetime) -> dt.date:
    """The date in the file's name, or the day it is taken in."""
    if match := _DATE_IN_NAME.search(path.name):
        try:
            return dt.date(*(int(part) for part in match.groups()))
        except ValueError:
            pass
    return clock.today(at)


def _row(row: Row, places: dict[str, int | None]) -> RegisterRow:
    return RegisterRow(row.line, {n: row.cells[p].strip() for n, p in places.items() if p is not None})


def _without_second_header(table: Table) -> list[Row]:
    """The header found may be the Ukrainian row with the machine names right under it."""
    place = table.place("code", COLUMNS["code"]) or 0
    return [row for row in table.rows if row.cells[place].strip() != "code"]


def _problem(fault: Fault) -> Problem:
    return Problem(fault.line, format_lazy(_FAULTS[fault.kind], detail=fault.detail))
