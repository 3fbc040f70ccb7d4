"""Reading the codifier КАТОТТГ: five level columns, a category letter, a name.

The code of a row is its deepest level. Parents are told by the level columns, never by cutting the code: the last
five digits differ (domain notes 6.1).
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

from vikno.common.text import clean, mixed_script

LEVELS: Final = {"O": 1, "K": 1, "P": 2, "H": 3, "M": 4, "T": 4, "X": 4, "C": 4, "B": 5}
SETTLEMENTS: Final = frozenset("MTXC")
LONGEST_NAME: Final = 100

# The codifier writes category letters in Latin, the КОАТУУ table in Cyrillic; on the screen they are the same.
_LETTERS: Final = str.maketrans("ОКРНМТХСВокрнмтхсв", "OKPHMTXCBOKPHMTXCB")
_CODE: Final = re.compile(r"UA[0-9]{17}")
_PARENT_CATEGORIES: Final = {
    "P": frozenset("O"),
    "H": frozenset("P"),
    **dict.fromkeys("MTXC", frozenset("H")),
    "B": frozenset("MK"),
}
# Every oblast has raions, every raion hromadas, every hromada settlements: a file that ends before them was cut.
_MUST_HOLD_MEMBERS: Final = frozenset("OPH")


class FaultKind(StrEnum):
    """Why a line is not taken; words for people are in `errors.FAULTS`."""

    CATEGORY = "category"
    CODE = "code"
    NO_NAME = "no_name"
    LONG_NAME = "long_name"
    LEVEL = "level"
    REPEATED = "repeated"
    NO_PARENT = "no_parent"
    WRONG_PARENT = "wrong_parent"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class Fault:
    line: int
    kind: FaultKind
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Entry:
    """One unit as an edition describes it. `parent` is "" for an oblast or a city with special status."""

    line: int
    code: str
    parent: str
    category: str
    name: str


def category_letter(text: str) -> str:
    """The Latin letter of a category written in either alphabet and either case, or "" when it is none."""
    letter = clean(text).translate(_LETTERS).upper()
    return letter if letter in LEVELS else ""


def read_codifier(rows: Iterable[tuple[int, Sequence[str]]]) -> tuple[list[Entry], list[Fault]]:
    """Entries and faults of all rows: (line, first to fifth level, category, name) with text as published.

    With any fault the edition must be refused whole; entries are then only what could be read.
    """
    entries, faults = [], []
    for line, cells in rows:
        found = _entry(line, cells)
        if isinstance(found, Entry):
            entries.append(found)
        else:
            faults.append(found)
    faults += hierarchy_faults(entries) if not faults else []
    return entries, sorted(faults, key=lambda fault: fault.line)


def _entry(line: int, cells: Sequence[str]) -> Entry | Fault:
    category, name = category_letter(cells[5]), clean(cells[6])
    if not category:
        return Fault(line, FaultKind.CATEGORY, {"category": clean(cells[5])})
    if not name:
        return Fault(line, FaultKind.NO_NAME)
    if len(name) > LONGEST_NAME:
        return Fault(line, FaultKind.LONG_NAME, {"name": name[:40]})
    codes = [clean(cell) for cell in cells[:5]]
    if category == "K":
        codes = _special_city_levels(codes)
    return _placed(line, codes, category, name)


def _special_city_levels(codes: list[str]) -> list[str]:
    """Київ and Севастополь: other levels are blank, repeat the code, or hold its beginning (`UA80`, 2022)."""
    first = codes[0]
    return [first, *("" if code and first.startswith(code) else code for code in codes[1:])]


def _placed(line: int, codes: list[str], category: str, name: str) -> Entry | Fault:
    damaged = next((code for code in codes if code and not _CODE.fullmatch(code)), None)
    if damaged is not None:
        return Fault(line, FaultKind.CODE, {"code": damaged})
    depth = max((place for place, code in enumerate(codes, start=1) if code), default=0)
    if depth != LEVELS[category] or not all(codes[:depth]):
        return Fault(line, FaultKind.LEVEL, {"level": depth, "expected": LEVELS[category]})
    parent = codes[depth - 2] if depth > 1 else ""
    return Entry(line, codes[depth - 1], parent, category, name)


def hierarchy_faults(entries: Sequence[Entry]) -> list[Fault]:
    """Repeated codes, parents that are absent or of a wrong category, an end of the file before the last members."""
    by_code: dict[str, Entry] = {}
    faults = []
    for entry in entries:
        if entry.code in by_code:
            facts = {"code": entry.code, "other": by_code[entry.code].line}
            faults.append(Fault(entry.line, FaultKind.REPEATED, facts))
        by_code.setdefault(entry.code, entry)
    for entry in entries:
        faults += _parent_faults(entry, by_code)
    last = entries[-1] if entries else None
    if last is not None and last.category in _MUST_HOLD_MEMBERS and all(e.parent != last.code for e in entries):
        faults.append(Fault(last.line, FaultKind.EMPTY, {"code": last.code, "name": last.name}))
    return faults


def _parent_faults(entry: Entry, by_code: Mapping[str, Entry]) -> list[Fault]:
    allowed = _PARENT_CATEGORIES.get(entry.category)
    if allowed is None:
        return []
    parent = by_code.get(entry.parent)
    if parent is None:
        return [Fault(entry.line, FaultKind.NO_PARENT, {"parent": entry.parent})]
    if parent.category not in allowed:
        return [Fault(entry.line, FaultKind.WRONG_PARENT, {"parent": entry.parent, "category": parent.category})]
    return []


def lines_of_descent(entries: Sequence[Entry]) -> dict[str, dict[str, str]]:
    """For each code the codes of its oblast, raion and hromada ("" where there is none).

    A unit is not its own ancestor. A city with special status is the oblast of its districts.
    """
    by_code = {entry.code: entry for entry in entries}
    names = {"O": "oblast", "K": "oblast", "P": "raion", "H": "hromada"}
    lines: dict[str, dict[str, str]] = {}
    for entry in entries:
        line = {"oblast": "", "raion": "", "hromada": ""}
        above = by_code.get(entry.parent)
        while above is not None:
            if above.category in names:
                line[names[above.category]] = above.code
            above = by_code.get(above.parent)
        lines[entry.code] = line
    return lines


def names_in_two_scripts(entries: Iterable[Entry]) -> list[Entry]:
    """Entries whose name mixes Latin and Cyrillic inside a word: kept as published, but worth a word."""
    return [entry for entry in entries if mixed_script(entry.name)]


def read_old_codes(rows: Iterable[tuple[int, str, str]]) -> tuple[list[tuple[int, str, str]], list[Fault]]:
    """Pairs (line, КАТОТТГ, КОАТУУ) of the table of correspondence.

    Words in place of a code («Новий район») are left out. A leading zero eaten by a spreadsheet is given back:
    КОАТУУ has ten digits.
    """
    pairs, faults = [], []
    for line, code, old in rows:
        code, old = clean(code), clean(old)
        if not _CODE.fullmatch(code):
            faults.append(Fault(line, FaultKind.CODE, {"code": code}))
        elif re.fullmatch(r"[0-9]{9,10}", old):
            pairs.append((line, code, old.zfill(10)))
    return pairs, faults
