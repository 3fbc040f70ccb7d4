"""The queue by keys alone, counted: a ticket in two, the next person in one, a consultation in two."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import SignIn


class Counted:
    """A keyboard that counts."""

    def __init__(self, page: Page) -> None:
        self.page, self.presses = page, 0

    def press(self, key: str, *, opens: str) -> None:
        """Press a key that leads to another page."""
        self.presses += 1
        with self.page.expect_navigation(url=f"**{opens}"):
            self.page.keyboard.press(key)


@pytest.fixture
def page(signed_in: SignIn) -> Page:
    """The officer's desk, at a window."""
    page = signed_in("officer")
    page.goto("/queue/window/")
    if page.get_by_role("heading", name="За яким ви вікном").count():
        page.keyboard.press("1")
        page.wait_for_load_state()
    return page


def _open(page: Page, address: str) -> Counted:
    page.goto(address)
    return Counted(page)


def test_a_ticket_takes_two_keys_and_the_next_person_one(page: Page) -> None:
    keys = _open(page, "/queue/reception/")
    keys.press("2", opens="/queue/reception/?purpose=submit")
    keys.press("1", opens="/queue/tickets/*/")
    assert keys.presses == 2
    keys = _open(page, "/queue/window/")
    coming = page.locator("main table tbody th").first.inner_text()
    keys.press("1", opens="/queue/window/")
    assert keys.presses == 1
    expect(page.locator("#at-window ~ p").first).to_have_text(coming)


def test_a_consultation_takes_two_keys(page: Page) -> None:
    keys = _open(page, "/queue/consultations/new/")
    keys.press("4", opens="/queue/consultations/new/?topic=land")
    keys.press("2", opens="/queue/consultations/new/")
    assert keys.presses == 2
    expect(page.get_by_text("Консультацію записано: земля й нерухомість.")).to_be_visible()
