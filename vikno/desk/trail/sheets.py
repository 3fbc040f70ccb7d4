"""The answer on paper and as a table."""

import io
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import override

from vikno.cases.printing import letterhead
from vikno.common import clock
from vikno.common.tables.sheets import Column, write_texts
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
    """XLSX, one line an act."""
    titles = (_("Коли"), _("Хто"), _("Роль"), _("Де працює"), _("Що зроблено"), _("З чим"), _("Звідки"))
    columns = [Column(title, width) for title, width in zip(titles, _WIDTHS, strict=True)]
    file = io.BytesIO()
    write_texts(file, sheet=_("Доступ"), columns=columns, rows=map(_cells, trail.lines))
    return file.getvalue()


def _cells(line: TrailLine) -> tuple[str, ...]:
    return (_moment(line.at), line.who, line.role, line.where, line.did, line.about, line.page)


def _moment(at: datetime) -> str:
    return f"{at.astimezone(clock.KYIV):%d.%m.%Y %H:%M}"


def _days(trail: Trail) -> str:
    return f"{trail.since:%d.%m.%Y} – {trail.until:%d.%m.%Y}"
