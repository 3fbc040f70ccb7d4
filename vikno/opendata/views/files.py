"""Whole files: sent with the date of their last change, not sent again to whoever has them."""

from typing import IO, Any

from django.http import HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date

from vikno.common.pieces import pieces_of
from vikno.opendata.keeping import Kept

_MINUTES = 5


def sent(request: HttpRequest, file: Kept, *, content_type: str, name: str = "") -> HttpResponseBase:
    """The file, or 304. With a name it is saved, without one it is read where it is."""
    etag, changed = f'"{file.sha256[:32]}"', int(file.changed_at.timestamp())
    response: Any = get_conditional_response(request, etag, changed)  # a file that is not sent is not opened
    if response is None:
        response = whole(file.path.open("rb"), content_type=content_type, name=name)
    headers = {
        "ETag": etag, "Last-Modified": http_date(changed), "Cache-Control": f"public, max-age={_MINUTES * 60}",
        "Access-Control-Allow-Origin": "*", "Content-Language": "uk",
    }  # fmt: skip
    for header, value in headers.items():
        response.headers[header] = value
    return response


def whole(file: IO[bytes], *, content_type: str, name: str = "") -> StreamingHttpResponse:
    """An open file as an answer; it is closed here."""
    with file:
        length, pieces = pieces_of(file)
    headers = {"Content-Length": str(length)}
    if name:
        headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return StreamingHttpResponse(pieces, content_type=content_type, headers=headers)
