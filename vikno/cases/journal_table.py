"""The registration journal as a spreadsheet."""

import tempfile
from collections.abc import Iterable

from django.utils.translation import gettext as _

from vikno.cases.models import Case
from vikno.cases.printing import journal_row
from vikno.common import clock
from vikno.common.tables.sheets import XLSX, Column, write_texts

__all__ = ["XLSX", "journal_workbook"]
_WIDTHS = (18, 17, 36, 50, 28, 28, 12, 12, 22, 12)


def journal_workbook(cases: Iterable[Case]) -> bytes:
    """One sheet, a row at a time: memory does not grow with the journal."""
    columns = [Column(title, width) for title, width in zip(_titles(), _WIDTHS, strict=True)]
    with tempfile.TemporaryFile() as file:
        write_texts(file, sheet=_("Журнал"), columns=columns, rows=map(_cells, cases))
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
