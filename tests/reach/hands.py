"""Two ways to use the site, each with its own judge: keys alone, and a finger on a narrow phone without scripts."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, Protocol

from playwright.sync_api import expect

from tests.reach.ways import KEYS, TOUCH
from tests.walk.serving import Site

JUDGE: Final = (Path(__file__).parent / "judge.js").read_text(encoding="utf-8")
TARGET: Final = 44
KIOSK_TARGET: Final = 80
_FARTHEST = 120  # stops of Tab to anything on a page of residents


def judged(page: Any) -> Any:
    """The page with its judge inside; asked again after each navigation."""
    if not page.evaluate("'reach' in window"):
        page.evaluate(JUDGE)
    return page


def drawn(page: Any) -> Any:
    """Wait for what draws itself after the page: a map takes part in the way of the keys."""
    if page.evaluate("Boolean(document.querySelector('[data-map]'))"):
        page.locator("[data-map] .leaflet-control-zoom").first.wait_for(state="attached")
    return page


class Hands(Protocol):
    """What a walk asks for; names are those that people read."""

    name: str

    def open(self, address: str) -> None: ...
    def write(self, label: str, text: str) -> None: ...
    def send(self) -> None: ...
    def press(self, name: str) -> None: ...
    def first(self, places: str) -> None: ...
    def tick(self, label: str) -> None: ...
    def choose(self, label: str, option: str) -> None: ...
    def sees(self, words: str) -> None: ...


def is_seen(page: Any, words: str) -> None:
    """Wait until words are in the main part of a page."""
    expect(page.locator("main").get_by_text(words).first).to_be_visible()


def control(page: Any, name: str) -> Any:
    """A link or a button by its name, the first one on the page."""
    return page.get_by_role("link", name=name).or_(page.get_by_role("button", name=name)).first


class Keyboard:
    """Tab, Shift+Tab, Enter, Space, arrows and letters; each stop is judged and each press counted."""

    name = KEYS

    def __init__(self, page: Any, site: Site) -> None:
        self.page, self.site = page, site
        self.presses, self.letters = 0, 0
        self.faults: list[str] = []
        self._is_fresh = False

    def open(self, address: str) -> None:
        self.page.goto(self.site.url + address)
        self._arrived()

    def write(self, label: str, text: str) -> None:
        self._to(self.page.get_by_label(label, exact=True).first)
        self.page.keyboard.insert_text(text)
        self.letters += len(text)

    def send(self) -> None:
        """Enter in a field."""
        self._leave("Enter")

    def press(self, name: str) -> None:
        self._to(control(self.page, name))
        self._leave("Enter")

    def first(self, places: str) -> None:
        self._to(self.page.locator(places).first)
        self._leave("Enter")

    def tick(self, label: str) -> None:
        box = self.page.get_by_label(label, exact=True)
        self._to(box)
        self._key(" ")
        for _turn in range(_FARTHEST):
            if box.is_checked():
                return
            self._key("ArrowDown")
        raise AssertionError(f"arrows do not come to «{label}»")

    def choose(self, label: str, option: str) -> None:
        field = self.page.get_by_label(label, exact=True)
        self._to(field)
        for _turn in range(_FARTHEST):
            if field.evaluate("each => each.selectedOptions[0].label") == option:
                return
            self._key("ArrowDown")
        raise AssertionError(f"arrows do not come to «{option}»")

    def sees(self, words: str) -> None:
        is_seen(self.page, words)

    def _key(self, key: str) -> None:
        self.presses += 1
        self.page.keyboard.press(key)

    def _leave(self, key: str) -> None:
        with self.page.expect_navigation():
            self._key(key)
        self._arrived()

    def _arrived(self) -> None:
        self._is_fresh = True
        judged(drawn(self.page)).evaluate("reach.begin()")

    def _to(self, target: Any) -> None:
        """Tab until the target has the focus; past the heads of pages by the link for that."""
        handle = target.element_handle(timeout=5_000)
        if self._is_fresh and handle.evaluate("each => Boolean(each.closest('main'))"):
            self._skip()
        self._is_fresh = False
        if handle.evaluate("each => each === document.activeElement"):
            return
        for _turn in range(_FARTHEST):
            self._key("Tab")
            found = self.page.evaluate("target => reach.stop(target)", handle)
            self.faults += found["faults"]
            if found["isThere"]:
                return
        raise AssertionError(f"Tab does not come to {target}")

    def _skip(self) -> None:
        link = self.page.locator(".govuk-skip-link")
        is_at_start = self.page.evaluate("document.activeElement === document.body")
        if not link.count() or not is_at_start:
            return
        self._key("Tab")
        self.faults += self.page.evaluate("reach.stop(null)")["faults"]
        assert link.evaluate("each => each === document.activeElement"), "the first stop is not the way past the head"
        self._key("Enter")
        # It would go on with the form that is sent, and take the focus from the mistakes of one that is shown again.
        assert not self.page.evaluate("location.hash")


class Touch:
    """A finger on a phone of 320 px where no script runs; each page is judged by its targets and its words."""

    name = TOUCH

    def __init__(self, page: Any, site: Site, *, least: int = TARGET) -> None:
        self.page, self.site, self.least = page, site, least
        self.faults: list[str] = []

    def open(self, address: str) -> None:
        self.page.goto(self.site.url + address)
        self._arrived()

    def write(self, label: str, text: str) -> None:
        field = self.page.get_by_label(label, exact=True).first
        field.tap()
        self.page.keyboard.insert_text(text)

    def send(self) -> None:
        """The key of a telephone that sends."""
        self._leave(lambda: self.page.keyboard.press("Enter"))

    def press(self, name: str) -> None:
        self._leave(control(self.page, name).tap)

    def first(self, places: str) -> None:
        self._leave(self.page.locator(places).first.tap)

    def tick(self, label: str) -> None:
        self.page.get_by_label(label, exact=True).tap()

    def choose(self, label: str, option: str) -> None:
        self.page.get_by_label(label, exact=True).select_option(label=option)

    def sees(self, words: str) -> None:
        is_seen(self.page, words)

    def _leave(self, act: Callable[[], None]) -> None:
        with self.page.expect_navigation():
            act()
        self._arrived()

    def _arrived(self) -> None:
        found = judged(self.page).evaluate(
            "least => [...reach.smallTargets(least), ...reach.overlaps(), ...reach.losses()]", self.least
        )
        self.faults += [f"{self.page.url.removeprefix(self.site.url)}: {fault}" for fault in found]
