"""A running site and a browser. The suite itself opens no socket: Chromium and the page server do."""

import os
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from config.environment import Environment
from tests.walk.serving import Site, served

playwright = pytest.importorskip("playwright.sync_api")
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-quic",
]  # fmt: skip
WIDE, NARROW = {"width": 1366, "height": 768}, {"width": 360, "height": 740}
_START_SECONDS = 40


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.browser)
            if CHROMIUM is None:
                item.add_marker(pytest.mark.skip(reason="no Chromium on this machine: apt-get install chromium"))


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    given = Environment.read(dict(os.environ))
    if not given.is_embedded:
        pytest.skip("the walk makes a database of its own on the embedded server")
    with served(given, tmp_path_factory.mktemp("site")) as site:
        yield site


@pytest.fixture(scope="session")
def chromium(site: Site) -> Iterator[Any]:
    """One browser for the whole walk, opened once the site answers."""
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        _wait(browser, site.url)
        yield browser
        browser.close()


def _wait(browser: Any, url: str) -> None:
    page, deadline = browser.new_page(), time.monotonic() + _START_SECONDS
    while True:
        try:
            assert page.goto(f"{url}/readyz").ok
            break
        except (playwright.Error, AssertionError):
            assert time.monotonic() < deadline, "the site does not answer"
            time.sleep(0.3)
    page.close()


@dataclass
class Opened:
    """A page and what the browser said about it."""

    page: Any
    complaints: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def note_error(self, said: Any) -> None:
        if said.type == "error":
            self.complaints.append(said.text)


Visit = Callable[..., Opened]


@pytest.fixture
def visit(site: Site, chromium: Any) -> Iterator[Visit]:
    """`visit(address, role="head", language="en", viewport=NARROW)`: a page, as somebody, in a fresh profile."""
    contexts = []

    def open_page(
        address: str, *, role: str = "", language: str = "uk", viewport: dict[str, int] | None = None, **options: Any
    ) -> Opened:
        context = chromium.new_context(viewport=viewport or WIDE, **options)
        contexts.append(context)
        context.add_cookies(site.cookies(role=role, language=language))
        opened = Opened(context.new_page())
        opened.page.on("console", opened.note_error)
        opened.page.on("pageerror", lambda error: opened.complaints.append(str(error)))
        opened.page.on("request", lambda request: opened.asked.append(request.url))
        opened.page.goto(site.url + address)
        return opened

    yield open_page
    for context in contexts:
        context.close()
