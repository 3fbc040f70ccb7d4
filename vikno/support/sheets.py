"""The ledger as a spreadsheet: hours and amounts are numbers, nothing typed becomes a formula."""

import io
from collections.abc import Iterable

import xlsxwriter
from django.utils.translation import gettext as _

from vikno.common.tables.writing import FORMULA_SIGNS
from vikno.support.models import SupportActivity

_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
WIDTHS = (12, 30, 14, 24, 8, 8, 10, 30, 60, 14, 8, 12, 12, 30, 30)


def ledger_sheet(rows: Iterable[SupportActivity]) -> bytes:
    """A line for each row of the ledger, corrected ones marked."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, _OPTIONS)
    page, bold = book.add_worksheet(_("Підтримка")), book.add_format({"bold": True, "text_wrap": True, "bottom": 1})
    quoted = book.add_format({"quote_prefix": True})
    heads = (
        _("День"), _("Громада"), _("Меморандум"), _("Вид"), _("Години"), _("Виїзд"), _("Людей"), _("Хто надав"),
        _("Про що"), _("Вартість"), _("Валюта"), _("Курс"), _("День курсу"), _("Виняток"), _("Виправлення"),
    )  # fmt: skip
    for column, (name, width) in enumerate(zip(heads, WIDTHS, strict=True)):
        page.set_column(column, column, width)
        page.write_string(0, column, name, bold)
    for place, one in enumerate(rows, start=1):
        for column, cell in enumerate(_cells(one)):
            if isinstance(cell, str):
                page.write_string(place, column, cell, quoted if cell.startswith(FORMULA_SIGNS) else None)
            else:
                page.write_number(place, column, cell)
    page.freeze_panes(1, 0)
    book.close()
    return file.getvalue()


def _cells(one: SupportActivity) -> tuple[str | float, ...]:
    fixed = _("виправлено іншим записом") if getattr(one, "corrected_by", None) else one.correction_reason
    return (
        f"{one.on:%d.%m.%Y}", one.hromada.title, one.memorandum.number, str(one.get_kind_display()), float(one.hours),
        _("так") if one.is_visit else "", one.people, one.who, one.note, float(one.amount), one.currency,
        float(one.rate), f"{one.rate_on:%d.%m.%Y}" if one.rate_on else "", one.exception, fixed,
    )  # fmt: skip
