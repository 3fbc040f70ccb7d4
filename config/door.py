"""The door of the page server: a thread answers a request, it never waits for anybody's line.

Threads are few and each holds a connection to the database. What a client sends is taken whole first and what it reads
waits in the loop, which holds thousands of them; a client that falls silent in the middle is let go.
"""

import asyncio
import sys
import time
from collections.abc import Awaitable, Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from tempfile import SpooledTemporaryFile
from typing import IO, Any, Final
from urllib.parse import unquote_to_bytes

THREADS: Final = 4
SILENCE_SECONDS: Final = 20.0  # between two parts of what is sent, or read
MOST_BYTES: Final = 320 * 1024 * 1024  # ten files of the largest size and the form they came with
BEGAN: Final = "vikno.began"  # when the first part came, in seconds: a film may take half an hour
_IN_MEMORY: Final = 1024 * 1024
_PART: Final = 64 * 1024
_OWN_NAMES: Final = frozenset({"CONTENT_TYPE", "CONTENT_LENGTH"})

type Scope = dict[str, Any]
type Receive = Callable[[], Awaitable[dict[str, Any]]]
type Send = Callable[[dict[str, Any]], Awaitable[None]]
type Pages = Callable[[dict[str, Any], Callable[..., None]], Iterable[bytes]]


class Gone(Exception):
    """The client has hung up."""


@dataclass
class Answer:
    """What a page said; `parts` are taken one by one, by a thread."""

    status: int = 500
    headers: list[tuple[bytes, bytes]] = field(default_factory=list)
    parts: Iterator[bytes] = field(default_factory=lambda: iter(()))
    made: Any = None

    def begin(self, status: str, headers: list[tuple[str, str]], _error: object = None) -> None:
        self.status = int(status[:3])
        self.headers = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers]

    def some(self) -> bytes:
        """The next part, joined from small ones; nothing at the end."""
        found, size = [], 0
        for part in self.parts:
            found.append(part)
            size += len(part)
            if size >= _PART:
                break
        return b"".join(found)

    def close(self) -> None:
        """Tell the framework that it is over: connections go back, files are closed."""
        if hasattr(self.made, "close"):
            self.made.close()


class Door:
    """The program that the page server runs, by ASGI: pages by WSGI behind it. One a process."""

    def __init__(self, pages: Pages, *, most_bytes: int = 0) -> None:
        """`most_bytes`: of a form with one file larger than a scan; less than what any form may weigh says nothing."""
        self.pages, self.most_bytes = pages, most_bytes
        self.threads = ThreadPoolExecutor(THREADS, thread_name_prefix="pages")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        began = time.time()
        with SpooledTemporaryFile(_IN_MEMORY) as body:
            try:
                size = await _received(receive, body, most=max(MOST_BYTES, self.most_bytes))
            except Gone:
                return
            except TimeoutError:
                await _say_nothing(send, 408)
                return
            except OverflowError:
                await _say_nothing(send, 413)
                return
            await self._answer(_environ(scope, body, size) | {BEGAN: began}, send)

    async def _answer(self, environ: dict[str, Any], send: Send) -> None:
        loop, answer = asyncio.get_running_loop(), Answer()
        part, is_all = await loop.run_in_executor(self.threads, self._begun, environ, answer)
        try:
            await send({"type": "http.response.start", "status": answer.status, "headers": answer.headers})
            while not is_all and part:
                async with asyncio.timeout(SILENCE_SECONDS):  # whoever reads no more is let go
                    await send({"type": "http.response.body", "body": part, "more_body": True})
                part = await loop.run_in_executor(self.threads, answer.some)
            await send({"type": "http.response.body", "body": part})
        finally:
            if not is_all:
                await loop.run_in_executor(self.threads, answer.close)

    def _begun(self, environ: dict[str, Any], answer: Answer) -> tuple[bytes, bool]:
        """In a thread: the page, and whether that is all of it."""
        answer.made = self.pages(environ, answer.begin)
        if environ["REQUEST_METHOD"] == "HEAD":  # nothing of a body is sent: a long one is not even made
            answer.close()
            return b"", True
        answer.parts = iter(answer.made)
        if getattr(answer.made, "streaming", True):
            return answer.some(), False
        said = b"".join(answer.parts)
        answer.close()
        return said, True


async def _received(receive: Receive, body: IO[bytes], *, most: int) -> int:
    """Take what is sent; its size. TimeoutError after a silence, OverflowError beyond what a form may weigh, Gone."""
    size, is_more = 0, True
    while is_more:
        async with asyncio.timeout(SILENCE_SECONDS):
            said = await receive()
        if said["type"] == "http.disconnect":
            raise Gone
        part, is_more = said.get("body", b""), said.get("more_body", False)
        size += len(part)
        if size > most:
            raise OverflowError
        body.write(part)
    body.seek(0)
    return size


def _environ(scope: Scope, body: IO[bytes], size: int) -> dict[str, Any]:
    """The request as WSGI tells it (PEP 3333)."""
    server, client = scope.get("server") or ("localhost", 80), scope.get("client") or ("", 0)
    environ: dict[str, Any] = {
        "REQUEST_METHOD": scope["method"], "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(scope["raw_path"].partition(b"?")[0]).decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"), "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "SERVER_NAME": server[0], "SERVER_PORT": str(server[1]), "REMOTE_ADDR": client[0],
        "REMOTE_PORT": str(client[1]), "wsgi.version": (1, 0), "wsgi.url_scheme": scope["scheme"], "wsgi.input": body,
        "wsgi.errors": sys.stderr, "wsgi.multithread": True, "wsgi.multiprocess": True, "wsgi.run_once": False,
    }  # fmt: skip
    for name, value in scope["headers"]:
        if b"_" in name:  # X_Forwarded_Proto would pass for X-Forwarded-Proto
            continue
        key = name.decode("latin-1").upper().replace("-", "_")
        key = key if key in _OWN_NAMES else f"HTTP_{key}"
        told, between = value.decode("latin-1"), "; " if key == "HTTP_COOKIE" else ","
        environ[key] = f"{environ[key]}{between}{told}" if key in environ else told
    environ["CONTENT_LENGTH"] = str(size) if size else ""
    return environ


async def _say_nothing(send: Send, status: int) -> None:
    headers = [(b"connection", b"close"), (b"content-length", b"0")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b""})
