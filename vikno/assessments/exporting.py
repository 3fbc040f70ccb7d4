"""The roadmap as a spreadsheet."""

import io
from collections.abc import Iterable

import xlsxwriter
from django.utils.translation import gettext as _

from vikno.assessments.models import RoadmapItem
from vikno.common.tables.writing import FORMULA_SIGNS

_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
_WIDTHS = (50, 40, 24, 12, 16, 18, 18, 40)


def roadmap_sheet(items: Iterable[RoadmapItem]) -> bytes:
    """A line for each item; days and sums stay days and numbers, nothing typed becomes a formula."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, _OPTIONS)
    page, bold = book.add_worksheet(_("Дорожня карта")), book.add_format({"bold": True, "bottom": 1})
    quoted, day = book.add_format({"quote_prefix": True}), book.add_format({"num_format": "dd.mm.yyyy"})
    head = (
        _("Захід"), _("Що має вийти"), _("Хто відповідає"), _("До"), _("Вартість, грн"), _("Кошти"), _("Стан"),
        _("Чим підтверджено"),
    )  # fmt: skip
    for column, name in enumerate(head):
        page.set_column(column, column, _WIDTHS[column])
        page.write_string(0, column, name, bold)
    for place, one in enumerate(items, start=1):
        for column, text in (
            (0, one.title), (1, one.result), (2, one.owner_name), (5, one.get_funding_display()),
            (6, one.get_state_display()), (7, one.proof),
        ):  # fmt: skip
            page.write_string(place, column, text, quoted if text.startswith(FORMULA_SIGNS) else None)
        if one.due_on is not None:
            page.write_datetime(place, 3, one.due_on, day)
        if one.cost is not None:
            page.write_number(place, 4, one.cost)
    page.freeze_panes(1, 1)
    book.close()
    return file.getvalue()
