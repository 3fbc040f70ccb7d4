"""A link to the site, and a browser of either kind in front of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.other_browsers.driver import FIREFOX, WEBKIT, missing, started
from tests.other_browsers.hands import Page
from tests.other_browsers.link import Link
from tests.walk.serving import Site

HERE = Path(__file__).parent


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.slow)
            item.add_marker(pytest.mark.enable_socket)


@pytest.fixture
def link(site: Site) -> Iterator[Link]:
    made = Link(to=urlsplit(site.url).port or 80)
    yield made
    made.cut()


class Device:
    """A machine with a browser: it may be closed and opened again; Firefox finds what it kept, WebKit keeps nothing."""

    def __init__(self, name: str, folder: Path, site: Site, link: Link) -> None:
        self.name, self.folder, self.site, self.link = name, folder, site, link

    @contextmanager
    def opened(self) -> Iterator[Page]:
        with started(self.name, self.folder) as ask:
            ask("SetWindowRect", width=1366, height=900)
            yield Page(ask, self.name, self.link.url)


@pytest.fixture(params=[FIREFOX, WEBKIT])
def device(request: pytest.FixtureRequest, tmp_path: Path, site: Site, link: Link) -> Device:
    if why := missing(request.param):
        pytest.skip(why)
    return Device(request.param, tmp_path / "device", site, link)


@pytest.fixture
def page(device: Device, site: Site) -> Iterator[Page]:
    """A stranger who reads Ukrainian, at the site."""
    with device.opened() as page:
        page.open("/healthz")
        page.cookies(site.cookies())
        yield page
