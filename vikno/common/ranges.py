"""A kept file by parts (RFC 9110 §14): players ask for the minute they need, a broken download goes on.

One range is answered with 206; several at once, or what is no range of bytes, with the whole file: the RFC allows it.
"""

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Final, Literal

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, parse_http_date_safe

from vikno.common.pieces import pieces_between

_ONE: Final = re.compile(r"bytes=(?P<first>\d{0,18})-(?P<last>\d{0,18})", re.IGNORECASE)
Span = tuple[int, int]


def span_of(header: str, size: int) -> Span | Literal["whole", "none"]:
    """(first byte, byte after the last) of a Range header; "none" where nothing of the file is asked for.

    >>> span_of("bytes=0-1", 10), span_of("bytes=4-", 10), span_of("bytes=-3", 10), span_of("bytes=4-99", 10)
    ((0, 2), (4, 10), (7, 10), (4, 10))
    >>> span_of("bytes=10-", 10), span_of("bytes=-0", 10), span_of("bytes=5-4", 10), span_of("bytes=0-1,3-4", 10)
    ('none', 'none', 'whole', 'whole')
    """
    found = _ONE.fullmatch(header.strip())
    if found is None or not (found["first"] or found["last"]):
        return "whole"
    if not found["first"]:
        first, end = max(size - int(found["last"]), 0), size
    else:
        first, end = int(found["first"]), min(int(found["last"] or size) + 1, size)
        if found["last"] and int(found["last"]) < first:
            return "whole"  # not a range at all: as if nobody had asked for one
    return (first, end) if first < size and first < end else "none"


def part_of(request: HttpRequest, path: Path, *, etag: str, changed: datetime, content_type: str) -> HttpResponseBase:
    """What is asked for of a file: 200, 206, 304, 412 or 416. `etag` is a strong one, in quotation marks.

    The file is opened only where bytes are sent, and never read whole. FileNotFoundError where it is gone.
    """
    size, seconds = path.stat().st_size, int(changed.timestamp())
    span: Span | Literal["whole", "none"] = "whole"
    said: HttpResponseBase | None = get_conditional_response(request, etag, seconds)
    if said is None:
        span = span_of(_range_of(request, etag, seconds), size)
        said = _nothing(size) if span == "none" else _bytes(request, path, span, size, content_type)
    headers = {
        "ETag": etag, "Last-Modified": http_date(seconds), "Accept-Ranges": "bytes",
        "Cache-Control": "no-cache, no-transform",  # asked about each time: what is taken off the site is not shown
    }  # fmt: skip
    for header, value in headers.items():
        said.headers[header] = value
    return said


def _range_of(request: HttpRequest, etag: str, seconds: int) -> str:
    """The range that is asked for of this very file; a part of another edition would be joined to a wrong one."""
    condition = request.headers.get("If-Range", "").strip()
    is_ours = condition in ("", etag) or parse_http_date_safe(condition) == seconds
    return request.headers.get("Range", "") if request.method == "GET" and is_ours else ""


def _nothing(size: int) -> HttpResponse:
    return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})


def _bytes(
    request: HttpRequest, path: Path, span: Span | Literal["whole"], size: int, content_type: str
) -> HttpResponseBase:
    first, end = (0, size) if span == "whole" else span
    headers = {"Content-Length": str(end - first)}
    if span != "whole":
        headers["Content-Range"] = f"bytes {first}-{end - 1}/{size}"
    if request.method == "HEAD":
        return HttpResponse(content_type=content_type, headers=headers)
    with path.open("rb") as file:
        pieces: Iterator[bytes] = pieces_between(file, first, end)
    status = 200 if span == "whole" else 206
    return StreamingHttpResponse(pieces, status=status, content_type=content_type, headers=headers)
