"""What boards hear at once: a small ASGI program beside the pages, `GET /events/boards/<point>/` as server-sent events.

The database says that something was called at a point, or that its queue stands still (triggers, migrations 0005 and
0010). The state of that point is read once, however many boards hang there, and goes to each of them. A board that
cannot hear asks the pages every second, so this program may be away without anybody noticing but by half a second.

Events: `state` carries the same JSON as the board's address for asking; `alive` comes every few seconds while the
database answers, so that silence means something.
"""

import asyncio
import re
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any, Final

import psycopg
from django.conf import settings
from django.db import DatabaseError, close_old_connections, connection

from vikno.queue.boards import Board, fresh_board

CHANNEL: Final = "vikno_queue"
ALIVE_SECONDS: Final = 5.0  # a board calls itself old after 15 s of silence
_RETRY_SECONDS: Final = 1.0
_ADDRESS = re.compile(r"/events/boards/(\d{1,18})/")
_HEADERS: Final = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
    (b"access-control-allow-origin", b"*"),  # numbers and windows, without a session: anybody's
    (b"x-content-type-options", b"nosniff"),
]

type Scope = dict[str, Any]
type Receive = Callable[[], Awaitable[dict[str, Any]]]
type Send = Callable[[dict[str, Any]], Awaitable[None]]


@dataclass(kw_only=True)
class _Hall:
    """One point and the boards that hang there. `heard_at`: when the database last answered about it."""

    board: Board
    heard_at: float
    changed: asyncio.Event = field(default_factory=asyncio.Event)
    listeners: int = 0
    is_reading: bool = False
    is_stale: bool = False


class Stream:
    """The halls that somebody listens to, and one connection that hears of calls."""

    def __init__(self) -> None:
        self.halls: dict[int, _Hall] = {}
        self.reader = ThreadPoolExecutor(1, thread_name_prefix="boards")

    async def listen(self) -> None:
        """Hear of calls until cancelled; whatever was missed while the database was away is read anew."""
        while True:
            with suppress(psycopg.Error, OSError):
                await self._listen_once()
            await asyncio.sleep(_RETRY_SECONDS)

    async def _listen_once(self) -> None:
        known = await asyncio.get_running_loop().run_in_executor(self.reader, _address_of_database)
        async with await psycopg.AsyncConnection.connect(**known, autocommit=True) as listening:
            await listening.execute(f"LISTEN {CHANNEL}")
            self._read_all()
            while True:
                async for said in listening.notifies(timeout=ALIVE_SECONDS):
                    self._read(int(said.payload))
                await listening.execute("SELECT 1")  # a connection that died silently is found here
                self._read_all()  # a point closed or a notice changed: no call tells of it

    def _read_all(self) -> None:
        for point_id in list(self.halls):
            self._read(point_id)

    def _read(self, point_id: int) -> None:
        hall = self.halls.get(point_id)
        if hall is None:
            return
        hall.is_stale = True
        if not hall.is_reading:
            hall.is_reading = True
            asyncio.get_running_loop().create_task(self._read_while_stale(point_id, hall))

    async def _read_while_stale(self, point_id: int, hall: _Hall) -> None:
        """A call that comes while the state is being read makes it be read once more, not once for each."""
        try:
            while hall.is_stale:
                hall.is_stale = False
                board = await self._board(point_id)
                if board is None:
                    return
                hall.heard_at = time.monotonic()
                if board.tag != hall.board.tag:
                    hall.board = board
                    told, hall.changed = hall.changed, asyncio.Event()
                    told.set()
        finally:
            hall.is_reading = False

    async def _board(self, point_id: int) -> Board | None:
        return await asyncio.get_running_loop().run_in_executor(self.reader, _read_board, point_id)

    @asynccontextmanager
    async def at(self, point_id: int) -> AsyncIterator[_Hall | None]:
        """The hall of a point for as long as a board listens; None for an unknown point or a silent database."""
        hall = self.halls.get(point_id)
        if hall is None:
            board = await self._board(point_id)
            if board is None:
                yield None
                return
            hall = self.halls.setdefault(point_id, _Hall(board=board, heard_at=time.monotonic()))
            self._read(point_id)  # a call between the reading and the hall was told to nobody
        hall.listeners += 1
        try:
            yield hall
        finally:
            hall.listeners -= 1
            if not hall.listeners:
                self.halls.pop(point_id, None)


class Application:
    """The ASGI program. Make one a process."""

    def __init__(self) -> None:
        self.stream = Stream()
        self.listening: asyncio.Task[None] | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif scope["type"] == "http":
            await self._answer(scope, receive, send)

    async def _live(self, receive: Receive, send: Send) -> None:
        while True:
            said = await receive()
            if said["type"] == "lifespan.startup":
                self.listening = asyncio.create_task(self.stream.listen())
                await send({"type": "lifespan.startup.complete"})
            elif said["type"] == "lifespan.shutdown":
                if self.listening:
                    self.listening.cancel()
                await send({"type": "lifespan.shutdown.complete"})
                return

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        found = _ADDRESS.fullmatch(scope["path"])
        if scope["method"] != "GET" or found is None:
            await _say_nothing(send, 404)
            return
        async with self.stream.at(int(found[1])) as hall:
            if hall is None:
                await _say_nothing(send, 404)
                return
            await send({"type": "http.response.start", "status": 200, "headers": _HEADERS})
            telling = asyncio.create_task(_tell(hall, send))
            leaving = asyncio.create_task(_leave(receive))
            _done, left = await asyncio.wait({telling, leaving}, return_when=asyncio.FIRST_COMPLETED)
            for task in left:
                task.cancel()
            await asyncio.gather(telling, leaving, return_exceptions=True)


async def _tell(hall: _Hall, send: Send) -> None:
    """Every state the hall has, and a sign of life between them while the database answers."""
    told = ""
    while True:
        changed, board = hall.changed, hall.board
        if board.tag != told:
            await _send(send, b"event: state\ndata: " + board.body + b"\n\n")
            told = board.tag
            continue
        if time.monotonic() - hall.heard_at < 2 * ALIVE_SECONDS:
            await _send(send, b"event: alive\ndata:\n\n")
        with suppress(TimeoutError):
            await asyncio.wait_for(changed.wait(), ALIVE_SECONDS)


async def _leave(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _send(send: Send, body: bytes) -> None:
    await send({"type": "http.response.body", "body": body, "more_body": True})


async def _say_nothing(send: Send, status: int) -> None:
    await send({"type": "http.response.start", "status": status, "headers": [(b"content-length", b"0")]})
    await send({"type": "http.response.body", "body": b""})


def _read_board(point_id: int) -> Board | None:
    """In a thread of its own, on its own connection. None: no such point, or the database does not answer."""
    close_old_connections()
    try:
        return fresh_board(point_id)
    except DatabaseError:
        connection.close()
        return None


def _address_of_database() -> dict[str, Any]:
    """Where the pages' own database is, as psycopg takes it; a name without what Django adds for itself.

    Past a pooler that lends a connection for a transaction only: nobody would be told on it.
    """
    direct = settings.DATABASE_DIRECT
    params = connection.get_connection_params() if direct is None else {
        **direct["OPTIONS"], "dbname": direct["NAME"],
        **{name: direct[name.upper()] for name in ("user", "password", "host", "port")},
    }  # fmt: skip
    return {
        name: params[name] for name in ("dbname", "user", "password", "host", "port", "sslmode") if params.get(name)
    }
