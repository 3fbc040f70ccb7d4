"""Whole files: kept on the disk, sent with the date of their last change, not sent again to whoever has them."""

import datetime as dt
from collections.abc import Iterable
from typing import IO, Any, Protocol

from django.db import models
from django.http import HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import translation
from django.utils.cache import get_conditional_response
from django.utils.http import http_date

from vikno.common.pieces import pieces_of
from vikno.opendata.keeping import Kept, kept
from vikno.opendata.queries.changes import state_of

_MINUTES = 5


class Writer(Protocol):
    def __call__(self, target: IO[bytes], *, at: dt.datetime) -> None: ...


def kept_file(
    name: str, write: Writer, tables: Iterable[type[models.Model]], *, at: dt.datetime, also: str = ""
) -> Kept:
    """The file of the moment. `also`: what else it depends on."""

    def made(target: IO[bytes]) -> None:
        with translation.override("uk"):
            write(target, at=at)

    return kept(name, made, state=state_of(tables, at=at) + also, at=at)


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
