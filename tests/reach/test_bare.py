"""X6: without scripts every task of residents comes to its result; on paper there are the words and no navigation."""

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.reach.hands import Touch, judged
from tests.reach.journeys import JOURNEYS
from tests.reach.pages import address_of, public_pages
from tests.walk.opening import Visit
from tests.walk.serving import Site

PHONE, SHEET = {"width": 320, "height": 640}, {"width": 680, "height": 960}  # A4 between its margins
_EACH_TIME = {"book", "move"}
_TASKS = [
    pytest.param(task, id=name, marks=() if name in _EACH_TIME else pytest.mark.slow) for name, task in JOURNEYS.items()
]


@pytest.mark.parametrize("task", _TASKS)
def test_a_task_is_done_by_a_finger_without_scripts(visit: Visit, site: Site, task: Any) -> None:
    hands = Touch(visit("/healthz", viewport=PHONE, has_touch=True, java_script_enabled=False).page, site)
    task(hands, site)
    assert not hands.faults, "\n".join(hands.faults)


@pytest.mark.parametrize("name", public_pages())
def test_paper_has_the_words_and_no_navigation(visit: Visit, site: Site, name: str) -> None:
    page = judged(visit(address_of(site, name), viewport=SHEET).page)
    said = page.evaluate("reach.said()")
    page.emulate_media(media="print")
    printed = page.evaluate("reach.said()")
    expect(page.locator("h1")).to_be_visible()
    assert [words for words in said if words not in printed] == []
    assert page.evaluate("[...reach.navigation(), ...reach.pale(), ...reach.losses()]") == []
