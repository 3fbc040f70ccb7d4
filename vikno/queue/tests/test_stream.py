"""What boards hear: a call reaches every board of its hall; a cut link to the database is taken up again."""

import asyncio
import datetime as dt
import json
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client, override_settings
from django.urls import reverse

from config.environment import Environment
from vikno.common import clock, tenancy
from vikno.network.enums import Cause, PointState
from vikno.network.services import change_status
from vikno.queue import boards, stream
from vikno.queue.services import StandstillFacts, pause_queue
from vikno.queue.tests import world as worlds
from vikno.queue.tests.world import World, called, sat, ticket

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.enable_socket]
_PATIENCE = 30


@pytest.fixture(autouse=True)
def _forgotten() -> Iterator[None]:
    boards.forget()
    yield
    boards.forget()


@pytest.fixture
def world() -> World:
    with transaction.atomic():
        made = worlds.build(windows=2)
        sat(made, 0, at=clock.now())
        sat(made, 1, at=clock.now())
        return made


class Screen:
    """A board that listens: what it was sent, and the moment it leaves."""

    def __init__(self, application: stream.Application, path: str, method: str = "GET") -> None:
        self.status, self.said, self.gone = 0, asyncio.Queue[tuple[str, Any]](), asyncio.Event()
        scope = {"type": "http", "method": method, "path": path}
        self.task = asyncio.create_task(application(scope, self._receive, self._send))

    async def _receive(self) -> dict[str, Any]:
        await self.gone.wait()
        return {"type": "http.disconnect"}

    async def _send(self, message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
        elif message["body"]:
            kind, data = message["body"].decode().removesuffix("\n\n").split("\n")
            text = data.removeprefix("data:").strip()
            await self.said.put((kind.removeprefix("event: "), json.loads(text) if text else None))

    async def state(self) -> Any:
        """The next state sent; signs of life are passed by."""
        async with asyncio.timeout(_PATIENCE):
            while True:
                kind, data = await self.said.get()
                if kind == "state":
                    return data

    async def numbers(self) -> list[str]:
        return [call[0] for call in (await self.state())["calls"]]

    async def leave(self) -> None:
        self.gone.set()
        await self.task


type Play = Callable[[stream.Application], Awaitable[None]]


def played(play: Play) -> None:
    """The program runs while `play` does, begun and ended as its server does it."""

    async def run() -> None:
        application = stream.Application()
        orders = asyncio.Queue[dict[str, Any]]()
        answers = asyncio.Queue[dict[str, Any]]()
        living = asyncio.create_task(application({"type": "lifespan"}, orders.get, answers.put))
        await orders.put({"type": "lifespan.startup"})
        assert (await answers.get())["type"] == "lifespan.startup.complete"
        try:
            await play(application)
        finally:
            await orders.put({"type": "lifespan.shutdown"})
            await living
            application.stream.reader.submit(lambda: connection.close()).result()  # that thread's own, not ours
            application.stream.reader.shutdown()

    asyncio.run(run())


async def _elsewhere[T](act: Callable[[], T]) -> T:
    """In a thread with its own connection, as a window's request is; committed."""

    def acted() -> T:
        try:
            with tenancy.working_for(worlds.HOME):
                return act()
        finally:
            connection.close()

    return await asyncio.get_running_loop().run_in_executor(None, acted)  # `to_thread` would take our connection along


def _call(world: World, window: int = 0) -> Callable[[], None]:
    def act() -> None:
        ticket(world, at=clock.now())
        called(world, window, at=clock.now())

    return act


def _board(world: World) -> str:
    return f"/events/boards/{world.point.pk}/"


def test_a_call_reaches_every_board_of_its_hall(world: World) -> None:
    async def play(application: stream.Application) -> None:
        screens = [Screen(application, _board(world)) for _ in range(20)]
        assert [await screen.numbers() for screen in screens] == [[]] * 20
        await _elsewhere(_call(world))
        assert [await screen.numbers() for screen in screens] == [["П-001"]] * 20
        await _elsewhere(_call(world, 1))
        assert [await screen.numbers() for screen in screens] == [["П-002", "П-001"]] * 20
        for screen in screens:
            await screen.leave()
        assert application.stream.halls == {}  # nobody listens: nothing is read any more

    played(play)


def test_a_board_hears_at_once_that_the_queue_stands(world: World) -> None:
    def stop() -> None:
        at = clock.now()
        change_status(
            actor=world.head, at=at, point_id=world.point.pk, state=PointState.CLOSED, cause=Cause.ALERT,
            reason="тривога", notice="Повітряна тривога",
        )  # fmt: skip
        facts = StandstillFacts(ends_at=at + dt.timedelta(hours=1), expected_until=None, words="Тривога")
        pause_queue(point=world.point, facts=facts, actor=world.head, at=at)

    async def play(application: stream.Application) -> None:
        screen = Screen(application, _board(world))
        assert (await screen.state())["notice"] == ""
        await _elsewhere(stop)
        assert (await screen.state())["notice"] == "Повітряна тривога"
        await screen.leave()

    played(play)


def test_a_notice_is_heard_though_nobody_is_called(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "ALIVE_SECONDS", 0.2)

    def tell() -> None:
        change_status(
            actor=world.head, at=clock.now(), point_id=world.point.pk, state=PointState.CLOSED, cause=Cause.ALERT,
            reason="тривога", notice="Приймаємо в школі",
        )  # fmt: skip

    async def play(application: stream.Application) -> None:
        screen = Screen(application, _board(world))
        assert (await screen.state())["notice"] == ""
        await _elsewhere(tell)
        assert (await screen.state())["notice"] == "Приймаємо в школі"
        await screen.leave()

    played(play)


def test_a_call_that_comes_while_the_state_is_read_is_read_too(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "ALIVE_SECONDS", 60.0)  # nothing heals it by the clock

    async def play(application: stream.Application) -> None:
        screen, read = Screen(application, _board(world)), application.stream._board
        assert await screen.numbers() == []
        calls = [_call(world), _call(world, 1)]

        async def slow(point_id: int) -> boards.Board | None:
            board = await read(point_id)
            if calls:  # the state has been read and is on its way; somebody is called now
                await _elsewhere(calls.pop())
                application.stream._read(point_id)  # what the database says at that moment
            return board

        monkeypatch.setattr(application.stream, "_board", slow)
        application.stream._read(world.point.pk)
        while len(await screen.numbers()) < 2:
            pass
        await screen.leave()

    played(play)


def test_a_board_that_comes_later_is_told_how_it_stands(world: World) -> None:
    async def play(application: stream.Application) -> None:
        await _elsewhere(_call(world))
        screen = Screen(application, _board(world))
        assert await screen.numbers() == ["П-001"]
        await screen.leave()

    played(play)


def test_a_cut_link_to_the_database_is_taken_up_again(world: World) -> None:
    async def play(application: stream.Application) -> None:
        screen = Screen(application, _board(world))
        assert await screen.numbers() == []
        async with asyncio.timeout(_PATIENCE):
            while not await _elsewhere(_cut_listening):
                await asyncio.sleep(0.1)  # it has not begun to listen yet
        await _elsewhere(_call(world))
        assert await screen.numbers() == ["П-001"]
        await screen.leave()

    played(play)


def _cut_listening() -> int:
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")  # the web role may not end others
        cursor.execute(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
            " WHERE datname = current_database() AND query IN ('LISTEN vikno_queue', 'SELECT 1') AND state = 'idle'"
        )
        return int(cursor.fetchone()[0])


@pytest.mark.parametrize(
    ("path", "method"),
    [("/events/boards/999999/", "GET"), ("/events/", "GET"), ("/events/boards/x/", "GET"), ("", "POST")],
)
def test_nothing_else_is_answered(world: World, path: str, method: str) -> None:
    async def play(application: stream.Application) -> None:
        screen = Screen(application, path or _board(world), method)
        await screen.task
        assert screen.status == 404
        assert screen.said.empty()

    played(play)


def test_the_page_tells_where_to_listen(world: World) -> None:
    page = reverse("queue_public:board", args=[world.point.pk])
    here = f"/events/boards/{world.point.pk}/"

    def events(host: str) -> str:
        found = Client(headers={"host": host}).get(page).content.decode()
        return found.split('data-events="')[1].split('"')[0]

    assert events("localhost:8000") == ""
    with override_settings(EVENTS_HOSTS=["http://localhost:8001", "http://127.0.0.1:8001"]):
        assert events("localhost:8000") == "http://localhost:8001" + here
        assert events("127.0.0.1:8000") == "http://127.0.0.1:8001" + here
    with override_settings(EVENTS_ARE_PROXIED=True):
        assert events("localhost") == here


def test_boards_listen_past_a_pooler(settings: Any) -> None:
    """A connection that is lent for one transaction hears of nothing."""
    assert stream._address_of_database()["dbname"] == connection.settings_dict["NAME"]
    told = {"DATABASE_DIRECT_URL": "postgresql://web:s@db:6000/centre?sslmode=require"}
    settings.DATABASE_DIRECT = Environment.read(told).direct()
    assert stream._address_of_database() == {
        "dbname": "centre", "user": "web", "password": "s", "host": "db", "port": "6000", "sslmode": "require",
    }  # fmt: skip
