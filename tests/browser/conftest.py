"""The demo, served as a person would start it, and a browser in front of it."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page

from config.paths import PROJECT
from tests.browser.hands import Hands
from tests.walk.serving import wait_until_ready
from vikno.demo.people import PASSWORD

CASES = 40
_START_SECONDS = 300


@dataclass(frozen=True)
class Demo:
    """A served demo: its address, and the environment of its other programs."""

    url: str
    surroundings: dict[str, str]

    def run(self, *program: str, **said: str) -> str:
        """A program of the same installation, `python -m program`: what it says."""
        assert self.surroundings["VIKNO_HOME"], "VIKNO_WALK_HOME names the data folder of VIKNO_WALK_SITE"
        done = subprocess.run(
            [sys.executable, "-m", *program],
            cwd=PROJECT, env={**os.environ, **self.surroundings, **said}, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, (done.stdout + done.stderr)[-3000:]
        return done.stdout

    def grow_old(self, number: str, *, days: int) -> None:
        """Everything that happened to a case happened so many days earlier."""
        self.run("tests.browser.older", number, str(days), VIKNO_DB_ROLE="owner")


@pytest.fixture(scope="session")
def demo() -> Iterator[Demo]:
    """The demo with a data folder of its own, loaded and served by its own command.

    VIKNO_WALK_SITE and VIKNO_WALK_HOME name one that is served already: quicker while a walk is being written.
    """
    if served := os.environ.get("VIKNO_WALK_SITE"):
        yield Demo(url=served, surroundings=_surroundings(os.environ.get("VIKNO_WALK_HOME", "")))
        return
    home = Path(tempfile.mkdtemp(prefix="vikno-walk-"))
    home.chmod(0o755)
    port = _free_port()
    log = open(home / "demo.log", "w")  # noqa: SIM115  lives as long as the process
    surroundings = _surroundings(str(home))
    process = subprocess.Popen(
        [sys.executable, "-m", "vikno.operations", "demo", "--port", str(port), "--cases", str(CASES)],
        cwd=PROJECT,
        stdout=log,
        stderr=subprocess.STDOUT,
        env={**os.environ, **surroundings},
    )
    try:
        try:
            wait_until_ready(port, process, _START_SECONDS)
        except AssertionError:
            pytest.fail(f"the demo did not start:\n{(home / 'demo.log').read_text()[-3000:]}")
        yield Demo(url=f"http://127.0.0.1:{port}", surroundings=surroundings)
    finally:
        process.terminate()
        process.wait(60)
        log.close()
        shutil.rmtree(home, ignore_errors=True)


@pytest.fixture(scope="session")
def site(demo: Demo) -> str:
    """Address of the demo."""
    return demo.url


def _surroundings(home: str) -> dict[str, str]:
    return {"VIKNO_HOME": home, "VIKNO_DB_ROLE": "", "PYTHONPATH": str(PROJECT), "DATABASE_URL": ""}


def _is_fault(said: ConsoleMessage) -> bool:
    """Errors of scripts and of the content policy; statuses of pages are the tests' own business."""
    return bool(said.type == "error" and not said.text.startswith("Failed to load resource"))


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


SignIn = Callable[[str], Page]


@contextmanager
def _coming_in(chromium: Browser, site: str) -> Iterator[SignIn]:
    contexts = []
    complaints: list[str] = []

    def open_for(username: str, *, width: int = 1366, height: int = 768) -> Page:
        context = chromium.new_context(base_url=site, viewport={"width": width, "height": height}, locale="uk-UA")
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("console", lambda said: complaints.append(said.text) if _is_fault(said) else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        if username:
            page.goto("/accounts/login/")
            page.locator("input[name=login]").fill(username)
            page.locator("input[name=password]").fill(PASSWORD)
            with page.expect_navigation():
                page.locator("main button[type=submit]").first.click()
            assert "/accounts/" not in page.url, page.locator("main").inner_text()
        return page

    yield open_for
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def signed_in(chromium: Browser, site: str) -> Iterator[SignIn]:
    """`signed_in("remote")` is a page of somebody's own browser, signed in; complaints of the console fail the test."""
    with _coming_in(chromium, site) as open_for:
        yield open_for


@pytest.fixture(scope="module")
def somebody(chromium: Browser, site: str) -> Iterator[Callable[..., Hands]]:
    """`somebody("officer")`: one window a person for the whole module, signed in once."""
    with _coming_in(chromium, site) as open_for:
        windows: dict[str, Hands] = {}

        def hands_of(username: str, **size: int) -> Hands:
            if username not in windows:
                windows[username] = Hands(open_for(username, **size))
            return windows[username]

        yield hands_of
