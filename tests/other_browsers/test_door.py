"""The door of an event whose server is really gone: it opens from nothing, and what it took arrives once."""

from contextlib import suppress
from typing import Any

import pytest

from tests.other_browsers.conftest import Device
from tests.other_browsers.driver import WEBKIT, Fault
from tests.other_browsers.hands import Page
from tests.walk.serving import Site

LEFT = """return (async () => [
    ...Object.keys(localStorage).filter(key => /^vikno:door:\\d+$/.test(key)),
    ...await caches.keys(),
    ...(await navigator.serviceWorker.getRegistrations()).map(one => one.scope),
])()"""


@pytest.fixture
def event(site: Site) -> dict[str, Any]:
    return dict(site.told("tests.other_browsers.seed", "door"))


def comes(page: Page, site: Site, event: dict[str, Any]) -> None:
    """An expert signs in at the door; the browser keeps its page."""
    page.open("/healthz")
    page.cookies(site.cookies())
    page.sign_in(site.people["expert"], site.password)
    page.open(event["door"])
    page.reads("Ця сторінка відкриється і без зв'язку")


def scans(page: Page, *codes: str) -> None:
    for code in codes:
        page.type(page.element("return document.querySelector('main textarea')"), code)
        page.touch("Записати")


def told(site: Site, event: dict[str, Any]) -> Any:
    return site.told("tests.other_browsers.seed", "came", str(event["event"]))


@pytest.mark.parametrize("fault", ["cut", "fall_silent", "stall"])
def test_the_door_takes_codes_without_a_link_and_hands_them_over_once(
    device: Device, site: Site, event: dict[str, Any], fault: str
) -> None:
    with device.opened() as page:
        comes(page, site, event)
        page.open("about:blank")
        getattr(device.link, fault)()
        page.open(event["door"])
        page.reads("Реєстрація на місці")
        scans(page, *event["codes"], event["codes"][0])
        page.reads("Чекають на зв'язок: 4")
        page.look("door-without-link")
        device.link.mend()
        page.reads("Усе передано")
        assert told(site, event) == {"scans": 4, "people": 3}


def test_the_door_opens_from_nothing(device: Device, site: Site, event: dict[str, Any]) -> None:
    if device.name == WEBKIT:
        pytest.skip("a driven WebKit forgets everything when it is closed")
    with device.opened() as page:
        comes(page, site, event)
    device.link.cut()
    with device.opened() as page:
        page.open(event["door"])
        scans(page, event["codes"][0])
        page.reads("Чекають на зв'язок: 1")
    with device.opened() as page:
        page.open(event["door"])
        page.reads("Чекають на зв'язок: 1")
        scans(page, event["codes"][1], "0000000000")
        device.link.mend()
        page.reads("Усе передано")
        page.reads("0000000000")
        assert told(site, event) == {"scans": 3, "people": 2}


def test_the_sign_out_leaves_nothing_of_the_door(device: Device, site: Site, event: dict[str, Any]) -> None:
    with device.opened() as page:
        comes(page, site, event)
        assert len(page.run(LEFT)) == 2
        page.press("Вийти")
        page.open("/about/")
        assert page.run(LEFT) == []
        device.link.cut()
        with suppress(Fault):  # WebKit shows a page of its own instead
            page.open(event["door"])
        assert "Реєстрація на місці" not in page.text
