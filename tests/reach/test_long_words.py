"""X16: every word two fifths longer, as another language may have it: nothing is cut, covered or pushed sideways."""

from typing import Any

import pytest

from tests.chromium import NARROW, WIDE
from tests.reach.hands import drawn, judged
from tests.reach.pages import address_of, public_pages
from tests.walk.opening import Visit
from tests.walk.serving import Site
from tests.walk.test_pages import PAGES, role_of

LONGER = """() => {
  const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const longer = text => text.replace(/\\p{L}{2,}/gu, word => word + word.slice(0, Math.ceil(word.length * 0.4)));
  while (words.nextNode()) {
    const [node, of] = [words.currentNode, words.currentNode.parentElement];
    if (!of.closest("script, style, svg, textarea, pre")) node.data = longer(node.data);
  }
}"""
# One of each kind of screen of the desk: a form, a list, a table of numbers, a board, a case.
DESK = [
    "desk:home", "desk:intake", "cases:list", "cases:case", "queue:counter", "appointments:day", "consignments:home",
    "indicators:list", "reporting:donor", "network:points", "catalogue:services", "programmes:calls", "desk:board",
]  # fmt: skip


def losses(page: Any, *widths: dict[str, int]) -> list[str]:
    judged(drawn(page)).evaluate(LONGER)
    found = []
    for size in widths:
        page.set_viewport_size(size)
        found += [f"{size['width']} px: {fault}" for fault in page.evaluate("[...reach.losses(), ...reach.overlaps()]")]
    return found


@pytest.mark.parametrize("name", public_pages())
def test_a_page_of_residents_bears_longer_words(visit: Visit, site: Site, name: str) -> None:
    page = visit(address_of(site, name), viewport=NARROW).page
    assert losses(page, NARROW, WIDE) == []


@pytest.mark.slow
@pytest.mark.parametrize("page", [page for page in PAGES if page.name in DESK], ids=lambda page: page.name)
def test_a_page_of_the_desk_bears_longer_words(visit: Visit, site: Site, page: Any) -> None:
    opened = visit(address_of(site, page.name), role=role_of(page), viewport=WIDE).page
    assert losses(opened, WIDE) == []


def test_a_narrow_place_is_seen(visit: Visit, site: Site) -> None:
    page = visit(address_of(site, "portal:home"), viewport=NARROW).page
    page.locator("main a").first.evaluate("link => { link.style.whiteSpace = 'nowrap' }")
    page.locator("main h1").evaluate("head => { head.style.whiteSpace = 'nowrap'; head.style.overflow = 'hidden' }")
    assert losses(page, NARROW)
