"""Reports as spreadsheets: one quarter of a centre, and all centres of a quarter side by side."""

import io
from collections.abc import Mapping, Sequence
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from vikno.common.tables.writing import FORMULA_SIGNS
from vikno.reporting.enums import Group
from vikno.reporting.rules import Plain

_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
type Cells = Sequence[Plain]


def quarter_sheet(title: str, rows: Sequence[Mapping[str, Any]]) -> bytes:
    """Group, machine name, label, value, the day it was typed."""
    labels = dict(Group.choices)
    head = (_("Розділ"), _("Машинна назва"), _("Показник"), _("Значення"), _("Записано"))
    body = [(str(labels[row["group"]]), row["code"], row["label"], row["value"], row["typed_on"]) for row in rows]
    return sheet(title, head, body, widths=(24, 30, 50, 24, 12))


def sheet(title: str, head: Sequence[str], body: Sequence[Cells], *, widths: Sequence[int]) -> bytes:
    """One sheet: a line of what it is, a head, rows. Numbers stay numbers; nothing typed becomes a formula."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, _OPTIONS)
    page, bold = book.add_worksheet(_("Звіт")), book.add_format({"bold": True, "text_wrap": True, "bottom": 1})
    quoted = book.add_format({"quote_prefix": True})
    page.write_string(0, 0, title)
    for column, name in enumerate(head):
        page.set_column(column, column, widths[min(column, len(widths) - 1)])
        page.write_string(2, column, name, bold)
    for place, cells in enumerate(body, start=3):
        for column, cell in enumerate(cells):
            _write(page, place, column, cell, quoted)
    page.freeze_panes(3, 1)
    book.close()
    return file.getvalue()


def _write(page: Any, row: int, column: int, cell: Plain, quoted: Any) -> None:
    if cell is None:
        return
    if isinstance(cell, bool):
        page.write_string(row, column, _("так") if cell else _("ні"))
    elif isinstance(cell, str):
        page.write_string(row, column, cell, quoted if cell.startswith(FORMULA_SIGNS) else None)
    else:
        page.write_number(row, column, cell)
