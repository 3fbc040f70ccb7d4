"""The resident's sheet of a visit: all numbers on one page, and what happens next."""

from datetime import datetime
from typing import Any, Final, Literal

from django.utils.translation import override

from vikno.cases.enums import ResultChannel
from vikno.cases.models import Case
from vikno.cases.printing import letterhead, place_of, status_page
from vikno.desk.models import Visit
from vikno.desk.queries import cases_of_visit
from vikno.documents.papers import date_shown, moment_in_words, moment_shown

SheetSize = Literal["a4", "a5"]
# A template once released never changes: old sheets must print the same.
TEMPLATE: Final = "desk/typst/e1/visit.typ"


def visit_sheet(visit: Visit, *, size: SheetSize, at: datetime) -> dict[str, Any]:
    """Values of the template, in Ukrainian whatever the screen speaks."""
    with override("uk"):
        head = letterhead(visit.point.centre)
        cases = cases_of_visit(visit)
        title = f"Що далі: пам'ятка заявникові, {visit.began_at:%d.%m.%Y}"
        return {
            "lang": "uk", "title": title, "footer": title, "made": moment_shown(at), "paper": size,
            "is_demo": any(case.is_demo for case in cases),
            "centre": {"name": head.name, "lines": list(head.lines)},
            "applicant": str(visit.applicant), "came": moment_in_words(visit.began_at),
            "point": place_of(visit.point), "officer": visit.user.full_name,
            "rows": [_row(case) for case in cases],
            "status_page": status_page(), "phone": _phone(visit),
        }  # fmt: skip


def _row(case: Case) -> dict[str, str]:
    code = case.inventory.data.get("access_code", "") if case.inventory else ""
    return {
        "number": case.number_shown, "code": code, "service": case.service.name, "due": date_shown(case.due_on),
        "result": str(ResultChannel(case.result_channel).label),
        "notification": f"{case.get_notification_channel_display()} {case.contact}".strip(),
    }  # fmt: skip


def _phone(visit: Visit) -> str:
    return visit.point.phones[0] if visit.point.phones else visit.point.centre.phone
