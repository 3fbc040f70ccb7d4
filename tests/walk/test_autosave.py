"""X12, X20: a browser killed while somebody types loses five seconds at most; a lost link is said and made good.

`VIKNO_KILLS` says how often it is killed; a hundred belong to a release.
"""

import os
import random
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any

import psutil
import pytest

from tests.walk.serving import Site
from tools.browser import FLAGS
from tools.browser import chromium as found_chromium

KILLS = int(os.environ.get("VIKNO_KILLS", "10"))
LOST_SECONDS, KEY_SECONDS = 5.0, 0.09
FIELD = 'form[data-autosave] input[type=text][name$="-name"]'
LINE = "form[data-autosave] [data-state-line]"


@pytest.fixture(scope="module")
def address(site: Site) -> str:
    """The papers of an application that somebody takes in."""
    return site.url + str(site.told("tests.walk.seed_draft")["address"])


def opened(site: Site, browser: Any, address: str) -> tuple[Any, Any]:
    """The step, and the name of the first paper nobody asks for."""
    context = browser.new_context(locale="uk-UA")
    context.add_cookies(site.cookies(role="officer"))
    page = context.new_page()
    page.goto(address)
    assert page.url == address
    return page, page.locator(FIELD).first


@contextmanager
def another_browser(like: Any) -> Iterator[tuple[Any, int]]:
    """One that may be killed: it and its process."""
    before = {process.pid for process in psutil.Process().children(recursive=True)}
    browser = like.browser_type.launch(executable_path=found_chromium(), args=list(FLAGS))
    made = [one for one in psutil.Process().children(recursive=True) if one.pid not in before]
    main = next(one for one in made if "--type=" not in " ".join(one.cmdline()) and "chrom" in one.name())
    try:
        yield browser, main.pid
    finally:
        browser.close()


def words() -> Iterator[str]:
    """Letters that tell their place."""
    for number in count(1):
        yield from f"{number} "


def typed_for(page: Any, seconds: float) -> list[tuple[float, int]]:
    """Type without a pause; when how many letters stood in the field."""
    letters, ends, done = words(), time.monotonic() + seconds, []
    while time.monotonic() < ends:
        page.keyboard.type(next(letters))
        done.append((time.monotonic(), len(done) + 1))
        time.sleep(KEY_SECONDS)
    return done


@pytest.mark.slow
@pytest.mark.parametrize("turn", range(KILLS))
def test_a_killed_browser_loses_five_seconds_at_most(site: Site, chromium: Any, address: str, turn: int) -> None:
    dice = random.Random(turn)
    with another_browser(chromium) as (browser, process):
        page, field = opened(site, browser, address)
        stood = field.input_value()
        field.fill("")
        field.focus()
        typed = typed_for(page, dice.uniform(1, 14))
        os.kill(process, signal.SIGKILL)
        killed = time.monotonic()
    must_stand = max((letters for at, letters in typed if at <= killed - LOST_SECONDS), default=0)
    _page, field = opened(site, chromium, address)
    kept = field.input_value()
    letters = words()
    whole = "".join(next(letters) for _ in typed)
    if must_stand or kept != stood:  # of less than five seconds nothing may be kept: what stood before them stands
        assert whole.startswith(kept)
    assert len(kept) >= len(whole[:must_stand].rstrip())


@pytest.mark.slow
def test_a_lost_link_is_said_and_made_good(site: Site, chromium: Any, address: str) -> None:
    """Refused, hanging, answered but unheard: the line never says «збережено» of what is not, and then it does."""
    page, field = opened(site, chromium, address)
    expect_line = page.locator(LINE)
    for number, fault in enumerate(("abort", "error", "unheard")):

        def answer(route: Any, fault: str = fault) -> None:
            if fault == "abort":
                route.abort()
            elif fault == "error":
                route.fulfill(status=502, body="")
            else:
                route.fetch()
                route.abort()

        page.route("**/typed/", answer)
        field.fill(f"Довідка {number}")
        page.wait_for_selector(f'{LINE}[data-state="failed"]')
        assert "зв'язку" in expect_line.inner_text()
        page.unroute("**/typed/")
        page.wait_for_selector(f'{LINE}[data-state="saved"]', timeout=15_000)
        _page, again = opened(site, chromium, address)
        assert again.input_value() == f"Довідка {number}"
