"""A file by parts: what players, downloads that were broken and caches ask for (RFC 9110 §13–15)."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils.http import http_date

from vikno.common import pieces
from vikno.common.middleware import Packed
from vikno.common.ranges import part_of

CHANGED = datetime(2026, 3, 2, 12, tzinfo=UTC)
DATE = http_date(CHANGED.timestamp())
ETAG = '"abc"'
CONTENT = bytes(range(256)) * 1000


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "film"
    made.write_bytes(CONTENT)
    return made


def asked(path: Path, method: str = "get", **headers: str) -> tuple[int, bytes, Any]:
    request = getattr(RequestFactory(), method)("/", headers=headers)
    answer = part_of(request, path, etag=ETAG, changed=CHANGED, content_type="video/mp4")
    body = b"".join(answer)  # type: ignore[arg-type]
    return answer.status_code, body, answer.headers


def test_the_whole_says_that_parts_may_be_asked_for(path: Path) -> None:
    status, body, headers = asked(path)
    assert (status, body) == (200, CONTENT)
    assert headers["Accept-Ranges"] == "bytes"
    assert headers["Content-Length"] == "256000"
    assert headers["Content-Type"] == "video/mp4"


@pytest.mark.parametrize(
    ("span", "first", "end"),
    [("0-1", 0, 2), ("0-", 0, 256_000), ("255999-", 255_999, 256_000), ("-10", 255_990, 256_000),
     ("100-99999999", 100, 256_000), ("-999999999", 0, 256_000), ("65530-65545", 65_530, 65_546)],
)  # fmt: skip
def test_a_part_is_that_part_and_says_which(path: Path, span: str, first: int, end: int) -> None:
    status, body, headers = asked(path, range=f"bytes={span}")
    assert (status, body) == (206, CONTENT[first:end])
    assert headers["Content-Range"] == f"bytes {first}-{end - 1}/256000"
    assert headers["Content-Length"] == str(end - first)
    assert headers["ETag"] == ETAG


@pytest.mark.parametrize("span", ["bytes=256000-", "bytes=-0", "bytes=999999999-"])
def test_a_part_beyond_the_end_is_told_how_long_the_file_is(path: Path, span: str) -> None:
    status, body, headers = asked(path, range=span)
    assert (status, body, headers["Content-Range"]) == (416, b"", "bytes */256000")


@pytest.mark.parametrize("span", ["bytes=5-1", "bytes=a-b", "bytes=-", "lines=1-2", "bytes=0-1,4-5", "x", "bytes=1"])
def test_what_is_no_one_part_is_the_whole(path: Path, span: str) -> None:
    assert asked(path, range=span)[:2] == (200, CONTENT)


@pytest.mark.parametrize(("condition", "status"), [(ETAG, 206), (DATE, 206), ('"other"', 200), ('W/"abc"', 200)])
def test_a_part_of_another_edition_is_not_joined_to_this_one(path: Path, condition: str, status: int) -> None:
    assert asked(path, range="bytes=0-1", if_range=condition)[0] == status


def test_whoever_has_it_is_sent_nothing(path: Path) -> None:
    assert asked(path, if_none_match=ETAG)[:2] == (304, b"")
    assert asked(path, if_match='"other"', range="bytes=0-1")[:2] == (412, b"")


def test_a_question_about_the_file_opens_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "open", lambda *_: pytest.fail("opened"))
    status, body, headers = asked(path, "head", range="bytes=0-1")
    assert (status, body, headers["Content-Length"]) == (200, b"", "256000")


def test_it_is_read_piece_by_piece_and_closed(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sizes: list[int] = []
    closed: list[int] = []
    pread, close = pieces.os.pread, pieces.os.close
    monkeypatch.setattr(pieces.os, "pread", lambda f, n, at: sizes.append(n) or pread(f, n, at))
    monkeypatch.setattr(pieces.os, "close", lambda f: closed.append(f) or close(f))
    asked(path, range="bytes=10-200000")
    assert max(sizes) <= 65_536
    assert sum(sizes) >= 199_991
    assert len(closed) == 1


def test_parts_are_never_packed(path: Path) -> None:
    """A packed answer has no length and its parts are parts of nothing."""
    request = RequestFactory().get("/", headers={"accept-encoding": "gzip", "range": "bytes=0-9999"})

    def packed(answer: Any) -> Any:
        return Packed(lambda _request: answer)(request)

    part = packed(part_of(request, path, etag=ETAG, changed=CHANGED, content_type="video/mp4"))
    assert "Content-Encoding" not in part.headers
    assert part.headers["Content-Length"] == "10000"
    assert len(b"".join(part)) == 10_000
    assert packed(HttpResponse("слово " * 500)).headers["Content-Encoding"] == "gzip"
