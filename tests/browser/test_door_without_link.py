"""The door of an event without a link: the browser is closed, opened again with nothing, and goes on taking codes.

A browser with a folder of its own, as a phone has: what is looked for afterwards is looked for in that folder too.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Error, Page, expect

from tests.browser.conftest import Demo
from tests.browser.hands import Hands, digits
from tests.browser.test_visits_and_practices import asks_for_seats, codes_on_sheet, lets_in, makes_a_visit, scans
from tests.chromium import NARROW, sideways, violations
from tools.browser import FLAGS
from tools.browser import chromium as found_chromium
from vikno.demo.people import PASSWORD

pytestmark = pytest.mark.slow


class Phone:
    """A telephone at the door: its browser may be closed and opened again, with a link or without."""

    def __init__(self, chromium: Any, folder: Path, site: str) -> None:
        self.chromium, self.folder, self.site = chromium, folder, site

    @contextmanager
    def opened(self, *, is_linked: bool = True) -> Iterator[Page]:
        context = self.chromium.browser_type.launch_persistent_context(
            self.folder, executable_path=found_chromium(), args=list(FLAGS), viewport=NARROW, base_url=self.site,
        )  # fmt: skip
        context.set_offline(not is_linked)
        page = context.pages[0]
        page.set_default_timeout(15_000)
        yield page
        context.close()

    def kept(self, page: Page) -> dict[str, Any]:
        """What scripts have left: storage, names of caches, workers."""
        found: dict[str, Any] = page.evaluate(
            """async () => ({
                scans: Object.keys(localStorage).filter(key => /^vikno:door:\\d+$/.test(key)),
                shelves: await caches.keys(),
                workers: (await navigator.serviceWorker.getRegistrations()).map(one => new URL(one.scope).pathname),
            })"""
        )
        return found

    def words_of_files(self) -> str:
        """Everything in the folder of the browser, as text of either width."""
        parts = []
        for path in (one for one in self.folder.rglob("*") if one.is_file()):
            kept = path.read_bytes()
            parts += [kept.decode("utf-8", "ignore"), kept.decode("utf-16-le", "ignore")]
            parts.append(kept[1:].decode("utf-16-le", "ignore"))
        return "\n".join(parts)


@pytest.fixture
def phone(chromium: Any, tmp_path: Path, site: str) -> Phone:
    return Phone(chromium, tmp_path / "phone", site)


def signs_in(page: Page, username: str) -> None:
    page.goto("/accounts/login/")
    page.locator("input[name=login]").fill(username)
    page.locator("main input[name=password]").fill(PASSWORD)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "/accounts/" not in page.url, page.locator("main").inner_text()


def a_visit_begins(boss: Hands, neighbour: Hands, demo: Demo) -> tuple[str, list[str], list[str]]:
    """Its address at the door, the codes of three people, their names."""
    number = f"visit-{digits(6)}"
    makes_a_visit(boss, number)
    names = asks_for_seats(neighbour, number, people=3)
    lets_in(boss, number, "Озеринська")
    demo.run("tests.browser.held", number, "0", VIKNO_DB_ROLE="owner")
    codes = codes_on_sheet(boss, number)
    assert len(codes) == 3
    return f"{re.sub(r'[?#].*', '', boss.page.url).rstrip('/')}/door/", codes, names


def test_the_door_opens_again_from_nothing_and_what_it_took_arrives_once(
    somebody: Callable[..., Hands], demo: Demo, phone: Phone
) -> None:
    boss, neighbour = somebody("programme"), somebody("neighbour")
    door, codes, names = a_visit_begins(boss, neighbour, demo)
    with phone.opened() as page:
        signs_in(page, "expert")
        page.goto(door)
        expect(page.locator("[data-door-ready]")).to_be_visible()
        page.goto("about:blank")  # and the tab is gone
    with phone.opened(is_linked=False) as page:
        page.goto(door)
        expect(page.get_by_role("heading", name="Реєстрація на місці")).to_be_visible()
        assert violations(page) == []
        assert sideways(page) <= 0
        scans(Hands(page), codes[0], codes[1], codes[1])
        expect(page.locator("[data-door-state]")).to_contain_text("Чекають на зв'язок: 3")
    assert codes[0] in phone.words_of_files(), "what waits outlives the browser"
    with phone.opened(is_linked=False) as page:
        page.goto(door)
        expect(page.locator("[data-door-state]")).to_contain_text("Чекають на зв'язок: 3")
        scans(Hands(page), codes[2], "0000000000")
        page.context.set_offline(False)  # the kept page sends by itself: it asks for a token of today
        expect(page.locator("[data-door-state]")).to_contain_text("Усе передано", timeout=20_000)
        expect(page.locator("[data-door-state]")).to_contain_text("0000000000")
        assert phone.kept(page)["scans"] == []
    assert not [name for name in names if name.split()[0] in phone.words_of_files()], "a door needs nobody's name"
    boss.page.reload()
    boss.press("Завершити захід")
    boss.press("Видати сертифікати")
    boss.follow("Звіт")
    assert re.search(r"Були\s+3\b", boss.main.inner_text()), boss.main.inner_text()


def test_nothing_is_left_after_the_sign_out_and_waiting_scans_are_asked_about(
    somebody: Callable[..., Hands], demo: Demo, phone: Phone
) -> None:
    door, codes, _names = a_visit_begins(somebody("programme"), somebody("neighbour"), demo)
    asked: list[str] = []
    with phone.opened() as page:
        signs_in(page, "expert")
        page.goto(door)
        expect(page.locator("[data-door-ready]")).to_be_visible()
        page.route(re.compile(r"/door/$"), lambda route: route.abort())  # the link is too poor to hand anything over
        scans(Hands(page), codes[0])
        expect(page.locator("[data-door-state]")).to_contain_text("Чекають на зв'язок: 1")
        answer = ["dismiss", "accept"]
        page.on("dialog", lambda one: (asked.append(one.message), getattr(one, answer.pop(0))()))
        page.get_by_role("button", name="Вийти").click()
        page.wait_for_timeout(300)
        assert page.url.endswith("/door/"), "whoever thinks again stays"
        with page.expect_navigation():
            page.get_by_role("button", name="Вийти").click()
        assert len(asked) == 2
        assert "ще не передано" in asked[0]
        assert phone.kept(page) == {"scans": [], "shelves": [], "workers": []}
    with phone.opened(is_linked=False) as page, pytest.raises(Error, match="ERR_INTERNET_DISCONNECTED"):
        page.goto(door)
    assert codes[0] not in phone.words_of_files()


def test_an_event_that_is_over_leaves_nothing(somebody: Callable[..., Hands], demo: Demo, phone: Phone) -> None:
    door, codes, _names = a_visit_begins(somebody("programme"), somebody("neighbour"), demo)
    with phone.opened() as page:
        signs_in(page, "expert")
        page.goto(door)
        expect(page.locator("[data-door-ready]")).to_be_visible()
        assert phone.kept(page)["workers"] != []
        page.context.set_offline(True)
        scans(Hands(page), codes[0])
        page.clock.install()
        page.clock.fast_forward(96 * 3600 * 1000)
        page.context.set_offline(False)
        page.goto("/learning/work/doors/")
        page.wait_for_timeout(500)
        left = phone.kept(page)
        assert (left["scans"], left["workers"]) == ([], [])
        assert not [name for name in left["shelves"] if name.startswith("door-")]


def test_a_session_that_ended_keeps_the_scans_and_says_to_sign_in(
    somebody: Callable[..., Hands], demo: Demo, phone: Phone
) -> None:
    door, codes, _names = a_visit_begins(somebody("programme"), somebody("neighbour"), demo)
    with phone.opened() as page:
        signs_in(page, "expert")
        page.goto(door)
        expect(page.locator("[data-door-ready]")).to_be_visible()
    with phone.opened(is_linked=False) as page:
        page.goto(door)
        page.context.clear_cookies()
        page.context.set_offline(False)
        scans(Hands(page), codes[0])
        expect(page.locator("[data-door-state]")).to_contain_text("увійдіть знову")
        signs_in(page, "expert2")
        page.goto(door)
        expect(page.locator("[data-door-state]")).to_contain_text("Усе передано")
