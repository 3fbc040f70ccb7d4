"""X5, X7: at 320 px, in letters twice as large or spaced out nothing is lost; what is touched is a thumb wide."""

from typing import Any

import pytest

from tests.chromium import NARROW
from tests.reach.hands import KIOSK_TARGET, TARGET, Touch, drawn, judged
from tests.reach.journeys import kiosk
from tests.reach.pages import address_of, public_pages
from tests.reach.ways import TOUCH
from tests.walk.opening import Visit
from tests.walk.serving import Site

LAPTOP, PHONE = {"width": 1280, "height": 800}, {"width": 320, "height": 640}


def losses(page: Any, *, width: dict[str, int], percent: str = "") -> list[str]:
    """What is lost in a window, with letters of so many percent."""
    page.set_viewport_size(width)
    page.evaluate("percent => reach.enlarge(percent)", percent)
    return [
        f"{width['width']} px {percent}: {fault}" for fault in page.evaluate("[...reach.losses(), ...reach.overlaps()]")
    ]


@pytest.mark.parametrize("language", ["uk", pytest.param("en", marks=pytest.mark.slow)])
@pytest.mark.parametrize("name", public_pages())
def test_nothing_is_lost_and_everything_is_as_large_as_a_thumb(
    visit: Visit, site: Site, name: str, language: str
) -> None:
    opened = visit(address_of(site, name), viewport=NARROW, language=language, has_touch=True)
    page = judged(drawn(opened.page))
    small = page.evaluate("least => reach.smallTargets(least)", TARGET)
    lost = losses(page, width=PHONE) + losses(page, width=LAPTOP, percent="200%")
    page.evaluate("reach.spaceOut()")
    lost += losses(page, width=PHONE) + losses(page, width=LAPTOP)
    assert not small + lost, "\n".join(small + lost)


@pytest.mark.slow
def test_keys_of_a_kiosk_are_larger(visit: Visit, site: Site) -> None:
    page = visit("/healthz", viewport={"width": 800, "height": 1280}, has_touch=True).page
    page.context.add_cookies([{"name": "kiosk", "value": site.ways[TOUCH]["kiosk_cookie"], "url": site.url}])
    hands = Touch(page, site, least=KIOSK_TARGET)
    kiosk(hands, site)
    assert not hands.faults, "\n".join(hands.faults)


PLANTED = {
    "a low button": "main button => main.style.minHeight = 0, main.style.padding = 0, main.style.height = '30px'",
    "a fixed width": "main => main.style.width = '600px'",
    "a cut line": "main h2 => main.style.height = '8px', main.style.overflow = 'hidden'",
}


@pytest.mark.parametrize("fault", PLANTED)
def test_a_planted_fault_is_seen(visit: Visit, site: Site, fault: str) -> None:
    page = judged(visit(address_of(site, "portal:home"), viewport=PHONE).page)
    place, act = PLANTED[fault].split(" => ")
    page.locator(place).first.evaluate(f"main => {{ {act} }}")
    assert page.evaluate("[...reach.smallTargets(44), ...reach.losses()]")
