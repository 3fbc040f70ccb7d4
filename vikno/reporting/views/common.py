"""What pages of reports share."""

from django.http import HttpResponse

from vikno.common.tables.sheets import XLSX


def sheet_answer(body: bytes, name: str) -> HttpResponse:
    """A spreadsheet to save; `name` is ASCII, without the ending."""
    return HttpResponse(body, content_type=XLSX, headers={"Content-Disposition": f'attachment; filename="{name}.xlsx"'})
