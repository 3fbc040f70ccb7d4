"""X13: a board whose server is really gone says so, keeps what it showed, and comes right by itself."""

import pytest

from tests.other_browsers.hands import Page
from tests.other_browsers.link import Link
from tests.walk.serving import Site

SHOWN = "return [...document.querySelectorAll('[data-board-number]')].some(each => each.innerText === arguments[0])"
IS_STALE = "return document.querySelector('[data-board-stale]').checkVisibility() === arguments[0]"


@pytest.mark.parametrize("fault", ["cut", "fall_silent", "stall"])
def test_silence_is_said_and_the_board_comes_right_by_itself(page: Page, link: Link, site: Site, fault: str) -> None:
    hall = site.told("tests.other_browsers.seed", "board")

    def calls() -> str:
        return str(site.told("tests.other_browsers.seed", "called", str(hall["hall"]), str(hall["officer"])))

    page.open(hall["board"])
    first = calls()
    page.until(SHOWN, first, seconds=10)
    assert page.run(IS_STALE, False)
    getattr(link, fault)()
    second = calls()  # while nothing changes the answer is whole without a body
    page.until(IS_STALE, True)
    page.look(f"board-{fault}")
    assert page.run(SHOWN, first)
    link.mend()
    page.until(SHOWN, second, seconds=20)
    page.until(IS_STALE, False, seconds=5)
