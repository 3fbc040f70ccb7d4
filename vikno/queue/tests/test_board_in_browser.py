"""The board in a browser: a call shows by itself, silence of the server is said, a month of asking leaves no trace."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.test import Client, override_settings
from django.urls import reverse
from playwright.sync_api import expect

from vikno.queue import boards
from vikno.queue.tests.files import path_beside_files
from vikno.queue.tests.world import World

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]

# Time runs ten times faster in the page: its timers, and the clock that says how old the state is.
HASTE = """
(() => {
  const wait = window.setTimeout, often = window.setInterval, now = performance.now.bind(performance);
  window.setTimeout = (act, ms, ...given) => wait(act, ms / 10, ...given);
  window.setInterval = (act, ms, ...given) => often(act, ms / 10, ...given);
  performance.now = () => now() * 10;
})();
"""
# A server within the page: every answer at once, a call every tenth time, silence every thousandth.
MONTH = """
(() => {
  let asked = 0, calls = [];
  const channel = new MessageChannel(), waiting = [];
  channel.port1.onmessage = () => waiting.shift()();
  const enough = Number(new URLSearchParams(location.search).get("enough"));
  window.setTimeout = (act, ms) => {
    if (ms < 4000) channel.port2.postMessage(waiting.push(act));
    return 0;
  };
  window.fetch = async () => {
    asked += 1;
    window.asked = asked;
    if (asked >= enough) return new Promise(() => {});
    if (asked % 1000 === 0) throw new TypeError("no link");
    if (asked % 10) return { status: 304, ok: false, headers: new Headers() };
    calls = [["П-" + String(asked % 1000).padStart(3, "0"), String(asked % 20 + 1), 1, 1], ...calls].slice(0, 6);
    const state = { calls, notice: asked % 100 ? "" : "Тривога", notice_en: "", is_serving: true };
    return { status: 200, ok: true, headers: new Headers({ ETag: '"' + asked + '"' }), json: async () => state };
  };
})();
"""


@dataclass
class Server:
    """What the board hears: a state, or nothing while the server is away."""

    page: str
    calls: list[list[Any]] = field(default_factory=list)
    is_away: bool = False
    stream: str = ""  # what the stream of events says before it is cut; "": there is none
    asked: int = 0
    bodies: list[int] = field(default_factory=list)

    def answer(self, route: Any) -> None:
        path = path_beside_files(route)
        if not path:
            return
        if self.is_away:
            route.abort()
        elif path.startswith("/events/"):
            route.fulfill(status=200 if self.stream else 404, body=self.stream, content_type="text/event-stream")
        elif path.endswith("/state/"):
            self._state(route)
        else:
            route.fulfill(body=self.page, content_type="text/html; charset=utf-8")

    def _state(self, route: Any) -> None:
        self.asked += 1
        said = {"calls": self.calls, "notice": "", "notice_en": "", "is_serving": True}
        body, tag = json.dumps(said, ensure_ascii=False), f'"{len(self.calls)}"'
        if route.request.headers.get("if-none-match") == tag:
            route.fulfill(status=304, headers={"ETag": tag})
            return
        self.bodies.append(len(body))
        route.fulfill(body=body, content_type="application/json", headers={"ETag": tag})


Open = Callable[..., tuple[Any, Server]]


@pytest.fixture
def board(world: World, chromium: Any) -> Iterator[Open]:
    boards.forget()
    with override_settings(EVENTS_ARE_PROXIED=True):
        server = Server(Client().get(reverse("queue_public:board", args=[world.point.pk])).content.decode())
    contexts = []

    def opened(script: str = HASTE, *, stream: str = "", **options: Any) -> tuple[Any, Server]:
        server.stream = stream
        context = chromium.new_context(viewport={"width": 1920, "height": 1080}, **options)
        contexts.append(context)
        context.add_init_script(script)
        context.route("**/*", server.answer)
        page = context.new_page()
        page.goto("http://localhost/queue/board/1/")
        return page, server

    yield opened
    for context in contexts:
        context.close()
    boards.forget()


def shown(page: Any) -> list[str]:
    return [text.strip() for text in page.locator("[data-board-call]:visible [data-board-number]").all_inner_texts()]


def test_a_call_shows_by_itself_in_digits_that_are_read_from_far(board: Open) -> None:
    page, server = board()
    assert shown(page) == []
    server.calls = [["П-014", "3", 1, 1], *[[f"К-{n:03d}", str(n), 1, 0] for n in range(1, 6)]]
    page.get_by_text("П-014").wait_for(timeout=3000)
    assert len(shown(page)) == 6
    sizes = page.eval_on_selector_all(
        "[data-board-call] b", "found => found.map(each => parseFloat(getComputedStyle(each).fontSize))"
    )
    assert min(sizes) >= 95
    tall = page.evaluate("document.scrollingElement.scrollHeight - innerHeight")
    assert tall <= 0


def test_silence_is_said_the_last_state_stays_and_it_comes_right_by_itself(board: Open) -> None:
    page, server = board()
    server.calls = [["П-014", "3", 1, 1]]
    page.get_by_text("П-014").wait_for(timeout=3000)
    stale = page.locator("[data-board-stale]")
    expect(stale).not_to_be_visible()
    server.is_away = True
    stale.wait_for(state="visible", timeout=4000)  # 15 s of the page are 1.5 s here
    assert shown(page) == ["П-014"]
    page.wait_for_timeout(3000)  # half a minute more
    server.is_away, server.calls = False, [["П-015", "1", 1, 1], ["П-014", "3", 1, 0]]
    stale.wait_for(state="hidden", timeout=2000)  # 20 s of the page
    assert shown(page) == ["П-015", "П-014"]


def test_nothing_is_sent_while_nothing_changes(board: Open) -> None:
    """A minute of the page: the state once, then answers without a body."""
    page, server = board()
    while not server.bodies:  # the board has asked once, and was told that nobody is called
        page.wait_for_timeout(20)
    server.calls = [["П-014", "3", 1, 1]]
    page.get_by_text("П-014").wait_for(timeout=3000)
    page.wait_for_timeout(6000)
    assert sum(server.bodies) < 1024
    assert len(server.bodies) == 2


def test_a_board_that_hears_does_not_ask(board: Open) -> None:
    """The stream says a newer state than the address for asking: the board believes the stream, and asks no more."""
    state = {"calls": [["П-021", "4", 1, 1]], "notice": "", "notice_en": "", "is_serving": True}
    page, server = board(HASTE, stream=f"retry: 200\nevent: state\ndata: {json.dumps(state, ensure_ascii=False)}\n\n")
    server.calls = [["П-020", "4", 1, 1]]
    page.get_by_text("П-021").wait_for(timeout=3000)
    asked = server.asked
    page.wait_for_timeout(2000)  # 20 s of the page
    assert server.asked <= asked + 1
    assert shown(page) == ["П-021"]
    server.stream = ""  # the program of events is gone: the board asks again
    page.get_by_text("П-020").wait_for(timeout=5000)


def test_sound_waits_for_a_person(board: Open) -> None:
    page, _server = board()
    button = page.locator("[data-board-sound]")
    button.click()
    expect(button).not_to_be_visible()


def assert_flat_after(board: Open, polls: int) -> None:
    page, _server = board(MONTH)

    def measured(enough: int) -> tuple[int, int]:
        page.goto(f"http://localhost/queue/board/1/?enough={enough}")
        page.wait_for_function(
            "enough => window.asked >= enough", arg=enough, timeout=3_600_000
        )  # a quarter of an hour where nothing else runs
        session = page.context.new_cdp_session(page)
        session.send("HeapProfiler.collectGarbage")
        session.send("Performance.enable")
        found = {each["name"]: each["value"] for each in session.send("Performance.getMetrics")["metrics"]}
        return int(found["JSHeapUsedSize"]), int(found["Nodes"])

    heap_early, nodes_early = measured(2_000)
    heap_late, nodes_late = measured(polls)
    assert len(shown(page)) == 6
    assert nodes_late <= nodes_early + 40
    assert heap_late <= heap_early + 500_000


@pytest.mark.slow
def test_some_hours_leave_memory_and_page_flat(board: Open) -> None:
    assert_flat_after(board, 20_000)


@pytest.mark.slow
def test_a_month_leaves_memory_and_page_flat(board: Open) -> None:
    """30 days of asking once a second."""
    assert_flat_after(board, 30 * 24 * 3600)
