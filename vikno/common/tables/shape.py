"""What a table is, and how a file is refused."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from vikno.common.errors import Refusal, Words
from vikno.common.text import fold

SHOWN_PROBLEMS: Final = 100


@dataclass(frozen=True, slots=True)
class Limits:
    """What a file may cost.

    Bytes on the disk, bytes after unpacking, files in the archive, cells in a sheet.
    """

    file_bytes: int = 100_000_000
    unpacked_bytes: int = 600_000_000
    members: int = 2_000
    cells: int = 5_000_000


@dataclass(frozen=True, slots=True)
class Problem:
    """One line of the file and what is wrong with it; line 0 stands for the file as a whole."""

    line: int
    reason: Words

    def as_json(self) -> dict[str, Any]:
        return {"line": self.line, "reason": str(self.reason)}


class TableRefused(Refusal):
    """The whole file is refused: `problems` holds the first hundred reasons in order, `total` counts all."""

    code = "table.refused"
    message = _("Файл не прийнято, жодного рядка не завантажено: {first}")

    def __init__(self, problems: Sequence[Problem], total: int | None = None) -> None:
        self.problems = tuple(problems[:SHOWN_PROBLEMS])
        self.total = len(problems) if total is None else total
        super().__init__(first=_sentence(self.problems[0]))


class HeaderMissing(TableRefused):
    """The file is readable, but no row has the titles that were asked for: perhaps it is another table."""

    code = "table.header_missing"


def _sentence(problem: Problem) -> Words:
    if not problem.line:
        return problem.reason
    return format_lazy(_("рядок {line}: {reason}"), line=problem.line, reason=problem.reason)


def refuse(reason: Words, line: int = 0, **facts: Any) -> TableRefused:
    """A refusal for one reason; `{name}` in the reason is filled from the facts."""
    return TableRefused([Problem(line, format_lazy(reason, **facts) if facts else reason)])


@dataclass(frozen=True, slots=True)
class Row:
    """One row:

    `line` is the line in the file (from 1) or the row of the sheet; a cell by place or by column title.
    """

    line: int
    cells: tuple[str, ...]
    places: Mapping[str, int] = field(repr=False, compare=False)

    def __getitem__(self, column: int | str) -> str:
        return self.cells[column if isinstance(column, int) else self.places[fold(column)]]

    def get(self, column: str, default: str = "") -> str:
        place = self.places.get(fold(column))
        return default if place is None else self.cells[place]


@dataclass(frozen=True, slots=True)
class Table:
    """A header and its rows.

    Titles are compared folded: apostrophes, case, trailing spaces and Latin twins aside.
    """

    header: tuple[str, ...]
    rows: list[Row]
    sheet: str = ""
    delimiter: str = ""

    def place(self, *titles: str) -> int | None:
        """Place of the first of these titles that the header has, or None."""
        places = places_of(self.header)
        return next((places[fold(t)] for t in titles if fold(t) in places), None)

    def has(self, *titles: str) -> bool:
        """Whether the header has all these titles."""
        return {fold(t) for t in titles} <= set(places_of(self.header))


def places_of(header: Sequence[str]) -> dict[str, int]:
    """Folded title → place; the first of equal titles wins, blank titles are left out."""
    places: dict[str, int] = {}
    for place, title in enumerate(header):
        places.setdefault(fold(title), place)
    places.pop("", None)
    return places
