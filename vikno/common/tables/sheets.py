"""Writing a spreadsheet of texts: nothing that a person typed becomes a formula, memory does not grow with the rows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import BinaryIO, Final

import xlsxwriter

from vikno.common.tables.writing import FORMULA_SIGNS

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# `in_memory` is not set: rows go to a file one at a time. No text is guessed to be a formula, a link or a number.
_OPTIONS: Final = {
    "constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
}  # fmt: skip


@dataclass(frozen=True)
class Column:
    """A heading and the width of its column in characters."""

    title: str
    width: int


def write_texts(file: BinaryIO, *, sheet: str, columns: Sequence[Column], rows: Iterable[Sequence[str]]) -> int:
    """Write one sheet of texts to a file; returns how many rows. Every column is guarded, not the first alone."""
    count = 0
    with xlsxwriter.Workbook(file, _OPTIONS) as book:
        page = book.add_worksheet(sheet)
        head = book.add_format({"bold": True, "text_wrap": True, "bottom": 1})
        # The mark that Excel itself sets for a leading apostrophe: the text stays a text when somebody edits it.
        quoted = book.add_format({"quote_prefix": True})
        for place, column in enumerate(columns):
            page.set_column(place, place, column.width)
            page.write_string(0, place, column.title, head)
        page.freeze_panes(1, 0)
        for count, row in enumerate(rows, start=1):
            for place, text in enumerate(row):
                page.write_string(count, place, text, quoted if text.startswith(FORMULA_SIGNS) else None)
    return count
