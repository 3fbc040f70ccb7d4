"""The report of a period: kept as a document, and as a spreadsheet without formulas."""

import tempfile
from datetime import date, datetime

import xlsxwriter
from django.db import transaction
from django.utils.translation import gettext as _

from vikno.accounts.models import User
from vikno.audit import services as audit
from vikno.blanks import queries
from vikno.blanks.rules import Line, spans_shown
from vikno.blanks.services.papers import keep_period, line_on_paper
from vikno.common.actors import Actor
from vikno.documents.models import GeneratedDocument
from vikno.network.models import Centre

# (column of the report, whether it is a number). Titles are in `_titles`.
COLUMNS = (
    *("opening", "received", "found", "used", "spoiled", "returned", "missing", "corrected_in", "corrected_out"),
    *("closing", "destroyed", "spoiled_kept"),
)


@transaction.atomic
def keep_report(*, since: date, until: date, holder: User | None, actor: Actor, at: datetime) -> GeneratedDocument:
    """The period as a PDF kept as evidence; `holder` None: the whole hromada. Refusals: NotHolder."""
    lines = queries.period_report(actor, since=since, until=until, holder_id=holder.pk if holder else 0)
    rows = [line_on_paper(line, queries.kind_of(line.kind)) for line in lines]
    return keep_period(lines=rows, place=str(holder or "уся громада"), since=since, until=until, actor=actor, at=at)


@transaction.atomic
def export_report(*, since: date, until: date, holder: User | None, actor: Actor, at: datetime) -> bytes:
    """The period as XLSX; the export is written into the journal. Refusals: NotHolder."""
    lines = queries.period_report(actor, since=since, until=until, holder_id=holder.pk if holder else 0)
    centre = Centre.objects.filter(hromada_id=actor.hromada_code).order_by("pk").first()
    if centre is not None:
        audit.record(
            actor=actor, action="blanks.report_exported", subject=centre, at=at, hromada_code=actor.hromada_code,
            facts={"since": since.isoformat(), "until": until.isoformat(), "holder": holder.pk if holder else None},
        )  # fmt: skip
    return _workbook(lines)


def _workbook(lines: list[Line]) -> bytes:
    with tempfile.TemporaryFile() as file:
        options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        book = xlsxwriter.Workbook(file, options)
        sheet = book.add_worksheet(_("Рух бланків"))
        head = book.add_format({"bold": True, "text_wrap": True, "bottom": 1})
        for column, title in enumerate(_titles()):
            sheet.set_column(column, column, 28 if column == 0 else 16)
            sheet.write_string(0, column, title, head)
        sheet.freeze_panes(1, 2)
        for place, line in enumerate(lines, start=1):
            _write_row(sheet, place, line)
        book.close()
        file.seek(0)
        return file.read()


def _write_row(sheet: xlsxwriter.worksheet.Worksheet, place: int, line: Line) -> None:
    kind = queries.kind_of(line.kind)
    sheet.write_string(place, 0, str(kind))
    sheet.write_string(place, 1, line.series)
    for column, name in enumerate(COLUMNS):
        sheet.write_number(place, 2 + 2 * column, line.count(name))
        sheet.write_string(place, 3 + 2 * column, spans_shown(getattr(line, name), width=kind.digits))


def _titles() -> list[str]:
    names = (
        _("На початок"), _("Надійшло"), _("Знайдено"), _("Використано"), _("Зіпсовано"), _("Повернуто"),
        _("Не виявлено"), _("Виправлення, додано"), _("Виправлення, знято"), _("На кінець"), _("Знищено зіпсованих"),
        _("Зіпсованих зберігається"),
    )  # fmt: skip
    numbers = _("номери")
    return [_("Вид бланка"), _("Серія"), *(title for name in names for title in (name, f"{name}: {numbers}"))]
