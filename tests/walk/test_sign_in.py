"""The way in and out by hand, as staff do it every morning."""

from playwright.sync_api import expect

from tests.chromium import violations
from tests.walk.opening import Visit
from tests.walk.serving import Site


def test_a_head_comes_in_works_and_leaves_nothing(visit: Visit, site: Site) -> None:
    page = visit("/accounts/login/").page
    page.get_by_label("Ім'я для входу").fill(site.people["head"])
    page.get_by_role("textbox", name="Пароль").fill(site.password)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda address: "/accounts/login/" not in address)
    page.goto(f"{site.url}/accounts/people/")
    assert "Люди ЦНАП" in page.content()
    page.goto(f"{site.url}/accounts/logout/")
    page.locator("main").get_by_role("button", name="Вийти").click()
    page.goto(f"{site.url}/accounts/people/")
    assert "/accounts/login/" in page.url
    page.go_back()
    assert "Люди ЦНАП" not in page.content(), "the back button shows nothing of the person"


def test_a_wrong_password_is_told_beside_the_form(visit: Visit, site: Site) -> None:
    page = visit("/accounts/login/").page
    page.get_by_label("Ім'я для входу").fill("nobody")
    page.get_by_role("textbox", name="Пароль").fill("не той пароль")
    page.get_by_role("button", name="Увійти").click()
    assert "Перевірте розкладку" in page.get_by_role("alert").first.inner_text()


def test_a_security_key_is_added_and_opens_the_door(visit: Visit, site: Site) -> None:
    page = visit("/accounts/login/").page
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send(
        "WebAuthn.addVirtualAuthenticator",
        {"options": {"protocol": "ctap2", "transport": "usb", "hasResidentKey": True, "hasUserVerification": True,
                     "isUserVerified": True, "automaticPresenceSimulation": True}},
    )  # fmt: skip

    def enter() -> None:
        page.goto(f"{site.url}/accounts/login/")
        page.get_by_label("Ім'я для входу").fill(site.people["steward"])
        page.get_by_role("textbox", name="Пароль").fill(site.password)
        page.get_by_role("button", name="Увійти").click()

    enter()
    page.goto(f"{site.url}/accounts/2fa/keys/add/")
    page.get_by_role("textbox", name="Пароль").fill(site.password)
    page.get_by_role("button", name="Продовжити").click()
    page.get_by_label("Назва ключа").fill("на зв'язці")
    page.locator("main").get_by_role("button", name="Додати", exact=True).click()
    page.wait_for_url("**/2fa/recovery-codes/")
    page.goto(f"{site.url}/accounts/logout/")
    page.locator("main").get_by_role("button", name="Вийти").click()
    enter()
    assert "/2fa/authenticate/" in page.url
    page.get_by_role("button", name="Увійти ключем безпеки").click()
    page.wait_for_url(lambda address: "/2fa/authenticate/" not in address)
    page.goto(f"{site.url}/accounts/2fa/keys/")
    assert "на зв'язці" in page.content()
    for address in page.locator("main a[href*='/keys/']").evaluate_all("links => links.map(a => a.href)"):
        page.goto(address)
        assert page.locator("h1").count() == 1, address
        assert violations(page) == [], address


def test_a_desk_left_alone_covers_itself_and_loses_nothing(visit: Visit, site: Site) -> None:
    opened = visit("/accounts/people/new/", role="head")
    page = opened.page
    page.clock.install()
    page.reload()
    page.get_by_label("Прізвище, ім'я, по батькові").fill("Шевченко Іван")
    page.clock.fast_forward("04:00")
    page.keyboard.press("Tab")
    page.clock.fast_forward("04:30")
    expect(page.locator("#lock"), "an act moves the limit").not_to_be_visible()
    page.clock.fast_forward("01:00")
    expect(page.locator("#lock")).to_be_visible()
    expect(page.get_by_label("Прізвище, ім'я, по батькові")).not_to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#lock")).to_be_visible()
    expect(page.locator("#lock").get_by_text("Пароль не підходить")).not_to_be_visible()
    page.locator("#lock-password").fill("не той пароль")
    page.locator("#lock").get_by_role("button", name="Продовжити").click()
    page.locator("#lock").get_by_text("Пароль не підходить").wait_for()
    page.locator("#lock-password").fill(site.password)
    page.locator("#lock").get_by_role("button", name="Продовжити").click()
    page.locator("#lock").wait_for(state="hidden")
    assert page.get_by_label("Прізвище, ім'я, по батькові").input_value() == "Шевченко Іван"


def test_a_covered_desk_is_not_uncovered_by_keys_nor_read_on_paper(visit: Visit) -> None:
    page = visit("/accounts/people/new/", role="head").page
    page.clock.install()
    page.reload()
    page.clock.fast_forward("05:30")
    cover = page.locator("#lock")
    expect(cover).to_be_visible()
    cover.evaluate("cover => cover.addEventListener('close', () => cover.setAttribute('data-was-closed', ''))")
    for _ in range(4):  # a browser heeds the second refusal of a close no more
        page.keyboard.press("Escape")
        page.keyboard.press("Tab")
    expect(cover).to_be_visible()
    page.clock.run_for(10_000)
    expect(cover).to_be_visible()
    expect(cover).not_to_have_attribute("data-was-closed", "")
    cover.evaluate("cover => cover.close()")  # as a phone's second way back does
    expect(cover).to_be_visible()
    page.emulate_media(media="print")
    assert not page.evaluate("document.body.checkVisibility()")
