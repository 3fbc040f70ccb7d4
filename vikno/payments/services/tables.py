"""The ledger as a spreadsheet for the accountant. No cell is ever a formula or a link."""

import tempfile
from collections.abc import Iterable, Iterator
from datetime import datetime

import xlsxwriter
from django.db import transaction
from django.utils.translation import gettext as _

from vikno.audit import services as audit
from vikno.audit.places import NOWHERE
from vikno.common.actors import Actor
from vikno.network.models import Centre
from vikno.payments import queries
from vikno.payments.errors import TooManyRows
from vikno.payments.models import Entry
from vikno.payments.queries import LedgerFilters

MOST_ROWS = 50_000
_WIDTHS = (12, 24, 14, 20, 20, 18, 20, 44, 30, 34, 36, 24)
_AMOUNT_COLUMN = 2


@transaction.atomic
def export_ledger(*, filters: LedgerFilters, actor: Actor, at: datetime) -> bytes:
    """Every line of a period as XLSX; the export is written into the journal. Refusals: MayNotAct, TooManyRows."""
    lines = queries.ledger(actor, filters)
    if lines.order_by()[: MOST_ROWS + 1].count() > MOST_ROWS:
        raise TooManyRows(most=MOST_ROWS)
    payers: set[int] = set()
    body = _workbook(_noting(lines.iterator(chunk_size=1000), payers))
    centre = Centre.objects.filter(hromada_id=actor.hromada_code).order_by("pk").first()
    if centre is not None:
        audit.record_shown(
            actor=actor, action="payments.ledger_exported", subject=centre, at=at, hromada_code=actor.hromada_code,
            people=payers, place=NOWHERE,
            asked={"since": filters.since.isoformat(), "until": filters.until.isoformat(), "shown": len(payers)},
        )  # fmt: skip
    return body


def _noting(lines: Iterable[Entry], payers: set[int]) -> Iterator[Entry]:
    """The same lines; whose they are is noted on the way."""
    for line in lines:
        payers.add(line.bill.case.applicant_id)
        yield line


def _workbook(lines: Iterable[Entry]) -> bytes:
    with tempfile.TemporaryFile() as file:
        options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        book = xlsxwriter.Workbook(file, options)
        sheet = book.add_worksheet(_("Звірка"))
        head = book.add_format({"bold": True, "text_wrap": True, "bottom": 1})
        money = book.add_format({"num_format": "0.00"})
        for column, (title, width) in enumerate(zip(_titles(), _WIDTHS, strict=True)):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, title, head)
        sheet.freeze_panes(1, 0)
        for place, line in enumerate(lines, start=1):
            for column, text in enumerate(_cells(line)):
                if column == _AMOUNT_COLUMN:
                    sheet.write_number(place, column, float(line.amount), money)
                else:
                    sheet.write_string(place, column, text)
        book.close()
        file.seek(0)
        return file.read()


def _titles() -> tuple[str, ...]:
    return (
        _("Дата"), _("Що сталося"), _("Сума, грн"), _("Рахунок"), _("Справа"), _("Де сплачено"), _("Квитанція"),
        _("Послуга"), _("Платник"), _("Рахунок IBAN"), _("Підстава"), _("Записано"),
    )  # fmt: skip


def _cells(line: Entry) -> tuple[str, ...]:
    bill = line.bill
    return (
        f"{line.happened_on:%d.%m.%Y}", line.get_kind_display(), "", bill.number_shown, bill.case.number_shown,
        line.get_channel_display(), " / ".join(filter(None, (line.number, line.code))), bill.service.name,
        bill.payer_name, bill.iban, line.ground, line.recorded_by_name,
    )  # fmt: skip
