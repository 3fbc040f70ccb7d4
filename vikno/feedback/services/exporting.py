"""The register of complaints as a table: numbers and days, no names, no words."""

import tempfile
from datetime import datetime
from typing import Final

import xlsxwriter
from django.db import transaction
from django.utils.translation import gettext as _

from vikno.audit import services as audit
from vikno.common.actors import Actor
from vikno.common.clock import KYIV, today
from vikno.feedback import policies, queries, rules
from vikno.feedback.models import Complaint
from vikno.network.queries import centre_of

_MOST: Final = 50_000


@transaction.atomic
def export_complaints(*, actor: Actor, at: datetime) -> bytes:
    """Every complaint of the hromada, the newest first; taking it away is written into the journal."""
    policies.require_may_read(actor)
    rows = list(queries.complaints_of(actor)[:_MOST])
    centre = centre_of(actor.hromada_code)
    if centre is not None:
        audit.record(
            actor=actor, action="complaint.register_exported", subject=centre, at=at, hromada_code=actor.hromada_code,
            facts={"rows": len(rows)},
        )  # fmt: skip
    return _workbook(rows, at)


def _workbook(rows: list[Complaint], at: datetime) -> bytes:
    with tempfile.TemporaryFile() as file:
        options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        book = xlsxwriter.Workbook(file, options)
        sheet = book.add_worksheet(_("Скарги"))
        head = book.add_format({"bold": True, "text_wrap": True, "bottom": 1})
        titles = (
            _("Номер"), _("Надійшла"), _("Як"), _("Точка"), _("Стан"), _("Відповісти до"), _("Закрито"),
            _("Виконавець"), _("Прострочено"),
        )  # fmt: skip
        for column, title in enumerate(titles):
            sheet.set_column(column, column, 20)
            sheet.write_string(0, column, title, head)
        sheet.freeze_panes(1, 1)
        for place, row in enumerate(rows, start=1):
            for column, value in enumerate(_cells(row, at)):
                sheet.write_string(place, column, value)
        book.close()
        file.seek(0)
        return file.read()


def _cells(row: Complaint, at: datetime) -> tuple[str, ...]:
    late = rules.lateness(state=row.state, due_on=row.due_on, today=today(at)) == "late"
    closed = f"{row.closed_at.astimezone(KYIV):%d.%m.%Y}" if row.closed_at else ""
    return (
        row.shown_number, f"{row.received_at.astimezone(KYIV):%d.%m.%Y}", row.get_way_display(),
        str(row.point or ""), row.get_state_display(), f"{row.due_on:%d.%m.%Y}", closed, str(row.assigned_to or ""),
        _("так") if late else "",
    )  # fmt: skip
