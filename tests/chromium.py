"""One headless Chromium for the whole suite, and what the walks ask of every page it shows."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tools.browser import FLAGS
from tools.browser import chromium as found_chromium

WALKS = tuple(Path(__file__).parent / folder for folder in ("browser", "looks", "reach", "spoken", "walk"))
# They leave cases and tickets on the one site: the last ones, in this order.
CHANGING = (Path(__file__).parent / "spoken" / "test_desk_ways.py", Path(__file__).parent / "other_browsers")
AXE = Path(__file__).parent / "vendor" / "axe.min.js"
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "resultTypes": ["violations"],
}
WIDE, NARROW = {"width": 1366, "height": 768}, {"width": 360, "height": 740}


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Iterator[None]:
    """Folders of walks are marked before anything is chosen by its marks.

    Walks come last, so that the guard against Django inside a loop watches over all the rest.
    """
    for item in items:
        if any(item.path.is_relative_to(folder) for folder in WALKS):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.enable_socket)
    yield
    for item in items:
        if item.get_closest_marker("browser") and found_chromium() is None:
            item.add_marker(pytest.mark.skip(reason="no Chromium here: apt-get install chromium-headless-shell"))
    items.sort(key=_turn)


def _turn(item: pytest.Item) -> tuple[int, bool]:
    changes = [number for number, place in enumerate(CHANGING, start=1) if item.path.is_relative_to(place)]
    return max(changes, default=0), item.get_closest_marker("browser") is not None


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """Playwright keeps a loop in this thread, the only one that asks Django: its guard has nothing to guard here."""
    playwright = pytest.importorskip("playwright.sync_api")
    with pytest.MonkeyPatch.context() as patch, playwright.sync_playwright() as started:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        opened = started.chromium.launch(executable_path=found_chromium(), args=list(FLAGS))
        yield opened
        opened.close()


def violations(page: Any) -> list[str]:
    """What axe finds on a page, one line a place: the rule, the element, what to mend."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("rules => axe.run(document, rules)", RULES)["violations"]
    return [
        f"{rule['id']}: {node['html'][:160]} — {node.get('failureSummary', '')[:200]}"
        for rule in found
        for node in rule["nodes"][:3]
    ]


def sideways(page: Any) -> int:
    """Pixels by which a page is wider than its window."""
    return int(page.evaluate("document.scrollingElement.scrollWidth - document.documentElement.clientWidth"))
