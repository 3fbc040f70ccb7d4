"""The functional model as a spreadsheet: numbers are numbers, nothing typed becomes a formula."""

import io

import xlsxwriter
from django.utils.translation import gettext as _

from vikno.common.tables.writing import FORMULA_SIGNS
from vikno.practices import shown_centre
from vikno.practices.queries import Centre

_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
WIDTHS = (30, 12, 10, 34, 40, 12, 34, 30, 34, 14)


def model_sheet(found: Centre) -> bytes:
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, _OPTIONS)
    page, bold = book.add_worksheet(_("Модель")), book.add_format({"bold": True, "text_wrap": True, "bottom": 1})
    quoted = book.add_format({"quote_prefix": True})
    for column, (name, width) in enumerate(zip(shown_centre.heads(), WIDTHS, strict=True)):
        page.set_column(column, column, width)
        page.write_string(0, column, name, bold)
    for place, row in enumerate(found.groups, start=1):
        for column, cell in enumerate(shown_centre.cells(row)):
            if isinstance(cell, int):
                page.write_number(place, column, cell)
            else:
                page.write_string(place, column, cell, quoted if cell.startswith(FORMULA_SIGNS) else None)
    page.freeze_panes(1, 0)
    book.close()
    return file.getvalue()
