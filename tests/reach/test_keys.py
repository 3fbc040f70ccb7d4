"""X2: every task of residents by keys alone: the focus is seen at each stop, in order, under nothing; no trap."""

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.chromium import WIDE
from tests.reach.hands import Keyboard, drawn, judged
from tests.reach.journeys import JOURNEYS, kiosk
from tests.reach.pages import address_of, public_pages
from tests.reach.ways import KEYS
from tests.walk.opening import Visit
from tests.walk.serving import Site

TABLET = {"width": 800, "height": 1280}
# The longest ways each time, the shorter ones in `make check-full`.
_EACH_TIME = {"book", "complain"}
_TASKS = [
    pytest.param(task, id=name, marks=() if name in _EACH_TIME else pytest.mark.slow) for name, task in JOURNEYS.items()
]


@pytest.mark.parametrize("task", _TASKS)
def test_a_task_is_done_by_keys_alone(visit: Visit, site: Site, task: Any) -> None:
    hands = Keyboard(visit("/healthz").page, site)
    task(hands, site)
    print(f"\n{task.__name__}: {hands.presses} presses and {hands.letters} letters")  # noqa: T201  a figure to report
    assert not hands.faults, "\n".join(hands.faults)


@pytest.mark.slow
def test_a_kiosk_with_a_keyboard_gives_a_ticket(visit: Visit, site: Site) -> None:
    page = visit("/healthz", viewport=TABLET).page
    page.context.add_cookies([{"name": "kiosk", "value": site.ways[KEYS]["kiosk_cookie"], "url": site.url}])
    hands = Keyboard(page, site)
    kiosk(hands, site)
    assert not hands.faults, "\n".join(hands.faults)


@pytest.mark.parametrize("name", public_pages())
def test_a_round_of_tab_meets_every_control(visit: Visit, site: Site, name: str) -> None:
    page = judged(drawn(visit(address_of(site, name), viewport=WIDE).page))
    assert round_of(page, "Tab") == []
    assert page.evaluate("reach.missed()") == []
    page.evaluate("reach.forget()")
    assert round_of(page, "Shift+Tab") == []
    assert page.evaluate("reach.missed()") == []


def round_of(page: Any, key: str) -> list[str]:
    """Press until the round is over; what was wrong on the way."""
    page.evaluate("document.activeElement.blur(), scrollTo(0, 0), reach.begin()")
    faults: list[str] = []
    for _turn in range(400):
        page.keyboard.press(key)
        faults += page.evaluate("reach.stop(null)")["faults"] if key == "Tab" else []
        if page.evaluate("reach.pass()"):
            return faults
    raise AssertionError("the round has no end")


def test_digits_that_a_machine_fills_in_are_no_scan(visit: Visit) -> None:
    """Residents have no scanner: Enter sends what was filled in, however fast."""
    page = visit("/status/").page
    page.get_by_label("Номер справи").focus()
    page.keyboard.type("012026000001")
    page.keyboard.press("Enter")
    expect(page.locator(".govuk-error-summary")).to_be_visible()


def test_a_way_that_is_planted_wrong_is_seen(visit: Visit, site: Site) -> None:
    page = judged(visit(address_of(site, "portal:home")).page)
    page.evaluate("document.querySelector('main a').tabIndex = -1")
    round_of(page, "Tab")
    assert len(page.evaluate("reach.missed()")) == 1
