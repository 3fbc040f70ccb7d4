"""Taking in an edition of the codifier КАТОТТГ.

Everything is compared in Python and only differences are written, in bulk: a file of 32 thousand units that changes
nothing costs one read of the table.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import batched
from pathlib import Path
from typing import Final

from django.db.models import Max, Min
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from vikno.common.actors import Actor
from vikno.common.errors import Words
from vikno.common.reports import Progress
from vikno.common.tables import HeaderMissing, Problem, Table, read_table
from vikno.common.text import fold, sort_key
from vikno.territories.enums import EditionKind, Removals
from vikno.territories.errors import FaultsInFile, LossesTooLarge, UnitsInUse, problem_of
from vikno.territories.models import Edition, Unit, UnitName
from vikno.territories.rules import codifier, editions
from vikno.territories.rules.codifier import Entry
from vikno.territories.rules.editions import Difference, Known
from vikno.territories.services.dating import edition_date
from vikno.territories.services.old_codes import COLUMNS as OLD_CODE_COLUMNS
from vikno.territories.services.old_codes import take_old_codes
from vikno.territories.services.references import references_to
from vikno.territories.services.report import ImportReport
from vikno.territories.services.taking import Given, Taken, take_in

COLUMNS: Final = (
    ("Перший рівень",),
    ("Другий рівень",),
    ("Третій рівень",),
    ("Четвертий рівень",),
    ("Додатковий рівень", "П'ятий рівень"),
    ("Категорія об'єкта", "Категорія"),
    ("Назва об'єкта", "Назва"),
)
_BATCH: Final = 2000
_MUTABLE: Final = (
    *("category", "name", "search_key", "sort_key", "parent", "oblast", "raion", "hromada"),
    *("removed_on", "first_seen_on"),
)


def import_territories(
    *,
    path: Path,
    edition_on: dt.date | None,
    actor: Actor,
    at: dt.datetime,
    progress: Progress | None = None,
    removals: Removals = Removals.FEW,
) -> ImportReport:
    """Take in an edition of the codifier, or the table КАТОТТГ–КОАТУУ, told apart by their columns.

    path: CSV, XLSX, XLS or ODS. edition_on: its date; told by the file's name when None. An edition older than the
    one that is loaded gives names of the past and changes nothing of the present. A file with some oblasts only
    says nothing about the others. Raises `NotAllowed`; every other refusal is in the report.
    """
    given = Given(path=path, actor=actor, at=at)

    def work() -> Taken:
        try:
            table = read_table(path, header=COLUMNS)
        except HeaderMissing as not_codifier:
            return take_old_codes(_old_codes_table(path, not_codifier), at.date(), progress=progress)
        day = edition_date(edition_on, file_name=path.name, at=at)
        return _take(_entries(table), day, removals=removals, progress=progress)

    return take_in(EditionKind.CODIFIER, given, work)


def _old_codes_table(path: Path, not_codifier: HeaderMissing) -> Table:
    try:
        return read_table(path, header=OLD_CODE_COLUMNS)
    except HeaderMissing:
        raise not_codifier from None


def _entries(table: Table) -> list[Entry]:
    places = [table.place(*titles) or 0 for titles in COLUMNS]
    rows = ((row.line, [row.cells[place] for place in places]) for row in table.rows)
    entries, faults = codifier.read_codifier(rows)
    if faults:
        raise FaultsInFile([problem_of(fault) for fault in faults])
    return entries


def _take(entries: Sequence[Entry], day: dt.date, *, removals: Removals, progress: Progress | None) -> Taken:
    newest = Edition.objects.filter(kind=EditionKind.CODIFIER).aggregate(day=Max("edition_on"))["day"]
    if newest is not None and day < newest:
        return _take_history(entries, day, progress=progress)
    before, after = known_units(), {entry.code: entry for entry in entries}
    difference = editions.compare(before, after)
    _require_plausible(before, difference, removals)
    _require_unused(before, difference)
    old_names = _keep_old_names(before, [*difference.changed, *difference.restored], after, day)
    _write(_units(entries, difference, before, day), len(difference.added) + len(difference.changed), progress)
    Unit.objects.filter(code__in=difference.removed).update(removed_on=day)
    is_new_edition = newest is None or day > newest
    return Taken(
        counts=_counts(difference, old_names),
        has_changed=not difference.is_empty or is_new_edition,
        edition_on=day,
        notes=_notes(entries, difference, is_new_edition=is_new_edition),
    )


def known_units() -> dict[str, Known]:
    """Every unit of the directory, removed ones too."""
    columns = ("code", "parent_id", "category", "name", "oblast_id", "removed_on")
    return {
        code: Known(code, parent or "", category, name, oblast or "", removed_on is not None)
        for code, parent, category, name, oblast, removed_on in Unit.objects.order_by().values_list(*columns).iterator()
    }


def _require_plausible(before: Mapping[str, Known], difference: Difference, removals: Removals) -> None:
    if removals == Removals.ANY:
        return
    losses = editions.suspicious_losses(before, difference.removed)
    if losses:
        raise LossesTooLarge(
            [
                Problem(0, format_lazy(LossesTooLarge.reason, name=before[oblast].name, lost=lost, had=had))
                for oblast, (lost, had) in losses.items()
            ]
        )


def _require_unused(before: Mapping[str, Known], difference: Difference) -> None:
    users = references_to(difference.removed)
    if users:
        raise UnitsInUse(
            [
                Problem(0, format_lazy(UnitsInUse.reason, code=code, name=before[code].name, users=_named(counts)))
                for code, counts in sorted(users.items())
            ]
        )


def _named(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{label} ({n})" for label, n in counts.items())


def _units(
    entries: Sequence[Entry], difference: Difference, before: Mapping[str, Known], day: dt.date
) -> Iterator[Unit]:
    """Rows to write: new units, changed ones, and those whose line of descent moved with their raion."""
    descent = codifier.lines_of_descent(entries)
    wanted = {*difference.added, *difference.restored, *difference.changed, *_moved_along(entries, descent, difference)}
    seen = dict(Unit.objects.filter(code__in=wanted & before.keys()).values_list("code", "first_seen_on"))
    for entry in entries:
        if entry.code in wanted:
            yield unit_of(entry, descent[entry.code], first_seen_on=seen.get(entry.code, day))


def _moved_along(
    entries: Sequence[Entry], descent: Mapping[str, Mapping[str, str]], difference: Difference
) -> Iterator[str]:
    """Units under something that moved to another parent: their own parent stays, their raion or oblast does not."""
    if not difference.moved:
        return
    moved = set(difference.moved)
    by_code = {entry.code: entry for entry in entries}
    for entry in entries:
        above = entry.parent
        while above:
            if above in moved:
                yield entry.code
                break
            above = by_code[above].parent


def unit_of(
    entry: Entry, descent: Mapping[str, str], *, first_seen_on: dt.date, removed_on: dt.date | None = None
) -> Unit:
    """A row ready to write; keys for search and order are made here and nowhere else."""
    return Unit(
        code=entry.code, category=entry.category, name=entry.name,
        search_key=fold(entry.name), sort_key=sort_key(entry.name),
        parent_id=entry.parent or None, oblast_id=descent["oblast"] or None,
        raion_id=descent["raion"] or None, hromada_id=descent["hromada"] or None,
        first_seen_on=first_seen_on, removed_on=removed_on,
    )  # fmt: skip


def _write(units: Iterable[Unit], total: int, progress: Progress | None) -> None:
    done = 0
    for batch in batched(units, _BATCH):
        Unit.objects.bulk_create(batch, update_conflicts=True, unique_fields=["code"], update_fields=_MUTABLE)
        done += len(batch)
        if progress is not None:
            progress(done, max(total, done))


def _keep_old_names(before: Mapping[str, Known], codes: Iterable[str], after: Mapping[str, Entry], day: dt.date) -> int:
    """Names and categories that units lose on this day stay findable. How many."""
    source = _("кодифікатор КАТОТТГ")
    lost = [
        UnitName(
            unit_id=code, name=before[code].name, category=before[code].category,
            search_key=fold(before[code].name), valid_to=day, source=str(source),
        )
        for code in codes
        if (before[code].name, before[code].category) != (after[code].name, after[code].category)
    ]  # fmt: skip
    UnitName.objects.bulk_create(
        lost, _BATCH, update_conflicts=True, unique_fields=["unit", "name", "category"],
        update_fields=["valid_to", "search_key", "source"],
    )  # fmt: skip
    return len(lost)


@dataclass(frozen=True)
class _Past:
    """What an older edition adds to the present."""

    names: list[UnitName]
    units: list[Unit]
    seen_earlier: list[str]


def _take_history(entries: Sequence[Entry], day: dt.date, *, progress: Progress | None) -> Taken:
    """An edition older than the one in force: names of the past for search, units that are no more."""
    until = Edition.objects.filter(kind=EditionKind.CODIFIER, edition_on__gt=day).aggregate(day=Min("edition_on"))[
        "day"
    ]
    past = _past(entries, day, until)
    _write(past.units, len(past.units), progress)
    UnitName.objects.bulk_create(past.names, _BATCH)
    Unit.objects.filter(code__in=past.seen_earlier).update(first_seen_on=day)
    has_changed = bool(past.names or past.units or past.seen_earlier)
    note = _("Редакція старша за завантажену: нинішні назви не змінено, давні збережено для пошуку.")
    counts = {"added": 0, "removed": 0, "renamed": 0, "recategorised": 0, "unchanged": len(entries),
              "old_names": len(past.names), "old_units": len(past.units)}  # fmt: skip
    return Taken(counts=counts, has_changed=has_changed, edition_on=day, notes=[note])


def _past(entries: Sequence[Entry], day: dt.date, until: dt.date) -> _Past:
    columns = ("name", "category", "first_seen_on")
    present = {code: rest for code, *rest in Unit.objects.order_by().values_list("code", *columns)}
    kept = set(UnitName.objects.order_by().values_list("unit_id", "name", "category"))
    descent = codifier.lines_of_descent(entries)
    past = _Past([], [], [])
    for entry in entries:
        known = present.get(entry.code)
        if known is None:
            past.units.append(unit_of(entry, descent[entry.code], first_seen_on=day, removed_on=until))
            continue
        name, category, seen = known
        if (name, category) != (entry.name, entry.category) and (entry.code, entry.name, entry.category) not in kept:
            past.names.append(_old_name(entry, until))
        if seen > day:
            past.seen_earlier.append(entry.code)
    return past


def _old_name(entry: Entry, until: dt.date) -> UnitName:
    return UnitName(
        unit_id=entry.code, name=entry.name, category=entry.category, search_key=fold(entry.name),
        valid_to=until, source=str(_("кодифікатор КАТОТТГ")),
    )  # fmt: skip


def _counts(difference: Difference, old_names: int) -> dict[str, int]:
    return {
        "added": len(difference.added), "restored": len(difference.restored), "removed": len(difference.removed),
        "renamed": len(difference.renamed), "recategorised": len(difference.recategorised),
        "moved": len(difference.moved), "unchanged": difference.unchanged, "old_names": old_names,
    }  # fmt: skip


def _notes(entries: Sequence[Entry], difference: Difference, *, is_new_edition: bool) -> list[Words]:
    notes: list[Words] = []
    mixed = codifier.names_in_two_scripts(entries)
    if mixed:
        names = ", ".join(f"{entry.name} ({entry.code})" for entry in mixed[:5])
        notes.append(format_lazy(_("Латинські літери серед кирилиці, збережено як у файлі: {names}."), names=names))
    if difference.is_empty and is_new_edition:
        notes.append(_("Склад і назви не змінилися; записано нову дату редакції."))
    return notes
