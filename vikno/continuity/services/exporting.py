"""Interruptions as a table: when, where, how long, how many people it touched; nobody is named but staff."""

import io
from datetime import datetime
from typing import Final

import xlsxwriter
from django.db import transaction
from django.db.models import Count, Q
from django.utils.translation import gettext as _

from vikno.audit import services as audit
from vikno.common.actors import Actor
from vikno.common.clock import KYIV
from vikno.common.spans import Span
from vikno.continuity import queries, rules
from vikno.continuity.enums import Touch
from vikno.continuity.models import Interruption
from vikno.network.queries import centre_of

_MOST: Final = 10_000


@transaction.atomic
def export_interruptions(*, actor: Actor, at: datetime) -> bytes:
    """The newest first; taking it away is written into the journal."""
    counts = {
        touch: Count("bookings", filter=Q(bookings__touch=touch), distinct=True)
        for touch in (Touch.FELL_AWAY.value, Touch.IN_DOUBT.value)
    }
    rows = list(queries.newest(actor).annotate(**counts)[:_MOST])
    centre = centre_of(actor.hromada_code)
    if centre is not None:
        audit.record(
            actor=actor, action="interruption.exported", subject=centre, at=at, hromada_code=actor.hromada_code,
            facts={"rows": len(rows)},
        )  # fmt: skip
    return _workbook(rows, at)


def _workbook(rows: list[Interruption], at: datetime) -> bytes:
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet, head = book.add_worksheet(_("Перебої")), book.add_format({"bold": True, "text_wrap": True, "bottom": 1})
    titles = (
        _("Що сталося"), _("Точки"), _("Почалося"), _("Закінчилося"), _("Годин"), _("Скасовано записів"),
        _("Під питанням"), _("Почав(ла)"), _("Відновив(ла)"),
    )  # fmt: skip
    sheet.set_column(0, len(titles), 18)
    for column, title in enumerate(titles):
        sheet.write_string(0, column, title, head)
    for place, row in enumerate(rows, start=1):
        for column, value in enumerate(_cells(row, at)):
            write = sheet.write_string if isinstance(value, str) else sheet.write_number
            write(place, column, value)
    sheet.freeze_panes(1, 1)
    book.close()
    return file.getvalue()


def _cells(row: Interruption, at: datetime) -> tuple[str | float, ...]:
    over = row.over_at(at)
    ended = "" if row.is_in_force(at) else f"{over.astimezone(KYIV):%d.%m.%Y %H:%M}"
    return (
        str(row), ", ".join(touch.point.name for touch in row.touches.all()),
        f"{row.began_at.astimezone(KYIV):%d.%m.%Y %H:%M}", ended,
        round(rules.hours_of([Span(row.began_at, over)]), 2), getattr(row, Touch.FELL_AWAY),
        getattr(row, Touch.IN_DOUBT), row.begun_by_name, row.ended_by_name,
    )  # fmt: skip
