"""A device becomes a kiosk; strangers take tickets on it, with a link and without; nothing of them is left."""

import os
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.chromium import sideways, violations
from tests.walk.opening import Visit
from tests.walk.serving import Site

TABLET = {"width": 800, "height": 1280}


@pytest.fixture
def address(site: Site) -> str:
    """Where staff make a kiosk of a device."""
    return next(str(page["address"]) for page in site.pages if page["name"] == "queue_public:kiosk_devices")


@pytest.fixture
def kiosk(visit: Visit, site: Site, address: str) -> Any:
    """The device, at its first screen; its officer has been signed out."""
    page = visit("/accounts/login/", viewport=TABLET).page
    page.get_by_label("Ім'я для входу").fill(site.people["officer"])
    page.get_by_role("textbox", name="Пароль").fill(site.password)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.goto(site.url + address)
    page.get_by_label("Де стоїть кіоск").fill("планшет біля входу")
    with page.expect_navigation():
        page.get_by_role("button", name="Зробити кіоском і вийти").click()
    page.add_init_script("window.print = () => { window.printed = (window.printed || 0) + 1; };")
    page.reload()
    return page


def look(page: Any, name: str) -> None:
    """Keep a picture where somebody asked for pictures."""
    if os.environ.get("VIKNO_PICTURES"):
        page.screenshot(path=f"{os.environ['VIKNO_PICTURES']}/{name}.png")


def small_targets(page: Any) -> list[str]:
    found = page.evaluate(
        """() => [...document.querySelectorAll('a, button, input:not([type=hidden])')]
            .filter(e => e.checkVisibility() && Math.min(e.offsetHeight, e.offsetWidth) < 80).map(e => e.outerHTML)"""
    )
    return list(found)


def test_a_ticket_in_three_touches(kiosk: Any) -> None:
    for name, touch in (("purpose", "Подати документи"), ("priority", "Без пільги")):
        assert small_targets(kiosk) == []
        assert violations(kiosk) == []
        assert sideways(kiosk) <= 0
        look(kiosk, f"kiosk-{name}")
        expect(kiosk.get_by_text("Потрібна допомога")).to_be_visible()
        with kiosk.expect_navigation():
            kiosk.get_by_text(touch).click()
    look(kiosk, "kiosk-ticket")
    assert small_targets(kiosk) == []
    assert violations(kiosk) == []
    assert kiosk.locator(".k-number").first.inner_text().startswith("П-")


def test_two_taps_are_one_ticket(kiosk: Any) -> None:
    with kiosk.expect_navigation():
        kiosk.get_by_text("Порадитися").click()
    with kiosk.expect_navigation():
        kiosk.get_by_text("Без пільги").dblclick()
    first = int(kiosk.locator(".k-number").first.inner_text()[2:])
    with kiosk.expect_navigation():
        kiosk.get_by_text("Готово").click()
    with kiosk.expect_navigation():
        kiosk.get_by_text("Порадитися").click()
    with kiosk.expect_navigation():
        kiosk.get_by_text("Без пільги").click()
    assert int(kiosk.locator(".k-number").first.inner_text()[2:]) == first + 1


def test_left_alone_it_warns_and_goes_back_to_its_start(kiosk: Any) -> None:
    kiosk.clock.install()
    kiosk.reload()
    with kiosk.expect_navigation():
        kiosk.get_by_text("Подати документи").click()
    kiosk.wait_for_load_state()
    kiosk.clock.run_for(46_000)
    expect(kiosk.get_by_text("Потрібен ще час")).to_be_visible()
    kiosk.get_by_text("Потрібен ще час").click()
    kiosk.clock.run_for(46_000)
    assert kiosk.get_by_text("Чому ви прийшли?").count() == 0
    kiosk.clock.run_for(15_000)
    kiosk.get_by_text("Чому ви прийшли?").wait_for(timeout=10_000)


def test_without_a_link_numbers_of_its_own_reach_the_queue_once(kiosk: Any) -> None:
    key = own_key(kiosk)
    kiosk.context.set_offline(True)
    kiosk.get_by_text("Подати документи").click()
    kiosk.locator("[data-kiosk-offline]").wait_for(state="visible", timeout=8000)
    look(kiosk, "kiosk-offline")
    number = kiosk.locator("[data-kiosk-number]").inner_text()
    assert number.startswith("П-")
    assert kiosk.evaluate("window.printed") == 1
    assert f'"number":{int(number[2:])}' in kiosk.evaluate("key => localStorage.getItem(key)", key)
    kiosk.context.set_offline(False)
    kiosk.reload()
    kiosk.wait_for_function("key => JSON.parse(localStorage.getItem(key)).given.length === 0", arg=key, timeout=15_000)
    free = kiosk.evaluate("key => JSON.parse(localStorage.getItem(key)).free.submit", key)
    assert int(number[2:]) not in free


def until(page: Any, said: str) -> None:
    """Wait for an asynchronous function of the page to answer true."""
    for _ in range(100):
        if page.evaluate(said):
            return
        page.wait_for_timeout(100)
    raise AssertionError(said)


