"""X12, X20: a form that is being typed says the truth about a lost link and loses nothing."""

import pytest

from tests.other_browsers.conftest import Device
from tests.other_browsers.hands import Page
from tests.walk.serving import Site

FIELD = "return document.querySelector('form[data-autosave] input[type=text][name$=\"-name\"]')"
STATE = "return document.querySelector('form[data-autosave] [data-state-line]').dataset.state === arguments[0]"


@pytest.fixture
def address(site: Site) -> str:
    """The papers of an application that somebody takes in."""
    return str(site.told("tests.walk.seed_draft")["address"])


def writes(page: Page, words: str) -> None:
    field = page.element(FIELD)
    page.run("arguments[0].value = ''", field)
    page.type(field, words)


def value(page: Page) -> str:
    return str(page.run(f"return (() => {{{FIELD}}})().value"))


@pytest.mark.parametrize("fault", ["cut", "fall_silent", "stall"])
def test_a_lost_link_is_said_and_made_good(device: Device, site: Site, address: str, fault: str) -> None:
    with device.opened() as page:
        page.sign_in(site.people["officer"], site.password)
        page.open(address)
        writes(page, "Довідка перша")
        page.until(STATE, "saved")
        getattr(device.link, fault)()
        writes(page, "Довідка друга")
        page.until(STATE, "failed", seconds=40)
        page.look(f"typing-{fault}")
        assert "зв'язку" in page.run("return document.querySelector('[data-state-line]').innerText")
        assert value(page) == "Довідка друга"
        device.link.mend()
        page.until(STATE, "saved")
    with device.opened() as page:
        page.open(address)
        if "/accounts/" in page.address:  # a session outlives the browser, save where nothing does
            page.sign_in(site.people["officer"], site.password)
            page.open(address)
        assert value(page) == "Довідка друга"
