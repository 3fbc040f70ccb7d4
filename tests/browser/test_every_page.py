"""Every page a person can reach by links, in both languages: accessible, light, without sideways scroll."""

import re
from collections import deque
from collections.abc import Iterator
from typing import Any
from urllib.parse import urldefrag, urlsplit

import pytest
from playwright.sync_api import Error, Page

from tests.browser.conftest import SignIn
from tests.chromium import sideways, violations

KB = 1024
# Whole first visit over the wire, quality notes §B3.
BUDGETS = {"public": 50 * KB, "staff": 120 * KB}
# The map draws with a library of its own; its list works without it.
HEAVIER = {"/points/": 130 * KB, "/points/N/": 130 * KB}
_LEAVES = re.compile(r"\.(pdf|xlsx|csv|json|geojson|txt|xml|svg)$|/logout/")


def shape(address: str) -> str:
    """Addresses that differ in numbers and codes only are one page."""
    path = urlsplit(address).path
    return re.sub(r"UA\d{17}|V-[A-Z]+-\d+|\d[\d-]*", "N", path)


def reachable(page: Page, start: str, limit: int = 80) -> Iterator[tuple[str, int]]:
    """One address of every shape and its status, breadth first along links; files are left to their own tests."""
    seen, waiting = {shape(start)}, deque([start])
    while waiting and limit:
        limit -= 1
        address = waiting.popleft()
        try:
            response = page.goto(address)
        except Error as error:
            assert "Download is starting" in str(error), address  # noqa: PT017  files are not pages
            continue
        if response is None or "html" not in response.headers.get("content-type", ""):
            continue
        yield address, response.status
        for link in page.locator("a[href]").evaluate_all("links => links.map(a => a.href)"):
            target = urldefrag(link).url
            inside = urlsplit(target).netloc == urlsplit(page.url).netloc
            if inside and shape(target) not in seen and not _LEAVES.search(urlsplit(target).path):
                seen.add(shape(target))
                waiting.append(urlsplit(target)._replace(scheme="", netloc="").geturl())


def walks() -> list[Any]:
    """The same pages are walked one by one in tests/walk; with a year of data, in `make check-full`."""
    everybody = ("", "remote", "provider", "starosta", "head", "courier", "steward")
    return [pytest.param(who, said, marks=pytest.mark.slow) for said in ("uk", "en") for who in everybody]


@pytest.mark.parametrize(("person", "language"), walks())
def test_pages_are_accessible_and_fit_a_phone(signed_in: SignIn, site: str, person: str, language: str) -> None:
    page = signed_in(person)
    page.context.add_cookies([{"name": "django_language", "value": language, "url": site}])
    faults: list[str] = []
    visited = 0
    for address, status in reachable(page, "/desk/" if person else "/"):
        visited += 1
        if status >= 400:
            faults.append(f"{address}: {status}")
            continue
        faults += [f"{address}: {fault}" for fault in violations(page)]
        page.set_viewport_size({"width": 360, "height": 740})
        if sideways(page) > 1:
            faults.append(f"{address}: scrolls sideways at 360 px")
        page.set_viewport_size({"width": 1366, "height": 768})
    assert visited > 2
    assert faults == []


@pytest.mark.slow  # tests/walk weighs every page; here, the pages are full
@pytest.mark.parametrize("person", ["", "remote"])
def test_first_visits_are_light(chromium, site: str, signed_in: SignIn, person: str) -> None:
    page = signed_in(person)
    addresses = [address for address, _ in reachable(page, "/desk/" if person else "/", limit=25)]
    kind = "staff" if person else "public"
    heavy = {}
    for address in addresses:
        context = chromium.new_context(base_url=site, storage_state=page.context.storage_state())
        fresh, weight = context.new_page(), []
        session = context.new_cdp_session(fresh)
        session.send("Network.enable")
        session.on("Network.loadingFinished", lambda said, weight=weight: weight.append(said["encodedDataLength"]))
        fresh.goto(address, wait_until="networkidle")
        total, budget = sum(weight), HEAVIER.get(shape(address), BUDGETS[kind])
        if total > budget:
            heavy[address] = f"{total / KB:.0f} KB of {budget / KB:.0f}, {len(weight)} requests"
        context.close()
    assert heavy == {}
