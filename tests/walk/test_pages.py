"""Every page, in both languages, on a desk and on a phone: axe, sideways scroll, targets, complaints of the browser."""

from typing import Any

import pytest

from tests.chromium import WIDE, sideways, violations
from tests.rights.table import PUBLIC, SIGNED_IN, Page, is_of_a_quarter, table
from tests.walk.opening import Visit
from tests.walk.serving import Site

# Pages whose nature asks for an exception, each with its reason. Five at most.
EXCEPTIONS: dict[str, str] = {}
# The gallery is walked by a test of its own: it shows many headings and small parts on purpose.
PAGES = [page for page in table().values() if page.is_page and page.name != "gallery"]


def role_of(page: Page) -> str:
    if page.who == PUBLIC:
        return ""
    return "head" if page.who == SIGNED_IN else str(page.who[0])


@pytest.fixture
def addresses(site: Site) -> dict[str, str]:
    return {page["name"]: page["address"] for page in site.pages}


def in_both_languages() -> list[Any]:
    """Pages of residents each time; of the desk, and in English, a quarter; all of them in `make check-full`."""
    ours = [
        pytest.param(
            page, "uk", id=f"{page.name}-uk", marks=() if page.is_public or is_of_a_quarter(page) else pytest.mark.slow
        )
        for page in PAGES
    ]
    theirs = [
        pytest.param(
            page, "en", id=f"{page.name}-en", marks=() if page.is_public and is_of_a_quarter(page) else pytest.mark.slow
        )
        for page in PAGES
    ]
    return ours + theirs


def small_controls(page: Any) -> list[str]:
    """WCAG 2.2 asks for 24 px; we want 40 for buttons and fields of residents."""
    return list(page.evaluate(
        """() => [...document.querySelectorAll('main :is(button, input:not([type=hidden]), select, textarea)')]
            .filter(e => e.checkVisibility() && e.getBoundingClientRect().height < 38)
            .map(e => e.outerHTML.slice(0, 120))"""
    ))  # fmt: skip


@pytest.mark.parametrize(("page", "language"), in_both_languages())
def test_a_page_is_open_to_everybody(visit: Visit, addresses: dict[str, str], page: Page, language: str) -> None:
    opened = visit(addresses[page.name], role=role_of(page), language=language)
    assert opened.status == 200
    assert violations(opened.page) == []
    assert opened.page.locator("html").get_attribute("lang") == language
    assert opened.page.locator("h1").count() == 1
    assert [address for address in opened.asked if not address.startswith(("http://localhost:", "data:"))] == []
    for width in (360, 320):
        opened.page.set_viewport_size({"width": width, "height": 740})
        assert sideways(opened.page) <= 0, width
    if page.is_public:
        assert small_controls(opened.page) == []
    # The layout of a phone is one in both languages; staff sit at desks, so theirs waits for `make check-full`.
    if page.is_public == (language == "uk"):
        assert violations(opened.page) == []
    assert opened.complaints == []


@pytest.mark.parametrize("page", [page for page in PAGES if page.is_public], ids=lambda page: page.name)
def test_a_public_page_needs_no_scripts(visit: Visit, addresses: dict[str, str], page: Page) -> None:
    opened = visit(addresses[page.name], java_script_enabled=False, viewport=WIDE)
    assert opened.page.locator("h1").count() == 1
    assert opened.page.locator("main").inner_text().strip()


def test_the_walk_sees_a_planted_fault(visit: Visit) -> None:
    opened = visit("/status/")
    opened.page.evaluate("document.querySelector('main label').remove()")
    assert any(each.startswith("label") for each in violations(opened.page))


def test_there_are_few_exceptions() -> None:
    assert len(EXCEPTIONS) <= 5


def test_the_current_section_of_a_long_rail_is_in_sight(visit: Visit, addresses: dict[str, str]) -> None:
    opened = visit(addresses["accounts:keys"], role="head", viewport=WIDE)
    opened.page.wait_for_load_state("load")
    current = opened.page.locator(".c-rail [aria-current]")
    assert current.count() == 1
    place, page = current.bounding_box(), opened.page.viewport_size
    assert place["y"] >= 0
    assert place["y"] + place["height"] <= page["height"]
