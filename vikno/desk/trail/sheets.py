"""The answer on paper and as a table."""

import io
from datetime import datetime

import xlsxwriter
from django.utils.translation import gettext as _
from django.utils.translation import override

from vikno.cases.printing import letterhead
from vikno.common import clock
from vikno.common.typeset import render_pdf
from vikno.desk.trail.gathering import Trail, TrailLine
from vikno.network import queries as network

_TEMPLATE = "desk/typst/trail.typ"
_WIDTHS = (17, 36, 20, 34, 40, 34, 28)


def sheet_of(trail: Trail, *, made_by: str, at: datetime) -> bytes:
    """PDF for the person who asked. It is not kept: the journal does not change, the same days give the same lines."""
    centre = network.centre_of(trail.applicant.hromada_id)
    with override("uk"):
        office = letterhead(centre) if centre else None
        data = {
            "lang": "uk",
            "title": "Хто мав доступ до персональних даних",
            "centre": {"name": office.name if office else "", "lines": list(office.lines) if office else []},
            "made": _moment(at),
            "footer": f"Довідка про доступ до персональних даних · {_days(trail)}",
            "is_demo": trail.applicant.is_demo,
            "person": str(trail.applicant),
            "period": _days(trail),
            "made_by": made_by,
            "rows": [
                {
                    "at": _moment(line.at), "who": line.who, "role": line.role, "where": line.where,
                    "did": line.did, "about": line.about, "page": line.page,
                }
                for line in trail.lines
            ],
        }  # fmt: skip
    return render_pdf(_TEMPLATE, data, made_at=at)


def workbook_of(trail: Trail) -> bytes:
    """XLSX, one line an act; every text is written as a text, never as a formula."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet(_("Доступ"))
    head = book.add_format({"bold": True, "text_wrap": True, "bottom": 1})
    titles = (_("Коли"), _("Хто"), _("Роль"), _("Де працює"), _("Що зроблено"), _("З чим"), _("Звідки"))
    for column, (title, width) in enumerate(zip(titles, _WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, title, head)
    sheet.freeze_panes(1, 0)
    for place, line in enumerate(trail.lines, start=1):
        for column, text in enumerate(_cells(line)):
            sheet.write_string(place, column, text)
    book.close()
    return file.getvalue()


def _cells(line: TrailLine) -> tuple[str, ...]:
    return (_moment(line.at), line.who, line.role, line.where, line.did, line.about, line.page)


def _moment(at: datetime) -> str:
    return f"{at.astimezone(clock.KYIV):%d.%m.%Y %H:%M}"


def _days(trail: Trail) -> str:
    return f"{trail.since:%d.%m.%Y} – {trail.until:%d.%m.%Y}"
