"""X18: what residents come for, in the words they read, in browsers beside Chromium."""

import pytest

from tests.other_browsers.hands import ENTER, Page
from tests.reach.journeys import JOURNEYS
from tests.walk.serving import Site

PLACES = {"firefox": "4", "webkit": "5"}  # beside the walkers that the site was filled for


@pytest.fixture(scope="session")
def own_ways() -> dict[str, dict[str, str]]:
    return {}


@pytest.fixture
def walker(page: Page, site: Site, own_ways: dict[str, dict[str, str]]) -> Page:
    """Comes with things of their own: a link is answered once, a booking is cancelled once."""
    if page.name not in own_ways:
        own_ways[page.name] = site.told("tests.other_browsers.seed", "way", page.name, PLACES[page.name])
        site.ways[page.name] = own_ways[page.name]
    return page


@pytest.mark.parametrize("name", JOURNEYS)
def test_a_resident_does_what_they_came_for(walker: Page, site: Site, name: str) -> None:
    last_words = JOURNEYS[name](walker, site)
    walker.look(name)
    assert last_words in walker.text


def test_the_map_draws_itself(walker: Page) -> None:
    walker.open("/points/")
    walker.until("return document.querySelector('[data-map] path.c-map-point')")
    walker.look("map")
    width = walker.run("return document.querySelector('[data-map] path.c-map-point').getBoundingClientRect().width")
    assert width > 4
    assert walker.run("return document.querySelector('.c-map__message')") is None


def test_enter_sends_a_form_each_time(page: Page) -> None:
    """Written as fast as a machine writes, and at once after the page has come."""
    for number in range(12):
        page.open("/status/")
        page.write("Номер справи", f"01-2026-{number:06d}")
        page.type(page.run("return document.activeElement"), ENTER)
        assert page.until("return document.querySelector('.govuk-error-summary') !== null", seconds=10), number
