"""A kiosk whose server is really gone: it gives numbers of its own, opens anew, and hands each number over once."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.other_browsers.conftest import Device
from tests.other_browsers.driver import WEBKIT
from tests.other_browsers.hands import Page
from tests.walk.serving import Site

# The first page and numbers of today are on the device.
IS_KEPT = """
await navigator.serviceWorker.ready;
const numbers = Object.keys(localStorage).some(
    key => key.startsWith('kiosk:') && localStorage.getItem(key).includes('free'));
for (const key of await caches.keys())
    for (const one of await (await caches.open(key)).keys()) if (one.url.endsWith('?kept=1')) return numbers;
return false;
"""
GIVEN = """return Object.keys(localStorage).filter(key => key.startsWith('kiosk:'))
    .flatMap(key => JSON.parse(localStorage.getItem(key)).given || []).length"""


def whole(script: str) -> str:
    """A script that waits for its answers."""
    return f"return (async () => {{{script}}})()"


@pytest.fixture
def address(device: Device, site: Site) -> str:
    """Where staff make a kiosk of a device, at a hall of its own."""
    return str(site.told("tests.other_browsers.seed", "kiosk", site.people["officer"])["address"])


@contextmanager
def kiosk(device: Device, site: Site, address: str) -> Iterator[Page]:
    """The device at its first screen, which is kept; its officer has been signed out."""
    with device.opened() as page:
        page.open("/healthz")
        page.cookies(site.cookies())
        page.sign_in(site.people["officer"], site.password)
        page.open(address)
        page.write("Де стоїть кіоск", "планшет біля входу")
        page.press("Зробити кіоском і вийти")
        page.reads("Чому ви прийшли?")
        page.until(whole(IS_KEPT))
        yield page


def takes(page: Page, purpose: str) -> str:
    """A number of the kiosk's own; nothing is printed here."""
    page.run("window.print = () => { window.printed = (window.printed || 0) + 1; }")
    page.touch(purpose)
    page.until("return !document.querySelector('[data-kiosk-offline]').hidden")
    page.look("kiosk-without-link")
    assert page.run("return window.printed") == 1
    return str(page.run("return document.querySelector('[data-kiosk-number]').innerText"))


def hands_over(page: Page, start: str) -> None:
    page.open(start)
    page.until(f"return !(() => {{{GIVEN}}})()")


@pytest.mark.parametrize("fault", ["cut", "fall_silent", "stall"])
def test_numbers_given_without_a_link_arrive_once(device: Device, site: Site, address: str, fault: str) -> None:
    with kiosk(device, site, address) as page:
        start, hall = page.address, page.address.rstrip("/").rsplit("/", 1)[1]
        getattr(device.link, fault)()
        first = takes(page, "Подати документи")
        page.open("about:blank")
        page.open(start)  # from what is kept
        second = takes(page, "Забрати готове")
        assert (first[0], second[0]) == ("П", "Р")
        device.link.mend()
        hands_over(page, start)
        page.open(start)
        page.reads("Чому ви прийшли?")
        assert sorted(site.told("tests.other_browsers.seed", "tickets", hall)) == sorted([first, second])
        page.press("Подати документи")
        page.press("Без пільги")
        third = page.run("return document.querySelector('.k-number').innerText")
        assert third not in (first, second)


def test_started_anew_without_a_link_it_gives_a_ticket_that_arrives_once(
    device: Device, site: Site, address: str
) -> None:
    if device.name == WEBKIT:
        pytest.skip("a driven WebKit forgets everything when it is closed")
    with kiosk(device, site, address) as page:
        start, hall = page.address, page.address.rstrip("/").rsplit("/", 1)[1]
    device.link.cut()
    with device.opened() as page:
        page.open(start)
        page.reads("Чому ви прийшли?")
        number = takes(page, "Порадитися")
    with device.opened() as page:
        page.open(start)
        assert page.run(GIVEN) == 1
        device.link.mend()
        hands_over(page, start)
    assert site.told("tests.other_browsers.seed", "tickets", hall) == [number]
