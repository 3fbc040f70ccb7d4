"""A measure part by part as a file: the same rows that the page shows, with what they mean."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from vikno.common.clock import KYIV
from vikno.common.tables.writing import safe_cell
from vikno.indicators.definitions import Indicator
from vikno.indicators.enums import Part
from vikno.indicators.queries import Span
from vikno.indicators.shown import Row


@dataclass(frozen=True, kw_only=True)
class Table:
    """One measure of a period by a part."""

    indicator: Indicator
    span: Span
    part: Part
    rows: Sequence[Row]
    at: datetime

    def as_json(self) -> dict[str, Any]:
        """Names of fields are English for programs; words are of the page's language."""
        one = self.indicator
        return {
            "indicator": one.code, "version": one.version, "title": str(one.title), "unit": str(one.unit),
            "counted": str(one.counted), "beware": str(one.beware), "since": self.span.since.isoformat(),
            "until": self.span.until.isoformat(), "by": self.part.value,
            "made_at": self.at.astimezone(KYIV).isoformat(timespec="seconds"),
            "rows": [
                {
                    "key": row.key, "title": str(row.title), "value": row.value.amount, "n": row.value.n,
                    "ninetieth": row.value.ninetieth, "missing": row.value.missing,
                }
                for row in self.rows
            ],
        }  # fmt: skip

    def as_csv(self) -> bytes:
        """UTF-8 with the mark that office programs look for; a comma between, a point in numbers."""
        file = io.StringIO()
        writer = csv.writer(file)
        writer.writerow(["key", "title", "value", "n", "ninetieth", "missing"])
        for row in self.rows:
            cells = (row.key, str(row.title), row.value.amount, row.value.n, row.value.ninetieth, row.value.missing)
            writer.writerow([safe_cell(cell) for cell in cells])
        return b"\xef\xbb\xbf" + file.getvalue().encode()

    def as_xlsx(self) -> bytes:
        file = io.BytesIO()
        book = xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
        sheet, bold = book.add_worksheet(_("Показник")), book.add_format({"bold": True, "text_wrap": True, "bottom": 1})
        sheet.set_column(0, 0, 50)
        sheet.set_column(1, 4, 16)
        said = (self.indicator.heading, str(self.span), self.indicator.counted)
        for place, line in enumerate((*said, self.indicator.beware)):
            sheet.write_string(place, 0, str(line))
        titles = (self.part.label, self.indicator.unit, _("записів"), _("9 із 10 — до"), _("невідомо"))
        for column, title in enumerate(titles):
            sheet.write_string(5, column, str(title), bold)
        for place, row in enumerate(self.rows, start=6):
            sheet.write_string(place, 0, str(row.title))
            numbers = (row.value.amount, row.value.n, row.value.ninetieth, row.value.missing)
            for column, number in enumerate(numbers, start=1):
                if number is not None:
                    sheet.write_number(place, column, number)
        sheet.freeze_panes(6, 1)
        book.close()
        return file.getvalue()