def own_key(page: Any) -> str:
    """Where the device keeps its numbers, once it has any; the lock of the desk keeps its own words beside them."""
    found = page.wait_for_function(
        """() => Object.keys(localStorage).find(
            key => key.startsWith('kiosk:') && localStorage.getItem(key).includes('free'))"""
    )
    return str(found.json_value())


def is_kept(page: Any) -> None:
    """Wait until the device has what it needs without a link: its first page and numbers of today."""
    own_key(page)
    until(
        page,
        """async () => {
            await navigator.serviceWorker.ready;
            for (const key of await caches.keys())
                if ((await (await caches.open(key)).keys()).some(one => one.url.endsWith('?kept=1'))) return true;
            return false;
        }""",
    )


def kept_files(page: Any) -> list[str]:
    found = page.evaluate(
        """async () => {
            const found = [];
            for (const key of await caches.keys())
                for (const one of await (await caches.open(key)).keys()) found.push(new URL(one.url).pathname);
            return found;
        }"""
    )
    return sorted(found)


def test_started_anew_without_a_link_it_gives_a_ticket_that_arrives_once(kiosk: Any) -> None:
    is_kept(kiosk)
    address = kiosk.url
    kept = kept_files(kiosk)
    assert len(kept) == 4
    assert all(path.startswith(("/static/", "/queue/kiosk/")) for path in kept)
    kiosk.context.set_offline(True)
    kiosk.goto("about:blank")
    for start in (address, f"{address}?fresh=1"):
        kiosk.goto(start)
        expect(kiosk.get_by_text("Чому ви прийшли?")).to_be_visible()
    look(kiosk, "kiosk-started-offline")
    assert violations(kiosk) == []
    kiosk.get_by_text("Забрати готове").click()
    kiosk.locator("[data-kiosk-offline]").wait_for(state="visible", timeout=8000)
    number = kiosk.locator("[data-kiosk-number]").inner_text()
    assert number.startswith("Р-")
    kiosk.context.set_offline(False)
    kiosk.reload()
    key = own_key(kiosk)
    kiosk.wait_for_function("key => JSON.parse(localStorage.getItem(key)).given.length === 0", arg=key, timeout=15_000)
    assert int(number[2:]) not in kiosk.evaluate("key => JSON.parse(localStorage.getItem(key)).free.collect", key)


def test_a_page_shown_twice_from_the_device_gives_two_tickets(kiosk: Any) -> None:
    is_kept(kiosk)
    address, numbers = kiosk.url, []
    for _ in range(2):
        kiosk.context.set_offline(True)
        kiosk.goto(address)
        kiosk.context.set_offline(False)
        for touch in ("Порадитися", "Без пільги"):
            with kiosk.expect_navigation():
                kiosk.get_by_text(touch).click()
        numbers.append(kiosk.locator(".k-number").first.inner_text())
    assert numbers[0] != numbers[1]


def test_taken_away_it_forgets_its_pages_and_numbers(kiosk: Any, visit: Visit, address: str) -> None:
    is_kept(kiosk)
    staff = visit(address, role="officer").page
    with staff.expect_navigation():
        staff.get_by_role("button", name="Відкликати").first.click()
    assert kiosk.evaluate("async () => (await fetch(document.body.dataset.numbers)).status") == 200  # asks on its own
    kiosk.reload()
    expect(kiosk.get_by_text("Цей пристрій — не кіоск")).to_be_visible()
    until(kiosk, "async () => (await caches.keys()).length === 0")
    assert kiosk.evaluate("Object.keys(localStorage).filter(key => key.startsWith('kiosk:'))") == []
    assert kiosk.evaluate("async () => (await navigator.serviceWorker.getRegistrations()).length") == 0


def test_a_booked_person_types_the_number_on_large_keys(kiosk: Any) -> None:
    with kiosk.expect_navigation():
        kiosk.get_by_text("Я записаний на час").click()
    for digit in "1234567890":
        kiosk.get_by_role("button", name=digit, exact=True).click()
    kiosk.get_by_role("button", name="Стерти цифру").click()
    assert kiosk.get_by_label("Номер вашого запису").input_value() == "123-456-78"
    look(kiosk, "kiosk-booked")
    assert small_targets(kiosk) == []
    assert violations(kiosk) == []
    assert sideways(kiosk) <= 0
    with kiosk.expect_navigation():
        kiosk.get_by_text("Взяти талон").click()
    assert "Запису з таким номером" in kiosk.locator("main").inner_text()


def test_help_and_the_other_language_are_a_touch_away(kiosk: Any) -> None:
    with kiosk.expect_navigation():
        kiosk.get_by_text("Подати документи").click()
    with kiosk.expect_navigation():
        kiosk.get_by_text("English").click()
    assert kiosk.locator("html").get_attribute("lang") == "en"
    expect(kiosk.get_by_text("No priority")).to_be_visible()
    with kiosk.expect_navigation():
        kiosk.get_by_text("I need help").click()
    look(kiosk, "kiosk-help")
    assert violations(kiosk) == []
