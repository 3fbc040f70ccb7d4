"""Taking in population: a table of units by code, or the workbook of the statistics service with totals of oblasts."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from vikno.common.actors import Actor
from vikno.common.errors import Words
from vikno.common.reports import Progress
from vikno.common.tables import HeaderMissing, Problem, Table, read_table
from vikno.common.text import clean, is_blank
from vikno.territories.enums import Category, EditionKind
from vikno.territories.errors import NOT_IN_DIRECTORY, CodifierMissing, NothingToReadHere
from vikno.territories.models import Population, Unit
from vikno.territories.rules.asking import named
from vikno.territories.services.dating import edition_date
from vikno.territories.services.report import ImportReport
from vikno.territories.services.taking import Given, Taken, take_in

CODE_TITLES: Final = ("hromada_code", "katottg", "код катоттг", "код громади", "кодифікатор", "code")
OBLAST_TITLES: Final = ("усього", "міське", "сільське")
_TOTAL: Final = re.compile(r"(?:total_)?population(?:_total)?(?:_(?P<year>20\d\d))?|населення.*|усього.*|всього.*")
_URBAN: Final = re.compile(r"urban(?:_population)?(?:_20\d\d)?|міськ(?:е|ого)(?: населення)?")
_YEAR: Final = re.compile(r"20\d\d")
_BATCH: Final = 5000

_NOT_A_COUNT: Final = _("{name}: «{cell}» — не кількість людей.")
_REPEATED: Final = _("{name}: уже було в рядку {other}.")


@dataclass(frozen=True, slots=True)
class _Count:
    """What one row says of one unit."""

    line: int
    code: str
    total: str
    urban: str


def import_population(
    *,
    path: Path,
    edition_on: dt.date | None = None,
    actor: Actor,
    at: dt.datetime,
    progress: Progress | None = None,
) -> ImportReport:
    """Take in counts of people on a date: given, or told by the file's name or by a year in the column's title.

    «…», «–» and blanks are «not known», which is not zero. Raises `NotAllowed`.
    """

    def work() -> Taken:
        if not Unit.objects.exists():
            raise CodifierMissing
        counts, year = _read(path)
        day = edition_date(edition_on or year, file_name=path.name, at=at)
        return _take(counts, day, path.name[:200], progress)

    return take_in(EditionKind.POPULATION, Given(path=path, actor=actor, at=at), work)


def _read(path: Path) -> tuple[list[_Count], dt.date | None]:
    try:
        table = read_table(path, header=(CODE_TITLES,))
    except HeaderMissing:
        return list(_oblast_rows(_oblast_table(path))), None
    total = _column(table, _TOTAL)
    if total is None:
        raise NothingToReadHere(name=path.name, wanted=_("стовпець «Населення» або total_population"))
    code, urban = table.place(*CODE_TITLES) or 0, _column(table, _URBAN)
    year = _YEAR.search(table.header[total])
    rows = [
        _Count(row.line, clean(row.cells[code]), row.cells[total], "" if urban is None else row.cells[urban])
        for row in table.rows
    ]
    return rows, dt.date(int(year[0]), 1, 1) if year else None


def _column(table: Table, pattern: re.Pattern[str]) -> int | None:
    titles = (clean(title).lower() for title in table.header)
    return next((place for place, title in enumerate(titles) if pattern.fullmatch(title)), None)


def _oblast_table(path: Path) -> Table:
    """The first sheet with totals by region. Other sheets (ages, cities) say nothing of units we can name by code."""
    try:
        return read_table(path, header=OBLAST_TITLES)
    except HeaderMissing:
        wanted = _("стовпець із кодом КАТОТТГ або аркуш «усього, міське, сільське» за областями")
        raise NothingToReadHere(name=path.name, wanted=wanted) from None


def _oblast_rows(table: Table) -> Iterator[_Count]:
    top = Unit.objects.filter(category__in=[Category.OBLAST, Category.SPECIAL_CITY], removed_on=None).order_by("code")
    codes = {named(name).key: code for code, name in top.values_list("code", "name")}
    for row in table.rows:
        code = codes.get(named(row.cells[0]).key, "")
        if code:
            yield _Count(row.line, code, row[OBLAST_TITLES[0]], row[OBLAST_TITLES[1]])


def _take(rows: Sequence[_Count], day: dt.date, source: str, progress: Progress | None) -> Taken:
    known = dict(Unit.objects.order_by().values_list("code", "name"))
    new: dict[str, Population] = {}
    refused, lines, unknown = [], dict[str, int](), 0
    for row in rows:
        if problem := _problem(row, known, lines):
            refused.append(Problem(row.line, problem))
            continue
        lines[row.code] = row.line
        total = _people(row.total)
        if total is None:
            unknown += 1
        else:
            new[row.code] = Population(
                unit_id=row.code, as_of=day, total=total, urban=_people(row.urban), source=source
            )
    counts = _write(new, day) | {"unknown": unknown}
    if progress is not None:
        progress(len(rows), len(rows))
    has_changed = bool(counts["added"] + counts["updated"])
    return Taken(counts=counts, has_changed=has_changed, edition_on=day, refused=refused)


def _problem(row: _Count, known: dict[str, str], lines: dict[str, int]) -> Words | None:
    if row.code not in known:
        return format_lazy(NOT_IN_DIRECTORY, code=row.code)
    if row.code in lines:
        return format_lazy(_REPEATED, name=known[row.code], other=lines[row.code])
    wrong = [cell for cell in (row.total, row.urban) if not is_blank(cell) and not _digits(cell).isdigit()]
    return format_lazy(_NOT_A_COUNT, name=known[row.code], cell=clean(wrong[0])) if wrong else None


def _people(cell: str) -> int | None:
    return None if is_blank(cell) else int(_digits(cell))


def _digits(cell: str) -> str:
    digits = clean(cell).replace(" ", "").removesuffix(".0")
    return digits if digits.isascii() else ""


def _write(new: dict[str, Population], day: dt.date) -> dict[str, int]:
    present = Population.objects.filter(as_of=day).order_by()
    kept = {code: (total, urban) for code, total, urban in present.values_list("unit_id", "total", "urban")}
    changed = [row for code, row in new.items() if kept.get(code) != (row.total, row.urban)]
    Population.objects.bulk_create(
        changed, _BATCH, update_conflicts=True, unique_fields=["unit", "as_of"],
        update_fields=["total", "urban", "source"],
    )  # fmt: skip
    added = sum(code not in kept for code in (row.unit_id for row in changed))
    return {"added": added, "updated": len(changed) - added, "unchanged": len(new) - len(changed)}
