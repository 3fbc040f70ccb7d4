"""From a file or bytes to a table: kind by content, header found, widths and damage checked."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final, Literal

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from vikno.common.errors import Words
from vikno.common.tables import text_file, workbook
from vikno.common.tables.shape import HeaderMissing, Limits, Problem, Row, Table, TableRefused, places_of, refuse
from vikno.common.text import fold

type Line = tuple[int, list[str]]
type Title = str | Sequence[str]

_HEADER_WITHIN: Final = 30
# 5,32E+16: a spreadsheet turned a code into a number. Negative exponents (1e-05) are honest numbers.
_EXPONENT: Final = re.compile(r"\s*\d(?:[.,]\d+)?[eEеЕ]\+\d{1,2}\s*")
DEFAULT_LIMITS: Final = Limits()
_PAGE: Final = _("це вебсторінка, а не таблиця. Завантажте сам файл.")
_NOT_TABLES: Final = {
    b"<!doctype": _PAGE,
    b"<html": _PAGE,
    b"%pdf": _("це PDF, а не таблиця. Потрібен CSV, XLSX, XLS або ODS."),
}


def read_table(
    source: Path | str | bytes,
    *,
    header: Sequence[Title] = (),
    columns: Sequence[str] = (),
    sheet: str = "",
    quotes: Literal["csv", "literal"] = "csv",
    widths: Literal["refuse", "keep"] = "refuse",
    exponents_in: Collection[str] = (),
    limits: Limits = DEFAULT_LIMITS,
) -> Table:
    """The table in a CSV, TSV, XLSX, XLS or ODS file (told by content, not by name). Raises `TableRefused`.

    header: titles the header row must have, any order and spelling; several spellings of one title are a tuple.
        Rows above it are skipped, a header over two rows is joined. Without it the first row that is not blank
        is the header. When no row has the titles the refusal is a `HeaderMissing`.
    columns: titles for a file without a header row. Blank rows are skipped; a row is never moved or padded.
    sheet: name of the sheet; by default the first one that has the header, or any rows.
    quotes: "literal" for files where a quote is just a letter.
    widths: "keep" leaves rows of another width as they are; short ones are padded, long ones keep the extra
        cells.
    exponents_in: titles of columns where `1.6e+10` is an honest number.

    Refused whole, with lines: conflict markers, another encoding, wrong width, codes in exponent form, a cut
    or empty file, a broken, encrypted or oversized workbook.
    """
    content = _content(source, limits)
    if workbook.is_workbook(content):
        sheets: Iterable[tuple[str, Iterable[Line]]] = workbook.sheets(content, sheet, limits)
        return _first_with_header(sheets, header, columns, exponents_in)
    text = text_file.decoded(content)
    text_file.require_no_conflict(text)
    delimiter, lines = text_file.split(text, quotes)
    head, body = _headed(lines, header, columns)
    if widths == "keep":
        body = [(line, _padded(cells, len(head))) for line, cells in body]
    else:
        _require_width(body, len(head), ends_with_newline=text.endswith(("\n", "\r")))
    return _table(head, body, exponents_in, delimiter=delimiter)


def _content(source: Path | str | bytes, limits: Limits) -> bytes:
    if isinstance(source, bytes):
        size, content = len(source), source
    else:
        path = Path(source)
        if not path.is_file():
            raise refuse(_("файлу {name} немає. Перевірте шлях."), name=path.name)
        size = path.stat().st_size
        content = path.read_bytes() if size <= limits.file_bytes else b""
    if size > limits.file_bytes:
        raise refuse(
            _("файл завеликий: {size} МБ, приймаємо до {most} МБ."),
            size=size // 10**6,
            most=limits.file_bytes // 10**6,
        )
    if not content.strip(b"\xef\xbb\xbf \t\r\n\x00"):
        raise refuse(_("файл порожній."))
    for start, reason in _NOT_TABLES.items():
        if content[:200].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(start):
            raise refuse(reason)
    return content


def _first_with_header(
    sheets: Iterable[tuple[str, Iterable[Line]]],
    header: Sequence[Title],
    columns: Sequence[str],
    exponents_in: Collection[str],
) -> Table:
    names = []
    for name, rows in sheets:
        names.append(name)
        lines = [row for row in rows if any(cell.strip() for cell in row[1])]
        if not lines:
            continue
        try:
            head, body = _headed(lines, header, columns)
        except HeaderMissing:
            continue
        head, body = _trimmed(head, body)
        return _table(head, body, exponents_in, sheet=name)
    if header and names:
        raise _no_header(header)
    raise refuse(_("у книзі немає жодного аркуша з даними."))


def _headed(lines: list[Line], header: Sequence[Title], columns: Sequence[str]) -> tuple[list[str], list[Line]]:
    if columns:
        return list(columns), lines
    if not lines:
        raise refuse(_("файл порожній."))
    if not header:
        return lines[0][1], lines[1:]
    wanted = [{fold(title) for title in _spellings(titles)} for titles in header]
    for place, (_line, cells) in enumerate(lines[:_HEADER_WITHIN]):
        if _has_all(cells, wanted):
            return cells, lines[place + 1 :]
        if place and _has_all(joined := _joined(lines[place - 1][1], cells), wanted):
            return joined, lines[place + 1 :]
    raise _no_header(header)


def _spellings(title: Title) -> Sequence[str]:
    return (title,) if isinstance(title, str) else title


def _has_all(cells: Sequence[str], wanted: Sequence[set[str]]) -> bool:
    present = places_of(cells).keys()
    return all(spellings & present for spellings in wanted)


def _no_header(header: Sequence[Title]) -> HeaderMissing:
    titles = ", ".join(f"«{_spellings(title)[0]}»" for title in header)
    reason = format_lazy(_("немає рядка заголовків зі стовпцями {titles}."), titles=titles)
    return HeaderMissing([Problem(0, reason)])


def _joined(upper: list[str], lower: list[str]) -> list[str]:
    """A heading over two rows: the lower cell, or the upper one where the lower is empty (merged cells)."""
    width = max(len(upper), len(lower))
    upper, lower = _padded(upper, width), _padded(lower, width)
    return [low if low.strip() else up for up, low in zip(upper, lower, strict=True)]


def _padded(cells: list[str], width: int) -> list[str]:
    return cells + [""] * (width - len(cells))


def _trimmed(head: list[str], body: list[Line]) -> tuple[list[str], list[Line]]:
    """Without the columns to the right that are empty everywhere: sheets carry formatted emptiness."""
    width = max(
        (i + 1 for cells in (head, *(c for _, c in body)) for i, cell in enumerate(cells) if cell.strip()),
        default=0,
    )
    return _padded(head, width)[:width], [(line, _padded(cells, width)[:width]) for line, cells in body]


def _require_width(body: list[Line], width: int, *, ends_with_newline: bool) -> None:
    wrong = [Problem(line, _wrong_width(len(cells), width)) for line, cells in body if len(cells) != width]
    if wrong and not ends_with_newline and len(body[-1][1]) < width:
        wrong[-1] = Problem(body[-1][0], _("файл обірвано посеред рядка. Отримайте його ще раз."))
    if wrong:
        raise TableRefused(wrong)


def _wrong_width(found: int, width: int) -> Words:
    return format_lazy(_("комірок {found}, а заголовків {width}."), found=found, width=width)


def _table(
    head: list[str], body: list[Line], exponents_in: Collection[str], *, sheet: str = "", delimiter: str = ""
) -> Table:
    places = places_of(head)
    honest = {places.get(fold(title)) for title in exponents_in}
    if damaged := [Problem(line, _exponent(cell)) for line, cell in _exponents(body, honest)]:
        raise TableRefused(damaged)
    rows = [Row(line, tuple(cells), places) for line, cells in body]
    return Table(tuple(head), rows, sheet=sheet, delimiter=delimiter)


def _exponents(body: list[Line], honest: set[int | None]) -> Iterator[tuple[int, str]]:
    for line, cells in body:
        for place, cell in enumerate(cells):
            if "+" in cell and _EXPONENT.fullmatch(cell) and place not in honest:
                yield line, cell.strip()


def _exponent(cell: str) -> Words:
    return format_lazy(_("«{cell}» — код зіпсувала електронна таблиця; збережіть стовпець як текст."), cell=cell)
