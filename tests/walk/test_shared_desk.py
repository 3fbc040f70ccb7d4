"""N4: one browser, two officers. A works, locks it or goes out by the site's buttons, B comes in; nothing of A is left.

A meets more than two hundred strings of residents, and types some more without sending them. Afterwards they are looked
for wherever the next officer could come upon them: the list of the history, back and forward through the whole of it,
restored forms, storages, caches of workers and of HTTP, all pages without a link, the files of the browser.
"""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from playwright.sync_api import Error

from tests.walk.planted import SHOWN, STORED, TAKE, TYPED, Planted, files_of
from tests.walk.serving import Site
from tools.browser import FLAGS
from tools.browser import chromium as found_chromium

# Playwright switches the cache of whole pages off; a desk has it.
AS_AT_A_DESK = ["--disable-back-forward-cache"]


@dataclass
class Desk:
    """The browser at the desk, whoever sits there."""

    site: Site
    planted: Planted
    context: Any
    page: Any

    def enter(self, username: str) -> None:
        self.page.goto(f"{self.site.url}/accounts/login/")
        self.page.locator("input[name=login]").fill(username)
        self.page.locator("main input[name=password]").fill(self.site.password)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        assert "/accounts/" not in self.page.url, self.page.locator("main").inner_text()

    def open(self, address: str) -> str:
        self.page.goto(self.site.url + address)
        return self.shown()

    def shown(self) -> str:
        return str(self.page.evaluate(SHOWN))

    def take(self, addresses: Iterable[str], **how: str) -> str:
        return str(self.page.evaluate(TAKE, [list(addresses), how]))

    def step(self, way: str) -> None:
        """One step of the history, whether the page is drawn anew or comes whole from memory."""
        self.page.evaluate(f"window.isBefore = true; setTimeout(() => history.{way}(), 0)")
        for _ in range(100):
            self.page.wait_for_timeout(30)
            with suppress(Error):  # the page goes while it is asked
                if self.page.evaluate("document.readyState === 'complete' && !window.isBefore"):
                    return
        raise AssertionError(f"{way} leads nowhere from {self.page.url}")

    def history(self) -> str:
        """What the arrow «Back» lists when it is held down: titles and addresses."""
        entries = self.context.new_cdp_session(self.page).send("Page.getNavigationHistory")["entries"]
        return "\n".join(f"{one['title']} {unquote(one['url'])}" for one in entries)

    def stored(self) -> str:
        return str(self.page.evaluate(STORED))


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    return tmp_path / "profile"


@pytest.fixture
def desk(site: Site, planted: Planted, chromium: Any, profile: Path) -> Iterator[Desk]:
    context = chromium.browser_type.launch_persistent_context(
        profile, executable_path=found_chromium(), args=list(FLAGS), ignore_default_args=AS_AT_A_DESK,
        viewport={"width": 1366, "height": 768},
    )  # fmt: skip
    page = context.pages[0]
    page.on("dialog", lambda dialog: dialog.accept())
    page.set_default_timeout(15_000)
    yield Desk(site, planted, context, page)
    context.close()


def work(desk: Desk) -> set[str]:
    """A day of A: what they saw of what was planted. The last page is left half typed."""
    seen = set()
    for address in desk.planted.pages:
        seen |= desk.planted.found_in(desk.open(address))
    seen |= desk.planted.found_in(desk.take(desk.planted.files))
    type_half(desk)
    return seen


def type_half(desk: Desk) -> None:
    """A new person, half typed, and left."""
    desk.open("/desk/people/new/")
    for name, value in TYPED.items():
        control = desk.page.locator(f"main [name={name}]")
        if not control.is_visible():
            desk.page.locator("main details summary").first.click()
        control.fill(value)


def leave_by_the_button(desk: Desk) -> None:
    with desk.page.expect_navigation():
        desk.page.get_by_role("button", name="Вийти").click()


def leave_by_the_lock(desk: Desk) -> None:
    """Nobody touched it for five minutes: it covers itself, and says whose turn it may be."""
    desk.page.clock.install()
    type_half(desk)
    desk.page.clock.run_for(6 * 60 * 1000)
    with desk.page.expect_navigation():
        desk.page.get_by_role("button", name="Увійде інша людина").click()


@pytest.mark.slow
@pytest.mark.parametrize("leave", [leave_by_the_button, leave_by_the_lock])
def test_nothing_of_one_officer_is_left_to_the_next(desk: Desk, profile: Path, leave: Any) -> None:
    desk.enter(desk.site.people["officer"])
    seen = work(desk)
    assert len(seen) >= 200, len(seen)
    leave(desk)
    desk.enter(desk.planted.neighbour)
    left: dict[str, set[str]] = {}

    def look(where: str, text: str) -> None:
        if found := desk.planted.found_in(text):
            left.setdefault(where, set()).update(found)

    look("list of the history", desk.history())
    look("storages", desk.stored())
    everything = [*desk.planted.pages, *desk.planted.files]
    look("cache of HTTP", desk.take(everything, cache="only-if-cached", mode="same-origin"))
    steps = desk.page.evaluate("history.length") - 1
    for way, many in (("back", steps), ("forward", steps)):
        for _ in range(many):
            desk.step(way)
            look(f"{way}: {desk.page.url}", desk.shown())
    desk.page.reload()
    look("reload", desk.shown())
    desk.context.set_offline(True)
    look("without a link", desk.take(everything))
    for address in desk.planted.pages:
        with suppress(Error):
            look(f"without a link: {address}", desk.open(address))
    desk.context.close()
    files = dict(files_of(profile))
    assert any("localhost" in kept for kept in files.values()), "files of the browser are not read"
    for file, kept in files.items():
        look(f"file {file}", kept)
    assert {where: sorted(found)[:3] for where, found in left.items()} == {}
