"""Bytes over the wire and requests, first visit and repeat, by kind of page (the budgets of the product)."""

from dataclasses import dataclass
from typing import Any

import pytest

from tests.rights.table import Page
from tests.walk.opening import Opened, Visit
from tests.walk.serving import Site
from tests.walk.test_pages import PAGES, role_of

KB = 1024


@dataclass(frozen=True)
class Budget:
    first: int
    repeat: int
    requests: int


RESIDENT = Budget(first=50 * KB, repeat=12 * KB, requests=6)
DESK = Budget(first=120 * KB, repeat=20 * KB, requests=8)
# Each with its reason.
OTHERS = {
    # The map draws with a library of its own; the list beside it works without.
    "portal_network:points": Budget(first=130 * KB, repeat=20 * KB, requests=10),
    "portal_network:point": Budget(first=130 * KB, repeat=20 * KB, requests=10),
    # The library of security keys comes in three files.
    "mfa_add_webauthn": Budget(first=120 * KB, repeat=20 * KB, requests=10),
}


# Every page of staff has one frame: those that hold most are weighed each time, all of them in `make check-full`.
WEIGHED = {"desk:home", "desk:board", "cases:list", "cases:case", "consignments:home", "queue:live", "appointments:day"}
WEIGHTS = [
    pytest.param(page, id=page.name, marks=() if page.is_public or page.name in WEIGHED else pytest.mark.slow)
    for page in PAGES
]


class Scales:
    """Counts what a page costs on the wire, headers included."""

    def __init__(self, page: Any) -> None:
        self.bytes, self.requests = 0, 0
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.on("Network.loadingFinished", self._finished)

    def _finished(self, event: dict[str, Any]) -> None:
        self.bytes += int(event["encodedDataLength"])
        self.requests += bool(event["encodedDataLength"])

    def clear(self) -> None:
        self.bytes = self.requests = 0


@pytest.fixture
def addresses(site: Site) -> dict[str, str]:
    return {page["name"]: page["address"] for page in site.pages}


def test_pages_that_are_weighed_exist() -> None:
    assert {page.name for page in PAGES} >= WEIGHED


@pytest.mark.parametrize("page", WEIGHTS)
def test_a_page_keeps_its_budget(visit: Visit, site: Site, addresses: dict[str, str], page: Page) -> None:
    budget = OTHERS.get(page.name, RESIDENT if page.is_public else DESK)
    opened: Opened = visit("/healthz", role=role_of(page))
    scales = Scales(opened.page)
    opened.page.goto(site.url + addresses[page.name], wait_until="networkidle")
    first = (scales.bytes, scales.requests)
    scales.clear()
    opened.page.goto(site.url + addresses[page.name])
    assert first[0] <= budget.first, f"{first[0] / KB:.1f} KB"
    assert first[1] <= budget.requests
    assert scales.bytes <= budget.repeat, f"again {scales.bytes / KB:.1f} KB"
