"""The table of correspondence КАТОТТГ–КОАТУУ: old codes for looking up old papers."""

import datetime as dt
from typing import Final

from django.utils.text import format_lazy

from vikno.common.reports import Progress
from vikno.common.tables import Problem, Table
from vikno.territories.enums import EditionKind
from vikno.territories.errors import NOT_IN_DIRECTORY, CodifierMissing, FaultsInFile, problem_of
from vikno.territories.models import OldCode, Unit
from vikno.territories.rules.codifier import read_old_codes
from vikno.territories.services.taking import Taken

COLUMNS: Final = (
    ("Кодифікатор", "Код КАТОТТГ", "КАТОТТГ"),
    ("Код об'єкта КОАТУУ", "Код КОАТУУ", "КОАТУУ"),
)
_BATCH: Final = 5000


def take_old_codes(table: Table, day: dt.date, *, progress: Progress | None) -> Taken:
    """Add pairs that are not known yet; lines with units that the codifier does not have are named and left out.

    One КОАТУУ code may belong to several units (a hromada and its centre), one unit may have had several codes.
    """
    code_place, old_place = (table.place(*titles) or 0 for titles in COLUMNS)
    pairs, faults = read_old_codes((row.line, row.cells[code_place], row.cells[old_place]) for row in table.rows)
    if faults:
        raise FaultsInFile([problem_of(fault) for fault in faults])
    units = set(Unit.objects.order_by().values_list("code", flat=True))
    if not units:
        raise CodifierMissing
    kept = set(OldCode.objects.order_by().values_list("unit_id", "koatuu"))
    new = dict.fromkeys((code, old) for _line, code, old in pairs if code in units and (code, old) not in kept)
    OldCode.objects.bulk_create([OldCode(unit_id=code, koatuu=old) for code, old in new], _BATCH)
    if progress is not None:
        progress(len(pairs), len(pairs))
    strangers = [
        Problem(line, format_lazy(NOT_IN_DIRECTORY, code=code)) for line, code, _old in pairs if code not in units
    ]
    counts = {
        "added": len(new),
        "unchanged": len(pairs) - len(new) - len(strangers),
        "unknown": len(table.rows) - len(pairs),
    }
    return Taken(counts=counts, has_changed=bool(new), edition_on=day, refused=strangers, kind=EditionKind.OLD_CODES)
