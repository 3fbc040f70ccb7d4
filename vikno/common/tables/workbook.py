"""Workbooks through calamine.

A package is weighed before it is opened: calamine allocates a full rectangle of cells.
"""

import datetime as dt
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any, Final

import python_calamine
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from vikno.common.errors import Words
from vikno.common.tables.shape import Limits, refuse

_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_COMPOUND: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_CHUNK: Final = 1 << 20
_CELL: Final = re.compile(rb'<(?:x:)?c\b[^>]*?\br="([A-Z]{1,3})(\d{1,7})"')
_ODS_TAG: Final = re.compile(rb"<table:table-(row|cell)\b([^>]*)>")
_ODS_REPEATED: Final = re.compile(rb'number-(?:rows|columns)-repeated="(\d{1,9})"')


def is_workbook(content: bytes) -> bool:
    """Told by the first bytes: a zip package (XLSX, ODS) or a compound file (XLS)."""
    return content.startswith((*_ZIP, _COMPOUND))


def sheets(content: bytes, wanted: str, limits: Limits) -> Iterator[tuple[str, Iterator[tuple[int, list[str]]]]]:
    """Names of visible sheets with their rows, one at a time; only the wanted one if it is named."""
    if not content.startswith(_COMPOUND):
        _weigh(content, limits)
    try:
        book = python_calamine.load_workbook(io.BytesIO(content))
    except python_calamine.PasswordError:
        raise refuse(_("книгу захищено паролем. Зніміть пароль і надішліть ще раз.")) from None
    except Exception:  # calamine raises its own, ValueError or a Rust panic wrapped by pyo3
        raise refuse(_("книга не відкривається: файл пошкоджено або це не електронна таблиця.")) from None
    visible = [
        meta.name
        for meta in book.sheets_metadata
        if meta.visible is python_calamine.SheetVisibleEnum.Visible and wanted in ("", meta.name)
    ]
    if not visible:
        raise refuse(_("у книзі немає потрібного аркуша {name}."), name=wanted)
    for name in visible:
        yield name, _rows(book, name, limits)


def _rows(book: Any, name: str, limits: Limits) -> Iterator[tuple[int, list[str]]]:
    try:
        sheet = book.get_sheet_by_name(name)
        if sheet.width * sheet.height > limits.cells:
            raise refuse(_("в аркуші «{name}» забагато комірок."), name=name)
        first = sheet.start[0] if sheet.start else 0
        for place, cells in enumerate(sheet.to_python(skip_empty_area=True), start=first + 1):
            yield place, [_as_text(cell) for cell in cells]
    except python_calamine.CalamineError:
        raise refuse(_("аркуш «{name}» не читається: файл пошкоджено."), name=name) from None


def _as_text(cell: Any) -> str:
    """Whole numbers without `.0`: codes and counts live in number cells."""
    if isinstance(cell, str):
        return cell.replace("_x000D_", "").replace("\r\n", "\n")
    if isinstance(cell, bool):
        return "1" if cell else "0"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else f"{cell:.15g}"
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat() if cell.time() == dt.time() else cell.isoformat(" ", "seconds")
    return cell.isoformat() if isinstance(cell, dt.date | dt.time) else str(cell)


def _weigh(content: bytes, limits: Limits) -> None:
    """Unpack every member in pieces, counting: declared sizes may lie. Checksums are verified on the way."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            members = package.infolist()
            if len(members) > limits.members:
                raise refuse(_("у книзі забагато частин: {n}."), n=len(members))
            if sum(m.file_size for m in members) > limits.unpacked_bytes:
                raise refuse(_too_large(limits))
            if any(m.flag_bits & 1 for m in members):
                raise refuse(_("книгу захищено паролем. Зніміть пароль і надішліть ще раз."))
            for member in members:
                _weigh_member(package, member, limits)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError):
        raise refuse(_("книга не відкривається: архів пошкоджено або обірвано. Отримайте файл ще раз.")) from None


def _weigh_member(package: zipfile.ZipFile, member: zipfile.ZipInfo, limits: Limits) -> None:
    name = member.filename
    is_sheet = name.startswith("xl/worksheets/") and name.endswith(".xml")
    area = _XlsxArea() if is_sheet else _OdsArea() if name == "content.xml" else None
    tail, read = b"", 0
    with package.open(member) as stream:
        while chunk := stream.read(_CHUNK):
            read += len(chunk)
            if read > limits.unpacked_bytes:
                raise refuse(_too_large(limits))
            if area is not None:
                whole, mark, tail = (tail + chunk).rpartition(b"<")
                area.take(whole)
                tail = mark + tail
                if area.cells > limits.cells:
                    raise refuse(_("в аркуші забагато комірок: видаліть зайві порожні рядки й стовпці."))


def _too_large(limits: Limits) -> Words:
    return format_lazy(_("розпакована книга більша за {most} МБ."), most=limits.unpacked_bytes // 10**6)


class _XlsxArea:
    """The rectangle between the first and the last cell: a single far cell makes it enormous."""

    def __init__(self) -> None:
        self._rows: set[int] = set()
        self._columns: set[bytes] = set()

    def take(self, xml: bytes) -> None:
        for column, row in _CELL.findall(xml):
            self._columns.add(column)
            self._rows.add(int(row))
        self._rows = {min(self._rows), max(self._rows)} if self._rows else set()

    @property
    def cells(self) -> int:
        if not self._rows:
            return 0
        places = [_column_number(column) for column in self._columns]
        return (max(self._rows) - min(self._rows) + 1) * (max(places) - min(places) + 1)


class _OdsArea:
    """Repeated rows times repeated cells that hold a value; repeated emptiness costs nothing."""

    def __init__(self) -> None:
        self.cells = 0
        self._row_repeat = 1

    def take(self, xml: bytes) -> None:
        for kind, attributes in _ODS_TAG.findall(xml):
            repeated = _ODS_REPEATED.search(attributes)
            times = int(repeated[1]) if repeated else 1
            if kind == b"row":
                self._row_repeat = times
            elif b"value-type" in attributes:
                self.cells += times * self._row_repeat


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
