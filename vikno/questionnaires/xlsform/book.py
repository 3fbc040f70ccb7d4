"""A workbook as sheets of rows with their numbers and titles. What cannot be read is refused as a table is."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from vikno.common.tables.shape import Limits
from vikno.common.tables.workbook import is_workbook, sheets
from vikno.questionnaires.engine import Problem
from vikno.questionnaires.xlsform.columns import Title, titles_of

LIMITS: Final = Limits(file_bytes=5_000_000, unpacked_bytes=60_000_000, members=200, cells=400_000)


@dataclass(frozen=True, kw_only=True)
class Fault:
    """What is wrong, by sheet, row and column as the author sees them; row 0: the sheet or the book as a whole."""

    sheet: str
    row: int
    column: str
    problem: Problem


@dataclass(frozen=True, kw_only=True)
class Line:
    """One row: cells that say something, by title."""

    row: int
    cells: Mapping[Title, str]

    def get(self, name: str) -> str:
        """The cell of a column without a language."""
        return next(
            (said.strip() for title, said in self.cells.items() if title.name == name and not title.language), ""
        )

    def spoken(self, name: str, language: str) -> dict[str, str]:
        """Cells of a column in all its languages; one without a language is in `language`."""
        return {title.language or language: said for title, said in self.cells.items() if title.name == name}


@dataclass
class Book:
    """Sheets by name in small letters; `faults` grows while they are read."""

    lines: dict[str, list[Line]] = field(default_factory=dict)
    titles: dict[str, list[Title]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def fault(self, sheet: str, row: int, column: str, code: str, **facts: str) -> None:
        self.faults.append(Fault(sheet=sheet, row=row, column=column, problem=Problem(code=code, facts=facts)))


def opened(content: bytes) -> Book:
    """A workbook in XLSX, XLS or ODS. Raises `TableRefused` for what is none."""
    book = Book()
    if not is_workbook(content) or len(content) > LIMITS.file_bytes:
        book.fault("", 0, "", "not_a_workbook")
        return book
    for name, rows in sheets(content, "", LIMITS):
        _read_sheet(book, name.strip().lower(), rows)
    return book


def _read_sheet(book: Book, name: str, rows: Iterator[tuple[int, list[str]]]) -> None:
    lines: list[Line] = []
    titles: list[Title] = []
    for row, cells in rows:
        if not any(cell.strip() for cell in cells):
            continue
        if not titles:
            titles = titles_of(cells)
            _require_once(book, name, row, titles)
        else:
            lines.append(Line(row=row, cells=_said(titles, cells)))
    book.lines[name], book.titles[name] = lines, titles


def _said(titles: Sequence[Title], cells: Sequence[str]) -> dict[Title, str]:
    return {title: cell for title, cell in zip(titles, cells, strict=False) if cell.strip() and title.as_written}


def _require_once(book: Book, sheet: str, row: int, titles: Sequence[Title]) -> None:
    seen: set[tuple[str, str]] = set()
    for title in titles:
        key = (title.name, title.language)
        if title.as_written and key in seen:
            book.fault(sheet, row, title.as_written, "column_twice", name=title.as_written)
        seen.add(key)
