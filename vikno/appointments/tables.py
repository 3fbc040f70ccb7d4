"""The report on bookings as a spreadsheet. No cell is ever a formula or a link, and nobody is named."""

import io
from collections.abc import Sequence
from datetime import date

import xlsxwriter
from django.utils.translation import gettext as _

from vikno.appointments.queries import PointOutcomes


def workbook(rows: Sequence[PointOutcomes], reasons: Sequence[tuple[str, int]], *, since: date, until: date) -> bytes:
    """Two sheets: outcomes by point, reasons of the centre."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    period = f"{since:%d.%m.%Y}–{until:%d.%m.%Y}"
    outcomes: list[tuple[str | int, ...]] = [
        (row.point_name, row.total, row.attended, row.no_show, row.by_person, row.by_centre, row.unmarked)
        for row in rows
    ]
    titles = (
        _("Точка"), _("Усього"), _("Прийшли"), _("Не прийшли"), _("Скасувала людина"), _("Скасував центр"),
        _("Без позначки"),
    )  # fmt: skip
    _sheet(book, _("Записи"), period, titles, outcomes)
    _sheet(book, _("Причини центру"), period, (_("Причина"), _("Усього")), list(reasons))
    book.close()
    return file.getvalue()


def _sheet(
    book: xlsxwriter.Workbook, name: str, period: str, titles: Sequence[str], rows: Sequence[tuple[str | int, ...]]
) -> None:
    sheet, head = book.add_worksheet(name), book.add_format({"bold": True, "text_wrap": True, "bottom": 1})
    sheet.set_column(0, 0, 44)
    sheet.set_column(1, len(titles), 14)
    sheet.write_string(0, 0, period)
    for column, title in enumerate(titles):
        sheet.write_string(1, column, title, head)
    for place, row in enumerate(rows, start=2):
        for column, value in enumerate(row):
            write = sheet.write_number if isinstance(value, int) else sheet.write_string
            write(place, column, value)
    sheet.freeze_panes(2, 0)
