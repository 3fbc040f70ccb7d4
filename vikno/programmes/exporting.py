"""Proposals of a call as a spreadsheet; nothing typed becomes a formula."""

import io
from collections.abc import Iterable
from typing import Any, Final

import xlsxwriter
from django.utils.translation import gettext as _

from vikno.common.clock import KYIV
from vikno.common.tables.writing import FORMULA_SIGNS
from vikno.programmes.models import ProgrammeCall, Proposal

_OPTIONS: Final = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
_WIDTHS: Final = (18, 34, 30, 30, 20, 18, 14)


def proposals_sheet(call: ProgrammeCall, proposals: Iterable[Proposal]) -> bytes:
    """A row for each proposal in the order of numbers."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, _OPTIONS)
    page, bold = book.add_worksheet(_("Заявки")), book.add_format({"bold": True, "text_wrap": True, "bottom": 1})
    quoted = book.add_format({"quote_prefix": True})
    page.write_string(0, 0, str(call))
    head = (_("Номер"), _("Громада"), _("Область"), _("Напрям"), _("Стан"), _("Подано"), _("Версія правил"))
    for column, name in enumerate(head):
        page.set_column(column, column, _WIDTHS[column])
        page.write_string(2, column, name, bold)
    for place, one in enumerate(proposals, start=3):
        for column, cell in enumerate(_cells(one)):
            page.write_string(place, column, cell, quoted if cell.startswith(FORMULA_SIGNS) else None)
    page.freeze_panes(3, 1)
    book.close()
    return file.getvalue()


def _cells(proposal: Proposal) -> list[str]:
    moment: Any = proposal.submitted_at
    return [
        proposal.number, proposal.hromada.title, proposal.hromada.oblast.title if proposal.hromada.oblast else "",
        proposal.track.title, str(proposal.get_state_display()),
        f"{moment.astimezone(KYIV):%d.%m.%Y %H:%M:%S}" if moment else "", str(proposal.version.number),
    ]  # fmt: skip
