"""A choice among many by keys alone, with and without scripts: words, Enter; Enter elsewhere sends it."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Demo, SignIn
from vikno.demo.people import PASSWORD

PILOTS = "/practices/pilots/"
NARROW = {"width": 360, "height": 740}


def _look(page: Page) -> list[str]:
    """Type words into the field of services and press Enter: titles of what is offered then, ticked already or not."""
    page.get_by_label("Назва пілота").fill("Пілот з клавіатури")
    services = page.get_by_role("group", name="Послуги")
    services.get_by_label("Слова, щоб знайти").focus()
    page.keyboard.type("народженя")  # a slip of a tired hand
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.get_by_label("Назва пілота")).to_have_value("Пілот з клавіатури")
    expect(services.get_by_text("Знайдено")).to_be_visible()
    return services.locator(".govuk-checkboxes__label").all_inner_texts()


def _tick_and_send(page: Page) -> bool:
    """The first one found, then Enter in the name: the page answers with what is missing; whether the tick stays."""
    tick = page.get_by_role("group", name="Послуги").get_by_role("checkbox").first
    tick.focus()
    page.keyboard.press("Space")
    page.get_by_label("Назва пілота").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.get_by_text("Заповніть це поле.").first).to_be_visible()
    return page.get_by_role("group", name="Послуги").get_by_role("checkbox").first.is_checked()


def test_by_keys(signed_in: SignIn) -> None:
    page = signed_in("head")
    page.goto(PILOTS)
    assert any("народження" in title for title in _look(page))
    assert _tick_and_send(page)


@pytest.mark.parametrize("size", [NARROW, {"width": 1366, "height": 768}], ids=["phone", "desk"])
def test_without_scripts(demo: Demo, chromium: Browser, size: dict[str, int]) -> None:
    context = chromium.new_context(java_script_enabled=False, viewport=size, locale="uk-UA")  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(f"{demo.url}/accounts/login/")
    page.locator("input[name=login]").fill("head")
    page.locator("input[name=password]").fill(PASSWORD)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.goto(f"{demo.url}{PILOTS}")
    assert any("народження" in title for title in _look(page))
    assert _tick_and_send(page)
    context.close()
