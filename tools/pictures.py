"""Pictures of the main pages for the README, taken from the demo: `make pictures`."""

import os
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep

from playwright.sync_api import Page, sync_playwright

PROJECT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT))
from tools.browser import FLAGS, chromium  # noqa: E402  the project stands on the path now

FOLDER = PROJECT / "docs" / "pictures"
PORT = 8017
SITE = f"http://127.0.0.1:{PORT}"


@contextmanager
def served_demo() -> Iterator[None]:
    """The demo, loaded if needed and served on a port of its own."""
    command = [sys.executable, "-m", "vikno.operations", "demo", "--port", str(PORT)]
    process = subprocess.Popen(command, cwd=PROJECT, env={**os.environ, "PYTHONPATH": str(PROJECT)})
    try:
        deadline = monotonic() + 300
        while monotonic() < deadline and process.poll() is None:
            try:
                with urllib.request.urlopen(f"{SITE}/healthz", timeout=2):  # noqa: S310  our own site
                    break
            except OSError:
                sleep(0.5)
        yield
    finally:
        process.terminate()
        process.wait(60)


def sign_in(page: Page, username: str) -> None:
    """Enter the demo as one of its people."""
    from vikno.demo.people import PASSWORD

    page.goto(f"{SITE}/accounts/login/")
    page.locator("input[name=login]").fill(username)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main button[type=submit]").first.click()
    page.wait_for_url("**/desk/**")


def take() -> None:
    """Take every picture anew."""
    if (found := chromium()) is None:
        raise SystemExit("Chromium немає: apt-get install chromium-headless-shell")
    FOLDER.mkdir(parents=True, exist_ok=True)
    with served_demo(), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=list(FLAGS))
        tall = browser.new_page(viewport={"width": 1366, "height": 1000})
        tall.goto(f"{SITE}/points/")
        tall.wait_for_load_state("networkidle")
        tall.screenshot(path=FOLDER / "map.png")
        page = browser.new_page(viewport={"width": 1366, "height": 768})
        sign_in(page, "remote")
        page.screenshot(path=FOLDER / "desk.png")
        phone = browser.new_page(viewport={"width": 360, "height": 740})
        phone.goto(SITE)
        phone.screenshot(path=FOLDER / "phone.png")
        browser.close()


if __name__ == "__main__":
    take()
