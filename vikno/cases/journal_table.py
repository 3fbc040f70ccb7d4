"""The registration journal as a spreadsheet."""

import tempfile
from collections.abc import Iterable

import xlsxwriter
from django.utils.translation import gettext as _

from vikno.cases.models import Case
from vikno.cases.printing import journal_row
from vikno.common import clock

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_WIDTHS = (18, 17, 36, 50, 28, 28, 12, 12, 22, 12)


def journal_workbook(cases: Iterable[Case]) -> bytes:
    """One sheet, a row at a time: memory does not grow with the journal.

    Every text is written as a text: what a person typed never becomes a formula or a link.
    """
    with tempfile.TemporaryFile() as file:
        options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        book = xlsxwriter.Workbook(file, options)
        sheet = book.add_worksheet(_("Журнал"))
        head = book.add_format({"bold": True, "text_wrap": True, "bottom": 1})
        for column, (title, width) in enumerate(zip(_titles(), _WIDTHS, strict=True)):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, title, head)
        sheet.freeze_panes(1, 0)
        for place, case in enumerate(cases, start=1):
            for column, text in enumerate(_cells(case)):
                sheet.write_string(place, column, text)
        book.close()
        file.seek(0)
        return file.read()


def _titles() -> tuple[str, ...]:
    return (
        _("Номер"), _("Зареєстровано"), _("Заявник"), _("Послуга"), _("Точка"), _("Прийняв"), _("Строк"),
        _("Передано"), _("Рішення"), _("Видано"),
    )  # fmt: skip


def _cells(case: Case) -> tuple[str, ...]:
    row = journal_row(case)
    days = [f"{day:%d.%m.%Y}" if day else "" for day in (row.due_on, row.forwarded_on, row.issued_on)]
    registered = f"{row.registered_at.astimezone(clock.KYIV):%d.%m.%Y %H:%M}"
    return (
        row.number_shown, registered, row.applicant, row.service, row.point, row.officer, days[0], days[1],
        row.outcome, days[2],
    )  # fmt: skip
