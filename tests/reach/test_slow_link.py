"""X9: the first visit over 400 kbit/s with 400 ms of delay, on a processor four times slower: printed, never judged.

Bytes and requests decide. Run `pytest tests/reach/test_slow_link.py -m slow -s` to read the times.
"""

from statistics import median
from typing import Any, Final

import pytest

from tests.chromium import NARROW
from tests.reach.pages import address_of
from tests.walk.opening import Visit
from tests.walk.serving import Site
from tests.walk.test_weight import RESIDENT, Scales

MAIN: Final = (
    "portal:home", "portal:services", "portal:service", "portal:where", "appointments_public:days", "portal:status"
)  # fmt: skip
ROUNDS: Final = 3
LINK: Final = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
# When the largest thing was drawn, and how much moved afterwards.
SEEN: Final = """() => new Promise((answer) => {
    let drawn = 0, moved = 0, what = '';
    new PerformanceObserver((list) => { for (const one of list.getEntries()) {
        drawn = one.startTime; what = one.element ? one.element.tagName : ''; } })
        .observe({ type: 'largest-contentful-paint', buffered: true });
    new PerformanceObserver((list) => { for (const one of list.getEntries()) moved += one.value; })
        .observe({ type: 'layout-shift', buffered: true });
    setTimeout(() => answer([Math.round(drawn), moved, what]), 300);
})"""


@pytest.mark.slow
@pytest.mark.parametrize("name", MAIN)
def test_a_first_visit_over_a_slow_link(visit: Visit, site: Site, name: str) -> None:
    firsts, agains, weights = [], [], []
    for _round in range(ROUNDS):
        page = visit("/healthz", viewport=NARROW).page
        scales = Scales(page)
        slow_down(page)
        firsts.append(opened(page, site, name))
        weights.append((scales.bytes, scales.requests))
        agains.append(opened(page, site, name))
    first, again = median(each[0] for each in firsts), median(each[0] for each in agains)
    moved, (most, requests) = max(each[1] for each in firsts), max(weights)
    print(f"\n{name}: LCP {first} ms, again {again} ms; {most / 1024:.1f} KB, {requests} requests; moved {moved:.3f}")  # noqa: T201
    assert most <= RESIDENT.first
    assert requests <= RESIDENT.requests


def slow_down(page: Any) -> None:
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", LINK)
    session.send("Emulation.setCPUThrottlingRate", {"rate": 4})


def opened(page: Any, site: Site, name: str) -> Any:
    page.goto(site.url + address_of(site, name), wait_until="networkidle")
    return page.evaluate(SEEN)
