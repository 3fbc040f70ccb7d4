"""W2: the door of the page server takes a request whole before a thread works on it, and lets the silent go."""

import asyncio
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from config import door
from config.door import Door

type Said = list[dict[str, Any]]


class Page:
    """A WSGI program that remembers what it was asked."""

    def __init__(self, parts: Iterable[bytes] = (b"ok",), *, streaming: bool = False) -> None:
        self.parts, self.streaming = parts, streaming
        self.environ: dict[str, Any] = {}
        self.sent, self.closed = b"", 0

    def __call__(self, environ: dict[str, Any], start: Callable[..., None]) -> "Page":
        self.environ, self.sent = environ, environ["wsgi.input"].read()
        start("200 OK", [("Content-Type", "text/plain")])
        return self

    def __iter__(self) -> Iterator[bytes]:
        return iter(self.parts)

    def close(self) -> None:
        self.closed += 1


def asked(
    page: Page, *body: bytes, ends: bool = True, path: bytes = b"/", headers: Iterable[Any] = (), method: str = "POST"
) -> Said:  # fmt: skip
    """What a client is told that sends its body in these parts, and then ends it or falls silent."""

    async def play() -> Said:
        said: Said = []
        sent = [{"type": "http.request", "body": part, "more_body": True} for part in body]
        if ends:
            sent.append({"type": "http.request", "body": b"", "more_body": False})
        coming = iter(sent)

        async def receive() -> dict[str, Any]:
            found = next(coming, None)
            if found is None:
                await asyncio.sleep(60)
            return found or {"type": "http.disconnect"}

        async def send(message: dict[str, Any]) -> None:
            said.append(message)

        scope = {
            "type": "http", "method": method, "scheme": "http", "http_version": "1.1", "raw_path": path, "path": "/",
            "query_string": b"q=1", "headers": list(headers), "server": ("localhost", 80), "client": ("::1", 5),
        }  # fmt: skip
        await Door(page)(scope, receive, send)
        return said

    with ThreadPoolExecutor(1) as aside:  # the loop of a thread of its own: other tests find this one as it was
        return aside.submit(asyncio.run, play()).result()


def test_a_page_is_given_the_whole_of_what_was_sent() -> None:
    page = Page()
    said = asked(page, b"a=", b"1", path=b"/%D0%B0", headers=[(b"host", b"x"), (b"x-a", b"1"), (b"x-a", b"2")])
    assert page.sent == b"a=1"
    assert page.environ["CONTENT_LENGTH"] == "3"
    assert page.environ["PATH_INFO"].encode("latin-1").decode() == "/а"
    assert (page.environ["HTTP_X_A"], page.environ["HTTP_HOST"]) == ("1,2", "x")
    assert [one.get("status", one.get("body")) for one in said] == [200, b"ok"]
    assert page.closed == 1


def test_a_page_is_told_when_its_request_began(monkeypatch: pytest.MonkeyPatch) -> None:
    """Before the first part came, however long the rest took; no header passes for it."""
    page, hours = Page(), iter([100.0, 200.0, 300.0])
    monkeypatch.setattr(door.time, "time", lambda: next(hours))
    asked(page, b"a=", b"1", headers=[(b"vikno.began", b"5")])
    assert page.environ["vikno.began"] == 100.0


def test_a_header_with_an_underscore_does_not_pass_for_another() -> None:
    page = Page()
    asked(page, headers=[(b"x_forwarded_proto", b"https")])
    assert "HTTP_X_FORWARDED_PROTO" not in page.environ


def test_who_falls_silent_is_let_go_and_no_thread_has_waited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(door, "SILENCE_SECONDS", 0.05)
    page = Page()
    assert asked(page, b"a=", ends=False)[0]["status"] == 408
    assert page.environ == {}


def test_what_no_form_weighs_is_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(door, "MOST_BYTES", 10)
    page = Page()
    assert asked(page, b"a" * 11)[0]["status"] == 413
    assert page.environ == {}


def test_a_long_answer_goes_part_by_part_and_is_closed_once() -> None:
    page = Page([b"x" * 40_000] * 5, streaming=True)
    said = asked(page)
    bodies = [one["body"] for one in said[1:]]
    assert sum(map(len, bodies)) == 200_000
    assert len(bodies) > 2
    assert said[-1] == {"type": "http.response.body", "body": b""}
    assert page.closed == 1


def test_of_a_long_answer_nothing_is_made_for_who_asks_its_head_only() -> None:
    made: list[bytes] = []
    page = Page((made.append(b"row") or b"row" for _row in range(1_000_000)), streaming=True)
    said = asked(page, method="HEAD")
    assert (said[0]["status"], said[0]["headers"], said[-1]["body"]) == (200, [(b"content-type", b"text/plain")], b"")
    assert (page.closed, made) == (1, [])
