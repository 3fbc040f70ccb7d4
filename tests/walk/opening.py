"""The running site and a page of it, for every folder of tests that walks: one site a run."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest

from config.environment import Environment
from tests.chromium import WIDE
from tests.walk.serving import Site, served


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site with a page of every kind."""
    given = Environment.read(dict(os.environ))
    if not given.is_embedded:
        pytest.skip("the walk makes a database of its own on the embedded server")
    with served(given, tmp_path_factory.mktemp("site")) as site:
        yield site


@dataclass
class Opened:
    """A page and what the browser said about it."""

    page: Any
    status: int = 0
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
        opened.status = opened.page.goto(site.url + address).status
        return opened

    yield open_page
    for context in contexts:
        context.close()
