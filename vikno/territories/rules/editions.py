"""What changed between what is known and an edition of the codifier."""

import datetime as dt
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Final

from vikno.territories.rules.codifier import Entry

# A real edition removes a few codes; a file that was cut removes the end of an oblast.
FEW_REMOVED: Final = 20
FEW_REMOVED_SHARE: Final = 0.05

_DATES: Final = (
    re.compile(r"(?<!\d)(?P<y>20\d\d)[-._](?P<m>\d\d)[-._](?P<d>\d\d)(?!\d)"),
    re.compile(r"(?<!\d)(?P<d>\d\d)[-._](?P<m>\d\d)[-._](?P<y>20\d\d)(?!\d)"),
    re.compile(r"(?<!\d)(?P<y>20\d\d)(?P<m>[01]\d)(?P<d>[0-3]\d)(?!\d)"),
    re.compile(r"(?<!\d)(?P<y>20\d\d)(?!\d|[-._]\d\d)"),
)


@dataclass(frozen=True, slots=True)
class Known:
    """A unit as the database has it."""

    code: str
    parent: str
    category: str
    name: str
    oblast: str
    is_removed: bool


@dataclass(frozen=True, slots=True)
class Difference:
    """Codes of units by what happens to them. One unit may be renamed, recategorised and moved at once."""

    added: list[str] = field(default_factory=list)
    restored: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    renamed: list[str] = field(default_factory=list)
    recategorised: list[str] = field(default_factory=list)
    moved: list[str] = field(default_factory=list)
    unchanged: int = 0

    @property
    def is_empty(self) -> bool:
        return not (self.added or self.restored or self.removed or self.changed)

    @property
    def changed(self) -> list[str]:
        """Codes of units that stay but are not as they were, in a steady order."""
        return sorted({*self.renamed, *self.recategorised, *self.moved})


def compare(before: Mapping[str, Known], after: Mapping[str, Entry]) -> Difference:
    """What an edition changes.

    A file may hold some oblasts only: it says nothing about units of an oblast that it does not have, so those
    are neither removed nor counted.
    """
    difference = Difference()
    unchanged = 0
    for code, entry in after.items():
        known = before.get(code)
        if known is None:
            difference.added.append(code)
        elif known.is_removed:
            difference.restored.append(code)
        elif (known.name, known.category, known.parent) == (entry.name, entry.category, entry.parent):
            unchanged += 1
        else:
            _sort_change(difference, known, entry)
    covered = {entry.code for entry in after.values() if not entry.parent}
    for code, known in before.items():
        if code not in after and not known.is_removed and (known.oblast or code) in covered:
            difference.removed.append(code)
    return Difference(
        difference.added, difference.restored, sorted(difference.removed), difference.renamed,
        difference.recategorised, difference.moved, unchanged,
    )  # fmt: skip


def _sort_change(difference: Difference, known: Known, entry: Entry) -> None:
    if known.name != entry.name:
        difference.renamed.append(entry.code)
    if known.category != entry.category:
        difference.recategorised.append(entry.code)
    if known.parent != entry.parent:
        difference.moved.append(entry.code)


def suspicious_losses(before: Mapping[str, Known], removed: Collection[str]) -> dict[str, tuple[int, int]]:
    """Oblasts that lose so many units that the file was rather cut: code → (lost, had)."""
    had: dict[str, int] = {}
    for known in before.values():
        if not known.is_removed:
            had[known.oblast or known.code] = had.get(known.oblast or known.code, 0) + 1
    lost: dict[str, int] = {}
    for code in removed:
        oblast = before[code].oblast or code
        lost[oblast] = lost.get(oblast, 0) + 1
    return {
        oblast: (n, had[oblast])
        for oblast, n in sorted(lost.items())
        if n > max(FEW_REMOVED, had[oblast] * FEW_REMOVED_SHARE)
    }


def date_in_file_name(name: str) -> dt.date | None:
    """The date of an edition as its file name tells it: `2025-05-16`, `16-05-2025`, `20250516`; a bare year is its
    1 January. None when the name tells none, or two different ones."""
    for pattern in _DATES:
        found = {_date(match) for match in pattern.finditer(name)} - {None}
        if found:
            return found.pop() if len(found) == 1 else None
    return None


def _date(match: re.Match[str]) -> dt.date | None:
    parts = match.groupdict()
    try:
        return dt.date(int(parts["y"]), int(parts.get("m") or 1), int(parts.get("d") or 1))
    except ValueError:
        return None
