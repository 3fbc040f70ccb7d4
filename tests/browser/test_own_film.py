"""The film of a recording kept here, in a browser: it plays, opens at a minute, needs no script and no other site."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.hands import Hands, surname
from tests.chromium import NARROW, WIDE, sideways, violations
from tests.for_films import webm

pytestmark = pytest.mark.slow
SECONDS = 12


def told(page: Page) -> dict[str, Any]:
    found: dict[str, Any] = page.locator("video").evaluate(
        "film => ({now: film.currentTime, lasts: film.duration, ready: film.readyState, paused: film.paused, "
        "tracks: [...film.textTracks].map(one => one.kind)})"
    )
    return found


def stands_at(page: Page, second: int) -> None:
    for _ in range(100):
        found = told(page)
        if found["ready"] >= 2 and second <= found["now"] < second + 2:
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"{found} instead of {second}")


def add_a_film(boss: Hands) -> str:
    """By links and buttons; the address everybody opens."""
    title = f"Розмова {surname()}"
    boss.at_desk().follow("Практики і записи")
    boss.follow("Записи розмов")
    boss.follow("Новий запис")
    boss.write("Назва запису", title)
    boss.write("День розмови", "01.09.2026")
    boss.write("Тривалість", "45:00")
    boss.press("Додати запис")
    row = boss.main.locator("tr").filter(has_text=title)
    with boss.page.expect_navigation():
        row.get_by_role("link", name="0", exact=True).click()
    boss.write("Розділи", "00:00 Хто приймає?\n00:05 Скільки?\n00:09 Коли?")
    boss.press("Зберегти розділи")
    boss.follow_beside(title, "Файл відео")
    boss.reads("Файлу ще немає")
    for size in (NARROW, WIDE):
        boss.page.set_viewport_size(size)
        assert violations(boss.page) == []
        assert sideways(boss.page) <= 0
    boss.page.set_input_files("input[type=file]", {"name": "a.webm", "mimeType": "video/webm", "buffer": webm(SECONDS)})
    boss.press("Додати відео")
    boss.reads("00:12")
    boss.follow("Записи розмов")
    with boss.page.expect_navigation():
        row.get_by_role("button", name="Опублікувати").click()
    address = row.get_by_role("link", name=title).get_attribute("href") or ""
    return address.replace("edit/", "")


def test_a_film_of_a_programme_is_watched_by_its_questions(
    somebody: Callable[..., Hands], signed_in: Callable[..., Page], chromium: Any, site: str
) -> None:
    address = add_a_film(somebody("programme"))
    page, elsewhere = signed_in("", **NARROW), list[str]()
    page.on("request", lambda one: elsewhere.append(one.url) if not one.url.startswith((site, "data:")) else None)
    page.goto(address)
    stands_at(page, 0)
    assert told(page)["lasts"] == SECONDS
    assert told(page)["paused"], "nothing plays by itself"
    assert told(page)["tracks"] == ["chapters"]
    assert violations(page) == []
    assert sideways(page) <= 0
    page.locator("video").evaluate("film => { film.muted = true; }")
    page.get_by_role("link", name=re.compile("Коли")).press("Enter")
    stands_at(page, 9)
    assert page.url.endswith("?t=9")
    expect(page.get_by_role("link", name=re.compile("Коли"))).to_have_attribute("aria-current", "true")
    assert elsewhere == [], "nobody else is asked"
    page.goto(f"{address}film/")  # by its own address, as from a bookmark
    stands_at(page, 0)
    bare = chromium.new_context(base_url=site, java_script_enabled=False)
    plain = bare.new_page()
    plain.goto(f"{address}?t=5")
    stands_at(plain, 5)
    with plain.expect_navigation():
        plain.get_by_role("link", name=re.compile("Коли")).click()
    stands_at(plain, 9)
    bare.close()
