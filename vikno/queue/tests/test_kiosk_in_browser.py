"""The kiosk in a browser: no paper is no dead end, a number is given once, a month of standing leaves no trace."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from vikno.common import clock
from vikno.queue.tests.conftest import Browse
from vikno.queue.tests.files import path_beside_files
from vikno.queue.tests.test_kiosk import made_kiosk, taken
from vikno.queue.tests.world import World

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]

# Time runs twenty times faster in the page, and there is nothing to print with.
HASTE = """
(() => {
  const wait = window.setTimeout;
  window.setTimeout = (act, ms, ...given) => wait(act, ms / 20, ...given);
})();
"""
NO_PAPER = HASTE + "window.print = () => { window.tried = (window.tried || 0) + 1; throw new Error('no paper'); };"
# A server within the page: every answer at once; every hundredth time the link is off and somebody takes a ticket.
MONTH = """
(() => {
  let asked = 0, linked = true;
  const channel = new MessageChannel(), waiting = [], last = { consult: 0, submit: 0, collect: 0 };
  channel.port1.onmessage = () => waiting.shift()();
  const enough = Number(new URLSearchParams(location.search).get("enough"));
  Object.assign(window, { asked: 0, came: 0, given: 0, twice: 0, print() {} });
  const day = new Date().toLocaleDateString("sv-SE", { timeZone: "Europe/Kyiv" });
  const free = (name) => [...Array(20).keys()].map((n) => last[name] + n + 1);
  const kept = { ok: true, json: async () => ({ day, free: { submit: free("submit"), consult: free("consult") } }) };
  window.setTimeout = (act, ms) => {
    if (ms >= 20000) channel.port2.postMessage(waiting.push(act));
    return 0;
  };
  function takenOver(body) {
    const taken = {};
    for (const one of JSON.parse(body).given) {
      window.given += 1;
      window.twice += one.number <= last[one.purpose];
      last[one.purpose] = one.number;
      taken[one.token] = "";
    }
    return { ok: true, json: async () => ({ taken }) };
  }
  window.fetch = async (address, options) => {
    if (address === "/healthz") return { ok: linked };
    window.asked = asked += 1;
    if (asked >= enough) return new Promise(() => {});
    if (asked % 1000 === 0) throw new TypeError("no link");
    if (options.method === "POST") return takenOver(options.body);
    linked = asked % 100 !== 0;
    if (!linked) {
      window.came += 1;
      document.querySelectorAll("a.k-key")[asked / 100 % 2].click();
    }
    return kept;
  };
})();
"""


@dataclass
class Server:
    """What the device hears: its pages and numbers, or nothing while the link is off."""

    pages: dict[str, str]
    numbers: str
    is_away: bool = False

    def answer(self, route: Any) -> None:
        path = path_beside_files(route)
        if not path:
            return
        if self.is_away:
            route.abort()
        elif path == self.numbers:
            free = {purpose: list(range(1, 21)) for purpose in ("consult", "submit", "collect")}
            route.fulfill(json={"day": clock.today().isoformat(), "free": free})
        else:
            route.fulfill(body=self.pages.get(path, "ok"), content_type="text/html; charset=utf-8")


Open = Callable[..., tuple[Any, Server]]


@pytest.fixture
def stand(world: World, browse: Browse, chromium: Any) -> Iterator[Open]:
    device = made_kiosk(world, browse, prints=True)
    start = reverse("queue_public:kiosk", args=[world.point.pk])
    ticket = taken(device, world).headers["Location"]
    pages = {address: device.get(address).content.decode() for address in (start, ticket)}
    server = Server(pages, reverse("queue_public:kiosk_numbers", args=[world.point.pk]))
    contexts = []

    def opened(script: str, *, at: str = "start") -> tuple[Any, Server]:
        context = chromium.new_context(viewport={"width": 800, "height": 1280}, service_workers="block")
        contexts.append(context)
        context.add_init_script(script)
        context.route("**/*", server.answer)
        page = context.new_page()
        page.goto(f"http://localhost{start if at == 'start' else ticket}")
        return page, server

    yield opened
    for context in contexts:
        context.close()


def kept(page: Any) -> dict[str, Any]:
    """What the device remembers."""
    said = page.evaluate("localStorage.getItem(Object.keys(localStorage)[0]) || '{}'")
    return dict(json.loads(said))


def test_without_link_and_paper_each_has_a_number_of_their_own(stand: Open) -> None:
    """X14: nothing to print with, two taps at once, and the next person after the first."""
    page, server = stand(NO_PAPER)
    page.wait_for_function("() => (localStorage.getItem(Object.keys(localStorage)[0]) || '').includes('free')")
    server.is_away = True
    shown, numbers = page.locator("[data-kiosk-offline]"), []
    for _ in range(2):
        page.get_by_text("Подати документи").dblclick()
        shown.wait_for(state="visible", timeout=3000)
        numbers.append(page.locator("[data-kiosk-number]").inner_text())
        shown.wait_for(state="hidden", timeout=3000)  # 20 s of the page are one
    assert numbers == ["П-001", "П-002"]
    assert [one["number"] for one in kept(page)["given"]] == [1, 2]
    assert page.evaluate("window.tried") == 2


def test_a_ticket_without_paper_stays_on_the_screen_and_then_goes(stand: Open) -> None:
    page, _server = stand(NO_PAPER, at="ticket")
    assert page.locator(".k-number").first.inner_text() == "П-001"
    assert page.evaluate("window.tried") == 1
    page.get_by_text("Чому ви прийшли?").wait_for(timeout=6000)  # a minute of the page is three seconds


@pytest.mark.slow
def test_a_month_of_standing_leaves_memory_flat_and_gives_each_number_once(stand: Open) -> None:
    """X14: 30 days of asking for numbers twice a minute; somebody comes without a link hundreds of times."""
    page, _server = stand(MONTH)

    def measured(enough: int) -> tuple[int, int, int]:
        page.goto(f"{page.url.partition('?')[0]}?enough={enough}")
        page.wait_for_function("enough => window.asked >= enough", arg=enough, timeout=900_000)
        session = page.context.new_cdp_session(page)
        session.send("HeapProfiler.collectGarbage")
        session.send("Performance.enable")
        found = {each["name"]: each["value"] for each in session.send("Performance.getMetrics")["metrics"]}
        return int(found["JSHeapUsedSize"]), int(found["Nodes"]), len(json.dumps(kept(page)))

    heap_early, nodes_early, size_early = measured(2_000)
    heap_late, nodes_late, size_late = measured(30 * 24 * 60 * 2)
    assert nodes_late <= nodes_early + 40
    assert heap_late <= heap_early + 500_000
    assert size_late <= size_early + 200
    came, given = page.evaluate("[window.came, window.given]")
    assert came > 700
    assert came - given in (0, 1)  # the last one may not have been handed over yet
    assert page.evaluate("window.twice") == 0
    expect(page.get_by_text("Чому ви прийшли?")).to_be_visible()
