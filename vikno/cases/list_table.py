"""A list of cases as a spreadsheet: what the screen shows, all pages at once."""

from collections.abc import Iterable, Iterator
from typing import BinaryIO

from django.utils.translation import gettext as _

from vikno.cases import counting
from vikno.cases.models import Case
from vikno.common import clock
from vikno.common.tables.sheets import Column, write_texts

_WIDTHS = (18, 17, 36, 50, 30, 12, 12, 28, 36, 28)


def write_list(file: BinaryIO, cases: Iterable[Case]) -> list[int]:
    """Write the sheet, a row at a time; returns keys of the people in it, each once, in order."""
    people: set[int] = set()
    columns = [Column(title, width) for title, width in zip(_titles(), _WIDTHS, strict=True)]
    write_texts(file, sheet=_("Справи"), columns=columns, rows=_rows(cases, people))
    return sorted(people)


def _titles() -> tuple[str, ...]:
    return (
        _("Номер"), _("Зареєстровано"), _("Заявник"), _("Послуга"), _("Стан"), _("Строк"), _("Недоліки до"),
        _("Точка"), _("Вирішує"), _("Прийняв"),
    )  # fmt: skip


def _rows(cases: Iterable[Case], people: set[int]) -> Iterator[tuple[str, ...]]:
    for case in cases:
        people.add(case.applicant_id)
        cure_by = counting.cure_by(case)
        yield (
            case.number_shown, f"{case.registered_at.astimezone(clock.KYIV):%d.%m.%Y %H:%M}", str(case.applicant),
            case.service.name, case.get_state_display(), f"{case.due_on:%d.%m.%Y}" if case.due_on else "",
            f"{cure_by:%d.%m.%Y}" if cure_by else "", case.point.name, case.provider.name if case.provider else "",
            case.officer.full_name,
        )  # fmt: skip
